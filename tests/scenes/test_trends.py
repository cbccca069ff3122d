"""The trends of a year: under the digest, by year, by unit, in the group, on one page."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.failing import Failed
from bot.commands.papers import export_year
from tests.papers.reading import pdf_pages
from tests.scenes.office import AN, CHI, DIRECTIVE, LEADER, STEERING, ZONE, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;5/10/2025;{DIRECTIVE};;;
NV03;Số hoá hồ sơ;Sở Tài chính;;3/10/2025;{DIRECTIVE};;;x
NV04;Giao ban với xã;Sở Tài chính;;1 tuần/1 lần;{DIRECTIVE};;;
NV05;Tuyên truyền;Sở Tài chính;;thường xuyên;{DIRECTIVE};;;
"""


async def comes(office: Office, day: str, hour: str) -> None:
    office.clock.turn_to(datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE))
    await office.tick()


async def test_a_year_is_looked_at(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert await office.says(CHI, "/start")
    assert await office.says(CHI, "/tonghop 2025") == ["Chưa có nhiệm vụ nào được giao."]
    await office.staffed(TASKS)
    await office.says(CHI, "/here", chat=STEERING)
    await office.says(LEADER, "/start")
    await office.tick()  # 23/9 at eight: An and Bình are reminded
    await comes(office, "2025-09-25", "08:00")
    await office.says(AN, "NV01 xong rồi ạ")
    await office.says(AN, "NV04 xong rồi ạ")
    await office.says(AN, "NV03 xong")
    await office.says(CHI, "/tonghop chờ nghiệm thu")
    await comes(office, "2025-09-29", "09:00")
    await office.presses(CHI, "Trả lại")
    await office.says(CHI, "thiếu phụ lục")
    await office.says(AN, "NV03 xin lùi đến 15/10 vì chờ phụ lục")
    await comes(office, "2025-10-08", "09:00")

    await office.says(LEADER, "/tonghop")
    await office.presses(LEADER, "Xu hướng")
    shown = office.last(LEADER)["text"]
    assert shown.startswith("📈 Xu hướng năm 2025\nĐến ngày 8/10/2025")
    # NV01 in time; NV02 and NV03 late; the weekly and the standing duty have no part in it
    assert "Đúng hạn: 1/3 việc đến hạn (33%)" in shown
    assert "một nửa số lần trong 2 ngày" in shown
    assert "Được nhắc mà chưa báo cáo lần nào: 1 đơn vị (Sở Y tế)" in shown
    assert "Xin lùi hạn: 1 lần, được đồng ý 0" in shown
    assert "«Xong» bị trả lại: 1 lần" in shown
    assert "• T9: đúng hạn 1/1 · trả lời 2 ngày" in shown
    assert (await office.says(LEADER, "/tonghop 2025"))[-1] == shown
    assert (await office.says(LEADER, "/tonghop năm 2025", chat=STEERING))[-1] == shown
    group = office.world.last(STEERING)

    await office.presses(LEADER, "Theo đơn vị", on=group, chat=STEERING)
    assert office.world.message(STEERING, group["message_id"])["text"] == shown
    units = office.last(LEADER)["text"]
    assert units.index("• Sở Y tế: đúng hạn 0/1") < units.index("• Sở Tài chính: đúng hạn 1/2")
    await office.presses(LEADER, "Sở Y tế")
    own = office.last(LEADER)["text"]
    assert own.startswith("📈 Sở Y tế, năm 2025")
    assert "Đúng hạn: 0/1" in own
    assert (await office.says(LEADER, "/tonghop Sở Y tế 2025"))[-1] == own
    assert "Năm 2027 chưa đến" in (await office.says(LEADER, "/tonghop 2027"))[-1]
    assert "Năm 2024 chưa giao việc nào" in (await office.says(LEADER, "/tonghop năm 2024"))[-1]

    await office.presses(LEADER, "Một trang A4", on=group, chat=STEERING)
    document = office.last(LEADER)
    assert document["caption"] == "Tổng kết năm 2025 trên một trang A4 (đến ngày 8/10/2025)."
    stored = office.world.files.find(document["document"]["file_id"])
    assert stored is not None
    (page,) = pdf_pages(stored.content)
    assert "đã hoàn thành 1/5 nhiệm vụ (20%)" in page
    assert "Trong 3 phân công đến hạn trong năm, 1 xong đúng hạn (33%)." in page
    assert "đúng hạn 1/1 kỳ" in page

    settings = office.running.settings
    monkeypatch.setattr("bot.commands.papers.load_settings", lambda: settings)
    monkeypatch.setattr("bot.commands.papers.clock_of", lambda _: office.clock)
    await export_year(tmp_path / "nam.pdf", 2025)
    assert pdf_pages((tmp_path / "nam.pdf").read_bytes())[0] == page
    for name, year, why in (("nam.docx", 2025, "dùng .pdf"), ("nam.pdf", 2030, "chưa đến")):
        with pytest.raises(Failed, match=why):
            await export_year(tmp_path / name, year)
