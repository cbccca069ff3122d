"""Units that answer for tasks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from domain.office import Department
from domain.text import fold
from storage.database import Tx, new_id
from storage.tables import assignments, departments, focal_points, people


async def every(tx: Tx) -> list[Department]:
    rows = await tx.execute(select(departments).order_by(departments.c.id))
    return [department(row) for row in rows]


async def get(tx: Tx, department_id: int) -> Department | None:
    row = (await tx.execute(select(departments).where(departments.c.id == department_id))).first()
    return department(row) if row else None


async def add(tx: Tx, name: str, aliases: Sequence[str], kind: str | None, now: datetime) -> int:
    values = {"name": name, "folded": fold(name), "aliases": list(aliases), "kind": kind, "created_at": now}
    added = await tx.execute(insert(departments).values(**values))
    return new_id(added)


async def change(tx: Tx, department_id: int, **values: Any) -> None:
    if "name" in values:
        values["folded"] = fold(values["name"])
    await tx.execute(update(departments).where(departments.c.id == department_id).values(**values))


async def without_reachable(tx: Tx) -> list[Department]:
    """Units that lead something and have no focal point whom a message would reach."""
    manned = (
        select(focal_points.c.department_id)
        .join(people, people.c.id == focal_points.c.person_id)
        .where(focal_points.c.until.is_(None), people.c.unreachable_since.is_(None), people.c.started)
    )
    busy = select(assignments.c.department_id).where(
        assignments.c.withdrawn_at.is_(None), assignments.c.role == "lead"
    )
    query = select(departments).where(departments.c.id.in_(busy), departments.c.id.not_in(manned))
    return [department(row) for row in await tx.execute(query.order_by(departments.c.id))]


def department(row: Row[Any]) -> Department:
    return Department(row.id, row.name, tuple(row.aliases), row.kind)
