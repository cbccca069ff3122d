"""Units that answer for tasks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from domain.office import Department
from domain.text import fold
from storage.database import Tx, new_id
from storage.rights import answering, on, within_reach
from storage.tables import assignments, departments, people

_EVERY = select(departments).order_by(departments.c.id)
_ONE = select(departments).where(departments.c.id == bindparam("which"))


async def every(tx: Tx) -> list[Department]:
    return [department(row) for row in await tx.execute(_EVERY)]


async def get(tx: Tx, department_id: int) -> Department | None:
    row = (await tx.execute(_ONE, {"which": department_id})).first()
    return department(row) if row else None


_ABOVE = select(departments.c.id, departments.c.above_id).where(departments.c.above_id.is_not(None))


async def add(tx: Tx, name: str, aliases: Sequence[str], kind: str | None, now: datetime) -> int:
    values = {"name": name, "folded": fold(name), "aliases": list(aliases), "kind": kind, "created_at": now}
    added = await tx.execute(insert(departments).values(**values))
    return new_id(added)


async def change(tx: Tx, department_id: int, **values: Any) -> None:
    if "name" in values:
        values["folded"] = fold(values["name"])
    await tx.execute(update(departments).where(departments.c.id == department_id).values(**values))


async def above(tx: Tx) -> dict[int, int]:
    """By unit, the one it is under."""
    return {row.id: row.above_id for row in await tx.execute(_ABOVE)}


async def without_reachable(tx: Tx, today: date) -> list[Department]:
    """Units that lead something and have nobody whom a message would reach on that day."""
    asked = answering()
    manned = (
        select(asked.c.department_id).join(people, people.c.id == asked.c.person_id).where(*within_reach())
    )
    busy = select(assignments.c.department_id).where(
        assignments.c.withdrawn_at.is_(None), assignments.c.role == "lead"
    )
    query = select(departments).where(departments.c.id.in_(busy), departments.c.id.not_in(manned))
    return [department(row) for row in await tx.execute(query.order_by(departments.c.id), on(today))]


def department(row: Row[Any]) -> Department:
    return Department(row.id, row.name, tuple(row.aliases), row.kind)
