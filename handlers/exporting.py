"""Gathering the state for an export: as of now, or as it was known at the end of a day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from domain import past
from domain.exporting import (
    ExportAssignment,
    ExportDepartment,
    ExportExtension,
    ExportPerson,
    ExportReport,
    ExportState,
)
from domain.history import Action, Report, events, standing_of, valid
from domain.importing.goals import goal_before
from domain.importing.planning import due_words
from domain.importing.values import Due
from domain.indicators import NO_GOAL, Goal, Value
from domain.office import Assignment
from domain.work import Judged, Moved, Role, TaskKind, play, timing
from handlers.desk import Turn
from handlers.indicators import where_it_stands
from storage import (
    assignments,
    changes,
    claims,
    departments,
    extensions,
    indicators,
    nudges,
    people,
    reminders,
    reports,
    tasks,
    verdicts,
)
from storage.extensions import Extension
from storage.many import few, in_turns
from storage.verdicts import KeptVerdict


async def gather(turn: Turn, day: date | None) -> ExportState:
    """Drafts and withdrawn ones left out. `day`: the end of that day; None: now.

    Of an earlier day the tasks, who answered for them, what indicators aimed at and what was said are as they
    were then. What is not kept is as it is now: the names of units and their focal points; a wish that was
    taken back since is missing.
    """
    end = _end_of(turn, day)
    as_of = turn.local(turn.now) if day is None else end - timedelta(seconds=1)
    exported = tuple(one for _, one in await each(turn, day))
    return ExportState(as_of, exported, await _departments(turn), await claims.standing(turn.tx, end))


async def each(
    turn: Turn, day: date | None, only: Sequence[int] | None = None
) -> list[tuple[Assignment, ExportAssignment]]:
    """The same with what is exported of each. `only`: of these; of what came later only the last word."""
    end = _end_of(turn, day)
    today = turn.today if day is None else day
    before = {} if day is None else await _before(turn, end)
    found = await _held_now(turn) if day is None else await _held_at(turn, end, before, only)
    known = _Known(end)
    for report in await _reports(turn, only, end):
        known.report(report)
    for assignment_id, move in await _moves(turn, only):
        known.move(assignment_id, move)
    for kept in await verdicts.of(turn.tx):
        known.verdict(kept)
    for wish in await extensions.every(turn.tx):
        known.wish(wish)
    asked = await reminders.counts(turn.tx, end, of=few(only))
    nudged = await nudges.counts(turn.tx, end, of=few(only))
    names = await people.names(turn.tx)
    known.goals, known.values = await indicators.goals(turn.tx), await indicators.values(turn.tx)
    known.goals |= {t: goal_before(known.goals.get(t, NO_GOAL), old) for t, old in before.items()}
    found.sort(key=lambda held: (held[0].task.id, held[0].role is Role.COORDINATING, held[0].id))
    return [
        (a, _assignment(a, due, known, asked.get(a.id, 0), nudged.get(a.id, 0), names, today, turn))
        async for a, due in in_turns(found)
    ]


def _end_of(turn: Turn, day: date | None) -> datetime:
    if day is None:  # now is everything there is, whatever clock the rows were stamped by
        return turn.now + timedelta(days=36500)
    return datetime.combine(day + timedelta(days=1), time(), turn.office.zone)


async def _held_now(turn: Turn) -> list[tuple[Assignment, Due]]:
    dues = {row.id: _due(row) for row in await tasks.rows(turn.tx)}
    return [(a, dues[a.task.id]) for a in await assignments.every(turn.tx)]


async def _before(turn: Turn, end: datetime) -> dict[int, dict[str, str]]:
    """By task and field, what was changed since."""
    kept = [
        past.Kept(k.change.noun_id, k.change.field, k.change.old or "", k.at)
        for k in await changes.every(turn.tx, "task", since=end)
    ]
    return past.before(kept, end)


async def _reports(turn: Turn, only: Sequence[int] | None, end: datetime) -> list[Report]:
    """Of each assignment in the order in which they were written."""
    if only is None:
        return await reports.every(turn.tx)
    if few(only) is None:
        return await reports.every_until(turn.tx, end)
    theirs = await reports.of_assignments(turn.tx, only)
    return [report for history in theirs.values() for report in history]


async def _moves(turn: Turn, only: Sequence[int] | None) -> list[tuple[int, Moved]]:
    if only is None:
        return await reports.moves_of(turn.tx)
    theirs = await reports.moves_of_many(turn.tx, only)
    return [(of, move) for of, moves in theirs.items() for move in moves]


async def _held_at(
    turn: Turn, end: datetime, before: Mapping[int, Mapping[str, str]], only: Sequence[int] | None
) -> list[tuple[Assignment, Due]]:
    """Who answered for what at `end`, with the task's Hạn of that moment."""
    held = await assignments.ever(turn.tx, only)
    of = None if only is None else {a.task.id for a, _ in held}
    rows = {row.id: row for row in await tasks.rows(turn.tx, withdrawn=True, of=of)}
    found = []
    for a, withdrawn_at in held:
        row, old = rows[a.task.id], before.get(a.task.id, {})
        if row.created_at >= end or (row.withdrawn_at is not None and row.withdrawn_at < end):
            continue
        role = past.role_at(a, withdrawn_at, old, end)
        if role is not None:
            found.append(past.as_it_was(a, role, _due(row), old, turn.local(row.created_at).date()))
    return found


def _due(row: Any) -> Due:
    return Due(row.deadline, row.deadline_text, row.recurrence, bool(row.standing))


class _Known:
    """What had happened by `end`, by assignment."""

    def __init__(self, end: datetime) -> None:
        self.end = end
        self.reports: dict[int, list[Report]] = defaultdict(list)
        self.later: dict[int, list[Report]] = defaultdict(list)
        self.moves: dict[int, list[Moved]] = defaultdict(list)
        self.verdicts: dict[int, list[Judged]] = defaultdict(list)
        self.wishes: dict[int, list[Extension]] = defaultdict(list)
        self.goals: dict[int, Goal] = {}  # by task
        self.values: dict[int, list[Value]] = {}

    def report(self, report: Report) -> None:
        known = self.reports if report.at < self.end else self.later
        known[report.assignment_id].append(report)

    def move(self, assignment_id: int, move: Moved) -> None:
        if move.at < self.end:
            self.moves[assignment_id].append(move)

    def verdict(self, kept: KeptVerdict) -> None:
        if kept.judged.at < self.end:
            self.verdicts[kept.assignment_id].append(kept.judged)

    def wish(self, wish: Extension) -> None:
        if wish.asked_at < self.end:
            self.wishes[wish.assignment_id].append(wish)

    def decided(self, wish: Extension) -> bool:
        return wish.decided_at is not None and wish.decided_at < self.end


def _assignment(
    a: Assignment,
    due: Due,
    known: _Known,
    asked: int,
    nudged: int,
    names: dict[int, str],
    today: date,
    turn: Turn,
) -> ExportAssignment:
    history = known.reports[a.id]
    zone = turn.office.zone
    present = play(a.basis, events(history, known.moves[a.id], known.verdicts[a.id]), today, zone)
    lead = a.role is Role.LEAD
    standing = standing_of(history)
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
        reports=tuple(_report(r, names, standing[r.id]) for r in history if r.action is not Action.UNDO),
        periods=present.periods,
        period=a.task.period,
        indicator=where_it_stands(
            NO_GOAL if a.task.secret else known.goals.get(a.task.id, NO_GOAL),
            known.values.get(a.id, []),
            history,
            present.state,
            a.task.period,
            today,
        )
        if lead and a.task.kind is TaskKind.INDICATOR
        else None,
        later=_later(history, known.later[a.id], names) if a.id in known.later else (),
    )


def _later(
    history: Sequence[Report], later: Sequence[Report], names: dict[int, str]
) -> tuple[ExportReport, ...]:
    """What came after the day and counts by now."""
    told = {report.id for report in history}
    return tuple(_report(r, names, "late") for r in valid([*history, *later]) if r.id not in told)


def _report(r: Report, names: dict[int, str], standing: str) -> ExportReport:
    said = r.said.work if r.action is not Action.REMARK else None
    return ExportReport(r.at, names.get(r.person_id or 0, ""), r.text, said, r.said.percent, standing)


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
