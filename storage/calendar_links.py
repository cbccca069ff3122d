"""Addresses of calendars: one a person at most, of which only the hash is kept."""

from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Tx
from storage.tables import calendar_links


async def make(tx: Tx, code_hash: str, person_id: int, now: datetime) -> None:
    """The person's earlier address is revoked."""
    await revoke(tx, person_id, now)
    await tx.execute(insert(calendar_links).values(code_hash=code_hash, person_id=person_id, created_at=now))


async def revoke(tx: Tx, person_id: int, now: datetime) -> bool:
    """False when there was none."""
    mine = calendar_links.c.person_id == person_id
    changed = await tx.execute(
        update(calendar_links).where(mine, calendar_links.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    return bool(changed.rowcount)


async def person_of(tx: Tx, code_hash: str) -> int | None:
    """Whose address it is, while it is good."""
    query = select(calendar_links.c.person_id).where(
        calendar_links.c.code_hash == code_hash, calendar_links.c.revoked_at.is_(None)
    )
    found: int | None = (await tx.execute(query)).scalar_one_or_none()
    return found
