"""The figures on the front page of a digest, counted where they lie; each of leads in force."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from domain.overview import HELD_SHOWN, SHOWN, Alike
from domain.portions import Portions, by_years
from domain.work import Acceptance, Role, TaskKind, Work
from storage.database import Tx
from storage.tables import assignments, departments, extensions, nudges, reminders, tasks


@dataclass(frozen=True, slots=True)
class Since:
    """After when, and until when, something is new; `closed`: what had a period closed in between."""

    moment: datetime
    until: datetime
    closed: Collection[int]


async def alike(tx: Tx, zone: ZoneInfo, since: Since | None) -> tuple[list[Alike], Portions]:
    """How many are in each state with each deadline; and the tasks that all their leads have done."""
    each = await _each(tx, zone, since)
    in_force = each.join(tasks, tasks.c.id == each.c.task_id)
    of_tasks = tasks.c.draft.is_(False), tasks.c.withdrawn_at.is_(None), tasks.c.kind == TaskKind.TASK
    state = each.c.work, each.c.acceptance, each.c.deadline, each.c.late
    sums = (func.sum(each.c[name]) for name in ("count", "done", "reported", "assigned"))
    states = select(literal("state"), *state, *sums).select_from(in_force).where(*of_tasks).group_by(*state)
    task = (
        select(tasks.c.period, func.min(case((each.c.work == Work.DONE, 1), else_=0)).label("done"))
        .select_from(in_force)
        .where(*of_tasks)
        .group_by(tasks.c.id, tasks.c.period)
        .subquery()
    )
    years = select(
        literal("years"), task.c.period, null(), null(), null(),
        func.count(), func.sum(task.c.done), literal(0), literal(0),
    ).group_by(task.c.period)  # fmt: skip
    found, counted = [], {}
    for what, held, accepted, deadline, late, count, *new in await tx.execute(union_all(states, years)):
        if what == "years":
            counted[held or ""] = (int(new[0]), int(count))
            continue
        acceptance = Acceptance(accepted) if accepted else None
        passed = None if late is None else bool(late)
        found.append(Alike(Work(held), acceptance, deadline, passed, int(count), *map(int, new)))
    return found, by_years(counted)


async def late(tx: Tx, zone: ZoneInfo, some: Sequence[Alike]) -> list[int]:
    """The ids of the SHOWN that are longest late among tasks like these."""
    if not some:
        return []
    passed = _passed(tx, zone, {one.deadline for one in some if one.deadline})
    these = or_(
        *(
            and_(
                assignments.c.deadline == one.deadline,
                assignments.c.work == one.work,
                assignments.c.acceptance.is_(None)
                if one.acceptance is None
                else assignments.c.acceptance == one.acceptance,
                assignments.c.done_at.is_(None) if one.done_late is None else passed == int(one.done_late),
            )
            for one in some
        )
    )
    query = (
        _of_tasks(select(assignments.c.id))
        .where(these)
        .join(departments, departments.c.id == assignments.c.department_id)
    )
    return list((await tx.execute(query.order_by(*_next_due(tx)).limit(SHOWN))).scalars())


async def silent(tx: Tx) -> tuple[int, list[int]]:
    """How many were asked, in this period or by hand, and never answered; the ids of the most often asked."""
    quiet = assignments.c.work == Work.NO_REPORT
    rungs = (
        _of_tasks(select(assignments.c.id, reminders.c.deadline, reminders.c.lead_days))
        .join(reminders, reminders.c.assignment_id == assignments.c.id)
        .where(quiet, tasks.c.recurrence.is_(None) | (reminders.c.deadline == assignments.c.deadline))
        .distinct()
        .subquery()
    )
    by_hand = (
        _of_tasks(select(assignments.c.id, nudges.c.at))
        .join(nudges, nudges.c.assignment_id == assignments.c.id)
        .where(quiet)
        .distinct()
        .subquery()
    )
    times = union_all(select(rungs.c.id), select(by_hand.c.id)).subquery()
    asked = select(times.c.id, func.count().label("count")).group_by(times.c.id).cte("asked")
    query = (
        select(asked.c.id, func.count().over())
        .join(assignments, assignments.c.id == asked.c.id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .join(departments, departments.c.id == assignments.c.department_id)
        .order_by(asked.c.count.desc(), *_next_due(tx))
        .limit(SHOWN)
    )
    rows = (await tx.execute(query)).all()
    return (int(rows[0][1]) if rows else 0), [row[0] for row in rows]


async def held(tx: Tx) -> tuple[int, int, list[int]]:
    """How many something holds up, how many of them are in progress, and the ids of the next due."""
    going = func.sum(case((assignments.c.work == Work.IN_PROGRESS, 1), else_=0)).over()
    query = (
        _of_tasks(select(assignments.c.id, func.count().over(), going))
        .where(assignments.c.blocked.is_(True))
        .join(departments, departments.c.id == assignments.c.department_id)
        .order_by(*_next_due(tx))
        .limit(HELD_SHOWN)
    )
    rows = (await tx.execute(query)).all()
    count, started = rows[0][1:] if rows else (0, 0)
    return int(count), int(started), [row[0] for row in rows]


async def waiting_since(tx: Tx) -> datetime | None:
    """When the first of those was reported done that wait to be accepted."""
    query = _of_tasks(select(func.min(assignments.c.done_at)))
    found: datetime | None = (
        await tx.execute(query.where(assignments.c.acceptance == Acceptance.WAITING))
    ).scalar()
    return found


async def moved(tx: Tx) -> tuple[int, int]:
    """How many assignments have a wish for a later day that waits, and how many were granted one."""
    pending, granted = (
        func.max(case((extensions.c.decision.in_(decisions), 1), else_=0))
        for decisions in (["pending"], ["granted", "shortened"])
    )
    which = extensions.c.assignment_id
    of = select(which, pending.label("wish"), granted.label("granted")).group_by(which).cte("of")
    first = of.prefix_with("MATERIALIZED")
    query = _led(select(func.sum(first.c.wish), func.sum(first.c.granted))).join(
        # spelt so that SQLite begins with the few that were asked for
        first,
        func.coalesce(first.c.assignment_id, 0) == assignments.c.id,
    )
    wishes, extended = (await tx.execute(query)).one()
    return int(wishes or 0), int(extended or 0)


async def _each(tx: Tx, zone: ZoneInfo, since: Since | None) -> Any:
    """By task and state, so that the tasks themselves are looked at once each."""
    in_force = assignments.c.withdrawn_at.is_(None), assignments.c.role == Role.LEAD
    due = select(assignments.c.deadline).where(assignments.c.deadline.is_not(None)).distinct()
    days = set((await tx.execute(due)).scalars()) if tx.dialect.name == "sqlite" else set()
    passed = _passed(tx, zone, days)

    def new(column: ColumnElement[Any], *more: ColumnElement[bool]) -> ColumnElement[Any]:
        if since is None:
            return literal(0)
        between = and_(column > since.moment, column <= since.until, *more)
        closed = more and since.closed
        if closed:
            between = or_(between, assignments.c.id.in_(list(closed)))
        return func.sum(cast(func.coalesce(between, False), Integer))

    state = assignments.c.work, assignments.c.acceptance, assignments.c.deadline
    return (
        select(
            assignments.c.task_id,
            *state,
            passed.label("late"),
            func.count().label("count"),
            new(assignments.c.done_at, assignments.c.work == Work.DONE).label("done"),
            new(assignments.c.reported_at).label("reported"),
            new(assignments.c.created_at).label("assigned"),
        )
        .where(*in_force)
        .group_by(assignments.c.task_id, *state, passed)
        .cte("each")
        .prefix_with("MATERIALIZED")
    )


def _passed(tx: Tx, zone: ZoneInfo, days: Collection[date]) -> ColumnElement[Any]:
    """1 for what was reported done after the day of its deadline, a day as the zone has it; 0 for not.

    `days`: the deadlines there are. Spelt out, for a database groups only by what is the same to the letter.
    """
    done_at, deadline = assignments.c.done_at, assignments.c.deadline
    if tx.dialect.name == "sqlite":  # it knows no zones, and is told when each day is over
        ends = json.dumps({day.isoformat(): _end(day, zone) for day in sorted(days)})
        over = func.json_extract(_spelt(ends), _spelt("$.") + type_coerce(deadline, String))
        late = type_coerce(done_at, String) >= over
    else:
        late = cast(func.timezone(_spelt(zone.key), done_at), Date) > deadline
    return case((done_at.is_(None) | deadline.is_(None), null()), (late, 1), else_=0)


def _spelt(value: str) -> ColumnElement[str]:
    return literal(value, literal_execute=True)


def _end(day: date, zone: ZoneInfo) -> str:
    moment = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _led(query: Select[Any]) -> Select[Any]:
    """Of assignments: the leads in force, of tasks and indicators."""
    return query.join_from(assignments, tasks, tasks.c.id == assignments.c.task_id).where(
        assignments.c.withdrawn_at.is_(None),
        assignments.c.role == Role.LEAD,
        tasks.c.draft.is_(False),
        tasks.c.withdrawn_at.is_(None),
    )


def _of_tasks(query: Select[Any]) -> Select[Any]:
    return _led(query).where(tasks.c.kind == TaskKind.TASK)


def _next_due(tx: Tx) -> tuple[ColumnElement[Any], ...]:
    """As lines are listed: by deadline, task and unit."""
    deadline = assignments.c.deadline
    return deadline.is_(None), deadline, _plain(tx, tasks.c.ref), _plain(tx, departments.c.name)


def _plain(tx: Tx, column: ColumnElement[str]) -> ColumnElement[str]:
    """In the order in which Python has words."""
    return column if tx.dialect.name == "sqlite" else column.collate("C")
