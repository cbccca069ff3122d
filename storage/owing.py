"""What the clock owes: open assignments at a rung that their people have not been reminded of."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    bindparam,
    cast,
    column,
    exists,
    func,
    insert,
    null,
    select,
    text,
    type_coerce,
    union,
)

from storage.database import Tx
from storage.reminders import is_open_itself
from storage.rights import answering, heading, on, within_reach
from storage.tables import assignments, people, reminders, tasks

Reached = Mapping[tuple[date, str | None], int]


@dataclass(frozen=True, slots=True)
class Owed:
    """One assignment to one person, at the rung reached: days before the deadline, negative once overdue."""

    person_id: int
    assignment_id: int
    department_id: int
    deadline: date
    lead_days: int


async def deadlines(tx: Tx, latest: date) -> list[tuple[date, str | None]]:
    """Those up to that day on which anything open is due, each with the periods of its recurring tasks and
    with None, for those that have none."""
    rows = await tx.execute(_DEADLINES, {"latest": latest})
    return [(row[0], row[1]) for row in rows]


async def owed(tx: Tx, reached: Reached, today: date, person_ids: Collection[int] = ()) -> list[Owed]:
    """To each who is asked today and whom a message reaches: what they were not reminded of at the rung that
    `reached` gives for a deadline and period, nor at a further one. `person_ids`: to these only."""
    return await _owed(tx, answering(of_some=bool(person_ids)), reached, person_ids, **on(today))


async def owed_to_heads(tx: Tx, reached: Reached, person_ids: Collection[int] = ()) -> list[Owed]:
    """The same to each head of the unit, of what is overdue."""
    late = {key: rung for key, rung in reached.items() if rung < 0}
    return await _owed(tx, heading(), late, person_ids)


async def how_much(tx: Tx, reached: Reached, today: date, besides: Collection[int] = ()) -> Counter[int]:
    """By person: how many rows `owed` and `owed_to_heads` have of theirs, without the units `besides`."""
    found: Counter[int] = Counter()
    late = {key: rung for key, rung in reached.items() if rung < 0}
    for who, rungs, day in ((answering(), reached, on(today)), (heading(), late, {})):
        if rungs:
            query = _counted(who, tx.dialect.name == "sqlite")
            for person_id, department_id, count in (await tx.execute(query, _values(rungs) | day)).all():
                if department_id not in besides:
                    found[person_id] += count
    return found


async def remember(tx: Tx, what: Sequence[Owed], now: datetime, outbox_id: int) -> None:
    """That they are reminded by this message. `now`: the same for all who are reminded together."""
    if what:
        rows = [
            {
                "assignment_id": one.assignment_id,
                "person_id": one.person_id,
                "deadline": one.deadline,
                "lead_days": one.lead_days,
                "planned_at": now,
                "outbox_id": outbox_id,
            }
            for one in what
        ]
        await tx.execute(insert(reminders), rows)


async def _owed(
    tx: Tx, who: Subquery, reached: Reached, person_ids: Collection[int], **more: Any
) -> list[Owed]:
    if not reached:
        return []
    values = _values(reached) | more
    if person_ids:
        values["people"] = list(person_ids)
    query = _listed(who, tx.dialect.name == "sqlite", bool(person_ids))
    return [Owed(*row) for row in (await tx.execute(query, values)).all()]


def _values(reached: Reached) -> dict[str, Any]:
    """The rungs travel as one value, so that the statement is the same whatever they are."""
    rows = [[day.isoformat(), period or "", rung] for (day, period), rung in reached.items()]
    return {"reached": json.dumps(rows), "days": sorted({day for day, _ in reached})}


@lru_cache(maxsize=8)
def _listed(who: Subquery, on_sqlite: bool, of_some: bool) -> Select[Any]:
    unsaid = _unsaid(who, on_sqlite, of_some)
    columns = [unsaid.c[name] for name in ("person_id", "id", "department_id", "deadline", "rung")]
    return _of_tasks(select(*columns), unsaid).order_by(unsaid.c.person_id, unsaid.c.deadline, unsaid.c.id)


@lru_cache(maxsize=4)
def _counted(who: Subquery, on_sqlite: bool) -> Select[Any]:
    unsaid = _unsaid(who, on_sqlite, of_some=False)
    of = unsaid.c.person_id, unsaid.c.department_id
    return _of_tasks(select(*of, func.count()), unsaid).group_by(*of)


def _of_tasks(query: Select[Any], unsaid: CTE) -> Select[Any]:
    """Last, so that only the tasks of what is left are looked at."""
    return query.join(tasks, tasks.c.id == unsaid.c.task_id).where(
        # spelt so that SQLite does not begin with the tasks
        func.coalesce(tasks.c.draft, True).is_(False),
        tasks.c.withdrawn_at.is_(None),
        func.coalesce(tasks.c.recurrence, "") == unsaid.c.period,
    )


def _unsaid(who: Subquery, on_sqlite: bool, of_some: bool) -> CTE:
    """What these were not reminded of at the rung reached, were it of a task in that period.

    Begins with the deadlines: of a million assignments only the open ones on one of them are looked at.
    """
    reached = _rows(on_sqlite)
    within = select(who.c.person_id, who.c.department_id).join(people, people.c.id == who.c.person_id)
    if of_some:
        within = within.where(people.c.id.in_(bindparam("people", expanding=True)))
    reachable = within.where(*within_reach()).cte("reachable").prefix_with("MATERIALIZED")
    said = exists().where(
        reminders.c.assignment_id == assignments.c.id,
        reminders.c.person_id == reachable.c.person_id,
        reminders.c.deadline == reached.c.deadline,
        reminders.c.lead_days <= reached.c.rung,
    )
    query = (
        select(
            reachable.c.person_id,
            assignments.c.id,
            assignments.c.task_id,
            assignments.c.department_id,
            reached.c.deadline,
            reached.c.period,
            reached.c.rung,
        )
        .select_from(reached)
        .join(assignments, assignments.c.deadline == reached.c.deadline)
        .join(reachable, reachable.c.department_id == assignments.c.department_id)
        .where(is_open_itself(), ~said)
    )
    if not on_sqlite:  # for PostgreSQL to know how few they are: of a value in JSON it can only guess
        query = query.where(assignments.c.deadline.in_(bindparam("days", type_=Date, expanding=True)))
    return query.cte("unsaid").prefix_with("MATERIALIZED")


def _deadlines() -> CompoundSelect[Any]:
    """Along the index of what is open, and from the few recurring tasks."""
    latest: BindParameter[date] = bindparam("latest", type_=Date)
    due = select(assignments.c.deadline).where(is_open_itself(), assignments.c.deadline <= latest).distinct()
    of_all = due.cte("due").prefix_with("MATERIALIZED")
    recurring = select(tasks.c.id).where(text("tasks.recurrence IS NOT NULL"))
    of_recurring = (
        select(assignments.c.deadline, tasks.c.recurrence)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(
            assignments.c.task_id.in_(recurring),
            is_open_itself(),
            # spelt so that SQLite does not go through all that is open, to meet the few that recur
            func.coalesce(assignments.c.deadline, None) <= latest,
        )
    )
    return union(select(of_all.c.deadline, null()), of_recurring)


_DEADLINES = _deadlines()


def _rows(on_sqlite: bool) -> FromClause:
    """What is reached, as a table: (deadline, period or "", rung)."""
    given: BindParameter[str] = bindparam("reached", type_=String)
    columns: tuple[ColumnElement[Any], ...]
    if on_sqlite:
        each = func.json_each(given).table_valued(column("value", String), name="each")
        day, period, rung = (func.json_extract(each.c.value, f"$[{n}]") for n in range(3))
        columns = type_coerce(day, Date), type_coerce(period, String), type_coerce(rung, Integer)
    else:
        each = func.json_array_elements(cast(given, JSON)).table_valued(column("value", JSON), name="each")
        day, period, rung = (each.c.value[n].as_string() for n in range(3))
        columns = cast(day, Date), period, cast(rung, Integer)
    named = (one.label(name) for one, name in zip(columns, ("deadline", "period", "rung"), strict=True))
    return select(*named).cte("reached").prefix_with("MATERIALIZED")
