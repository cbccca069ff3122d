"""The whole state as an Excel file, sent from a button under the digest."""

import asyncio

from domain.refusal import Refusal
from handlers import digests
from handlers.desk import Desk
from handlers.exporting import gather
from handlers.texts import digests as texts
from papers.sheets.writing import write_state_xlsx
from storage import outbox
from storage.outbox import Kind, Outgoing


async def sheet_pressed(desk: Desk) -> str:
    """Into the presser's own chat; for leaders and the Secretariat, in the group too."""
    await digests.require_place(desk)
    person = desk.actor.person
    if not desk.actor.reads_all:
        raise Refusal("readers_only")
    if person.telegram_id is None or not person.reachable:
        return texts.START_FIRST
    day = await digests.known_day(desk, desk.args[0])
    state = await gather(desk, day)
    content = await asyncio.to_thread(write_state_xlsx, state)
    caption = texts.sheet_caption(state.as_of, len(state.assignments), past=day is not None)
    message = Outgoing(
        person.telegram_id,
        "sendDocument",
        {"caption": caption},
        Kind.ANSWER,
        person_id=person.id,
        file_name=texts.sheet_name(state.as_of.date()),
        file=content,
    )
    await outbox.put(desk.tx, message, desk.now, desk.inbox_seq)
    return "" if desk.in_private else texts.SENT_TO_YOU
