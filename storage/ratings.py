"""The Central's word on a programme: XANH, VÀNG, ĐỎ. Appended only; the newest day counts.

Of one day the last row counts; one without a colour takes back what was entered for that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, insert, select

from domain.ratings import Colour, Rating, RatingOf
from storage.database import Tx, new_id
from storage.tables import ratings

_TAKEN_BACK = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A row; `rating` None: what was entered for `day` before was taken back."""

    id: int
    programme: str
    department_id: int | None
    day: date
    rating: Rating | None


async def add_many(
    tx: Tx, entered: Sequence[RatingOf], now: datetime, entered_by: int | None, inbox_seq: int | None
) -> None:
    if entered:
        same = {"at": now, "entered_by": entered_by, "inbox_seq": inbox_seq}
        await tx.execute(insert(ratings), [_values(one) | same for one in entered])


async def add(tx: Tx, one: RatingOf, now: datetime, entered_by: int | None, inbox_seq: int | None) -> int:
    values = _values(one) | {"at": now, "entered_by": entered_by, "inbox_seq": inbox_seq}
    return new_id(await tx.execute(insert(ratings).values(values)))


async def take_back(tx: Tx, one: Entered, now: datetime, by: int | None, inbox_seq: int | None) -> None:
    await tx.execute(
        insert(ratings).values(
            programme=one.programme,
            department_id=one.department_id,
            colour=_TAKEN_BACK,
            day=one.day,
            source="",
            at=now,
            entered_by=by,
            inbox_seq=inbox_seq,
        )
    )


async def every(tx: Tx) -> tuple[RatingOf, ...]:
    """What stands, the oldest day first."""
    found = await _standing(tx, select(ratings))
    return tuple(
        RatingOf(e.programme, e.department_id, e.rating)
        for e in sorted(found, key=lambda e: (e.day, e.id))
        if e.rating is not None
    )


async def present(tx: Tx, programme: str) -> dict[int | None, Rating]:
    """By unit, None for the province as a whole."""
    found = await _standing(tx, select(ratings).where(ratings.c.programme == programme))
    by_day = sorted(found, key=lambda e: e.day)
    return {e.department_id: e.rating for e in by_day if e.rating is not None}


async def of_day(tx: Tx, row_id: int) -> tuple[Entered, ...]:
    """All rows of this one's programme, unit and day, in their order; none where there is no such row."""
    row = (await tx.execute(select(ratings).where(ratings.c.id == row_id))).first()
    if row is None:
        return ()
    query = select(ratings).where(
        ratings.c.programme == row.programme,
        ratings.c.department_id.is_not_distinct_from(row.department_id),
        ratings.c.day == row.day,
    )
    return tuple(_entered(one) for one in await tx.execute(query.order_by(ratings.c.id)))


async def _standing(tx: Tx, query: "Select[tuple[object, ...]]") -> list[Entered]:
    """Of each programme, unit and day the last row."""
    rows = [_entered(row) for row in await tx.execute(query.order_by(ratings.c.id))]
    return list({(e.programme, e.department_id, e.day): e for e in rows}.values())


def _values(one: RatingOf) -> dict[str, object]:
    return {
        "programme": one.programme,
        "department_id": one.department_id,
        "colour": one.rating.colour,
        "day": one.rating.day,
        "source": one.rating.source,
    }


def _entered(row: Row[tuple[object, ...]]) -> Entered:
    rating = Rating(Colour(row.colour), row.day, row.source) if row.colour != _TAKEN_BACK else None
    return Entered(row.id, row.programme, row.department_id, row.day, rating)
