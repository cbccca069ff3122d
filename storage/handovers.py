"""Hand-overs: who leaves everything to whom, until the successor confirms it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Tx, new_id
from storage.tables import handovers


@dataclass(frozen=True, slots=True)
class Handover:
    """One that waits for the successor's word."""

    id: int
    person_id: int
    successor_id: int


async def offer(tx: Tx, person_id: int, successor_id: int, now: datetime) -> int:
    """One at a time: an earlier one of that person that waits is dropped."""
    await drop_of(tx, person_id, now)
    added = await tx.execute(
        insert(handovers).values(person_id=person_id, successor_id=successor_id, asked_at=now)
    )
    return new_id(added)


async def waiting(tx: Tx, handover_id: int) -> Handover | None:
    query = select(handovers).where(
        handovers.c.id == handover_id, handovers.c.confirmed_at.is_(None), handovers.c.dropped_at.is_(None)
    )
    row = (await tx.execute(query)).first()
    return Handover(row.id, row.person_id, row.successor_id) if row else None


async def confirm(tx: Tx, handover_id: int, now: datetime) -> None:
    await tx.execute(update(handovers).where(handovers.c.id == handover_id).values(confirmed_at=now))


async def drop_of(tx: Tx, person_id: int, now: datetime) -> None:
    """Those of that person that wait."""
    await tx.execute(
        update(handovers)
        .where(handovers.c.person_id == person_id)
        .where(handovers.c.confirmed_at.is_(None), handovers.c.dropped_at.is_(None))
        .values(dropped_at=now)
    )
