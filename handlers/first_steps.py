"""The way from an empty store to an office at work, offered to the Secretariat a step at a time."""

import asyncio
from dataclasses import dataclass

from domain.refusal import Refusal
from handlers import digests, invitation_sheets
from handlers.beforehand import Reading, Wait, WorkFirst
from handlers.desk import Desk, Turn
from handlers.invitation_sheets import Printed
from handlers.registration import link_to, require_secretariat
from handlers.screens import Screen
from handlers.texts import first_steps as texts
from handlers.texts import waiting
from papers.sheets.sample import write_sample_xlsx
from papers.sheets.writing import write_table_xlsx
from storage import departments, invitations, people


@dataclass(frozen=True, slots=True)
class Written:
    """Invitations on paper, and the same as a list."""

    printed: Printed
    sheet: bytes


async def next_step(turn: Turn) -> Screen | None:
    """None once units are known, somebody was invited, and the digests have a group."""
    units = await departments.every(turn.tx)
    if not units:
        return texts.import_first()
    if await nobody_invited(turn):
        return texts.invite(len(units))
    return None if await digests.steering_group(turn) else texts.group()


async def nobody_invited(turn: Turn) -> bool:
    return not await people.focal_points_of(turn.tx) and not await invitations.any_sent(turn.tx)


async def ready(turn: Turn, *, group_known: bool) -> Screen:
    """`group_known`: it was chosen before the invitations went out."""
    following = await digests.next_moment(turn)
    return texts.ready(turn.local(following) if following else None, group_known=group_known)


async def sample(desk: Desk) -> str:
    """The button "Lấy bảng mẫu"."""
    require_secretariat(desk)
    content = await asyncio.to_thread(write_sample_xlsx, desk.today)
    await desk.send_file(desk.chat_id, desk.actor.person, texts.SAMPLE_NAME, content, texts.SAMPLE_CAPTION())
    return ""


async def invite_all(desk: Desk) -> str:
    """The button "Mời đầu mối": for each unit without one, on paper and as a link."""
    require_secretariat(desk)
    units = await invitation_sheets.missing(desk)
    if not units:
        raise Refusal("all_manned")
    made = desk.worked_out
    if not isinstance(made, Written) or made.printed.units != units:
        raise WorkFirst(_written, Wait(waiting.INVITING(), waiting.INVITED()))
    first = await nobody_invited(desk)
    await invitation_sheets.issue(desk, made.printed, desk.actor.person.id)
    count, expires = len(units), made.printed.expires
    for ending, content, caption in (
        (".pdf", made.printed.pdf, texts.printed(count, expires, desk.today)),
        (".xlsx", made.sheet, texts.links(count)),
    ):
        name = texts.file_name(desk.today, ending)
        await desk.send_file(desk.chat_id, desk.actor.person, name, content, caption)
    following = await next_step(desk)
    if following is not None:
        await desk.say(following)
    elif first:
        await desk.say(await ready(desk, group_known=True))
    return ""


async def _written(reading: Reading) -> Written:
    async with reading() as turn:
        printed = await invitation_sheets.print_units(turn, await invitation_sheets.missing(turn))
        both = zip(printed.units, printed.codes, strict=True)
        links = [(unit.name, await link_to(turn, code)) for unit, code in both]
    sheet = await asyncio.to_thread(write_table_xlsx, texts.LINKS_TITLE, texts.LINKS_HEADER, links)
    return Written(printed, sheet)
