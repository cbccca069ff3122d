"""Readings that people corrected by hand, as corpus lines: the bot is taught by its use."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from domain.history import Action, Report, valid
from domain.office import Assignment
from domain.work import Said
from handlers.desk import Turn
from storage import assignments, reports


async def corrected_readings(turn: Turn) -> list[dict[str, Any]]:
    """One line a message, in the form of the corpus: what the sender says it meant is what is expected.

    A report that was only taken back is left out, for nobody has said what it meant.
    """
    by_id = {r.id: r for r in await reports.every(turn.tx)}
    known = {a.id: a for a in await assignments.every(turn.tx)}
    counting = _counting(by_id.values())
    messages: dict[int | None, list[Report]] = defaultdict(list)
    for report in by_id.values():
        if report.action is Action.REPORT and report.of_id is None and report.text and report.reading:
            messages[report.group].append(report)
    lines = []
    for group in messages.values():
        meant = [kept for report in group for kept in counting.get(report.id, ())]
        if any(kept.reading is not None and kept.reading.by_hand for kept in meant):
            lines.append(_line(turn, group[0], meant, known))
    return lines


def _counting(every: Any) -> dict[int, list[Report]]:
    """By the report it goes back to, through corrections and moves: what counts today."""
    rows = list(every)
    by_id = {r.id: r for r in rows}
    by_assignment: dict[int, list[Report]] = defaultdict(list)
    for report in rows:
        by_assignment[report.assignment_id].append(report)
    found: dict[int, list[Report]] = defaultdict(list)
    for history in by_assignment.values():
        for report in valid(history):
            root = report
            while root.of_id in by_id:
                root = by_id[root.of_id]
            found[root.id].append(report)
    return found


def _line(turn: Turn, first: Report, meant: Sequence[Report], known: dict[int, Assignment]) -> dict[str, Any]:
    reading = first.reading
    tasks = {a.task.ref: a for a in known.values()}
    assignment = known.get(first.assignment_id)
    open_refs = reading.open_refs if reading else ()
    return {
        "id": f"correction-{first.id}",
        "text": first.text,
        "now": turn.local(first.at).replace(microsecond=0).isoformat(),
        "context": {
            "sender": assignment.department.name if assignment else "",
            "task_refs": [_task(tasks[ref]) for ref in open_refs if ref in tasks],
            "reply_to": reading.reply_to if reading else None,
        },
        "expect": {
            "kind": "status",
            "updates": [
                _update(known[r.assignment_id].task.ref, r.said) for r in meant if r.assignment_id in known
            ],
        },
        "tags": ["correction"],
    }


def _task(assignment: Assignment) -> dict[str, Any]:
    deadline = assignment.deadline
    return {
        "ref": assignment.task.ref,
        "title": assignment.task.text,
        "deadline": deadline.isoformat() if deadline else None,
    }


def _update(ref: str, said: Said) -> dict[str, Any]:
    return {
        "ref": ref,
        "status": said.work,
        "percent": said.percent,
        "done": said.done,
        "total": said.total,
        "requested_deadline": said.requested_deadline.isoformat() if said.requested_deadline else None,
        "expected_date": said.expected_date.isoformat() if said.expected_date else None,
        "blocked": said.blocked,
    }
