"""What the clock owes: open assignments near or past their deadline, and what was sent already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    TextClause,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
)

from storage.database import Tx
from storage.many import portions
from storage.rights import TODAY, answering, on, within_reach
from storage.tables import (
    OPEN,
    announcements,
    assignments,
    people,
    reminders,
    suspensions,
    tasks,
    told,
    untold,
)

_SUSPENDED = select(suspensions.c.department_id).where(
    suspensions.c.from_day <= TODAY, suspensions.c.to_day >= TODAY, suspensions.c.ended_at.is_(None)
)
_TOLD = select(told.c.key).where(told.c.key.startswith(bindparam("beginning")))


@dataclass(frozen=True, slots=True)
class Due:
    """A person, an open assignment of a unit of theirs, the furthest rung sent to them for its deadline."""

    person_id: int
    telegram_id: int
    assignment_id: int
    department_id: int
    deadline: date
    recurrence: str | None
    furthest_sent: int | None


async def candidates(tx: Tx, latest_deadline: date, today: date) -> list[Due]:
    """Open led assignments with a deadline up to that day, for each asked today whom a message reaches."""
    return [Due(*row) for row in await tx.execute(_due_query(), {**on(today), "latest": latest_deadline})]


@cache
def _due_query() -> Select[Any]:
    who = answering()
    sent = (
        select(
            reminders.c.person_id,
            reminders.c.assignment_id,
            reminders.c.deadline,
            func.min(reminders.c.lead_days),
        )
        .group_by(reminders.c.person_id, reminders.c.assignment_id, reminders.c.deadline)
        .subquery()
    )
    furthest = sent.c[3]
    return (
        select(
            people.c.id,
            people.c.telegram_id,
            assignments.c.id,
            assignments.c.department_id,
            assignments.c.deadline,
            tasks.c.recurrence,
            furthest,
        )
        .select_from(assignments)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .join(who, who.c.department_id == assignments.c.department_id)
        .join(people, people.c.id == who.c.person_id)
        .outerjoin(
            sent,
            (sent.c.person_id == people.c.id)
            & (sent.c.assignment_id == assignments.c.id)
            & (sent.c.deadline == assignments.c.deadline),
        )
        .where(
            assignments.c.deadline <= bindparam("latest", type_=Date),
            *is_open(),
            *within_reach(),
        )
        .order_by(people.c.id, assignments.c.deadline, assignments.c.id)
    )


async def led_by(tx: Tx, department_ids: Collection[int]) -> dict[int, list[int]]:
    """By unit, of these, the ids of what it leads and has not done, by deadline."""
    query = (
        select(assignments.c.department_id, assignments.c.id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(assignments.c.department_id.in_(list(department_ids)), *is_open())
        .order_by(assignments.c.deadline.is_(None), assignments.c.deadline, assignments.c.id)
    )
    found: dict[int, list[int]] = {}
    for row in await tx.execute(query):
        found.setdefault(row[0], []).append(row[1])
    return found


async def unannounced(tx: Tx, today: date, person_ids: Collection[int] = ()) -> list[tuple[int, int]]:
    """(person, assignment) for what their unit is to do and they were not told, nor found when they came.

    `person_ids`: of these only.
    """
    query = _unannounced(bool(person_ids))
    some = {"people": list(person_ids)} if person_ids else {}
    rows = await tx.execute(query, on(today) | some)
    return [(row[0], row[1]) for row in rows]


@cache
def _unannounced(of_some: bool) -> Select[Any]:
    """From the people to what each was not told of: what they were told of is not looked at."""
    who = answering(of_some=of_some)
    within = select(who.c.person_id, who.c.department_id).join(people, people.c.id == who.c.person_id)
    told_now = within.where(*within_reach()).cte("told_now").prefix_with("MATERIALIZED")
    return (
        select(told_now.c.person_id, assignments.c.id)
        .select_from(told_now)
        .join(untold, untold.c.person_id == told_now.c.person_id)
        .join(
            assignments,
            (assignments.c.id == untold.c.assignment_id)
            # spelt so that SQLite does not go unit by unit, through all that it has to do
            & (func.coalesce(assignments.c.department_id, 0) == told_now.c.department_id),
        )
        .join(tasks, tasks.c.id == assignments.c.task_id)
        # and this so that it does not make itself an index of all tasks by it, at every question
        .where(func.coalesce(tasks.c.draft, True).is_(False), tasks.c.withdrawn_at.is_(None))
        .order_by(told_now.c.person_id, assignments.c.deadline, assignments.c.id)
    )


async def announce(
    tx: Tx, assignment_ids: Sequence[int], person_id: int, now: datetime, outbox_id: int
) -> None:
    if assignment_ids:
        rows = [
            {"assignment_id": i, "person_id": person_id, "at": now, "outbox_id": outbox_id}
            for i in assignment_ids
        ]
        await tx.execute(insert(announcements), rows)


async def announced(tx: Tx, assignment_ids: Sequence[int]) -> set[tuple[int, int]]:
    """(person, assignment) for what they were told of, or found when they came; of these assignments."""
    found: set[tuple[int, int]] = set()
    for some in portions(assignment_ids):
        query = select(announcements.c.person_id, announcements.c.assignment_id)
        rows = await tx.execute(query.where(announcements.c.assignment_id.in_(some)))
        found |= {(row[0], row[1]) for row in rows}
    return found


ONCE = (
    reminders.c.assignment_id,
    reminders.c.deadline,
    reminders.c.lead_days,
    reminders.c.planned_at,
)


async def counts(
    tx: Tx,
    before: datetime | None = None,
    *,
    this_period: bool = False,
    of: Collection[int] | None = None,
) -> dict[int, int]:
    """How often reminded, by assignment; two focal points reminded at one rung together count once, and
    whoever takes over and is reminded at it later counts again.

    `this_period`: of a recurring task only those for its present deadline. `of`: these alone.
    """
    query = _counts(until=before is not None, this_period=this_period, of_some=of is not None)
    rows = await tx.execute(query, {"before": before, "which": list(of or ())})
    return {row[0]: row[1] for row in rows}


@cache
def _counts(*, until: bool, this_period: bool, of_some: bool) -> Select[Any]:
    rungs = select(*ONCE).distinct()
    if until:
        rungs = rungs.where(reminders.c.planned_at < bindparam("before"))
    if of_some:
        rungs = rungs.where(reminders.c.assignment_id.in_(bindparam("which", expanding=True)))
    if this_period:
        rungs = (
            rungs.join(assignments, assignments.c.id == reminders.c.assignment_id)
            .join(tasks, tasks.c.id == assignments.c.task_id)
            .where(tasks.c.recurrence.is_(None) | (reminders.c.deadline == assignments.c.deadline))
        )
    each = rungs.subquery()
    return select(each.c.assignment_id, func.count()).group_by(each.c.assignment_id)


async def by_deadline(
    tx: Tx, before: datetime, *, of: Collection[int] | None = None
) -> dict[tuple[int, date | None], int]:
    """The same by assignment and deadline, of what was planned before that moment."""
    rungs = select(*ONCE)
    if of is not None:
        rungs = rungs.where(reminders.c.assignment_id.in_(list(of)))
    each = rungs.where(reminders.c.planned_at < before).distinct().subquery()
    query = select(each.c.assignment_id, each.c.deadline, func.count())
    rows = await tx.execute(query.group_by(each.c.assignment_id, each.c.deadline))
    return {(row[0], row[1]): row[2] for row in rows}


async def suspended_departments(tx: Tx, today: date) -> set[int]:
    return set((await tx.execute(_SUSPENDED, on(today))).scalars())


async def tell_once(tx: Tx, key: str, now: datetime) -> bool:
    """True the first time that key is told."""
    known = (await tx.execute(select(told.c.key).where(told.c.key == key))).first()
    if known is not None:
        return False
    await tx.execute(insert(told).values(key=key, at=now))
    return True


async def forget_told(tx: Tx, keys: Collection[str]) -> None:
    await tx.execute(delete(told).where(told.c.key.in_(list(keys))))


async def told_keys(tx: Tx, prefix: str) -> set[str]:
    return set((await tx.execute(_TOLD, {"beginning": prefix})).scalars())


def is_open() -> tuple[ColumnElement[bool] | TextClause, ...]:
    """What is reminded of, of assignments joined to their tasks."""
    return is_open_itself(), tasks.c.draft.is_(False), tasks.c.withdrawn_at.is_(None)


def is_open_itself() -> TextClause:
    """The same but for its task, spelt as the index of it is."""
    return text(OPEN.format("assignments."))
