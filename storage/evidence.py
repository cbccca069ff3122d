"""What people sent to prove their reports: the rows; the files themselves lie in `files`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select

from domain.evidence import Attachment
from storage.database import Tx
from storage.tables import evidence, reports


@dataclass(frozen=True, slots=True)
class Kept:
    report_id: int
    sha256: str
    name: str
    kind: str
    file_id: str


async def add(tx: Tx, report_id: int, sha256: str, what: Attachment, now: datetime) -> bool:
    """False when that report has the same content already."""
    known = select(evidence.c.id).where(evidence.c.report_id == report_id, evidence.c.sha256 == sha256)
    if (await tx.execute(known)).first() is not None:
        return False
    await tx.execute(
        insert(evidence).values(
            report_id=report_id,
            sha256=sha256,
            name=what.name,
            size=what.size,
            kind=what.kind,
            file_id=what.file_id,
            album=what.album or None,
            kept_at=now,
        )
    )
    return True


async def of_assignment(tx: Tx, assignment_id: int) -> list[Kept]:
    """With what came with reports that were moved here from another task."""
    moved = select(reports.c.of_id).where(
        reports.c.assignment_id == assignment_id, reports.c.action == "report", reports.c.of_id.is_not(None)
    )
    query = (
        select(evidence)
        .join(reports, reports.c.id == evidence.c.report_id)
        .where(or_(reports.c.assignment_id == assignment_id, reports.c.id.in_(moved)))
        .order_by(evidence.c.id)
    )
    rows = await tx.execute(query)
    return [Kept(row.report_id, row.sha256, row.name, row.kind, row.file_id) for row in rows]


async def of_report(tx: Tx, report_id: int) -> int:
    """How many."""
    query = select(evidence.c.id).where(evidence.c.report_id == report_id)
    return len((await tx.execute(query)).all())


async def reports_of_album(tx: Tx, album: str, person_id: int) -> list[int]:
    """The reports that pictures of that album were attached to."""
    query = (
        select(evidence.c.report_id)
        .join(reports, reports.c.id == evidence.c.report_id)
        .where(evidence.c.album == album, reports.c.person_id == person_id)
        .distinct()
    )
    return list((await tx.execute(query)).scalars())


async def forget(tx: Tx, report_ids: Collection[int]) -> list[str]:
    """Drops what these reports were proven by; the hashes of the contents that nothing else holds."""
    theirs = evidence.c.report_id.in_(report_ids)
    held = set((await tx.execute(select(evidence.c.sha256).where(theirs))).scalars())
    await tx.execute(delete(evidence).where(theirs))
    still = set((await tx.execute(select(evidence.c.sha256).where(evidence.c.sha256.in_(held)))).scalars())
    return sorted(held - still)
