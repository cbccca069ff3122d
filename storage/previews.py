"""What the Secretariat says to a digest before it goes: words of its own, not yet, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from storage.database import Tx
from storage.tables import digest_previews


@dataclass(frozen=True, slots=True)
class Preview:
    """`goes_at`: until then it waits; None: it leaves at its moment. `seen_by`: who pressed something."""

    id: int
    moment: datetime
    asked_at: datetime | None
    goes_at: datetime | None
    words: str | None
    seen_by: int | None


async def of(tx: Tx, moment: datetime) -> Preview | None:
    return await _one(tx, digest_previews.c.moment == moment)


async def get(tx: Tx, preview_id: int) -> Preview | None:
    """While that digest has not gone."""
    return await _one(tx, digest_previews.c.id == preview_id)


async def words_of(tx: Tx, moment: datetime) -> str | None:
    """Of that digest, gone or not."""
    query = select(digest_previews.c.words).where(digest_previews.c.moment == moment)
    return (await tx.execute(query)).scalar()


async def standing(tx: Tx) -> list[Preview]:
    """Of digests that have not gone."""
    query = select(digest_previews).where(digest_previews.c.closed_at.is_(None))
    return [_preview(row) for row in await tx.execute(query)]


async def make(tx: Tx, moment: datetime) -> Preview:
    """The one of that moment, new if there is none."""
    known = await of(tx, moment)
    if known is not None:
        return known
    await tx.execute(insert(digest_previews).values(moment=moment))
    made = await of(tx, moment)
    assert made is not None  # noqa: S101 - written just above
    return made


async def change(tx: Tx, preview_id: int, **values: Any) -> None:
    await tx.execute(update(digest_previews).where(digest_previews.c.id == preview_id).values(**values))


async def close(tx: Tx, until: datetime, now: datetime) -> None:
    """Those of that moment and before: the digest has gone, and of several only the latest goes."""
    gone = digest_previews.c.moment <= until, digest_previews.c.closed_at.is_(None)
    await tx.execute(update(digest_previews).where(*gone).values(closed_at=now))


async def _one(tx: Tx, which: ColumnElement[bool]) -> Preview | None:
    query = select(digest_previews).where(which, digest_previews.c.closed_at.is_(None))
    row = (await tx.execute(query)).first()
    return _preview(row) if row else None


def _preview(row: Any) -> Preview:
    return Preview(row.id, row.moment, row.asked_at, row.goes_at, row.words, row.seen_by)
