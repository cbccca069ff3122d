"""What the assigning side said of results: accepted, returned, reopened. Appended only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, insert, select

from domain.work import Judged, Verdict
from storage.database import Tx
from storage.many import portions
from storage.tables import verdicts

_WHICH: BindParameter[int] = bindparam("which", expanding=True)
_EVERY = select(verdicts).order_by(verdicts.c.id)
_OF_MANY = _EVERY.where(verdicts.c.assignment_id.in_(_WHICH))


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
    """By assignment, each in the order in which they were written."""
    found: dict[int, list[Judged]] = defaultdict(list)
    for some in portions(ids):
        for row in await tx.execute(_OF_MANY, {"which": some}):
            found[row.assignment_id].append(Judged(row.at, Verdict(row.verdict)))
    return found
