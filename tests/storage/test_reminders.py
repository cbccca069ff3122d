"""What the clock finds: open led assignments of people whom a message reaches, and the rungs sent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from domain.work import Acceptance, Role, State, Work
from storage import assignments, handovers, outbox, owing, people, reminders, tasks
from storage.database import Database, Tx
from storage.outbox import Kind, Outgoing
from storage.owing import Owed, Reached
from storage.tables import focal_points, suspensions
from storage.tables import people as persons
from storage.tables import tasks as task_rows
from tests.storage.rows import AN, BINH, DEADLINE, NOW, assignment, focal_point, unit

DONE = State(Work.DONE, done_at=NOW)
SUBMITTED = State(Work.IN_PROGRESS, done_at=NOW, acceptance=Acceptance.WAITING)
DAY = timedelta(days=1)


async def message(tx: Tx) -> int:
    return await outbox.put(tx, Outgoing(AN, "sendMessage", {"text": "x"}, Kind.REMINDER), NOW)


async def owed(tx: Tx, latest: date = DEADLINE) -> list[int]:
    return [due.assignment_id for due in await reminders.candidates(tx, latest, NOW.date())]


async def test_an_open_assignment_is_found_for_each_of_its_focal_points(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        an, binh = await focal_point(tx, AN, unit_id), await focal_point(tx, BINH, unit_id)
        await assignment(tx, unit_id, recurrence="P2W", anchor=DEADLINE)
        first, second = await reminders.candidates(tx, DEADLINE, NOW.date())
        assert (first.person_id, second.person_id) == (an, binh)
        assert (first.telegram_id, first.department_id, first.deadline) == (AN, unit_id, DEADLINE)
        assert (first.recurrence, first.furthest_sent) == ("P2W", None)
        assert await owed(tx, DEADLINE - DAY) == []


@pytest.mark.parametrize(
    "left_out",
    [
        {"state": DONE},
        {"state": State(Work.RECURRING)},
        {"state": SUBMITTED},
        {"role": Role.COORDINATING},
        {"draft": True},
        {"withdrawn_at": NOW},
        {"deadline": None},
    ],
    ids=["done", "standing", "submitted", "coordinating", "draft", "withdrawn task", "no deadline"],
)
async def test_what_needs_no_reminder_is_left_out(database: Database, left_out: dict[str, Any]) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        await focal_point(tx, AN, unit_id)
        kept = await assignment(tx, unit_id, "NV01")
        await assignment(tx, unit_id, "NV02", **left_out)
        assert await owed(tx) == [kept]
        led = await reminders.led_by(tx, [unit_id, 999])
        assert led.keys() == {unit_id}
        assert led[unit_id][0] == kept


async def test_a_returned_submission_is_owed_again_and_a_withdrawn_assignment_is_not(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        await focal_point(tx, AN, unit_id)
        returned = await assignment(
            tx, unit_id, "NV01", state=replace(SUBMITTED, acceptance=Acceptance.RETURNED)
        )
        withdrawn = await assignment(tx, unit_id, "NV02")
        assert await owed(tx) == [returned, withdrawn]
        await assignments.withdraw(tx, withdrawn, NOW)
        assert await owed(tx) == [returned]


async def test_who_cannot_be_reached_is_left_out_until_they_write(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        an = await focal_point(tx, AN, unit_id)
        found = await assignment(tx, unit_id)
        await people.mark_unreachable(tx, an, NOW)
        assert await owed(tx) == []
        await people.remember(tx, AN, "An", None, NOW, wrote_privately=True)
        assert await owed(tx) == [found]
        await tx.execute(update(persons).values(started=False))
        assert await owed(tx) == []


async def test_who_is_no_longer_the_focal_point_is_left_out(database: Database) -> None:
    async with database.transaction() as tx:
        finance, health = await unit(tx), await unit(tx, "Sở Y tế")
        await focal_point(tx, AN, finance, health)
        await assignment(tx, finance)
        kept = await assignment(tx, health, "NV02")
        await tx.execute(
            update(focal_points).where(focal_points.c.department_id == finance).values(until=NOW)
        )
        assert await owed(tx) == [kept]


async def test_the_furthest_rung_is_that_of_the_present_deadline_and_of_that_person(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        an, binh = await focal_point(tx, AN, unit_id), await focal_point(tx, BINH, unit_id)
        await assignment(tx, unit_id)
        (due,) = await owing.owed(tx, {(DEADLINE, None): 7}, NOW.date(), [an])
        for rung, deadline in ((7, DEADLINE), (3, DEADLINE), (-1, DEADLINE - 7 * DAY)):
            said = replace(due, deadline=deadline, lead_days=rung)
            await owing.remember(tx, [said], NOW, await message(tx))

        async def furthest() -> list[tuple[int, int | None]]:
            due = await reminders.candidates(tx, DEADLINE, NOW.date())
            return [(one.person_id, one.furthest_sent) for one in due]

        assert await furthest() == [(an, 3), (binh, None)]
        refused = await message(tx)
        await owing.remember(tx, [replace(due, lead_days=1)], NOW, refused)
        await outbox.failed(tx, refused, "Forbidden")
        for _ in range(2):
            await handovers.pass_on(tx, an, binh, [unit_id])
        assert await furthest() == [(an, 1), (binh, 3)], "what never arrived is still owed to the successor"


async def test_what_was_said_at_this_rung_or_a_further_one_is_not_owed(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        an, binh = await focal_point(tx, AN, unit_id), await focal_point(tx, BINH, unit_id)
        one = await assignment(tx, unit_id)
        recurring = await assignment(tx, unit_id, "NV02", recurrence="P2W", anchor=DEADLINE)
        assert await owing.deadlines(tx, DEADLINE - DAY) == []
        assert set(await owing.deadlines(tx, DEADLINE)) == {(DEADLINE, None), (DEADLINE, "P2W")}

        async def found(rung: int, *of: int) -> list[tuple[int, int]]:
            reached: Reached = {(DEADLINE, None): rung, (DEADLINE + DAY, None): 9}
            return [(o.person_id, o.assignment_id) for o in await owing.owed(tx, reached, NOW.date(), of)]

        assert await found(7) == [(an, one), (binh, one)]
        assert await found(7, binh) == [(binh, one)]
        said = Owed(an, one, unit_id, DEADLINE, 3)
        await owing.remember(tx, [said], NOW, await message(tx))
        assert await found(7) == await found(3) == [(binh, one)]
        assert await found(1) == [(an, one), (binh, one)]
        (period,) = await owing.owed(tx, {(DEADLINE, "P2W"): 3}, NOW.date(), [an])
        assert (period.assignment_id, period.lead_days) == (recurring, 3)
        assert await owing.owed(tx, {}, NOW.date()) == []


async def test_two_reminded_at_one_rung_count_once(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        await focal_point(tx, AN, unit_id)
        await focal_point(tx, BINH, unit_id)
        one = await assignment(tx, unit_id)
        for due in await owing.owed(tx, {(DEADLINE, None): 7}, NOW.date()):
            await owing.remember(tx, [due], NOW, await message(tx))
        await owing.remember(tx, [replace(due, lead_days=3)], NOW + DAY, await message(tx))
        assert await reminders.counts(tx) == {one: 2}
        assert await reminders.counts(tx, before=NOW + DAY) == {one: 1}
        assert await reminders.counts(tx, of=[one + 1]) == {}


async def test_what_is_assigned_after_a_focal_point_came_is_announced_once(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        await assignment(tx, unit_id)  # it was there when An came, who saw it then
        await assignment(tx, unit_id, "NV04", draft=True)
        an = await focal_point(tx, AN, unit_id)
        assert await reminders.unannounced(tx, NOW.date()) == []
        await tx.execute(update(focal_points).values(since=NOW + DAY))  # the clock of another process
        coordinating = await assignment(tx, unit_id, "NV02", role=Role.COORDINATING)
        await assignment(tx, unit_id, "NV03", draft=True)
        assert await reminders.unannounced(tx, NOW.date()) == [(an, coordinating)]
        await reminders.announce(tx, [coordinating], an, NOW, await message(tx))
        assert await reminders.unannounced(tx, NOW.date()) == []
        await tx.execute(update(task_rows).values(draft=False))
        assert len(await reminders.unannounced(tx, NOW.date())) == 2


async def test_something_is_told_once(database: Database) -> None:
    async with database.transaction() as tx:
        assert await reminders.tell_once(tx, "nobody:1", NOW)
        assert not await reminders.tell_once(tx, "nobody:1", NOW)
        assert await reminders.tell_once(tx, "nobody:2", NOW)
        assert await reminders.told_keys(tx, "nobody:") == {"nobody:1", "nobody:2"}
        await reminders.forget_told(tx, ["nobody:1"])
        assert await reminders.told_keys(tx, "nobody:") == {"nobody:2"}


async def test_a_suspension_lasts_from_its_first_day_to_its_last(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id, ended = await unit(tx), await unit(tx, "Sở Y tế")
        span = {"from_day": DEADLINE, "to_day": DEADLINE + DAY, "set_at": NOW}
        await tx.execute(insert(suspensions).values(department_id=unit_id, **span))
        await tx.execute(insert(suspensions).values(department_id=ended, ended_at=NOW, **span))
        found = [await reminders.suspended_departments(tx, DEADLINE + n * DAY) for n in (-1, 0, 1, 2)]
    assert found == [set(), {unit_id}, {unit_id}, set()]


async def test_a_recurring_one_is_behind_once_its_period_is_over(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        behind = await assignment(tx, unit_id, recurrence="P2W", anchor=DEADLINE)
        await assignment(tx, unit_id, "NV02")
        assert await assignments.recurring_behind(tx, DEADLINE) == []
        (found,) = await assignments.recurring_behind(tx, DEADLINE + DAY)
        assert (found.id, found.task.recurrence) == (behind, "P2W")
        await tasks.withdraw(tx, found.task.id, NOW)
        assert await assignments.recurring_behind(tx, DEADLINE + DAY) == []
