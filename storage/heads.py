"""Heads of units: who sees what their unit has to do and is told what is overdue."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, select, update

from domain.office import FocalPoint
from storage.database import Tx
from storage.people import person
from storage.tables import heads, people


async def add(tx: Tx, person_id: int, department_id: int, now: datetime) -> bool:
    """False when they already are."""
    query = select(heads.c.id).where(
        heads.c.person_id == person_id, heads.c.department_id == department_id, heads.c.until.is_(None)
    )
    if (await tx.execute(query)).first() is not None:
        return False
    await tx.execute(insert(heads).values(person_id=person_id, department_id=department_id, since=now))
    return True


async def end(tx: Tx, person_id: int, department_id: int, now: datetime) -> bool:
    """False when they were none."""
    ended = await tx.execute(
        update(heads)
        .where(heads.c.person_id == person_id, heads.c.department_id == department_id)
        .where(heads.c.until.is_(None))
        .values(until=now)
    )
    return bool(ended.rowcount)


async def of(tx: Tx, department_ids: Collection[int]) -> list[FocalPoint]:
    """The person and the unit, in the order in which they came."""
    query = (
        select(people, heads.c.department_id)
        .join(heads, heads.c.person_id == people.c.id)
        .where(heads.c.until.is_(None), heads.c.department_id.in_(list(department_ids)))
    )
    rows = await tx.execute(query.order_by(heads.c.id))
    return [FocalPoint(person(row), row.department_id) for row in rows]
