"""Buttons under a directive and under a task of several units, in private and in the steering group."""

import asyncio

from domain.refusal import Refusal
from handlers import digests, overviews
from handlers import directives as known
from handlers.desk import Desk
from handlers.texts import digests as digest_texts
from handlers.texts import directives as texts
from storage import assignments, directives, documents, files


async def register_pressed(desk: Desk) -> str:
    await digests.require_place(desk)
    whole = await digests.present_figures(desk)
    return await digests.shown(desk, await known.register(desk, whole, int(desk.args[0])))


async def directive_pressed(desk: Desk) -> str:
    await digests.require_place(desk)
    registered = await directives.get(desk.tx, int(desk.args[0]))
    if registered is None:
        raise Refusal("gone")
    whole = await digests.present_figures(desk)
    return await digests.shown(desk, await known.page(desk, registered, whole, int(desk.args[1])))


async def task_pressed(desk: Desk) -> str:
    """A task by one of its assignments."""
    await digests.require_place(desk)
    assignment = await assignments.get(desk.tx, int(desk.args[0]))
    lines = await overviews.of_task(desk, assignment.task.ref) if assignment is not None else []
    if not lines:
        raise Refusal("gone")
    return await digests.shown(desk, texts.task(lines, desk.today, int(desk.args[1])))


async def original(desk: Desk) -> str:
    """ "Tệp gốc": the file as it came, into the chat of who reads all."""
    person = await digests.reader(desk)
    document = await documents.get(desk.tx, int(desk.args[0]))
    if document is None:
        raise Refusal("gone")
    if person is None or person.telegram_id is None:
        return digest_texts.START_FIRST()
    content = await asyncio.to_thread(files.read, desk.office.files_dir, document.sha256)
    if content is None:
        raise Refusal("original_lost")
    caption = document.directive.title[:200]
    await desk.send_file(person.telegram_id, person, document.filename, content, caption)
    return "" if desk.in_private else digest_texts.SENT_TO_YOU()
