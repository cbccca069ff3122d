"""Wishes for a later date: asked, then granted, shortened or refused; numbered within an assignment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from storage.database import Tx, new_id
from storage.tables import extensions


@dataclass(frozen=True, slots=True)
class Extension:
    id: int
    assignment_id: int
    number: int
    asked_at: datetime
    asked_by: int | None
    report_id: int | None
    from_day: date | None
    asked_day: date
    asked_reason: str | None
    decision: str
    to_day: date | None
    reason: str | None
    decided_by: int | None
    decided_at: datetime | None


async def ask(
    tx: Tx,
    *,
    assignment_id: int,
    asked_at: datetime,
    asked_by: int,
    report_id: int | None,
    from_day: date | None,
    asked_day: date,
    asked_reason: str | None,
) -> int:
    query = select(func.count()).where(extensions.c.assignment_id == assignment_id)
    number = int((await tx.execute(query)).scalar_one()) + 1
    added = await tx.execute(
        insert(extensions).values(
            assignment_id=assignment_id,
            number=number,
            asked_at=asked_at,
            asked_by=asked_by,
            report_id=report_id,
            from_day=from_day,
            asked_day=asked_day,
            asked_reason=asked_reason,
            decision="pending",
        )
    )
    return new_id(added)


async def give_reason(tx: Tx, extension_id: int, reason: str) -> None:
    """The asker's reason, said after the wish."""
    await tx.execute(update(extensions).where(extensions.c.id == extension_id).values(asked_reason=reason))


async def get(tx: Tx, extension_id: int) -> Extension | None:
    row = (await tx.execute(select(extensions).where(extensions.c.id == extension_id))).first()
    return _extension(row) if row else None


async def pending(tx: Tx, assignment_id: int) -> Extension | None:
    query = select(extensions).where(
        extensions.c.assignment_id == assignment_id, extensions.c.decision == "pending"
    )
    row = (await tx.execute(query)).first()
    return _extension(row) if row else None


async def every_pending(tx: Tx) -> list[Extension]:
    rows = await tx.execute(
        select(extensions).where(extensions.c.decision == "pending").order_by(extensions.c.id)
    )
    return [_extension(row) for row in rows]


async def of_reports(tx: Tx, report_ids: list[int]) -> list[Extension]:
    rows = await tx.execute(select(extensions).where(extensions.c.report_id.in_(report_ids)))
    return [_extension(row) for row in rows]


async def every(tx: Tx) -> list[Extension]:
    """Those withdrawn by the asker left out."""
    query = select(extensions).where(extensions.c.decision != "withdrawn").order_by(extensions.c.id)
    return [_extension(row) for row in await tx.execute(query)]


async def of_assignment(tx: Tx, assignment_id: int) -> list[Extension]:
    query = select(extensions).where(
        extensions.c.assignment_id == assignment_id, extensions.c.decision != "withdrawn"
    )
    return [_extension(row) for row in await tx.execute(query.order_by(extensions.c.id))]


async def decide(
    tx: Tx,
    extension_id: int,
    decision: str,
    *,
    to_day: date | None,
    reason: str | None,
    decided_by: int | None,
    now: datetime,
) -> bool:
    """False when it had been decided already."""
    changed = await tx.execute(
        update(extensions)
        .where(extensions.c.id == extension_id, extensions.c.decision == "pending")
        .values(decision=decision, to_day=to_day, reason=reason, decided_by=decided_by, decided_at=now)
    )
    return bool(changed.rowcount)


def _extension(row: Row[Any]) -> Extension:
    return Extension(
        row.id,
        row.assignment_id,
        row.number,
        row.asked_at,
        row.asked_by,
        row.report_id,
        row.from_day,
        row.asked_day,
        row.asked_reason,
        row.decision,
        row.to_day,
        row.reason,
        row.decided_by,
        row.decided_at,
    )
