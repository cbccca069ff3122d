"""The Secretariat's own days off and on."""

from datetime import date

from sqlalchemy import select

from storage.database import Tx
from storage.tables import days


async def every(tx: Tx) -> tuple[dict[date, str], dict[date, str]]:
    """(days off, days on), each with its name."""
    found = list(await tx.execute(select(days).order_by(days.c.day)))
    return (
        {row.day: row.name for row in found if not row.working},
        {row.day: row.name for row in found if row.working},
    )
