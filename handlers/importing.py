"""Imports: a file planned, shown, and written only on the Secretariat's word."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.deadlines import read_deadline
from domain.directives import Directive, read_directive
from domain.importing import Plan, plan
from domain.importing.values import Due, KnownTask, TaskChange, TaskRow
from domain.names import canonical
from domain.refusal import Refusal
from domain.text import fold
from domain.work import Basis, Role, TaskKind, play
from handlers import recording
from handlers import reports as replying
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.texts import importing as texts
from papers.sheets.reading import Unreadable, read_sheets
from storage import assignments, changes, departments, reports, tasks, uploads
from storage.changes import Change
from storage.outbox import Kind

ENDINGS = (".xlsx", ".csv")


async def plan_file(turn: Turn, data: bytes, filename: str) -> Plan:
    """What the file would change; faults in the plan mean that nothing may be written."""
    try:
        sheets = await asyncio.to_thread(read_sheets, data, filename)
    except Unreadable as unreadable:
        return Plan(faults=unreadable.faults)
    units = await departments.every(turn.tx)
    known = await _known_tasks(turn)
    taken = await tasks.refs(turn.tx)
    return await asyncio.to_thread(plan, sheets, units, known, taken, turn.today, read_deadline)


async def _known_tasks(turn: Turn) -> list[KnownTask]:
    units: dict[tuple[int, Role], list[str]] = {}
    for a in await assignments.every(turn.tx):
        units.setdefault((a.task.id, a.role), []).append(a.department.name)
    return [
        KnownTask(
            row.id,
            row.ref,
            row.text,
            read_directive(row.directive) if row.directive else None,
            TaskKind(row.kind),
            bool(row.secret),
            bool(row.needs_acceptance),
            Due(row.deadline, row.deadline_text, row.recurrence, bool(row.standing)),
            tuple(units.get((row.id, Role.LEAD), ())),
            tuple(units.get((row.id, Role.COORDINATING), ())),
        )
        for row in await tasks.rows(turn.tx)
    ]


async def apply(turn: Turn, planned: Plan, person_id: int | None, source: str) -> None:
    """Writes a plan without faults: everything or, on an exception, nothing."""
    if planned.faults:
        raise ValueError("a plan with faults is never written")
    trace: list[Change] = []
    for unit in planned.new_departments:
        unit_id = await departments.add(turn.tx, unit.name, unit.aliases, unit.kind, turn.now)
        trace.append(Change("department", unit_id, "created", None, unit.name))
    for changed in planned.changed_departments:
        values = {"name": changed.name, "aliases": list(changed.aliases), "kind": changed.kind}
        await departments.change(turn.tx, changed.id, **values)
        trace += [Change("department", changed.id, c.field, c.old, c.new) for c in changed.changes]
    units = {canonical(unit.name): unit.id for unit in await departments.every(turn.tx)}
    rows: list[dict[str, Any]] = []
    ids = await _add_tasks(turn, planned.new_tasks, person_id)
    for task in planned.new_tasks:
        task_id = ids[fold(task.ref)]
        trace.append(Change("task", task_id, "created", None, task.ref))
        rows += [_row(turn, task_id, task, units[canonical(name)], Role.LEAD) for name in task.leads]
        rows += [_row(turn, task_id, task, units[canonical(n)], Role.COORDINATING) for n in task.coordinating]
    await assignments.add_many(turn.tx, rows)
    for change in planned.changed_tasks:
        await _change_task(turn, change, units, person_id)
        trace += [Change("task", change.known.id, c.field, c.old, c.new) for c in change.changes]
    await changes.keep(
        turn.tx, trace, at=turn.now, person_id=person_id, source=source, inbox_seq=turn.inbox_seq
    )


async def _add_tasks(turn: Turn, new: Sequence[TaskRow], person_id: int | None) -> dict[str, int]:
    """The ids by folded code; one statement, however many there are."""
    directives: dict[str, int | None] = {}
    rows = []
    for task in new:
        key = task.directive.key if task.directive else ""
        if key not in directives:
            directives[key] = await _directive_id(turn, task.directive)
        rows.append({"ref": task.ref, **_task_values(task, directives[key], _anchor(turn, task))})
    await tasks.add_many(turn.tx, rows, turn.now, person_id)
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
    }


def _anchor(turn: Turn, task: TaskRow) -> date | None:
    """Periods are counted from the directive's day, else from the day of the import."""
    if task.due.recurrence is None:
        return None
    return (task.directive.day if task.directive else None) or turn.today


async def _directive_id(turn: Turn, directive: Directive | None) -> int | None:
    if directive is None:
        return None
    return await tasks.directive(
        turn.tx,
        key=directive.key,
        title=directive.title,
        number=directive.number,
        organ=directive.organ,
        day=directive.day,
    )


def _basis(task: TaskRow, anchor: date | None) -> Basis:
    due = task.due
    return Basis(due.deadline, due.recurrence, anchor, due.standing, task.needs_acceptance)


def _row(turn: Turn, task_id: int, task: TaskRow, department_id: int, role: Role) -> dict[str, Any]:
    return assignments.new_row(
        task_id=task_id,
        department_id=department_id,
        role=role,
        first_deadline=task.due.deadline,
        present=play(_basis(task, _anchor(turn, task)), (), turn.today, turn.office.zone),
        now=turn.now,
    )


async def _change_task(turn: Turn, change: TaskChange, units: dict[str, int], person_id: int | None) -> None:
    known, wanted = change.known, change.wanted
    directive_id = await _directive_id(turn, wanted.directive)
    anchor = _anchor(turn, wanted)
    if known.due.recurrence == wanted.due.recurrence and known.directive == wanted.directive:
        anchor = await tasks.anchor(turn.tx, known.id)  # the periods go on as they were counted
    await tasks.change(turn.tx, known.id, **_task_values(wanted, directive_id, anchor))
    fields = {c.field for c in change.changes}
    mine = [a for a in await assignments.every(turn.tx) if a.task.id == known.id]
    wanted_roles = {units[canonical(n)]: Role.COORDINATING for n in wanted.coordinating}
    wanted_roles |= {units[canonical(n)]: Role.LEAD for n in wanted.leads}
    for assignment in mine:
        if assignment.department.id not in wanted_roles:
            await assignments.withdraw(turn.tx, assignment.id, turn.now)
    present_roles = {a.department.id: a.role for a in mine}
    for department_id, role in wanted_roles.items():
        if present_roles.get(department_id) != role:
            added = await assignments.add(
                turn.tx,
                task_id=known.id,
                department_id=department_id,
                role=role,
                first_deadline=wanted.due.deadline,
                present=play(_basis(wanted, anchor), (), turn.today, turn.office.zone),
                now=turn.now,
            )
            again = await assignments.get(turn.tx, added)
            if again is not None:  # one that had been withdrawn comes back with what was said of it
                await recording.replay(turn, again)
    if "deadline" in fields:
        await _move(turn, known, wanted, person_id)


async def _move(turn: Turn, known: KnownTask, wanted: TaskRow, person_id: int | None) -> None:
    """A changed Hạn is a deadline moved by the Secretariat, without an entry among the extensions."""
    recurring = bool(known.due.recurrence or wanted.due.recurrence)
    for assignment in await assignments.every(turn.tx):
        if assignment.task.id != known.id:
            continue
        if assignment.deadline == wanted.due.deadline and not recurring:
            continue
        if recurring:
            await assignments.change_basis(turn.tx, assignment.id, wanted.due.deadline)
        else:
            await reports.add_move(
                turn.tx, assignment.id, turn.now, assignment.deadline, wanted.due.deadline, person_id, None
            )
        changed = await assignments.get(turn.tx, assignment.id)
        if changed is not None:
            await recording.replay(turn, changed)


# in the chat


async def file(desk: Desk) -> None:
    """A file from the Secretariat: planned, shown, confirmed with one button."""
    document = desk.message.document
    if not desk.actor.secretariat and desk.actor.department_ids:
        await replying.understand_picture(desk)
        return
    if not desk.actor.secretariat or document is None:
        raise Refusal("no_file_here")
    name = (document.file_name or "")[:200]
    if not name.lower().endswith(ENDINGS):
        raise Refusal("file_kind")
    if desk.file is None:
        raise Refusal("file_lost")
    planned = await plan_file(desk, desk.file, name)
    if planned.faults or planned.is_empty:
        await desk.say(texts.preview(planned, name, None))
        return
    person_id = desk.actor.person.id
    digest = hashlib.sha256(desk.file).hexdigest()
    upload_id = await uploads.keep(desk.tx, person_id, name, digest, desk.file, desk.now)
    await desk.say(texts.preview(planned, name, upload_id), Kind.QUESTION)


async def confirm(desk: Desk) -> str:
    """The button Nhập: planned again on what the store holds by now, then written."""
    require_secretariat(desk)
    upload = await uploads.waiting(desk.tx, int(desk.args[0]))
    if upload is None:
        raise Refusal("gone")
    planned = await plan_file(desk, upload.content, upload.filename)
    if planned.faults:
        await desk.say(texts.preview(planned, upload.filename, None))
        return ""
    await apply(desk, planned, desk.actor.person.id, "telegram")
    await uploads.close(desk.tx, upload.id, desk.now)
    await desk.rewrite(texts.done(planned, upload.filename))
    return "Đã nhập."


async def cancel(desk: Desk) -> str:
    require_secretariat(desk)
    upload = await uploads.waiting(desk.tx, int(desk.args[0]))
    if upload is None:
        raise Refusal("gone")
    await uploads.close(desk.tx, upload.id, desk.now)
    await desk.rewrite(texts.cancelled(upload.filename))
    return ""


async def photo(desk: Desk) -> None:
    """A picture: its caption is a reply; a bare one is asked about. Keeping it comes with a later version."""
    if not desk.actor.department_ids:
        raise Refusal("no_file_here")
    await replying.understand_picture(desk)
