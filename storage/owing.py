"""What the clock owes: open assignments at a rung that their people have not been reminded of."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    cast,
    column,
    exists,
    func,
    insert,
    select,
    type_coerce,
)

from storage.database import Tx
from storage.reminders import is_open
from storage.rights import answering, heading, within_reach
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
    """Those up to that day on which anything open is due, each with the period of the task, if it has one."""
    query = (
        select(assignments.c.deadline, tasks.c.recurrence)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(assignments.c.deadline <= latest, *is_open())
        .distinct()
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]


async def owed(tx: Tx, reached: Reached, today: date, person_ids: Collection[int] = ()) -> list[Owed]:
    """To each who is asked today and whom a message reaches: what they were not reminded of at the rung that
    `reached` gives for a deadline and period, nor at a further one. `person_ids`: to these only."""
    return await _owed(tx, answering(today), reached, person_ids)


async def owed_to_heads(tx: Tx, reached: Reached, person_ids: Collection[int] = ()) -> list[Owed]:
    """The same to each head of the unit, of what is overdue."""
    late = {key: rung for key, rung in reached.items() if rung < 0}
    return await _owed(tx, heading(), late, person_ids)


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


async def _owed(tx: Tx, who: Subquery, reached: Reached, person_ids: Collection[int]) -> list[Owed]:
    if not reached:
        return []
    rows = [[day.isoformat(), period or "", rung] for (day, period), rung in reached.items()]
    values: dict[str, Any] = {"reached": json.dumps(rows)}
    if person_ids:
        values["people"] = list(person_ids)
    query = _owed_query(who, tx.dialect.name == "sqlite", bool(person_ids))
    return [Owed(*row) for row in await tx.execute(query, values)]


@lru_cache(maxsize=8)
def _owed_query(who: Subquery, on_sqlite: bool, of_some: bool) -> Select[Any]:
    """Begins with the deadlines: of a million assignments only those near one of them are looked at.

    The rungs travel as one value, so that the statement is the same whatever they are.
    """
    reached = _rows(on_sqlite)
    in_period = and_(
        tasks.c.id == assignments.c.task_id, func.coalesce(tasks.c.recurrence, "") == reached.c.period
    )
    near = (
        select(
            assignments.c.id,
            assignments.c.department_id,
            assignments.c.deadline,
            reached.c.rung,
        )
        .select_from(reached)
        .join(assignments, assignments.c.deadline == reached.c.deadline)
        .join(tasks, in_period)
        .where(*is_open())
        .cte("near")
        .prefix_with("MATERIALIZED")
    )
    said = exists().where(
        reminders.c.assignment_id == near.c.id,
        reminders.c.person_id == people.c.id,
        reminders.c.deadline == near.c.deadline,
        reminders.c.lead_days <= near.c.rung,
    )
    query = (
        select(people.c.id, near.c.id, near.c.department_id, near.c.deadline, near.c.rung)
        .select_from(near)
        .join(who, who.c.department_id == near.c.department_id)
        .join(people, people.c.id == who.c.person_id)
        .where(*within_reach(), ~said)
        .order_by(people.c.id, near.c.deadline, near.c.id)
    )
    if not of_some:
        return query
    return query.where(people.c.id.in_(bindparam("people", expanding=True)))


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
