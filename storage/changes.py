"""The trace: who changed what, when, in which message. People by id only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select

from storage.database import Tx
from storage.many import write_many
from storage.tables import changes


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one field of one thing; `old` None: it was not there, `new` None: it is no more.

    People stand in it by their id.
    """

    noun: str
    noun_id: int
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    at: datetime
    person_id: int | None
    source: str  # telegram, command line, clock
    change: Change
    inbox_seq: int | None


async def keep(
    tx: Tx,
    what: Sequence[Change],
    *,
    at: datetime,
    person_id: int | None,
    source: str,
    inbox_seq: int | None = None,
) -> None:
    rows = (
        {
            "at": at,
            "person_id": person_id,
            "source": source,
            "noun": change.noun,
            "noun_id": change.noun_id,
            "field": change.field,
            "old": change.old,
            "new": change.new,
            "inbox_seq": inbox_seq,
        }
        for change in what
    )
    await write_many(tx, insert(changes), rows)


async def of(tx: Tx, noun: str, noun_id: int) -> list[Kept]:
    return await _kept(tx, changes.c.noun == noun, changes.c.noun_id == noun_id)


async def every(tx: Tx, noun: str | None = None, since: datetime | None = None) -> list[Kept]:
    """Of that noun; of all where none is given."""
    which = [changes.c.noun == noun] if noun else []
    return await _kept(tx, *which, *([changes.c.at >= since] if since else []))


async def _kept(tx: Tx, *which: ColumnElement[bool]) -> list[Kept]:
    """In the order in which they were written."""
    query = select(changes).where(*which).order_by(changes.c.id)
    return [
        Kept(
            row.at,
            row.person_id,
            row.source,
            Change(row.noun, row.noun_id, row.field, row.old, row.new),
            row.inbox_seq,
        )
        for row in await tx.execute(query)
    ]
