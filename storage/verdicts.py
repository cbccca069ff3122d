"""What the assigning side said of results: accepted, returned, reopened. Appended only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from domain.work import Judged, Verdict
from storage.database import Tx
from storage.tables import verdicts

_EVERY = select(verdicts).order_by(verdicts.c.id)


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    assignment_id: int
    judged: Judged
    reason: str | None
    judged_by: int | None


async def add(
    tx: Tx, assignment_id: int, judged: Judged, reason: str | None, judged_by: int, inbox_seq: int | None
) -> None:
    await tx.execute(
        insert(verdicts).values(
            assignment_id=assignment_id,
            at=judged.at,
            verdict=judged.verdict,
            reason=reason,
            judged_by=judged_by,
            inbox_seq=inbox_seq,
        )
    )


async def of(tx: Tx, assignment_id: int | None = None) -> list[KeptVerdict]:
    """In the order in which they were written; of all assignments where none is named."""
    query = _EVERY
    if assignment_id is not None:
        query = query.where(verdicts.c.assignment_id == assignment_id)
    return [
        KeptVerdict(row.assignment_id, Judged(row.at, Verdict(row.verdict)), row.reason, row.judged_by)
        for row in await tx.execute(query)
    ]


async def of_many(tx: Tx, ids: Sequence[int]) -> dict[int, list[Judged]]:
    """By assignment. There are few verdicts, so all are read and the others left."""
    wanted = set(ids)
    found: dict[int, list[Judged]] = defaultdict(list)
    for kept in await of(tx):
        if kept.assignment_id in wanted:
            found[kept.assignment_id].append(kept.judged)
    return found
