"""The front page counted by the database is the front page counted from every line, whatever is on record."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from bot.clock import Clock
from bot.office import office_of, turn_at
from bot.settings import load_settings
from domain.history import Action
from domain.overview import SHOWN, overview_of
from domain.work import Acceptance, Role, Said, State, TaskKind, Timing, Work, done_timing
from handlers import matrices, overviews
from handlers.looking_back import figures_since, look_back
from storage import outbox, reports
from storage import overviews as overviews_stored
from storage.database import Database, Tx
from storage.outbox import Kind, Outgoing
from storage.reports import NewReport
from storage.tables import (
    assignments,
    changes,
    claims,
    deadline_moves,
    digests,
    extensions,
    nudges,
    reminders,
    tasks,
    verdicts,
)
from tests.storage.rows import AN, BINH, NOW, assignment, focal_point, unit

TODAY = date(2025, 9, 23)
EACH, DAY = 240, timedelta(days=1)


async def fill(tx: Tx, chance: Random) -> None:
    units = [await unit(tx, name) for name in ("Sở Y tế", "Sở Nội vụ", "UBND xã Ái Quốc", "Sở Tài chính")]
    an, binh = await focal_point(tx, AN, units[0]), await focal_point(tx, BINH, units[0])
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
            anchor=(deadline or TODAY) - 14 * DAY if recurrence else None,
            period=chance.choice((None, "2025", "2025-2030")) if nth % 2 else "2025",
        )
        made = NOW - chance.choice((0, 3, 30)) * DAY
        await tx.execute(update(assignments).where(assignments.c.id == which).values(created_at=made))
        if chance.random() < 0.05:
            await tx.execute(update(assignments).where(assignments.c.id == which).values(withdrawn_at=NOW))
        asked: dict[str, Any] = {"assignment_id": which, "person_id": an}
        for rung in chance.sample((14, 7, 3, 1), chance.randint(0, 3)):
            due = (deadline or TODAY) - (15 * DAY if chance.random() < 0.3 else 0 * DAY)
            sent = {"deadline": due, "lead_days": rung, "outbox_id": row}
            for person_id in chance.choice(((an,), (an, binh))):
                at = NOW - chance.choice((0, 7)) * DAY
                told = {"person_id": person_id, "planned_at": at}
                await tx.execute(insert(reminders).values(assignment_id=which, **told, **sent))
        if chance.random() < 0.3:
            await tx.execute(insert(nudges).values(**asked, at=NOW - chance.randint(0, 2) * DAY))
        for number in range(chance.randint(0, 1)):
            decided = chance.choice(("pending", "granted", "shortened", "refused"))
            await tx.execute(
                insert(extensions).values(
                    assignment_id=which, number=number, asked_at=NOW - nth * timedelta(hours=1),
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


async def go_on(tx: Tx, chance: Random) -> None:
    """Some days of an office, and a digest issued in them."""
    await tx.execute(update(tasks).where(tasks.c.id % 9 > 0).values(created_at=NOW - 50 * DAY))
    await tx.execute(update(assignments).where(assignments.c.id % 7 > 0).values(created_at=NOW - 40 * DAY))
    await tx.execute(update(assignments).where(assignments.c.done_at.is_(None)).values(acceptance=None))
    for which in (await tx.execute(assignments.select().with_only_columns(assignments.c.id))).scalars().all():
        what, at = chance.randint(0, 24), NOW - chance.random() * 6 * DAY
        if what < 3:
            said = Said(chance.choice(list(Work)), blocked=chance.random() < 0.3)
            await reports.add(tx, NewReport(which, None, at, Action.REPORT, None, said))
        elif what == 3:
            await tx.execute(insert(verdicts).values(assignment_id=which, at=at, verdict="accepted"))
        elif what == 4:
            await tx.execute(insert(deadline_moves).values(assignment_id=which, at=at, to_day=TODAY + DAY))
        elif what == 5:
            task = {"noun": "task", "noun_id": (await tx.execute(of(which))).scalar_one(), "source": "import"}
            await tx.execute(
                insert(changes).values(**task, at=at, field="text", old="Như trước", new="Rà soát")
            )
        elif what == 6:
            await tx.execute(update(assignments).where(assignments.c.id == which).values(withdrawn_at=at))
        elif what == 7:
            given = tasks.c.id.in_(of(which))
            await tx.execute(update(tasks).where(given).values(withdrawn_at=at))
    row = await outbox.put(tx, Outgoing(AN, "sendMessage", {}, Kind.DIGEST), NOW)
    moment = {"moment": NOW - 2 * DAY, "posted_at": NOW - 2 * DAY}
    await tx.execute(insert(digests).values(**moment, chat_id=AN, figures={}, outbox_id=row))


async def test_a_day_ends_where_the_office_is(database: Database) -> None:
    chance = Random(11)
    days = [date(2024, 2, 28), date(2025, 3, 29), *(date(2025, 10, 24) + n * DAY for n in range(4))]
    async with database.transaction() as tx:
        assert await overviews_stored.alike(tx, ZoneInfo("Asia/Ho_Chi_Minh")) == ([], {})
        unit_id, held = await unit(tx), []
        for nth in range(60):
            deadline = chance.choice(days)
            noon = datetime(deadline.year, deadline.month, deadline.day, 12, tzinfo=NOW.tzinfo)
            done_at = noon + timedelta(hours=chance.randint(-24, 36), minutes=chance.choice((-1, 0, 1)))
            held.append((deadline, done_at))
            done = State(Work.DONE, done_at=done_at)
            await assignment(tx, unit_id, f"NV{nth}", deadline=deadline, state=done)
        for name in ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Africa/Abidjan"):
            zone = ZoneInfo(name)
            known = Counter((day, done_timing(day, at, zone) is Timing.DONE_LATE) for day, at in held)
            alike, _ = await overviews_stored.alike(tx, zone)
            assert {(one.deadline, one.done_late): one.count for one in alike} == known, name


async def test_both_say_the_same(database: Database) -> None:
    clock = Clock.starting_at(NOW)
    async with database.transaction() as tx:
        chance = Random(9 if database.is_sqlite else 10)
        await fill(tx, chance)
        turn = await turn_at(tx, clock, office_of(load_settings(env_file=None, environ={})))
        for since in (None, NOW - 2 * DAY, NOW - 10 * DAY):
            figures = await figures_since(turn, since)
            from_lines = overview_of(figures)
            counted = await overviews.present(turn, since)
            for name in type(counted).__slots__:
                assert getattr(counted, name) == getattr(from_lines, name), (name, since)
        few, many = [await overviews_stored.silent(tx, quiet) for quiet in (0, 9**9)]
        assert few == many == (counted.silent, [line.assignment_id for line in counted.silent_first])
        assert await matrices.present(turn) == await matrices.every(turn, figures) != []
        await go_on(tx, chance)
        for nth in range(5):
            then = overview_of(await look_back(turn, TODAY - nth * DAY))
            assert await overviews.past(turn, TODAY - nth * DAY) == then, nth
            assert (then.changes is None) == (nth != 2)
            assert min(then.work[Work.DONE], then.held, then.silent, then.waiting, then.wishes) > 0
    assert len(counted.late_first) == len(counted.silent_first) == SHOWN
    assert min(*counted.timing.values(), counted.held, counted.waiting, counted.wishes, counted.extended) > 0
    assert counted.changes is not None
    changes = counted.changes
    assert min(changes.done, changes.reported, changes.overdue, changes.assigned) > 0
    assert counted.tasks.parts
