"""Totals that came with imports, each with its source: only added to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from domain.claims import Claim
from storage.database import Tx, new_id
from storage.tables import claims


async def standing(tx: Tx, until: datetime | None = None) -> tuple[Claim, ...]:
    """The last that each source gave of each figure, those taken back left out; `until`: entered before."""
    query = select(claims).order_by(claims.c.id)
    if until is not None:
        query = query.where(claims.c.at < until)
    last: dict[tuple[str, str], Claim] = {}
    for row in await tx.execute(query):
        claim = Claim(row.what, row.value, row.source, row.day)
        last[claim.key] = claim
    return tuple(claim for claim in last.values() if claim.value is not None)


async def add(tx: Tx, new: Sequence[Claim], at: datetime, by: int | None) -> list[int]:
    """Their ids, in the same order."""
    ids = []
    for claim in new:
        values = {"what": claim.what, "source": claim.source, "value": claim.value, "day": claim.day}
        ids.append(new_id(await tx.execute(insert(claims).values(**values, at=at, entered_by=by))))
    return ids
