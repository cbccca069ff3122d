"""What focal points said. Appended, never overwritten: undo and correction are further rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, insert, not_, select

from domain.history import Action, Report
from domain.work import Moved, Said, Work
from storage.database import Tx, new_id
from storage.tables import assignments, deadline_moves, reports, tasks


@dataclass(frozen=True, slots=True)
class NewReport:
    assignment_id: int
    person_id: int | None
    at: datetime
    action: Action
    text: str | None
    said: Said
    of_id: int | None = None
    chat_id: int | None = None
    message_id: int | None = None
    inbox_seq: int | None = None
    reading: list[list[str]] | None = None


async def add(tx: Tx, report: NewReport) -> int:
    said = report.said
    added = await tx.execute(
        insert(reports).values(
            assignment_id=report.assignment_id,
            person_id=report.person_id,
            at=report.at,
            action=report.action,
            of_id=report.of_id,
            text=report.text,
            work=said.work,
            percent=said.percent,
            done=said.done,
            total=said.total,
            blocked=said.blocked,
            blocker=said.blocker,
            expected_date=said.expected_date,
            requested_deadline=said.requested_deadline,
            chat_id=report.chat_id,
            message_id=report.message_id,
            inbox_seq=report.inbox_seq,
            reading=report.reading,
        )
    )
    return new_id(added)


async def get(tx: Tx, report_id: int) -> Report | None:
    row = (await tx.execute(select(reports).where(reports.c.id == report_id))).first()
    return _report(row) if row else None


async def of_assignment(tx: Tx, assignment_id: int) -> list[Report]:
    rows = await tx.execute(
        select(reports).where(reports.c.assignment_id == assignment_id).order_by(reports.c.id)
    )
    return [_report(row) for row in rows]


async def every(tx: Tx) -> list[Report]:
    return [_report(row) for row in await tx.execute(select(reports).order_by(reports.c.id))]


async def of_message(tx: Tx, chat_id: int, message_id: int) -> list[Report]:
    """What that incoming message was stored as (corrections included)."""
    query = select(reports).where(reports.c.chat_id == chat_id, reports.c.message_id == message_id)
    return [_report(row) for row in await tx.execute(query.order_by(reports.c.id))]


async def of_person(tx: Tx, person_id: int, limit: int = 200) -> list[Report]:
    """The newest first."""
    query = select(reports).where(reports.c.person_id == person_id).order_by(reports.c.id.desc()).limit(limit)
    return [_report(row) for row in await tx.execute(query)]


async def periods_closed(tx: Tx, after: datetime, until: datetime) -> set[int]:
    """Assignments with a period that a report said to be done, after < its moment <= until.

    Only reports that count, as `domain.history.valid` has them. A correction of a "done" that still says done
    closes nothing anew.
    """
    undo, correction, its_undo, mended = (reports.alias() for _ in range(4))
    undone = exists().where(undo.c.of_id == reports.c.id, undo.c.action == Action.UNDO)
    taken_back = exists().where(its_undo.c.of_id == correction.c.id, its_undo.c.action == Action.UNDO)
    corrected = exists().where(
        correction.c.of_id == reports.c.id, correction.c.action == Action.CORRECTION, not_(taken_back)
    )
    said_before = exists().where(
        mended.c.id == reports.c.of_id, mended.c.work == Work.DONE, mended.c.at <= after
    )
    query = (
        select(reports.c.assignment_id)
        .join(assignments, assignments.c.id == reports.c.assignment_id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(
            tasks.c.recurrence.is_not(None),
            tasks.c.needs_acceptance.is_(False),
            reports.c.work == Work.DONE,
            reports.c.action.in_([Action.REPORT, Action.CORRECTION]),
            reports.c.at > after,
            reports.c.at <= until,
            not_(undone),
            not_(corrected),
            not_(said_before),
        )
    )
    return set((await tx.execute(query)).scalars())


async def moves_of(tx: Tx, assignment_id: int | None = None) -> list[tuple[int, Moved]]:
    """(assignment, move) in order."""
    query = select(deadline_moves).order_by(deadline_moves.c.id)
    if assignment_id is not None:
        query = query.where(deadline_moves.c.assignment_id == assignment_id)
    return [(row.assignment_id, Moved(row.at, row.to_day)) for row in await tx.execute(query)]


async def add_move(
    tx: Tx,
    assignment_id: int,
    at: datetime,
    from_day: Any,
    to_day: Any,
    moved_by: int | None,
    extension_id: int | None,
) -> None:
    await tx.execute(
        insert(deadline_moves).values(
            assignment_id=assignment_id,
            at=at,
            from_day=from_day,
            to_day=to_day,
            moved_by=moved_by,
            extension_id=extension_id,
        )
    )


def _report(row: Row[Any]) -> Report:
    return Report(
        row.id,
        row.assignment_id,
        row.person_id,
        row.at,
        Action(row.action),
        row.of_id,
        row.text,
        Said(
            Work(row.work) if row.work else None,
            row.percent,
            row.done,
            row.total,
            bool(row.blocked),
            row.blocker,
            row.expected_date,
            row.requested_deadline,
        ),
        row.inbox_seq,
        row.reading,
    )
