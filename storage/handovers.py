"""Hand-overs: who leaves everything to whom, until the successor confirms it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Tx, new_id
from storage.tables import handovers


@dataclass(frozen=True, slots=True)
class Handover:
    """One that waits for the successor's word.

    `department_id`: the one unit that the Secretariat gives over; without it all that the person answers for.
    `person_id` is None where nobody answered for the unit.
    """

    id: int
    person_id: int | None
    successor_id: int
    department_id: int | None


async def offer(
    tx: Tx, person_id: int | None, successor_id: int, now: datetime, department_id: int | None = None
) -> int:
    """One at a time: an earlier one of the same that waits is dropped."""
    await drop_of(tx, person_id, now, department_id)
    added = await tx.execute(
        insert(handovers).values(
            person_id=person_id, successor_id=successor_id, department_id=department_id, asked_at=now
        )
    )
    return new_id(added)


async def waiting(tx: Tx, handover_id: int) -> Handover | None:
    query = select(handovers).where(
        handovers.c.id == handover_id, handovers.c.confirmed_at.is_(None), handovers.c.dropped_at.is_(None)
    )
    row = (await tx.execute(query)).first()
    return Handover(row.id, row.person_id, row.successor_id, row.department_id) if row else None


async def confirm(tx: Tx, handover_id: int, now: datetime) -> None:
    await tx.execute(update(handovers).where(handovers.c.id == handover_id).values(confirmed_at=now))


async def drop_of(tx: Tx, person_id: int | None, now: datetime, department_id: int | None = None) -> None:
    """Those of that person, or of that unit by the Secretariat, that wait."""
    await tx.execute(
        update(handovers)
        .where(handovers.c.person_id.is_not_distinct_from(person_id))
        .where(handovers.c.department_id.is_not_distinct_from(department_id))
        .where(handovers.c.confirmed_at.is_(None), handovers.c.dropped_at.is_(None))
        .values(dropped_at=now)
    )
