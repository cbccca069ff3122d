"""Who practises, how far they came, and when they said that they had understood. Nothing else is kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from domain.practice import Practice, Step
from storage.database import Tx, new_id
from storage.tables import practices

_LAST = (
    select(practices)
    .where(practices.c.person_id == bindparam("person"))
    .order_by(practices.c.id.desc())
    .limit(1)
)


async def begin(tx: Tx, person_id: int, now: datetime) -> Practice:
    """A new one from the first step; one that was going on is left as it stands."""
    row = {"person_id": person_id, "step": int(Step.PRESS), "started_at": now}
    return Practice(new_id(await tx.execute(insert(practices).values(row))), person_id, Step.PRESS, None)


async def last_of(tx: Tx, person_id: int) -> Practice | None:
    row = (await tx.execute(_LAST, {"person": person_id})).first()
    return _practice(row) if row else None


async def go_to(tx: Tx, practice_id: int, step: Step) -> None:
    await tx.execute(update(practices).where(practices.c.id == practice_id).values(step=int(step)))


async def understood(tx: Tx, practice_id: int, now: datetime) -> None:
    await tx.execute(update(practices).where(practices.c.id == practice_id).values(done_at=now))


async def best_of(tx: Tx, person_ids: Collection[int]) -> dict[int, Practice]:
    """By person the practice that says most of them: one understood before one begun, then the furthest."""
    mine = select(practices).where(practices.c.person_id.in_(list(person_ids)))
    rising = mine.order_by(practices.c.done_at.is_not(None), practices.c.step, practices.c.id)
    return {row.person_id: _practice(row) for row in await tx.execute(rising)}


async def drop_of(tx: Tx, person_id: int) -> None:
    await tx.execute(delete(practices).where(practices.c.person_id == person_id))


def _practice(row: Row[Any]) -> Practice:
    return Practice(row.id, row.person_id, Step(row.step), row.done_at)
