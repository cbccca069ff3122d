"""Units that hear no reminders for a while: in a storm, at the Secretariat's word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from storage.database import Tx
from storage.tables import departments, suspensions


@dataclass(frozen=True, slots=True)
class Suspension:
    """Both days belong to it. Those ordered together have the same `set_at`."""

    id: int
    department_id: int
    department: str
    from_day: date
    to_day: date
    reason: str | None
    set_at: datetime


async def standing(tx: Tx, today: date) -> list[Suspension]:
    """Those in force and those to come, in the order in which they were ordered."""
    query = (
        select(suspensions, departments.c.name)
        .join(departments, departments.c.id == suspensions.c.department_id)
        .where(suspensions.c.to_day >= today, suspensions.c.ended_at.is_(None))
        .order_by(suspensions.c.id)
    )
    return [
        Suspension(row.id, row.department_id, row.name, row.from_day, row.to_day, row.reason, row.set_at)
        for row in await tx.execute(query)
    ]


async def add(
    tx: Tx,
    department_ids: Collection[int],
    *,
    from_day: date,
    to_day: date,
    reason: str | None,
    set_by: int,
    now: datetime,
) -> None:
    rows = [
        {
            "department_id": i,
            "from_day": from_day,
            "to_day": to_day,
            "reason": reason,
            "set_by": set_by,
            "set_at": now,
        }
        for i in department_ids
    ]
    await tx.execute(insert(suspensions), rows)


async def end(tx: Tx, ids: Collection[int], now: datetime) -> None:
    await tx.execute(update(suspensions).where(suspensions.c.id.in_(list(ids))).values(ended_at=now))
