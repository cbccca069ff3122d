"""Reminders by hand: given by the Secretariat, sent by the clock; counted by the moment they were given."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, distinct, func, insert, literal, select, update

from storage.database import Tx
from storage.tables import nudges

_WAITING = (
    select(nudges.c.id, nudges.c.assignment_id, nudges.c.person_id)
    .where(nudges.c.outbox_id.is_(None))
    .order_by(nudges.c.id)
)


@dataclass(frozen=True, slots=True)
class Nudge:
    """One assignment to one person."""

    id: int
    assignment_id: int
    person_id: int


async def add(tx: Tx, pairs: Collection[tuple[int, int]], nudged_by: int, now: datetime) -> None:
    """`pairs`: (assignment, person). They wait until the clock has told them."""
    if pairs:
        rows = [{"assignment_id": a, "person_id": p, "at": now, "nudged_by": nudged_by} for a, p in pairs]
        await tx.execute(insert(nudges), rows)


async def waiting(tx: Tx) -> list[Nudge]:
    rows = await tx.execute(_WAITING)
    return [Nudge(row.id, row.assignment_id, row.person_id) for row in rows]


async def sent(tx: Tx, ids: Sequence[int], outbox_id: int) -> None:
    if ids:
        await tx.execute(update(nudges).where(nudges.c.id.in_(list(ids))).values(outbox_id=outbox_id))


async def pass_on(tx: Tx, nudge: Nudge, person_id: int) -> Nudge:
    """One that waits, to whoever answers for the unit by now; given when and by whom it was."""
    same = select(nudges.c.assignment_id, literal(person_id), nudges.c.at, nudges.c.nudged_by)
    columns = ["assignment_id", "person_id", "at", "nudged_by"]
    added = await tx.execute(
        insert(nudges).from_select(columns, same.where(nudges.c.id == nudge.id)).returning(nudges.c.id)
    )
    await drop(tx, [nudge.id])
    return Nudge(added.scalar_one(), nudge.assignment_id, person_id)


async def drop(tx: Tx, ids: Sequence[int]) -> None:
    """There is nothing to be asked any more, or nobody to ask."""
    if ids:
        await tx.execute(delete(nudges).where(nudges.c.id.in_(list(ids))))


async def last(tx: Tx) -> dict[int, datetime]:
    """By assignment: when it was nudged last."""
    query = select(nudges.c.assignment_id, func.max(nudges.c.at)).group_by(nudges.c.assignment_id)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def of(tx: Tx, assignment_id: int) -> list[tuple[datetime, int | None]]:
    """(when, by whom) of each, however many people it went to."""
    query = select(nudges.c.at, nudges.c.nudged_by).where(nudges.c.assignment_id == assignment_id).distinct()
    return [(row.at, row.nudged_by) for row in await tx.execute(query.order_by(nudges.c.at))]


async def counts(
    tx: Tx, before: datetime | None = None, *, of: Collection[int] | None = None
) -> dict[int, int]:
    """By assignment; two focal points nudged together count once. `before`: only those given earlier.

    `of`: these alone.
    """
    query = _counts(until=before is not None, of_some=of is not None)
    rows = await tx.execute(query, {"before": before, "which": list(of or ())})
    return {row[0]: row[1] for row in rows}


@cache
def _counts(*, until: bool, of_some: bool) -> Select[Any]:
    query = select(nudges.c.assignment_id, func.count(distinct(nudges.c.at))).group_by(nudges.c.assignment_id)
    if until:
        query = query.where(nudges.c.at < bindparam("before"))
    return query.where(nudges.c.assignment_id.in_(bindparam("which", expanding=True))) if of_some else query
