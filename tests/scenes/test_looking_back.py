"""The state of a day that is over, what falls due in a month, and the whole as a sheet."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.office import turn_at
from domain.exporting import totals_of
from domain.history import Report
from domain.work import Work
from handlers.digests import present_figures
from handlers.exporting import gather
from handlers.looking_back import look_back
from storage import many, reports
from storage.database import Tx
from tests.papers.reading import pdf_text
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, LEADER, STEERING, ZONE, Office, refs
from tests.scenes.test_long_lists import labels, raw_press

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;Sở Y tế;24/9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;15/10/2025;{DIRECTIVE};;;
"""


async def settled(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    await office.says(LEADER, "/start")
    await office.registers(AN, "Sở Tài chính")
    await office.goes_to("2025-09-26", "09:00")
    await office.says(AN, "NV01 xong")


async def test_a_day_that_is_over(office: Office) -> None:
    await settled(office)
    (then,) = await office.says(LEADER, "/tonghop 25/9")
    assert "Tính đến hết ngày 25/9/2025" in then
    assert "Nhiệm vụ hoàn thành: 0/2" in then
    assert "Quá hạn 1" in then
    await office.presses(LEADER, "Quá hạn")
    assert office.last(LEADER)["text"].startswith("Tính đến hết ngày 25/9/2025\n🔴 Quá hạn 1\n• NV01")
    await office.presses(LEADER, "Bản tổng hợp")
    assert office.last(LEADER)["text"] == then
    for words in ("2025-09-25", "25/9/2025", "hôm qua"):
        assert await office.says(LEADER, f"/tonghop {words}") == [then]
    (now,) = await office.says(LEADER, "/tonghop hôm nay")
    assert "Tính đến hết ngày 26/9/2025" in now
    assert "Nhiệm vụ hoàn thành: 1/2" in now


async def test_a_day_of_which_nothing_is_known(office: Office) -> None:
    await settled(office)
    (future,) = await office.says(LEADER, "/tonghop 30/12/2025")
    assert "Ngày 30/12/2025 chưa đến" in future
    (early,) = await office.says(LEADER, "/tonghop 1/9/2025")
    assert "Việc đầu tiên được giao ngày 23/9/2025" in early
    assert "Không có ngày 31/2" in (await office.says(LEADER, "/tonghop 31/2"))[-1]
    (digest,) = await office.says(LEADER, "/tonghop")
    for data in ("part:overdue:0:20261231", "part:all:0:20250901", "part:all:0:20251399", "sheet:20261231"):
        await raw_press(office, office.last(LEADER), data)
        assert office.last(LEADER)["text"] == digest


async def test_its_totals_equal_the_export_of_that_day(office: Office) -> None:
    await settled(office)
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        for day in (turn.today, turn.today.replace(day=25), turn.today.replace(day=23)):
            exported = totals_of((await gather(turn, day)).assignments)
            whole = await look_back(turn, day)
            assert whole.total == exported["assignments"] == 2
            assert len(whole.overdue()) == exported["overdue"]
            assert whole.by_work()[Work.DONE] == exported["done"]


async def test_a_day_is_the_same_however_much_was_told_of_since(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await settled(office)
    await office.goes_to("2025-09-27", "09:00")
    await office.says(AN, "NV01 chưa xong, mới được 80%")
    await office.goes_to("2025-09-28", "09:00")
    await office.says(AN, "NV01 chưa xong, mới được 90%")
    await office.presses(AN, "Lấy lại")
    asked_of_all: list[datetime] = []
    real = reports.every_until

    async def noted(tx: Tx, end: datetime) -> list[Report]:
        asked_of_all.append(end)
        return await real(tx, end)

    monkeypatch.setattr(reports, "every_until", noted)
    days = [date(2025, 9, day) for day in (23, 25, 26, 27)]
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        of_few = [await look_back(turn, day) for day in days]
        assert not asked_of_all
        monkeypatch.setattr(many, "AT_ONCE", 0)  # above so many, everything is asked for at once
        assert [await look_back(turn, day) for day in days] == of_few
    assert len(asked_of_all) == len(days)
    assert [len(then.late) for then in of_few] == [1, 1, 1, 0]
    assert [then.by_work()[Work.DONE] for then in of_few] == [0, 0, 1, 0]


async def test_a_day_before_something_was_withdrawn(office: Office) -> None:
    await settled(office)
    await office.says(CHI, "/giao Sở Y tế: kiểm kê thiết bị, hạn 30/10")
    given = office.last(CHI)
    await office.goes_to("2025-09-29", "09:00")
    await office.presses(CHI, "Rút lại", on=given)
    (then,) = await office.says(LEADER, "/tonghop 26/9")
    assert "Nhiệm vụ hoàn thành: 1/3" in then
    assert "Nhiệm vụ hoàn thành: 1/2" in (await office.says(LEADER, "/tonghop"))[-1]


async def test_of_a_recurring_task_the_reminders_of_its_period_are_told(office: Office) -> None:
    await settled(office)
    await office.imports(f"NV07;Báo cáo tiến độ;Sở Tài chính;;1 tuần/1 lần;{DIRECTIVE};;;")
    await office.goes_to("2025-09-30", "12:00")
    await office.says(AN, "NV07 xong")
    await office.goes_to("2025-10-01", "09:00")
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        now = {line.ref: line.reminders for line in (await present_figures(turn)).lines}
        then = {line.ref: line.reminders for line in (await look_back(turn, turn.today)).lines}
        past = (await look_back(turn, turn.today.replace(month=9, day=30))).lines
    assert now == then
    assert now["NV07"] == 0
    assert {line.ref: line.reminders for line in past}["NV07"] > 0


async def test_a_month(office: Office) -> None:
    await settled(office)
    (october,) = await office.says(LEADER, "/tonghop tháng 10")
    assert october.startswith("⏳ Hạn từ 1/10 đến 31/10/2025: 1 việc, xong 0\n")
    assert refs(october) == ["NV02"]
    (september,) = await office.says(LEADER, "/tonghop tháng 9/2025")
    assert "1 việc, xong 1" in september


def sheets_in(office: Office, message: dict[str, Any]) -> dict[str, list[list[Any]]]:
    stored = office.world.files.find(message["document"]["file_id"])
    assert stored is not None
    book = CalamineWorkbook.from_filelike(BytesIO(stored.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


async def test_the_whole_state_as_a_sheet(office: Office) -> None:
    await settled(office)
    await office.says(LEADER, "/tonghop")
    await office.presses(LEADER, "Bảng Excel")
    sent = office.last(LEADER)
    assert sent["document"]["file_name"] == "tinh-hinh-2025-09-26.xlsx"
    assert "3 phân công" in sent["caption"]
    assert len(sheets_in(office, sent)["Nhiệm vụ"]) == 3

    await office.says(CHI, "/here", chat=STEERING)
    await office.says(CHI, "/tonghop 25/9", chat=STEERING)
    digest = office.world.last(STEERING)
    assert "📄 Bảng Excel" in labels(digest)
    before = len(office.world.received(AN.id))
    await office.presses(AN, "Bảng Excel", on=digest, chat=STEERING)
    assert len(office.world.received(AN.id)) == before
    await office.presses(CHI, "Bảng Excel", on=digest, chat=STEERING)
    assert "hết ngày 25/9/2025" in office.last(CHI)["caption"]
    # the digest of that day on paper, with every unit
    await office.presses(CHI, "Bản in A4", on=digest, chat=STEERING)
    sent = office.last(CHI)
    assert sent["document"]["file_name"] == "ban-tin-2025-09-25.pdf"
    stored = office.world.files.find(sent["document"]["file_id"])
    assert stored is not None
    assert "25/9/2025" in pdf_text(stored.content)


async def test_a_digest_is_issued_again_with_what_came_since(office: Office) -> None:
    await settled(office)
    await office.registers(BINH, "Sở Y tế")
    await office.says(CHI, "/here", chat=STEERING)
    office.clock.turn_to(datetime(2025, 10, 6, 8, 0, tzinfo=ZONE))
    await office.tick()
    office.clock.turn_to(datetime(2025, 10, 8, 9, 0, tzinfo=ZONE))
    await office.says(BINH, "NV02 60%")
    (past,) = await office.says(LEADER, "/tonghop 6/10")
    assert "Đã phát hành lúc 08:00 thứ Hai 6/10. Từ đó đến nay: có báo cáo 1" in past
    assert "🕓 Báo sau ngày này, chưa tính 1:\n• NV02 Sở Y tế: đang làm (báo 8/10)" in past
    await office.presses(LEADER, "Báo sau")
    assert "NV02 Sở Y tế: đang làm (báo 8/10)" in office.last(LEADER)["text"]
    (late,) = [a for a in (await office.state(date(2025, 10, 6)))["assignments"] if a["ref"] == "NV02"]
    assert late["work"] == "no_report"
    assert [(r["work"], r["state"]) for r in late["later_reports"]] == [("in_progress", "late")]
    (no,) = await office.says(CHI, "/bantin phát hành lại 7/10")
    assert no.startswith("Ngày ấy không có bản tin nào")
    await office.says(CHI, "/bantin phát hành lại 6/10")
    before = len(office.world.received(STEERING))
    await office.presses(CHI, "Phát hành lại")
    (again,) = office.world.texts(STEERING)[before:]
    assert again.startswith("📊 BẢN TIN TỔNG HỢP (PHÁT HÀNH LẠI)\nTính đến hết ngày 6/10/2025")
    assert again.partition("\n")[2] == past.partition("\n")[2]
