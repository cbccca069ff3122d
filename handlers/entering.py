"""Entering an import: the plan written down, everything or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.history import events
from domain.importing import Plan
from domain.importing.cycles import anchor_of
from domain.importing.values import ClaimChange, NewList, RatingRow, TaskChange, TaskRow
from domain.indicators import NO_GOAL, Goal
from domain.names import canonical
from domain.office import Assignment
from domain.ratings import RatingOf
from domain.text import fold
from domain.unit_lists import UnitList
from domain.work import Basis, Moved, Present, Role, play
from handlers import secrecy, sheet_news, tracing
from handlers.desk import Turn
from handlers.proposal_sheet import close_covered
from handlers.ratings import traced
from storage import (
    assignments,
    claims,
    departments,
    indicators,
    ratings,
    reports,
    tasks,
    unit_lists,
    verdicts,
)
from storage.changes import Change
from storage.many import in_turns
from storage.secrets import TELLING


async def apply(turn: Turn, planned: Plan) -> None:
    """Writes a plan without faults: everything or, on an exception, nothing."""
    if planned.faults:
        raise ValueError("a plan with faults is never written")
    trace: list[Change] = []
    before = await tracing.standing(turn.tx)
    for unit in planned.new_departments:
        unit_id = await departments.add(turn.tx, unit.name, unit.aliases, unit.kind, turn.now)
        trace.append(Change("department", unit_id, "created", None, unit.name))
    for changed in planned.changed_departments:
        values = {"name": changed.name, "aliases": list(changed.aliases), "kind": changed.kind}
        await departments.change(turn.tx, changed.id, **values)
        trace += [Change("department", changed.id, c.field, c.old, c.new) for c in changed.changes]
    units = {canonical(unit.name): unit.id for unit in await departments.every(turn.tx)}
    trace += await _keep_lists(turn, planned.new_lists, units)
    trace += await _add_ratings(turn, planned.new_ratings, units)
    rows: list[dict[str, Any]] = []
    ids = await _add_tasks(turn, planned.new_tasks)
    async for task in in_turns(planned.new_tasks):
        task_id = ids[fold(task.ref)]
        trace.append(Change("task", task_id, "created", None, task.ref))
        rows += [_row(turn, task_id, task, units[canonical(name)], Role.LEAD) for name in task.leads]
        rows += [_row(turn, task_id, task, units[canonical(n)], Role.COORDINATING) for n in task.coordinating]
    await assignments.add_many(turn.tx, rows)
    goals = {ids[fold(task.ref)]: task.goal for task in planned.new_tasks if task.goal != NO_GOAL}
    await indicators.put(turn.tx, goals, _unit_ids(units, goals.values()))
    had = await assignments.of_tasks(turn.tx, [change.known.id for change in planned.changed_tasks])
    await _change_tasks(turn, planned.changed_tasks, units)
    for change in planned.changed_tasks:
        closed = change.wanted.secret and not change.known.secret
        if closed:
            await secrecy.forget_task(turn, change.known.id, change.known.text)
        trace += [
            Change(
                "task",
                change.known.id,
                c.field,
                *((None, None) if closed and c.field in TELLING else (c.old, c.new)),
            )
            for c in change.changes
        ]
    trace += await _enter_claims(turn, planned.claims)
    trace += tracing.since(before, await tracing.standing(turn.tx))
    await turn.trace(*trace)
    await close_covered(turn, planned)
    await sheet_news.tell_of_changes(turn, planned.changed_tasks, had)


def _unit_ids(units: Mapping[str, int], goals: Iterable[Goal | None]) -> dict[str, int]:
    """Of who proposes a method, by name."""
    return {g.method_by: units[canonical(g.method_by)] for g in goals if g is not None and g.method_by}


async def _enter_claims(turn: Turn, changed: Sequence[ClaimChange]) -> list[Change]:
    ids = await claims.add(turn.tx, [change.claim for change in changed], turn.now, turn.by)
    return [
        Change("claim", claim_id, "value", _words(change.was), _words(change.claim.value))
        for claim_id, change in zip(ids, changed, strict=True)
    ]


def _words(value: int | None) -> str | None:
    return None if value is None else str(value)


async def _keep_lists(turn: Turn, new: Sequence[NewList], units: dict[str, int]) -> list[Change]:
    trace = []
    for one in new:
        ids = [units[canonical(name)] for name in one.units]
        kept = UnitList(None, one.key, one.name, ())
        list_id = await unit_lists.keep(turn.tx, kept, ids, turn.by, turn.now)
        trace += [Change("unit_list", list_id, "added", None, name) for name in one.units]
    return trace


async def _add_ratings(turn: Turn, new: Sequence[RatingRow], units: dict[str, int]) -> list[Change]:
    """The rows themselves keep what was said before; the trace tells of the change."""
    if not new:
        return []
    held = {key: await ratings.present(turn.tx, key) for key in {row.programme for row in new}}
    entered, trace = [], []
    for row in new:
        unit_id = units[canonical(row.unit)] if row.unit else None
        entered.append(RatingOf(row.programme, unit_id, row.rating))
        was = held[row.programme].get(unit_id)
        said = traced(row.programme_name, row.rating)
        trace.append(Change("rating", unit_id or 0, "rated", was.colour if was else None, said))
    await ratings.add_many(turn.tx, entered, turn.now, turn.by, turn.inbox_seq)
    return trace


async def _add_tasks(turn: Turn, new: Sequence[TaskRow]) -> dict[str, int]:
    """The ids by folded code."""
    directives = await _directive_ids(turn, new)
    rows = (
        {"ref": task.ref, **_task_values(task, directives[_key(task)], _anchor(turn, task))} for task in new
    )
    await tasks.add_many(turn.tx, rows, turn.now, turn.by)
    return await tasks.ids(turn.tx)


def _task_values(task: TaskRow, directive_id: int | None, anchor: date | None) -> dict[str, Any]:
    return {
        "text": task.text,
        "directive_id": directive_id,
        "kind": task.kind,
        "secret": task.secret,
        "needs_acceptance": task.needs_acceptance,
        "deadline": task.due.deadline,
        "deadline_text": task.due.words,
        "recurrence": task.due.recurrence,
        "anchor": anchor,
        "standing": task.due.standing,
        "period": task.period or None,
    }


def _anchor(turn: Turn, task: TaskRow) -> date | None:
    """Periods are counted from the directive's day, else from the day of the import."""
    if task.due.recurrence is None:
        return None
    assigned = (task.directive.day if task.directive else None) or turn.today
    return anchor_of(task.due.words, task.due.recurrence, assigned)


async def _directive_ids(turn: Turn, rows: Sequence[TaskRow]) -> dict[str, int | None]:
    """By key, entered where new; "" is no directive."""
    ids: dict[str, int | None] = {"": None}
    for directive in {_key(row): row.directive for row in rows}.values():
        if directive is not None:
            ids[directive.key] = await tasks.directive(turn.tx, directive)
    return ids


def _key(task: TaskRow) -> str:
    return task.directive.key if task.directive else ""


def _row(turn: Turn, task_id: int, task: TaskRow, department_id: int, role: Role) -> dict[str, Any]:
    return _fresh(turn, task_id, task, _anchor(turn, task), department_id, role)


def _fresh(
    turn: Turn, task_id: int, task: TaskRow, anchor: date | None, department_id: int, role: Role
) -> dict[str, Any]:
    due = task.due
    basis = Basis(due.deadline, due.recurrence, anchor, due.standing, task.needs_acceptance)
    return assignments.new_row(
        task_id=task_id,
        department_id=department_id,
        role=role,
        first_deadline=due.deadline,
        present=play(basis, (), turn.today, turn.office.zone),
        now=turn.now,
    )


async def _change_tasks(turn: Turn, changed: Sequence[TaskChange], units: dict[str, int]) -> None:
    """However many there are, the same few statements: an import holds the only write transaction."""
    if not changed:
        return
    kept = await tasks.anchors(turn.tx)
    anchors = {c.known.id: _anchor_after(turn, c, kept[c.known.id]) for c in changed}
    directives = await _directive_ids(turn, [c.wanted for c in changed])
    values = [
        {
            "task_id": c.known.id,
            **_task_values(c.wanted, directives[_key(c.wanted)], anchors[c.known.id]),
        }
        for c in changed
    ]
    await tasks.change_many(turn.tx, values)
    goals = {
        c.known.id: None if c.wanted.goal == NO_GOAL else c.wanted.goal
        for c in changed
        if c.wanted.goal != c.known.goal
    }
    await indicators.put(turn.tx, goals, _unit_ids(units, goals.values()))
    stayed, back = await _change_units(turn, changed, anchors, units)
    await _change_dates(turn, [*stayed, *back], changed, {a.id for a in back})


def _anchor_after(turn: Turn, change: TaskChange, kept: date | None) -> date | None:
    known, wanted = change.known, change.wanted
    if known.due.same_as(wanted.due) and known.directive == wanted.directive:
        return kept  # the periods go on as they were counted
    return _anchor(turn, wanted)


async def _change_units(
    turn: Turn, changed: Sequence[TaskChange], anchors: dict[int, date | None], units: dict[str, int]
) -> tuple[list[Assignment], list[Assignment]]:
    """Those that stay, and those that had been withdrawn and come back; neither of them new."""
    rows = {c.known.id: c.wanted for c in changed}
    named = {
        (task_id, units[canonical(name)]): role
        for task_id, row in rows.items()
        for names, role in ((row.coordinating, Role.COORDINATING), (row.leads, Role.LEAD))
        for name in names
    }
    gone = await assignments.withdrawn(turn.tx)
    held = {(a.task.id, a.department.id): a for a in await assignments.of_tasks(turn.tx, rows)}
    left = [a.id for key, a in held.items() if key not in named]
    back = {gone[key]: role for key, role in named.items() if key in gone}
    turned = {held[key].id: role for key, role in named.items() if key in held and held[key].role != role}
    fresh = [(*key, role) for key, role in named.items() if key not in held and key not in gone]
    await assignments.withdraw_many(turn.tx, left, turn.now)
    await assignments.name_again(turn.tx, back | turned)
    new = [_fresh(turn, t, rows[t], anchors[t], unit, role) for t, unit, role in fresh]
    await assignments.add_many(turn.tx, new)
    stayed = [a for key, a in held.items() if key in named]
    return stayed, await assignments.some(turn.tx, list(back))


async def _change_dates(
    turn: Turn,
    touched: Sequence[Assignment],
    changed: Sequence[TaskChange],
    back: set[int],
) -> None:
    """A changed Hạn is a deadline moved by the Secretariat, without an entry among the extensions.

    One that comes back has what was said of it, and the deadline that the sheet gives.
    """
    by_task = {c.known.id: c for c in changed}
    ids = [a.id for a in touched]
    said, moved = await reports.said_of(turn.tx, ids), await reports.moves_of_many(turn.tx, ids)
    judged = await verdicts.of_many(turn.tx, ids)
    presents: dict[int, Present] = {}
    bases: dict[int, date | None] = {}
    moves: list[tuple[int, date | None, date | None]] = []
    for a in touched:
        change = by_task[a.task.id]
        due, basis = change.wanted.due, a.basis
        dated = a.id in back or any(c.field == "deadline" for c in change.changes)
        if dated and (due.recurrence or change.known.due.recurrence):
            bases[a.id] = due.deadline
            basis = replace(basis, first_deadline=due.deadline)
        present = play(basis, events(said[a.id], moved[a.id], judged[a.id]), turn.today, turn.office.zone)
        if dated and (moved[a.id] if due.recurrence else present.deadline != due.deadline):
            moves.append((a.id, a.deadline, due.deadline))
            all_moves = [*moved[a.id], Moved(turn.now, due.deadline)]
            present = play(basis, events(said[a.id], all_moves, judged[a.id]), turn.today, turn.office.zone)
        presents[a.id] = present
    await assignments.change_bases(turn.tx, bases)
    await reports.add_moves(turn.tx, moves, turn.now, turn.by, inbox_seq=turn.inbox_seq)
    await assignments.write_presents(turn.tx, presents)
