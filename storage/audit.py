"""All that happened, from the tables that are only added to."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from domain.history import Report
from storage import reports
from storage.database import Tx
from storage.tables import deadline_moves, directives, documents, extensions, proposals, verdicts
from storage.tables import reports as said


@dataclass(frozen=True, slots=True)
class Said:
    """A report with its place in Telegram."""

    report: Report
    chat_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Move:
    assignment_id: int
    at: datetime
    moved_by: int | None
    old: date | None
    new: date | None
    inbox_seq: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`what`: accepted, returned, reopened."""

    assignment_id: int
    at: datetime
    by: int | None
    what: str
    reason: str | None
    inbox_seq: int | None


async def every_report(tx: Tx) -> list[Said]:
    query = select(said.c.id, said.c.chat_id, said.c.message_id)
    places = {row.id: (row.chat_id, row.message_id) for row in await tx.execute(query)}
    return [Said(report, *places[report.id]) for report in await reports.every(tx)]


async def every_move(tx: Tx) -> list[Move]:
    return [
        Move(row.assignment_id, row.at, row.moved_by, row.from_day, row.to_day, row.inbox_seq)
        for row in await tx.execute(select(deadline_moves).order_by(deadline_moves.c.id))
    ]


async def every_verdict(tx: Tx) -> list[Verdict]:
    return [
        Verdict(row.assignment_id, row.at, row.judged_by, row.verdict, row.reason, row.inbox_seq)
        for row in await tx.execute(select(verdicts).order_by(verdicts.c.id))
    ]


async def wishes(tx: Tx) -> dict[int, tuple[int, int]]:
    """(assignment, number) by id."""
    query = select(extensions.c.id, extensions.c.assignment_id, extensions.c.number)
    return {row.id: (row.assignment_id, row.number) for row in await tx.execute(query)}


async def documents_received(tx: Tx) -> dict[int, str]:
    """The titles by id."""
    query = select(documents.c.id, directives.c.title).join(
        directives, directives.c.id == documents.c.directive_id
    )
    return {row.id: row.title for row in await tx.execute(query)}


async def proposed(tx: Tx) -> dict[int, str]:
    """What was proposed, by id; "" where its words were dropped."""
    return {row.id: row.text for row in await tx.execute(select(proposals.c.id, proposals.c.text))}
