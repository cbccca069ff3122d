"""Imports: a file planned, shown, and written only on the Secretariat's word."""

import asyncio
import hashlib
from dataclasses import dataclass, replace
from functools import partial

from domain.importing import Plan
from domain.importing.record import OnRecord
from domain.refusal import Refusal
from handlers import conclusions, first_steps, pictures
from handlers.beforehand import PATIENCE_SECONDS, Reading, Wait, WorkFirst
from handlers.desk import Desk, Turn
from handlers.entering import apply
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.texts import importing as texts
from handlers.texts import waiting
from papers.sheets.planning import SMALL, is_light, plan_sheet, plan_sheet_apart
from storage import (
    assignments,
    claims,
    departments,
    inbox,
    programmes,
    ratings,
    tasks,
    unit_lists,
    uploads,
)
from storage.outbox import Kind

__all__ = ["Planned", "apply", "cancel", "confirm", "file", "photo", "plan_ahead", "plan_file", "stands"]

ENDINGS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what it was made on."""

    plan: Plan
    known: OnRecord


async def plan_ahead(reading: Reading, *, data: bytes, filename: str) -> Planned:
    """What the file would change, worked out while nobody is held up. Before writing, see if it `stands`."""
    async with reading() as turn:
        known = await _on_record(turn)
    return Planned(await _plan(data, filename, known), known)


async def stands(turn: Turn, planned: Planned) -> bool:
    """Whether the store is still as it was when the plan was made; it stays so until the turn ends."""
    await tasks.hold(turn.tx)
    return await _on_record(turn) == planned.known


async def plan_file(turn: Turn, data: bytes, filename: str) -> Plan:
    """What the file would change; faults in the plan mean that nothing may be written."""
    return await _plan(data, filename, await _on_record(turn))


async def _on_record(turn: Turn) -> OnRecord:
    units = tuple(await departments.every(turn.tx))
    return OnRecord(
        turn.today,
        units,
        await tasks.records(turn.tx),
        await assignments.answering(turn.tx),
        await claims.standing(turn.tx),
        tuple(await unit_lists.every(turn.tx)),
        await programmes.every(turn.tx),
        await ratings.every(turn.tx),
    )


async def _plan(data: bytes, filename: str, known: OnRecord) -> Plan:
    if is_light(data, filename):
        return await asyncio.to_thread(plan_sheet, data, filename, known)
    return await plan_sheet_apart(data, filename, known)


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
    if name.lower().endswith(conclusions.ENDINGS):
        await conclusions.file(desk, name)
        return
    if not name.lower().endswith(ENDINGS):
        raise Refusal("file_kind")
    if desk.file is None:
        raise Refusal("file_lost")
    if not isinstance(desk.worked_out, Planned):
        wait = Wait(waiting.reading(desk.file, name), waiting.READ())
        raise WorkFirst(partial(plan_ahead, data=desk.file, filename=name), wait)
    planned = desk.worked_out.plan
    if any(fault.problem.startswith("secret_") for fault in planned.faults):
        await inbox.empty(desk.tx, desk.inbox_seq or 0)
        # the name of a .csv is that of its sheet, too
        name, planned = (
            texts.UNNAMED(),
            replace(planned, faults=tuple(replace(f, sheet="") for f in planned.faults)),
        )
    if planned.faults or planned.is_empty:
        await desk.say(texts.preview(planned, name, None, desk.today))
        return
    person_id = desk.actor.person.id
    digest = hashlib.sha256(desk.file).hexdigest()
    upload_id = await uploads.keep(desk.tx, person_id, name, digest, desk.file, desk.now)
    await desk.say(texts.preview(planned, name, upload_id, desk.today), Kind.QUESTION)


async def confirm(desk: Desk) -> str:
    """The button Nhập: planned again on what the store holds by now, then written."""
    require_secretariat(desk)
    upload = await uploads.waiting(desk.tx, int(desk.args[0]))
    if upload is None:
        raise Refusal("gone")
    made = desk.worked_out
    if not isinstance(made, Planned) or not await stands(desk, made):
        # of a large one the writing takes seconds too, and nothing can be said then
        wait = Wait(
            waiting.ENTERING(), waiting.ENTERED(), 0.0 if len(upload.content) > SMALL else PATIENCE_SECONDS
        )
        raise WorkFirst(partial(plan_ahead, data=upload.content, filename=upload.filename), wait)
    planned = made.plan
    if planned.faults:
        await desk.say(texts.preview(planned, upload.filename, None, desk.today))
        return ""
    await apply(desk, planned)
    await uploads.close(desk.tx, upload.id, desk.now)
    done = texts.done(planned, upload.filename, desk.today)
    step = await first_steps.next_step(desk) if await first_steps.nobody_invited(desk) else None
    if step is not None:
        done = Screen(f"{done.text}\n\n{step.text}", step.rows)
    await desk.rewrite(done)
    return texts.IMPORTED()


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
