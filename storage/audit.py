"""All that happened, from the tables that are only added to."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from domain.history import Report
from storage import reports
from storage.database import Tx
from storage.tables import deadline_moves, extensions, nudges
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
class Nudged:
    assignment_id: int
    at: datetime
    by: int | None
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


async def every_nudge(tx: Tx) -> list[Nudged]:
    return [
        Nudged(row.assignment_id, row.at, row.nudged_by, row.inbox_seq)
        for row in await tx.execute(select(nudges).order_by(nudges.c.id))
    ]


async def wishes(tx: Tx) -> dict[int, tuple[int, int]]:
    """(assignment, number) by id."""
    query = select(extensions.c.id, extensions.c.assignment_id, extensions.c.number)
    return {row.id: (row.assignment_id, row.number) for row in await tx.execute(query)}
