"""Deputies: who stands in for a focal point who is away, from a day to a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from storage.database import Tx, new_id
from storage.tables import deputies


@dataclass(frozen=True, slots=True)
class Deputy:
    """`person_id` is away, `deputy_id` stands in; both days are included."""

    id: int
    person_id: int
    deputy_id: int
    from_day: date
    to_day: date


async def add(tx: Tx, person_id: int, deputy_id: int, from_day: date, to_day: date, now: datetime) -> int:
    added = await tx.execute(
        insert(deputies).values(
            person_id=person_id, deputy_id=deputy_id, from_day=from_day, to_day=to_day, created_at=now
        )
    )
    return new_id(added)


async def get(tx: Tx, deputy_id: int) -> Deputy | None:
    """While it has not been ended."""
    row = (await tx.execute(_query(deputies.c.id == deputy_id))).first()
    return _deputy(row) if row else None


async def of_people(tx: Tx, person_ids: Collection[int], today: date) -> list[Deputy]:
    """Who stands in for these, now or later."""
    which = deputies.c.person_id.in_(list(person_ids))
    return [_deputy(row) for row in await tx.execute(_query(which, deputies.c.to_day >= today))]


async def stood_in_by(tx: Tx, deputy_id: int, today: date) -> list[Deputy]:
    """For whom this person stands in, now or later."""
    which = deputies.c.deputy_id == deputy_id
    return [_deputy(row) for row in await tx.execute(_query(which, deputies.c.to_day >= today))]


async def end(tx: Tx, deputy_id: int, now: datetime) -> None:
    await tx.execute(update(deputies).where(deputies.c.id == deputy_id).values(ended_at=now))


def _query(*where: ColumnElement[bool]) -> Any:
    return select(deputies).where(deputies.c.ended_at.is_(None), *where).order_by(deputies.c.from_day)


def _deputy(row: Row[Any]) -> Deputy:
    return Deputy(row.id, row.person_id, row.deputy_id, row.from_day, row.to_day)
