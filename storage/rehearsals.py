"""Rehearsals asked for in the chat: they take longer than an answer may, so they are done after it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from storage.database import Tx, new_id
from storage.tables import rehearsals


@dataclass(frozen=True, slots=True)
class Asked:
    id: int
    person_id: int
    first_day: date
    last_day: date


async def ask(tx: Tx, person_id: int, first_day: date, last_day: date, now: datetime) -> int:
    """In the place of one that the person still waits for; its id."""
    waiting_too = rehearsals.c.person_id == person_id, rehearsals.c.done_at.is_(None)
    await tx.execute(update(rehearsals).where(*waiting_too).values(done_at=now))
    added = await tx.execute(
        insert(rehearsals).values(person_id=person_id, first_day=first_day, last_day=last_day, asked_at=now)
    )
    return new_id(added)


async def waiting(tx: Tx) -> list[Asked]:
    query = select(rehearsals).where(rehearsals.c.done_at.is_(None)).order_by(rehearsals.c.id)
    return [Asked(r.id, r.person_id, r.first_day, r.last_day) for r in await tx.execute(query)]


async def done(tx: Tx, rehearsal_id: int, now: datetime) -> bool:
    """False when it was done, or asked for anew, meanwhile."""
    open_still = rehearsals.c.id == rehearsal_id, rehearsals.c.done_at.is_(None)
    changed = await tx.execute(update(rehearsals).where(*open_still).values(done_at=now))
    return bool(changed.rowcount)
