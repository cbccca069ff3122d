"""/dienthu: a sheet of what would go out, made aside while the office goes on."""

import io
from datetime import date, datetime

import pytest
import python_calamine

from bot import rehearsals
from domain.refusal import Refusal
from domain.rehearsing import period_of
from tests.scenes.office import AN, CHI, DIRECTIVE, STEERING, ZONE, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;8/10/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;2/10/2025;{DIRECTIVE};;;
"""
TODAY = date(2025, 9, 23)


async def test_the_sheet_holds_what_comes(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(CHI, "/here", chat=STEERING)
    office.clock.turn_to(datetime(2025, 10, 3, 9, 0, tzinfo=ZONE))
    await office.tick()
    (answer,) = await office.says(CHI, "/dienthu 4/10-7/10")
    assert answer.startswith("🎭 Tôi đang diễn thử từ thứ Bảy 4/10 đến thứ Ba 7/10")
    before = {chat: len(office.world.received(chat)) for chat in (AN.id, CHI.id, STEERING)}
    await office.running.rehearsals.work_off()
    await office.settle()
    handed = office.last(CHI)
    assert office.world.texts(CHI.id)[-2].startswith("🎭 Đã diễn thử xong từ thứ Bảy 4/10 đến thứ Ba 7/10")
    assert handed["document"]["file_name"] == "dien-thu-2025-10-04-2025-10-07.xlsx"
    assert handed["caption"].startswith("🎭 Diễn thử từ thứ Bảy 4/10 đến thứ Ba 7/10: ")
    stored = office.world.files.find(handed["document"]["file_id"])
    assert stored is not None
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stored.content))
    head, *rows = book.get_sheet_by_name("Theo ngày").to_python()
    assert head[:3] == ["Ngày", "Thứ", "Giờ"]
    foreseen = [(row[0], row[2], row[3], row[5]) for row in rows]
    assert f"{len(rows)} tin" in handed["caption"]
    assert (date(2025, 10, 7), "07:30", "An", "lời nhắc") in foreseen
    (told,) = [row for row in rows if row[0] == date(2025, 10, 7) and row[3] == "An"]
    assert told[4] == "Sở Tài chính"
    assert told[6] == "NV01"
    matrix = book.get_sheet_by_name("Theo người").to_python()
    assert matrix[-1][0] == "Cộng"
    assert matrix[-1][-1] == len(rows)
    # nothing of it was kept, and it comes to pass as it was foreseen
    assert office.world.texts(AN.id)[before[AN.id] :] == []
    await office.running.rehearsals.work_off()
    await office.goes_to("2025-10-07", "20:00")
    for chat, name in ((AN.id, "An"), (STEERING, "Ban Chỉ đạo")):
        came = len(office.world.received(chat)) - before[chat]
        assert came == sum(row[3] == name for row in rows), name
    assert len(office.world.received(CHI.id)) == before[CHI.id] + 1


async def test_a_heavy_one_is_played_in_a_process_of_its_own(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsals, "LIGHT", 1)
    await office.staffed(TASKS)
    await office.says(CHI, "/dienthu 29/9")
    await office.running.rehearsals.work_off()
    await office.settle()
    assert office.last(CHI)["caption"].startswith("🎭 Diễn thử ngày thứ Hai 29/9: ")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("", "2025-09-23", "2025-10-06"),
        ("tuần sau", "2025-09-29", "2025-10-05"),
        ("tuần này", "2025-09-23", "2025-09-28"),
        ("1/10-15/10", "2025-10-01", "2025-10-15"),
        ("từ 1/10 đến 15/10/2025", "2025-10-01", "2025-10-15"),
        ("15/10", "2025-10-15", "2025-10-15"),
        ("3 ngày tới", "2025-09-23", "2025-09-26"),
        ("tháng 10", "2025-10-01", "2025-10-31"),
        ("20/12-5/1", "2025-12-20", "2026-01-05"),
        ("1/9-30/9/2025", "2025-09-23", "2025-09-30"),
    ],
)
def test_periods(words: str, first: str, last: str) -> None:
    assert period_of(words, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("bao giờ", "period_not_seen"),
        ("31/2", "unreal_day"),
        ("31/2-5/3", "unreal_day"),
        ("15/10-1/10", "period_backwards"),
        ("1/8-15/8/2025", "period_past"),
        ("1/10-31/12", "period_too_long"),
    ],
)
def test_bad_periods(words: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        period_of(words, TODAY)
    assert refused.value.reason == reason
