"""A second import: what it changes, and how long it holds the store."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy import select

from bot.commands import papers as command
from bot.commands.failing import faults_of
from bot.office import turn_at
from domain.importing import Plan
from domain.refusal import Refusal
from domain.work import Work
from handlers import exporting, importing
from handlers.beforehand import Reading
from handlers.texts import importing as texts
from storage import assignments, departments
from storage.tables import tasks
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, HEADER, MORNING, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as opened:
        yield opened


def line(deadline: str, leads: str = "Sở Tài chính", ref: str = "NV01", text: str = "Rà soát") -> str:
    return f'{ref};{text};"{leads}";;{deadline};{DIRECTIVE};;;'


async def imported(office: Office, content: str, later: timedelta) -> Plan:
    """Imported by a process whose clock differs by `later`."""
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        turn = replace(turn, now=turn.now + later)
        plan = await importing.plan_file(turn, content.encode(), "nhiem-vu.csv")
        await importing.apply(turn, plan)
    return plan


async def deadlines(office: Office, ref: str = "NV01") -> tuple[date | None, set[date | None]]:
    """The task's own, and those of its assignments: they must agree."""
    async with office.running.database.reading() as tx:
        own = (await tx.execute(select(tasks.c.deadline).where(tasks.c.ref == ref))).scalar()
        return own, {a.deadline for a in await assignments.of_ref(tx, ref)}


async def test_2300_changed_rows_take_seconds(office: Office) -> None:
    def sheet(deadline: str, words: str, leads: tuple[str, str]) -> str:
        return HEADER + "\n".join(
            line(deadline, leads[n % 2], f"NV{n:04d}", f"{words} {n}") for n in range(1, 2301)
        )

    await office.imports(line("", ref="NV9999"))
    for content, most in (
        (sheet("30/9/2025", "Rà soát", ("Sở Tài chính", "Sở Y tế")), 3.0),
        (sheet("15/10/2025", "Rà soát lại", ("Sở Y tế", "Sở Nội vụ")), 3.0),
    ):
        started = process_time()
        plan = await imported(office, content, timedelta())
        assert process_time() - started < most
    assert len(plan.changed_tasks) == 2300
    assert await deadlines(office, "NV0001") == (date(2025, 10, 15), {date(2025, 10, 15)})


async def test_a_deadline_moved_twice_at_one_moment_or_by_a_clock_that_went_back(office: Office) -> None:
    await office.imports(line("30/9/2025"))
    await office.imports(line("15/10/2025"))
    await office.imports(line("30/10/2025"))
    assert await deadlines(office) == (date(2025, 10, 30), {date(2025, 10, 30)})
    await imported(office, HEADER + line("5/10/2025"), timedelta(days=-1))
    assert await deadlines(office) == (date(2025, 10, 5), {date(2025, 10, 5)})


async def test_a_task_that_recurs_for_a_while_has_the_deadlines_of_its_sheet(office: Office) -> None:
    await office.imports(line("30/9/2025"))
    await office.imports(line("30/12/2025"))
    await office.imports(line("2 tuần/1 lần"))
    assert await deadlines(office) == (None, {date(2025, 10, 7)})
    await office.imports(line("15/11/2025"))
    assert await deadlines(office) == (date(2025, 11, 15), {date(2025, 11, 15)})


async def test_a_unit_that_comes_back_keeps_its_reports_and_takes_the_deadline(office: Office) -> None:
    await office.imports(line("30/9/2025", "Sở Tài chính; Sở Y tế"))
    await office.registers(AN, "Sở Tài chính")
    await office.says(AN, "NV01 đang làm ạ")
    await office.imports(line("30/9/2025", "Sở Y tế"))
    await office.imports(line("15/10/2025", "Sở Y tế"))
    await office.imports(line("15/10/2025", "Sở Tài chính; Sở Y tế"))
    assert await deadlines(office) == (date(2025, 10, 15), {date(2025, 10, 15)})
    async with office.running.database.reading() as tx:
        found = {a.department.name: a.state.work for a in await assignments.of_ref(tx, "NV01")}
    assert found == {"Sở Tài chính": Work.IN_PROGRESS, "Sở Y tế": Work.NO_REPORT}


async def test_a_standing_duty_is_one_from_the_import_that_says_so(office: Office) -> None:
    await office.imports(line(""))
    await office.imports(line("thường xuyên"))
    async with office.running.database.reading() as tx:
        (found,) = await assignments.of_ref(tx, "NV01")
    assert found.state.work is Work.RECURRING


async def test_the_preview_and_the_history_speak_vietnamese(office: Office) -> None:
    await office.imports(line("30/9/2025"))
    changed = HEADER + line("30/9/2025").replace(";;;", ";chỉ tiêu;;x")
    plan = await imported(office, changed, timedelta())
    said = ["NV01, loại: nhiệm vụ → chỉ tiêu", "NV01, nghiệm thu: không → có"]
    assert texts.details(plan, MORNING.date()) == [f"~ {words}" for words in said]
    (history,) = await office.says(CHI, "/lichsu NV01")
    assert "đổi loại: nhiệm vụ → chỉ tiêu" in history
    assert "đổi nghiệm thu: không → có" in history


async def test_periods_end_on_the_day_that_the_sheet_names_and_a_last_day_is_warned_of(
    office: Office,
) -> None:
    await office.imports(line("ngày 25 hằng tháng"))
    assert await deadlines(office) == (None, {date(2025, 9, 25)})
    await office.imports(line("ngày 20 hằng tháng"))
    assert await deadlines(office) == (None, {date(2025, 10, 20)})
    long = "Rà soát các quy định về đầu tư, mua sắm, thuê dịch vụ công nghệ thông tin, trình ban hành"
    await office.imports(line("", text=long))
    plan = await imported(office, HEADER + line("", text=f"{long} trong quý"), timedelta())
    (shown,) = texts.details(plan, MORNING.date())
    assert shown.endswith(": …thông tin, trình ban hành → …thông tin, trình ban hành trong quý")
    plan = await imported(office, HEADER + line("hằng quý đến hết năm 2026"), timedelta())
    assert "không tự dừng" in texts.preview(plan, "nhiem-vu.csv", 1, MORNING.date()).text
    plan = await imported(office, HEADER + line("31/12/2024", ref="NV02", text="Đã qua"), timedelta())
    assert texts.details(plan, MORNING.date())[0].endswith("hạn thứ Ba 31/12/2024 (đã qua)")


async def test_an_export_of_an_earlier_day_is_what_was_known_then(office: Office) -> None:
    await office.imports(line("30/9/2025"))
    await office.goes_to("2025-09-24")
    await office.imports(line("15/10/2025", "Sở Tài chính; Sở Nội vụ"))
    await office.goes_to("2025-09-25")
    await office.imports(line("2 tuần/1 lần", "Sở Y tế", text="Báo cáo").replace(";;;", ";chỉ tiêu;;x"))
    await office.goes_to("2025-09-26")
    await office.imports(line("30/11/2025", "Sở Tài chính", text="Báo cáo"))
    first = {("Sở Tài chính", "Rà soát", "30/09/2025", None, "2025-09-30", "task")}
    second = {
        (unit, "Rà soát", "15/10/2025", None, "2025-10-15", "task") for unit in ("Sở Tài chính", "Sở Nội vụ")
    }
    third = {("Sở Y tế", "Báo cáo", "2 tuần/1 lần", "P2W", "2025-10-07", "indicator")}
    fourth = {("Sở Tài chính", "Báo cáo", "30/11/2025", None, "2025-11-30", "task")}
    for day, known in enumerate((set(), first, second, third, fourth), 22):
        assert await exported(office, date(2025, 9, day)) == known, day
    assert await exported(office, None) == fourth


async def exported(office: Office, day: date | None) -> set[tuple[str, str, str, str | None, str, str]]:
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        state = await exporting.gather(turn, day)
    return {
        (a.department, a.task, a.task_due, a.recurrence, str(a.deadline), a.kind.value)
        for a in state.assignments
    }


async def test_a_withdrawn_task_stands_in_the_export_of_the_days_before(office: Office) -> None:
    await office.imports(line("30/9/2025", "Sở Y tế"))
    await office.says(CHI, "/giao Sở Tài chính: rà soát quy định, hạn 30/9/2025")
    await office.goes_to("2025-09-24")
    await office.presses(CHI, "Rút")
    units = [{row[0] for row in await exported(office, date(2025, 9, day))} for day in (23, 24)]
    assert units == [{"Sở Y tế", "Sở Tài chính"}, {"Sở Y tế"}]


Changing = Callable[[int], None]


@pytest.fixture
def changing(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Changing:
    """Somebody else enters a unit each time that an import was planned, so many times."""
    planned = importing.plan_ahead
    left: list[int] = []
    numbers = itertools.count(1)

    async def meanwhile(reading: Reading, *, data: bytes, filename: str) -> importing.Planned:
        made = await planned(reading, data=data, filename=filename)
        if left:
            left.pop()
            async with (
                asyncio.timeout(5),
                office.running.database.transaction() as tx,
            ):  # not held by the plan
                await departments.add(tx, f"Xã Số {next(numbers)}", (), "xã", office.clock.now())
        return made

    monkeypatch.setattr(importing, "plan_ahead", meanwhile)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", str(office.running.database.url))
    return lambda times: left.extend(range(times))


async def offered(office: Office) -> None:
    """A sheet with one new task, shown to the Secretariat."""
    await office.says(CHI, "/start")
    sheet = HEADER + line("30/9/2025", ref="")
    office.world.person_sends_file(CHI.id, CHI.id, sheet.encode(), "viec.csv")
    await office.settle()


async def test_what_changed_while_an_import_was_planned_is_planned_in(
    office: Office, changing: Changing
) -> None:
    await office.imports(line("", ref="NV07", text="Báo cáo"))
    await offered(office)
    changing(2)
    said = await office.presses(CHI, "Nhập")
    assert "Đã nhập" in office.last(CHI)["text"], said
    assert await deadlines(office, "NV08") == (date(2025, 9, 30), {date(2025, 9, 30)})


async def test_a_store_that_never_stands_still_is_said_and_the_button_stays(
    office: Office, changing: Changing
) -> None:
    await office.imports(line("", ref="NV07", text="Báo cáo"))
    await offered(office)
    changing(3)
    await office.presses(CHI, "Nhập")
    answer = list(office.world.queries.values())[-1].answer
    assert answer is not None
    assert "thay đổi liên tục" in answer["text"]
    assert await deadlines(office, "NV08") == (None, set())
    await office.presses(CHI, "Nhập")
    assert await deadlines(office, "NV08") == (date(2025, 9, 30), {date(2025, 9, 30)})


async def test_the_command_line_plans_again_too(
    office: Office, changing: Changing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await office.imports(line("", ref="NV07", text="Báo cáo"))
    sheet = tmp_path / "viec.csv"
    sheet.write_text(HEADER + line("30/9/2025", ref=""))
    changing(3)
    with pytest.raises(Refusal) as told:
        await command.import_file(sheet, dry_run=False)
    failed = faults_of(told.value)
    assert failed is not None
    assert "thay đổi liên tục" in failed.lines[0]
    changing(2)
    await command.import_file(sheet, dry_run=False)
    assert "Đã nhập: 1 nhiệm vụ mới." in capsys.readouterr().out
    assert await deadlines(office, "NV08") == (date(2025, 9, 30), {date(2025, 9, 30)})


async def test_those_whose_tasks_a_sheet_changes_are_told_in_one_message_each(office: Office) -> None:
    """Of what they knew; what is new to them, or was changed before they knew it, the clock tells."""
    both = "Sở Tài chính; Sở Y tế"
    await office.staffed(f"{line('30/10/2025', both)}\n{line('30/10/2025', both, 'NV02', 'Báo cáo')}\n"
                         f"{line('30/10/2025', 'Sở Tài chính', 'NV03', 'Kho K5')}")  # fmt: skip
    await office.imports(line("30/11/2025", "Sở Y tế", "NV04", "Lập kế hoạch"))
    before = {who: len(office.world.texts(who.id)) for who in (AN, BINH, CHI)}
    await office.imports(f"{line('15/11/2025', both)}\n{line('30/10/2025', both, 'NV02', 'Báo cáo lại')}\n"
                         f"{line('15/12/2025', 'Sở Y tế', 'NV04', 'Lập kế hoạch')}\n"
                         f"NV03;Việc số 3;Sở Tài chính;;20/11/2025;{DIRECTIVE};;x;")  # fmt: skip
    await office.settle()
    said = {who: office.world.texts(who.id)[count:] for who, count in before.items()}
    assert [len(said[who]) for who in (AN, BINH, CHI)] == [1, 1, 0]
    assert "vừa sửa 3 việc" in said[AN][0]
    assert "vừa sửa 2 việc" in said[BINH][0]
    assert "hạn: 30/10/2025 → 15/11/2025" in said[AN][0]
    assert "Báo cáo lại\n• nội dung: Báo cáo → Báo cáo lại" in said[BINH][0]
    assert "nay là việc mật" in said[AN][0]
    assert "đổi hạn" in said[AN][0]
    assert "Việc số 3" in said[AN][0]
    assert "Kho K5" not in said[AN][0]
    await office.tick()
    assert "Việc mới giao" in office.last(BINH)["text"]
    assert "15/12" in office.last(BINH)["text"]
    # moved to where one would be reminded, it is asked about in the same message and by the clock no more
    before = {who: len(office.world.texts(who.id)) for who in (AN, BINH)}
    await office.imports(f"{line('2/10/2025', both)}\n{line('30/10/2025', both, 'NV02', 'Báo cáo 2')}")
    await office.tick()
    said = {who: office.world.texts(who.id)[count:] for who, count in before.items()}
    assert [len(words) for words in said.values()] == [1, 1]
    assert "Việc gần hạn: NV01. Đến đâu rồi ạ?" in said[AN][0]
    # a unit named no more is told so, one that stays whose lead it is now; in the night it waits
    await office.goes_to("2025-09-23", "18:00")
    before = {who: len(office.world.texts(who.id)) for who in (AN, BINH)}
    await office.imports(f'NV01;Rà soát;"Sở Y tế";"Sở Nội vụ";2/10/2025;{DIRECTIVE};;;')
    await office.settle()
    assert [len(office.world.texts(who.id)) - count for who, count in before.items()] == [0, 0]
    await office.goes_to("2025-09-24")
    gone, stays = (office.world.texts(who.id)[count] for who, count in before.items())
    assert "NV01: không còn giao cho đơn vị" in gone
    assert "chủ trì: bớt Sở Tài chính" in stays
    assert "phối hợp: thêm Sở Nội vụ" in stays
