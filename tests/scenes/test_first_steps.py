"""From an empty store to an office at work, as the Secretariat is led: sheet, invitations, group."""

import io
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from bot.commands.doctor import doctor
from tests.papers.reading import pdf_pages, without_spaces
from tests.scenes.office import AN, BINH, CHI, HA, STEERING, TOKEN, USERNAME, Office


def content(office: Office, message: dict[str, Any]) -> bytes:
    stored = office.world.files.find(message["document"]["file_id"])
    assert stored is not None
    return stored.content


async def test_the_first_day(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (welcome,) = await office.says(CHI, "/start")
    assert welcome.startswith("Chào đồng chí Chi.")
    assert "Bước 1/3" in welcome
    await office.presses(CHI, "Lấy bảng mẫu")
    sample = content(office, office.last(CHI))

    (preview,) = await office.sends(CHI, sample, "bang-mau.xlsx")
    assert "3 đơn vị mới, 2 nhiệm vụ mới, 1 chỉ tiêu mới." in preview
    assert "rà soát quy định (Sở Tài chính): hạn thứ Năm 23/10" in preview
    assert "2 tuần một lần, kỳ đầu đến thứ Ba 7/10" in preview
    assert preview.count("là dòng mẫu") == 3
    assert "Lưu ý" in preview
    await office.presses(CHI, "Nhập")
    done = office.with_button(CHI.id, "Mời đầu mối")["text"]
    assert "Bước 2/3" in done
    assert "+ NV01 Ví dụ: rà soát quy định (Sở Tài chính): hạn thứ Năm 23/10" in done
    assert "giao chỉ tiêu" in (await office.says(CHI, "/lichsu NV03"))[-1]
    assert "Bước 2/3" in (await office.says(CHI, "/start"))[-1]
    (figures,) = await office.says(CHI, "/tonghop")
    assert "📭 Chưa có đầu mối: Sở Tài chính, " in figures
    assert "chưa đến được" not in figures
    assert "🎯 Chỉ tiêu: 1, chưa có số liệu." in figures
    before = len(office.world.received(CHI.id))
    await office.presses(CHI, "Mời đầu mối")
    paper, sheet, group = office.world.received(CHI.id)[before:]
    assert "Bước 3/3" in group["text"]
    assert "dùng đến hết thứ Tư 22/10" in paper["caption"]
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content(office, sheet)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head == ["Đơn vị", "Đường dẫn mời"]
    links = {str(unit): str(link) for unit, link in rows}
    assert links.keys() == {"Phường Trường Vinh", "Sở Khoa học và Công nghệ", "Sở Tài chính"}
    (printed,) = pdf_pages(content(office, paper))
    for link in links.values():
        assert link.startswith(f"https://t.me/{USERNAME}?start=")
        assert link.rpartition("=")[2] in without_spaces(printed)
    (joined,) = await office.follows(AN, links["Sở Tài chính"])
    assert "đầu mối của Sở Tài chính" in joined
    told = office.last(CHI)
    assert told["text"] == "👤 Đầu mối mới hôm nay: An (Sở Tài chính).\nCòn 2 đơn vị chưa có đầu mối: /daumoi"
    await office.follows(BINH, links["Phường Trường Vinh"])
    await office.follows(HA, links["Sở Khoa học và Công nghệ"])
    assert office.last(CHI)["message_id"] == told["message_id"], "one card a day"
    assert office.world.message(CHI.id, told["message_id"])["text"] == (
        "👥 3 đầu mối mới hôm nay: Hà (Sở Khoa học và Công nghệ), Bình (Phường Trường Vinh), An (Sở Tài chính).\n"
        "Đơn vị nào cũng đã có đầu mối."
    )

    await office.says(CHI, "/nhom", chat=STEERING)
    assert "Đã sẵn sàng, xong cả ba bước." in office.last(CHI)["text"]
    assert "Bản tin tới gửi vào nhóm lúc 08:00 thứ Hai 6/10." in office.last(CHI)["text"]
    (again,) = await office.says(CHI, "/start")
    assert "Bước" not in again
    read = office.running.settings
    environ = {
        "BOT_TOKEN": TOKEN,
        "DATABASE_URL": read.database_url,
        "SECRETARIAT_IDS": str(CHI.id),
        "TELEGRAM_API_URL": read.telegram_api_url,
        "BOT_CLOCK": office.clock.now().isoformat(),
    }
    monkeypatch.chdir(tmp_path)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    await doctor(retry=False)  # raises where something is wrong
    assert "✗" not in capsys.readouterr().out
