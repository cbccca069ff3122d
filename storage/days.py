"""The Secretariat's own days off and on."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import delete, insert, select

from storage.database import Tx
from storage.tables import days

_EVERY = select(days).order_by(days.c.day)


async def every(tx: Tx) -> tuple[dict[date, str], dict[date, str]]:
    """(days off, days on), each with its name."""
    found = list(await tx.execute(_EVERY))
    return (
        {row.day: row.name for row in found if not row.working},
        {row.day: row.name for row in found if row.working},
    )


async def put(
    tx: Tx, which: Collection[date], *, working: bool, name: str, set_by: int, now: datetime
) -> None:
    """In the place of what was said of these days before."""
    await remove(tx, which)
    rows = [{"day": d, "working": working, "name": name, "set_by": set_by, "set_at": now} for d in which]
    await tx.execute(insert(days), rows)


async def remove(tx: Tx, which: Collection[date]) -> None:
    await tx.execute(delete(days).where(days.c.day.in_(list(which))))
