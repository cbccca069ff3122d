"""The front page counted by the database is the front page counted from every line, whatever is on record."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, update

from bot.clock import Clock
from bot.office import office_of, turn_at
from bot.settings import load_settings
from domain.overview import SHOWN, overview_of
from domain.work import Acceptance, Role, State, TaskKind, Work
from handlers import matrices, overviews
from handlers.looking_back import figures_since
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Kind, Outgoing
from storage.tables import assignments, claims, extensions, nudges, reminders, tasks
from tests.storage.rows import AN, NOW, assignment, focal_point, unit

TODAY = date(2025, 9, 23)
EACH, DAY = 240, timedelta(days=1)


async def fill(tx: Tx, chance: Random) -> None:
    units = [await unit(tx, name) for name in ("Sở Y tế", "Sở Nội vụ", "UBND xã Ái Quốc", "Sở Tài chính")]
    an = await focal_point(tx, AN, units[0])
    row = await outbox.put(tx, Outgoing(AN, "sendMessage", {}, Kind.REMINDER), NOW)
    for nth in range(EACH):
        ref = chance.choice(("NV{}", "ĐB{}", "nv{}")).format(nth)
        recurrence = "P2W" if chance.random() < 0.1 else None
        deadline = chance.choice((None, *(TODAY + n * DAY for n in (-40, -2, -1, 0, 1, 14, 15))))
        which = await assignment(
            tx,
            chance.choice(units),
            ref,
            deadline=deadline,
            role=Role.COORDINATING if chance.random() < 0.1 else Role.LEAD,
            state=state(chance, deadline),
            kind=TaskKind.INDICATOR if chance.random() < 0.1 else TaskKind.TASK,
            draft=chance.random() < 0.05,
            recurrence=recurrence,
            anchor=deadline if recurrence else None,
            period=chance.choice((None, "2025", "2025-2030")) if nth % 2 else "2025",
        )
        made = NOW - chance.choice((0, 3, 30)) * DAY
        await tx.execute(update(assignments).where(assignments.c.id == which).values(created_at=made))
        if chance.random() < 0.05:
            await tx.execute(update(assignments).where(assignments.c.id == which).values(withdrawn_at=NOW))
        asked: dict[str, Any] = {"assignment_id": which, "person_id": an}
        for rung in chance.sample((14, 7, 3, 1), chance.randint(0, 3)):
            due = (deadline or TODAY) - (15 * DAY if chance.random() < 0.3 else 0 * DAY)
            await tx.execute(
                insert(reminders).values(**asked, deadline=due, lead_days=rung, planned_at=NOW, outbox_id=row)
            )
        if chance.random() < 0.3:
            await tx.execute(insert(nudges).values(**asked, at=NOW - chance.randint(0, 2) * DAY))
        for number in range(chance.randint(0, 1)):
            decided = chance.choice(("pending", "granted", "shortened", "refused"))
            await tx.execute(
                insert(extensions).values(
                    assignment_id=which, number=number, asked_at=NOW - nth * timedelta(minutes=1),
                    asked_day=TODAY + 9 * DAY, decision=decided,
                )
            )  # fmt: skip
    await assignment(tx, units[0], "KH03.02", period="2025")
    several = await assignment(tx, units[0], "KH03.01", period="2025")
    for other in units[1:]:
        held = {"task_id": (await tx.execute(of(several))).scalar_one(), "department_id": other}
        await tx.execute(insert(assignments).values(**held, role="lead", created_at=NOW, work="done"))
    await tx.execute(insert(claims).values(what="tasks", source="Báo cáo 1", value=3, day=TODAY, at=NOW))


def of(assignment_id: int) -> Any:
    return (
        tasks.select()
        .with_only_columns(tasks.c.id)
        .where(tasks.c.id == assignments.c.task_id, assignments.c.id == assignment_id)
    )


def state(chance: Random, deadline: date | None) -> State:
    work = chance.choice(list(Work))
    acceptance = chance.choice((None, None, *Acceptance)) if work in (Work.IN_PROGRESS, Work.DONE) else None
    # about midnight here, which is 17:00 in the store
    late = datetime(TODAY.year, TODAY.month, TODAY.day, 17, tzinfo=NOW.tzinfo)
    late += chance.choice((-3, -2, -1, 0)) * DAY + chance.choice((-1, 0, 1)) * timedelta(minutes=1)
    done = work is Work.DONE or acceptance is Acceptance.WAITING
    return State(
        work,
        reported_at=chance.choice((None, NOW - DAY, NOW - 20 * DAY)),
        done_at=late if done and chance.random() < 0.95 else None,
        blocked=chance.random() < 0.2,
        acceptance=acceptance,
    )


async def test_both_say_the_same(database: Database) -> None:
    clock = Clock.starting_at(NOW)
    async with database.transaction() as tx:
        await fill(tx, Random(9 if database.is_sqlite else 10))
        turn = await turn_at(tx, clock, office_of(load_settings(env_file=None, environ={})))
        for since in (None, NOW - 2 * DAY, NOW - 10 * DAY):
            figures = await figures_since(turn, since)
            from_lines = overview_of(figures)
            counted = await overviews.present(turn, since)
            for name in type(counted).__slots__:
                assert getattr(counted, name) == getattr(from_lines, name), (name, since)
        assert await matrices.present(turn) == await matrices.every(turn, figures) != []
    assert len(counted.late_first) == len(counted.silent_first) == SHOWN
    assert min(*counted.timing.values(), counted.held, counted.waiting, counted.wishes, counted.extended) > 0
    assert counted.changes is not None
    changes = counted.changes
    assert min(changes.done, changes.reported, changes.overdue, changes.assigned) > 0
    assert counted.tasks.parts
