"""Gathering the state for an export: as of now, or as it was known at the end of a day."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.exporting import (
    ExportAssignment,
    ExportDepartment,
    ExportExtension,
    ExportPerson,
    ExportReport,
    ExportState,
)
from domain.history import Action, Report, events, standing_of
from domain.importing.planning import due_words
from domain.importing.values import Due
from domain.office import Assignment
from domain.work import Moved, Role, play, timing
from handlers.desk import Turn
from storage import assignments, departments, extensions, people, reminders, reports, tasks
from storage.extensions import Extension


async def gather(turn: Turn, day: date | None) -> ExportState:
    """Drafts and withdrawn ones left out. `day`: the end of that day; None: now."""
    zone = turn.office.zone
    # now is everything there is, whatever clock the rows were stamped by
    end = (
        turn.now + timedelta(days=36500)
        if day is None
        else datetime.combine(day + timedelta(days=1), time(), zone)
    )
    as_of = turn.local(turn.now) if day is None else end - timedelta(seconds=1)
    today = turn.today if day is None else day
    known = _Known(end)
    for report in await reports.every(turn.tx):
        known.report(report)
    for assignment_id, move in await reports.moves_of(turn.tx):
        known.move(assignment_id, move)
    for wish in await extensions.every(turn.tx):
        known.wish(wish)
    asked = await reminders.counts(turn.tx, end)
    nudged = await assignments.nudge_counts(turn.tx, end)
    names = await people.names(turn.tx)
    task_rows = {row.id: row for row in await tasks.rows(turn.tx)}
    found = [a for a in await assignments.every(turn.tx) if a.created_at < end]
    found.sort(key=lambda a: (a.task.id, a.role is Role.COORDINATING, a.id))
    exported = tuple(
        _assignment(
            a, known, task_rows[a.task.id], asked.get(a.id, 0), nudged.get(a.id, 0), names, today, turn
        )
        for a in found
    )
    return ExportState(as_of, exported, await _departments(turn))


class _Known:
    """What had happened by `end`, by assignment."""

    def __init__(self, end: datetime) -> None:
        self._end = end
        self.reports: dict[int, list[Report]] = defaultdict(list)
        self.moves: dict[int, list[Moved]] = defaultdict(list)
        self.wishes: dict[int, list[Extension]] = defaultdict(list)

    def report(self, report: Report) -> None:
        if report.at < self._end:
            self.reports[report.assignment_id].append(report)

    def move(self, assignment_id: int, move: Moved) -> None:
        if move.at < self._end:
            self.moves[assignment_id].append(move)

    def wish(self, wish: Extension) -> None:
        if wish.asked_at < self._end:
            self.wishes[wish.assignment_id].append(wish)

    def decided(self, wish: Extension) -> bool:
        return wish.decided_at is not None and wish.decided_at < self._end


def _assignment(
    a: Assignment,
    known: _Known,
    row: Any,
    asked: int,
    nudged: int,
    names: dict[int, str],
    today: date,
    turn: Turn,
) -> ExportAssignment:
    history = known.reports[a.id]
    zone = turn.office.zone
    present = play(a.basis, events(history, known.moves[a.id]), today, zone)
    lead = a.role is Role.LEAD
    standing = standing_of(history)
    due = Due(row.deadline, row.deadline_text, row.recurrence, row.standing)
    return ExportAssignment(
        ref=a.task.ref,
        department=a.department.name,
        role=a.role,
        kind=a.task.kind,
        task=a.task.text,
        directive=a.task.directive,
        secret=a.task.secret,
        needs_acceptance=a.task.needs_acceptance,
        task_due=due_words(due),
        deadline=present.deadline,
        recurrence=a.task.recurrence,
        state=present.state if lead else None,
        timing=timing(present.state, present.deadline, today, turn.office.ladder.soon, zone)
        if lead
        else None,
        nudges=nudged,
        reminders=asked,
        extensions=tuple(_extension(wish, decided=known.decided(wish)) for wish in known.wishes[a.id]),
        reports=tuple(
            ExportReport(
                r.at,
                names.get(r.person_id or 0, ""),
                r.text,
                r.said.work if r.action is not Action.REMARK else None,
                r.said.percent,
                standing[r.id],
            )
            for r in history
            if r.action is not Action.UNDO
        ),
        periods=present.periods,
    )


def _extension(wish: Extension, *, decided: bool) -> ExportExtension:
    return ExportExtension(
        wish.number,
        wish.asked_at,
        wish.from_day,
        wish.asked_day,
        wish.decision if decided else "pending",
        wish.to_day if decided else None,
        wish.reason if decided else None,
    )


async def _departments(turn: Turn) -> tuple[ExportDepartment, ...]:
    points = await people.focal_points_of(turn.tx)
    return tuple(
        ExportDepartment(
            unit.name,
            unit.aliases,
            unit.kind,
            tuple(
                ExportPerson(p.person.name, p.person.reachable) for p in points if p.department_id == unit.id
            ),
        )
        for unit in await departments.every(turn.tx)
    )
