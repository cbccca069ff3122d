"""The digest as a picture and as pages of A4, and the whole state as an Excel file, from under the digest."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from domain.digest_page import digest_page
from domain.office import Language, Person
from handlers import digests, posting
from handlers.beforehand import Reading, WorkFirst, writing
from handlers.desk import Desk
from handlers.exporting import gather
from handlers.looking_back import look_back
from handlers.texts import claims
from handlers.texts import digests as texts
from handlers.texts.language import speaking
from papers.pictures.digest import digest_pdf
from papers.sheets.writing import write_state_xlsx
from storage.outbox import Kind


@digests.to_reader
async def picture_pressed(desk: Desk, person: Person, chat_id: int) -> None:
    """Into the presser's own chat, as the sheet."""
    whole = await digests.present_figures(desk)
    await posting.show(desk, chat_id, whole, Kind.ANSWER, person_id=person.id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Written before the turn that sends it."""

    content: bytes
    as_of: datetime
    count: int


@digests.to_reader
async def sheet_pressed(desk: Desk, person: Person, chat_id: int) -> None:
    """Into the presser's own chat; for leaders and the Secretariat, in the group too."""
    day = await digests.known_day(desk, desk.args[0])
    made = desk.worked_out
    if not isinstance(made, Sheet):
        raise WorkFirst(partial(written, day=day), writing(), reads_all=True)
    caption = texts.sheet_caption(made.as_of, made.count, past=day is not None)
    await desk.send_file(chat_id, person, texts.sheet_name(made.as_of.date()), made.content, caption)


@dataclass(frozen=True, slots=True)
class Print:
    """As `Sheet`."""

    content: bytes
    as_of: datetime


@digests.to_reader
async def print_pressed(desk: Desk, person: Person, chat_id: int) -> None:
    """The digest with every unit and every task in full, into the presser's own chat, as the sheet."""
    day = await digests.known_day(desk, desk.args[0])
    made = desk.worked_out
    if not isinstance(made, Print):
        raise WorkFirst(partial(_printed, day=day), writing())
    caption = texts.print_caption(made.as_of, past=day is not None)
    await desk.send_file(chat_id, person, texts.print_name(made.as_of.date()), made.content, caption)


async def _printed(reading: Reading, *, day: date | None) -> Print:
    async with reading() as turn:
        if day is None:
            page = await posting.page_of(turn, await digests.present_figures(turn))
        else:
            past = await look_back(turn, day)
            with speaking(Language.VIETNAMESE):  # as every document
                page = digest_page(past, notes=claims.notes(past.claims))
    return Print(await asyncio.to_thread(digest_pdf, page), page.as_of)


async def written(reading: Reading, *, day: date | None) -> Sheet:
    """The whole state as of now, or of the end of `day`."""
    async with reading() as turn:
        state = await gather(turn, day)
    return Sheet(await asyncio.to_thread(write_state_xlsx, state), state.as_of, len(state.assignments))
