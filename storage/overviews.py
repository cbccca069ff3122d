"""The figures on the front page of a digest, counted where they lie; each of leads in force of tasks.

With `end` as they stood at that moment: only of what nothing was said or changed of since.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    TextClause,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    text,
    union_all,
)

from domain.overview import HELD_SHOWN, SHOWN, Alike, New
from domain.portions import One, Reached
from domain.work import State, TaskKind, Work
from storage.assignment_rows import ACCEPTANCE, WORK
from storage.database import Tx
from storage.day_ends import done_late
from storage.many import portions
from storage.reminders import ONCE
from storage.tables import LED, WAITING, assignments, departments, extensions, nudges, reminders, tasks
from storage.unchanged import untouched, untouched_tasks

_BY_STATE = (assignments.c.work, assignments.c.acceptance, assignments.c.deadline)


@dataclass(frozen=True, slots=True)
class Since:
    """After when, and until when, something is new; `closed`: what had a period closed in between."""

    moment: datetime
    until: datetime
    closed: Collection[int]


class Held(NamedTuple):
    """A lead in force, with as much of its state as decides whether it is late."""

    id: int
    ref: str
    deadline: date | None
    state: State


async def alike(tx: Tx, zone: ZoneInfo, end: datetime | None = None) -> tuple[list[Alike], Reached]:
    """How many are in each state with each deadline; by years the tasks that all their leads have done."""
    late = func.count(case((assignments.c.done_at.is_not(None), case((await done_late(tx, zone), 1)))))
    each = (
        select(
            assignments.c.task_id,
            *_BY_STATE,
            func.count().label("count"),
            func.count(assignments.c.done_at).label("judged"),
            late.label("late"),
        )
        .where(*_leads(end))
        .group_by(assignments.c.task_id, *_BY_STATE)  # in the order of their index
        .cte("each")
        .prefix_with("MATERIALIZED")
    )
    in_force = each.join(tasks, tasks.c.id == each.c.task_id)
    state = each.c.work, each.c.acceptance, each.c.deadline
    sums = (func.sum(each.c[name]) for name in ("count", "judged", "late"))
    states = select(literal("state"), *state, *sums).select_from(in_force).where(*_of(end)).group_by(*state)
    task = (
        select(tasks.c.period, func.min(case((each.c.work == Work.DONE, 1), else_=0)).label("done"))
        .select_from(in_force)
        .where(*_of(end))
        .group_by(tasks.c.id, tasks.c.period)
        .subquery()
    )
    years = select(
        literal("years"), task.c.period, null(), null(), func.count(), func.sum(task.c.done), literal(0)
    ).group_by(task.c.period)
    found: list[Alike] = []
    counted = {}
    for what, held, accepted, deadline, *summed in await tx.execute(union_all(states, years)):
        count, judged, late_ones = map(int, summed)
        if what == "years":
            counted[held or ""] = (judged, count)
            continue
        if deadline is None:
            judged = late_ones = 0
        parts = ((None, count - judged), (False, judged - late_ones), (True, late_ones))
        found += [Alike(WORK[held], ACCEPTANCE[accepted], deadline, was, n) for was, n in parts if n]
    return found, counted


async def new(tx: Tx, since: Since) -> New:
    """What came in between."""

    def between(moment: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(moment > since.moment, moment <= since.until)

    others = select(tasks.c.id).where(~and_(*_of(None)))
    every = select(func.count()).where(*_leads(None))

    def count(moment: ColumnElement[Any], *which: ColumnElement[bool]) -> ColumnElement[int]:
        """All there is along the index of the moments, less the few that are of other tasks."""
        # spelt so that SQLite begins with those tasks
        then = between(func.coalesce(moment, None))
        rest = every.where(then, *which, assignments.c.task_id.in_(others))
        return every.where(between(moment), *which).scalar_subquery() - rest.scalar_subquery()

    done = assignments.c.work == Work.DONE
    closed = every.where(
        assignments.c.id.in_(list(since.closed)),
        assignments.c.task_id.not_in(others),
        ~func.coalesce(and_(between(assignments.c.done_at), done), False),
    )
    finished = count(assignments.c.done_at, done) + closed.scalar_subquery()
    counts = select(finished, count(assignments.c.reported_at), count(assignments.c.created_at))
    return New(*(await tx.execute(counts)).one())


async def late(tx: Tx, zone: ZoneInfo, some: Sequence[Alike], end: datetime | None = None) -> list[int]:
    """The ids of the SHOWN that are longest late among tasks like these."""
    if not some:
        return []
    passed = await done_late(tx, zone)
    these = or_(
        *(
            and_(
                assignments.c.deadline == one.deadline,
                assignments.c.work == one.work,
                assignments.c.acceptance.is_(None)
                if one.acceptance is None
                else assignments.c.acceptance == one.acceptance,
                assignments.c.done_at.is_(None) if one.done_late is None else passed.is_(one.done_late),
            )
            for one in some
        )
    )
    query = (
        _of_tasks(select(assignments.c.id), end)
        .where(these)
        .join(departments, departments.c.id == assignments.c.department_id)
    )
    return list((await tx.execute(query.order_by(*_next_due(tx)).limit(SHOWN))).scalars())


async def silent(tx: Tx, quiet: int, end: datetime | None = None) -> tuple[int, list[int]]:
    """How many were asked, in this period or by hand, and never answered; the ids of the most often asked.

    `quiet`: how many never answered.
    """
    on_sqlite = tx.dialect.name == "sqlite"
    # a young office has more of those than of reminders; SQLite does not always know
    few = quiet <= ((await tx.execute(select(func.max(reminders.c.id)))).scalar() or 0)
    columns = assignments.c.id, assignments.c.deadline, tasks.c.recurrence
    never = _of_tasks(select(*columns), end).where(assignments.c.work == Work.NO_REPORT)
    of: FromClause = never.subquery()
    if on_sqlite and few:
        of = never.cte("quiet").prefix_with("MATERIALIZED")

    def asked_by(table: Table, *what: ColumnElement[Any]) -> Select[Any]:
        which = table.c.assignment_id
        # spelt so that SQLite begins with the reminders
        spelt = func.coalesce(which, 0) if on_sqlite and not few else which
        return select(which, *what).join(of, of.c.id == spelt).distinct()

    rungs = asked_by(reminders, *ONCE[1:])
    rungs = rungs.where(of.c.recurrence.is_(None) | (reminders.c.deadline == of.c.deadline))
    by_hand = asked_by(nudges, nudges.c.at)
    if end is not None:
        rungs, by_hand = rungs.where(reminders.c.planned_at < end), by_hand.where(nudges.c.at < end)
    times = union_all(*(select(found.subquery().c[0].label("id")) for found in (rungs, by_hand))).subquery()
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


async def held(tx: Tx, end: datetime | None = None) -> tuple[int, int, list[int]]:
    """How many something holds up, how many of them are in progress, and the ids of the next due."""
    columns = (assignments.c[name] for name in ("id", "task_id", "department_id", "deadline", "work"))
    blocked = select(*columns).where(assignments.c.blocked, *_leads(end))
    few = blocked.cte("few").prefix_with("MATERIALIZED")
    going = func.sum(case((few.c.work == Work.IN_PROGRESS, 1), else_=0)).over()
    query = (
        select(few.c.id, func.count().over(), going)
        .join(tasks, tasks.c.id == few.c.task_id)
        .join(departments, departments.c.id == few.c.department_id)
        .where(*_of(end))
        .order_by(*_next_due(tx, few.c.deadline))
        .limit(HELD_SHOWN)
    )
    rows = (await tx.execute(query)).all()
    count, started = rows[0][1:] if rows else (0, 0)
    return int(count), int(started), [row[0] for row in rows]


async def waiting_since(tx: Tx, end: datetime | None = None) -> datetime | None:
    """When the first of those was reported done that wait to be accepted."""
    query = _of_tasks(select(func.min(assignments.c.done_at)), end)
    found: datetime | None = (await tx.execute(query.where(text(WAITING.format("assignments."))))).scalar()
    return found


async def moved(tx: Tx, end: datetime | None = None) -> tuple[int, int]:
    """How many have a wish for a later day that waits, and how many were granted one."""
    pending, granted = (
        func.max(case((extensions.c.decision.in_(decisions), 1), else_=0))
        for decisions in (["pending"], ["granted", "shortened"])
    )
    which = extensions.c.assignment_id
    of = select(which, pending.label("wish"), granted.label("granted")).group_by(which).cte("of")
    first = of.prefix_with("MATERIALIZED")
    query = _of_tasks(select(func.sum(first.c.wish), func.sum(first.c.granted)), end).join(
        # spelt so that SQLite begins with the few that were asked for
        first,
        func.coalesce(first.c.assignment_id, 0) == assignments.c.id,
    )
    wishes, extended = (await tx.execute(query)).one()
    return int(wishes or 0), int(extended or 0)


async def of_unit(tx: Tx, unit_id: int) -> list[Held]:
    """What it leads, indicators too."""
    found = []
    states: dict[tuple[str, str | None, datetime | None], State] = {}  # there are few, most have no moment
    for which, ref, deadline, *held in (await tx.execute(_OF_UNIT, {"unit": unit_id})).all():
        work, accepted, done_at = key = tuple(held)
        state = states.get(key)
        if state is None:
            state = states[key] = State(WORK[work], done_at=done_at, acceptance=ACCEPTANCE[accepted])
        found.append(Held(which, ref, deadline, state))
    return found


async def shared(tx: Tx, refs: Sequence[str], end: datetime) -> list[One]:
    """Of these tasks, what stood at that moment as it stands now: whether all of it is done."""
    found: list[One] = []
    for some in portions(refs):
        done = func.min(case((assignments.c.work == Work.DONE, 1), else_=0))
        query = _of_tasks(select(tasks.c.ref, tasks.c.period, done), end).where(tasks.c.ref.in_(some))
        rows = await tx.execute(query.group_by(tasks.c.ref, tasks.c.period))
        found += [One(row[0], row[1] or "", bool(row[2])) for row in rows]
    return found


def _leads(end: datetime | None) -> tuple[TextClause | ColumnElement[bool], ...]:
    """Spelt as the indexes of them are."""
    return text(LED.format("assignments.")), *(untouched(end) if end else ())


def _of(end: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """Of tasks in force."""
    in_force = tasks.c.draft.is_(False), tasks.c.withdrawn_at.is_(None), tasks.c.kind == TaskKind.TASK
    return *in_force, *(untouched_tasks(end) if end else ())


def _of_tasks(query: Select[Any], end: datetime | None) -> Select[Any]:
    joined = query.join_from(assignments, tasks, tasks.c.id == assignments.c.task_id)
    return joined.where(*_leads(end), *_of(end))


def _next_due(
    tx: Tx, deadline: ColumnElement[Any] = assignments.c.deadline
) -> tuple[ColumnElement[Any], ...]:
    """As lines are listed: by deadline, task and unit."""
    return deadline.is_(None), deadline, _plain(tx, tasks.c.ref), _plain(tx, departments.c.name)


def _plain(tx: Tx, column: ColumnElement[str]) -> ColumnElement[str]:
    """In the order in which Python has words."""
    return column if tx.dialect.name == "sqlite" else column.collate("C")


_OF_UNIT = (
    select(
        assignments.c.id,
        tasks.c.ref,
        assignments.c.deadline,
        assignments.c.work,
        assignments.c.acceptance,
        assignments.c.done_at,
    )
    .join(tasks, tasks.c.id == assignments.c.task_id)
    .where(*_leads(None), tasks.c.draft.is_(False), tasks.c.withdrawn_at.is_(None))
    .where(assignments.c.department_id == bindparam("unit"))
)
