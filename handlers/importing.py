"""Imports: a file planned, shown, and written only on the Secretariat's word."""

import asyncio
import hashlib

from domain.directives import read_directive
from domain.importing import Plan
from domain.importing.values import Due, KnownTask
from domain.refusal import Refusal
from domain.work import Role, TaskKind
from handlers import pictures
from handlers.desk import Desk, Turn
from handlers.entering import apply
from handlers.registration import require_secretariat
from handlers.texts import importing as texts
from papers.sheets.planning import is_light, plan_sheet, plan_sheet_apart
from storage import assignments, departments, tasks, uploads
from storage.outbox import Kind

__all__ = ["apply", "cancel", "confirm", "file", "photo", "plan_file"]

ENDINGS = (".xlsx", ".csv")


async def plan_file(turn: Turn, data: bytes, filename: str) -> Plan:
    """What the file would change; faults in the plan mean that nothing may be written."""
    units = await departments.every(turn.tx)
    known = await _known_tasks(turn)
    taken = await tasks.refs(turn.tx)
    if is_light(data, filename):
        return await asyncio.to_thread(plan_sheet, data, filename, units, known, taken, turn.today)
    return await plan_sheet_apart(data, filename, units, known, taken, turn.today)


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


# in the chat


async def file(desk: Desk) -> None:
    """A file from the Secretariat: planned, shown, confirmed with one button."""
    document = desk.message.document
    if not desk.actor.secretariat and desk.actor.department_ids:
        await pictures.understand_picture(desk)
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
    return texts.IMPORTED


async def cancel(desk: Desk) -> str:
    require_secretariat(desk)
    upload = await uploads.waiting(desk.tx, int(desk.args[0]))
    if upload is None:
        raise Refusal("gone")
    await uploads.close(desk.tx, upload.id, desk.now)
    await desk.rewrite(texts.cancelled(upload.filename))
    return ""


async def photo(desk: Desk) -> None:
    """A picture: kept as evidence, its caption read as a reply; a bare one is asked about."""
    if not desk.actor.department_ids:
        raise Refusal("no_file_here")
    await pictures.understand_picture(desk)
