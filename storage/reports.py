"""What focal points said. Appended, never overwritten: undo and correction are further rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    not_,
    null,
    or_,
    select,
)

from domain.history import Action, HowRead, Report
from domain.work import Moved, Said, Work
from storage.assignment_rows import WORK
from storage.database import Tx, new_id
from storage.many import made_of, portions
from storage.tables import assignments, deadline_moves, reports, tasks

_WHICH: BindParameter[int] = bindparam("which", expanding=True)
_ADD = insert(reports)
_SAID = (
    "work", "percent", "done", "total", "blocked", "blocker", "expected_date", "requested_deadline",
)  # fmt: skip
_COLUMNS = (
    "id", "assignment_id", "person_id", "at", "action", "of_id", "text", *_SAID, "inbox_seq", "reading",
)  # fmt: skip
_KEPT = select(*(reports.c[name] for name in _COLUMNS))
_WORDS = ("text", "reading")
_WITHOUT_WORDS = select(*(null() if name in _WORDS else reports.c[name] for name in _COLUMNS))
_ACTION = {one.value: one for one in Action}
_OF_ASSIGNMENTS, _SAID_OF = (
    kept.where(reports.c.assignment_id.in_(_WHICH)).order_by(reports.c.id) for kept in (_KEPT, _WITHOUT_WORDS)
)
_MOVES_OF = (
    select(deadline_moves).where(deadline_moves.c.assignment_id.in_(_WHICH)).order_by(deadline_moves.c.id)
)


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
    reading: HowRead | None = None


async def add(tx: Tx, report: NewReport) -> int:
    return new_id(await tx.execute(_ADD, _values(report)))


async def add_many(tx: Tx, new: Sequence[NewReport]) -> list[int]:
    """In one statement; their ids, in the same order."""
    if not new:
        return []
    ids = insert(reports).returning(reports.c.id, sort_by_parameter_order=True)
    return list((await tx.execute(ids, [_values(report) for report in new])).scalars())


def _values(report: NewReport) -> dict[str, Any]:
    said = report.said
    return {
        "assignment_id": report.assignment_id,
        "person_id": report.person_id,
        "at": report.at,
        "action": report.action,
        "of_id": report.of_id,
        "text": report.text,
        "work": said.work,
        "percent": said.percent,
        "done": said.done,
        "total": said.total,
        "blocked": said.blocked,
        "blocker": said.blocker,
        "expected_date": said.expected_date,
        "requested_deadline": said.requested_deadline,
        "chat_id": report.chat_id,
        "message_id": report.message_id,
        "inbox_seq": report.inbox_seq,
        "reading": _reading_to_json(report.reading),
    }


async def get(tx: Tx, report_id: int) -> Report | None:
    found = await _kept(tx, _KEPT.where(reports.c.id == report_id))
    return found[0] if found else None


async def of_assignment(tx: Tx, assignment_id: int) -> list[Report]:
    return await _kept(tx, _KEPT.where(reports.c.assignment_id == assignment_id).order_by(reports.c.id))


async def every(tx: Tx) -> list[Report]:
    return await made_of(await tx.execute(_KEPT.order_by(reports.c.id)), _report)


async def of_assignments(tx: Tx, ids: Sequence[int]) -> dict[int, list[Report]]:
    """By assignment, each in the order in which they were written."""
    return await _by_assignment(tx, _OF_ASSIGNMENTS, ids)


async def said_of(tx: Tx, ids: Sequence[int]) -> dict[int, list[Report]]:
    """The same without the texts and how they were read, for what is played: these are most of a row."""
    return await _by_assignment(tx, _SAID_OF, ids)


async def _by_assignment(tx: Tx, query: Select[Any], ids: Sequence[int]) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = defaultdict(list)
    for some in portions(ids):
        for report in await _kept(tx, query, which=some):
            found[report.assignment_id].append(report)
    return found


async def every_until(tx: Tx, end: datetime) -> list[Report]:
    """Of what was said of an assignment from `end` on only the last, which is the last that counts.

    All of it where something was ever corrected or taken back, or is a remark.
    """
    # spelt so that SQLite goes along the index of the moments, in which all stands that is asked for
    each = func.coalesce(reports.c.assignment_id, 0)
    last = select(func.max(reports.c.id)).where(reports.c.at >= end).group_by(each)
    more = select(reports.c.assignment_id).where(reports.c.action != Action.REPORT)
    told = or_(reports.c.at < end, reports.c.id.in_(last), reports.c.assignment_id.in_(more))
    return await made_of(await tx.execute(_KEPT.where(told).order_by(reports.c.id)), _report)


async def of_message(tx: Tx, chat_id: int, message_id: int) -> list[Report]:
    """What that incoming message was stored as (corrections included)."""
    query = _KEPT.where(reports.c.chat_id == chat_id, reports.c.message_id == message_id)
    return await _kept(tx, query.order_by(reports.c.id))


async def of_person(tx: Tx, person_id: int, limit: int = 200) -> list[Report]:
    """The newest first."""
    theirs = _KEPT.where(reports.c.person_id == person_id)
    return await _kept(tx, theirs.order_by(reports.c.id.desc()).limit(limit))


async def periods_closed(tx: Tx, after: datetime, until: datetime) -> set[int]:
    """Assignments with a period that a report said to be done, after < its moment <= until.

    Only reports that count, as `domain.history.valid` has them. A correction of a "done" that still says done
    closes nothing anew. What undoes or corrects a report is of the same assignment, and found by it.
    """
    undo, correction, its_undo, mended = (reports.alias() for _ in range(4))

    def names(later: FromClause, earlier: FromClause) -> ColumnElement[bool]:
        return and_(later.c.assignment_id == earlier.c.assignment_id, later.c.of_id == earlier.c.id)

    undone = exists().where(names(undo, reports), undo.c.action == Action.UNDO)
    taken_back = exists().where(names(its_undo, correction), its_undo.c.action == Action.UNDO)
    corrected = exists().where(
        names(correction, reports), correction.c.action == Action.CORRECTION, not_(taken_back)
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
            # spelt so that SQLite begins with the few that recur, and not with all that was said since
            func.coalesce(reports.c.at, None) > after,
            reports.c.at <= until,
            not_(undone),
            not_(corrected),
            not_(said_before),
        )
    )
    return set((await tx.execute(query)).scalars())


async def moves_of(tx: Tx, assignment_id: int | None = None) -> list[tuple[int, Moved]]:
    """(assignment, move) in the order in which they were written."""
    query = select(deadline_moves).order_by(deadline_moves.c.id)
    if assignment_id is not None:
        query = query.where(deadline_moves.c.assignment_id == assignment_id)
    return [(row.assignment_id, Moved(row.at, row.to_day)) for row in await tx.execute(query)]


async def moves_of_many(tx: Tx, ids: Sequence[int]) -> dict[int, list[Moved]]:
    """By assignment, each in the order in which they were written."""
    found: dict[int, list[Moved]] = defaultdict(list)
    for some in portions(ids):
        for row in await tx.execute(_MOVES_OF, {"which": some}):
            found[row.assignment_id].append(Moved(row.at, row.to_day))
    return found


async def add_move(
    tx: Tx,
    assignment_id: int,
    at: datetime,
    from_day: date | None,
    to_day: date | None,
    moved_by: int | None,
    extension_id: int | None,
    inbox_seq: int | None = None,
) -> None:
    await add_moves(tx, [(assignment_id, from_day, to_day)], at, moved_by, extension_id, inbox_seq)


async def add_moves(
    tx: Tx,
    moved: Sequence[tuple[int, date | None, date | None]],
    at: datetime,
    moved_by: int | None,
    extension_id: int | None = None,
    inbox_seq: int | None = None,
) -> None:
    """Of (assignment, from, to), in one statement."""
    if moved:
        same = {"at": at, "moved_by": moved_by, "extension_id": extension_id, "inbox_seq": inbox_seq}
        rows = [{"assignment_id": i, "from_day": held, "to_day": to, **same} for i, held, to in moved]
        await tx.execute(insert(deadline_moves), rows)


async def _kept(tx: Tx, query: Select[Any], **values: Any) -> list[Report]:
    return list(map(_report, (await tx.execute(query, values)).all()))


def _report(row: Sequence[Any]) -> Report:
    """Read by place: a past day may want them all, ten for each assignment."""
    which, about, person_id, at, action, of_id, words, *told, seq, reading = row
    work, percent, done, total, blocked, blocker, expected, requested = told
    said = Said(
        WORK[work] if work else None, percent, done, total, bool(blocked), blocker, expected, requested
    )
    return Report(which, about, person_id, at, _ACTION[action], of_id, words, said, seq, _reading(reading))


def _reading_to_json(reading: HowRead | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "fired": [list(pair) for pair in reading.fired],
        "open": list(reading.open_refs),
        "reply_to": reading.reply_to,
        "by_hand": reading.by_hand,
    }


def _reading(kept: Any) -> HowRead | None:
    """Version 0.1 kept the rules alone, as a list."""
    if kept is None:
        return None
    known: dict[str, Any] = {"fired": kept} if isinstance(kept, list) else kept
    return HowRead(
        tuple((rule, words) for rule, words in known["fired"]),
        tuple(known.get("open", ())),
        known.get("reply_to"),
        bool(known.get("by_hand", False)),
    )
