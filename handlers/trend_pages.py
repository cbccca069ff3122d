"""Buttons under the trends of a year, in private and in the steering group."""

import asyncio
from dataclasses import dataclass
from functools import partial

from domain.refusal import Refusal
from domain.report_page import Form
from domain.trends import Trends
from domain.year_page import year_page
from handlers import digests, trends
from handlers.beforehand import Reading, WorkFirst, writing
from handlers.desk import Desk
from handlers.exporting import gather
from handlers.texts import digests as digest_texts
from handlers.texts import trends as texts
from papers.reports.issuers import ISSUERS
from papers.reports.year import year_pdf
from storage import departments


async def pressed(desk: Desk) -> str:
    """ "Xu hướng": of this year, of a year, the list of its units, or one of them."""
    await digests.require_place(desk)
    digits, what, number = desk.args
    year = int(digits or desk.today.year)
    if await trends.why_not(desk, year) is not None and digits:
        raise Refusal("gone")
    if what == "units":
        return await digests.shown(desk, texts.units(await trends.of_year(desk, year), int(number)))
    if what == "unit":
        unit = await departments.get(desk.tx, int(number))
        if unit is None:
            raise Refusal("gone")
        return await digests.shown(desk, await trends.of_unit(desk, unit, year))
    return await digests.shown(desk, await trends.screen(desk, year))


@dataclass(frozen=True, slots=True)
class Print:
    """Made before the turn that sends it."""

    content: bytes
    found: Trends


async def page_pressed(desk: Desk) -> str:
    """The year on one page of A4, into the presser's own chat."""
    person = await digests.reader(desk)
    year = int(desk.args[0])
    if await trends.why_not(desk, year) is not None:
        raise Refusal("gone")
    if person is None or person.telegram_id is None:
        return digest_texts.START_FIRST()
    made = desk.worked_out
    if not isinstance(made, Print):
        raise WorkFirst(partial(_printed, year=year), writing(), reads_all=True)
    await desk.send_file(
        person.telegram_id, person, texts.page_name(year), made.content, texts.page_caption(made.found)
    )
    return "" if desk.in_private else digest_texts.SENT_TO_YOU()


async def _printed(reading: Reading, *, year: int) -> Print:
    async with reading() as turn:
        found = await trends.of_year(turn, year)
        state = await gather(turn, found.until if found.until < turn.today else None)
    page = year_page(found, state, ISSUERS[Form(turn.office.issuer_form)])
    return Print((await asyncio.to_thread(year_pdf, page)).data, found)
