"""A directive as a whole: its tasks, how far they are, and the paper itself."""

import asyncio

from domain.refusal import Refusal
from handlers.desk import Desk
from storage import documents, files, outbox
from storage.outbox import Kind, Outgoing


async def original(desk: Desk) -> None:
    """ "Tệp gốc": the file as it came, to who reads all."""
    if not desk.actor.reads_all:
        raise Refusal("readers_only")
    document = await documents.get(desk.tx, int(desk.args[0]))
    if document is None:
        raise Refusal("gone")
    content = await asyncio.to_thread(files.read, desk.office.files_dir, document.sha256)
    if content is None:
        raise Refusal("original_lost")
    message = Outgoing(
        desk.chat_id,
        "sendDocument",
        {"caption": document.directive.title[:200]},
        Kind.ANSWER,
        person_id=desk.actor.person.id,
        file_name=document.filename,
        file=content,
    )
    await outbox.put(desk.tx, message, desk.now, desk.inbox_seq)
