"""The Central's word on a programme: XANH, VÀNG, ĐỎ. Appended only; the newest day counts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, insert, select

from domain.ratings import Colour, Rating, RatingOf
from storage.database import Tx
from storage.tables import ratings


async def add_many(
    tx: Tx, entered: Sequence[RatingOf], now: datetime, entered_by: int | None, inbox_seq: int | None
) -> None:
    if entered:
        same = {"at": now, "entered_by": entered_by, "inbox_seq": inbox_seq}
        rows = [
            {
                "programme": one.programme,
                "department_id": one.department_id,
                "colour": one.rating.colour,
                "day": one.rating.day,
                "source": one.rating.source,
                **same,
            }
            for one in entered
        ]
        await tx.execute(insert(ratings), rows)


async def every(tx: Tx) -> tuple[RatingOf, ...]:
    """The oldest day first; of one day, as they were entered."""
    query = select(ratings).order_by(ratings.c.day, ratings.c.id)
    return tuple(_rating(row) for row in await tx.execute(query))


async def present(tx: Tx, programme: str) -> dict[int | None, Rating]:
    """By unit, None for the province as a whole."""
    query = select(ratings).where(ratings.c.programme == programme).order_by(ratings.c.day, ratings.c.id)
    return {row.department_id: _rating(row).rating for row in await tx.execute(query)}


def _rating(row: Row[tuple[object, ...]]) -> RatingOf:
    return RatingOf(row.programme, row.department_id, Rating(Colour(row.colour), row.day, row.source))
