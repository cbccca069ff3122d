"""The way from an empty store to an office at work, offered to the Secretariat a step at a time."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta

from domain.invitation_sheet import InvitationCard, InvitationSheet
from domain.office import Department
from domain.refusal import Refusal
from handlers import digests
from handlers.beforehand import Reading, Wait, WorkFirst
from handlers.desk import Desk, Turn
from handlers.registration import link_of, make_invitation, new_code, require_secretariat
from handlers.screens import Screen
from handlers.texts import first_steps as texts
from handlers.texts import waiting
from papers.invitations.sheet import invitation_pdf
from papers.sheets.sample import write_sample_xlsx
from papers.sheets.writing import write_table_xlsx
from storage import departments, facts, invitations, people

PRINTED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Written:
    """Invitations on paper and as a list, for these units with these codes, before they are good."""

    codes: tuple[tuple[Department, str], ...]
    pdf: bytes
    sheet: bytes


async def next_step(turn: Turn) -> Screen | None:
    """None once units are known, somebody was invited, and the digests have a group."""
    units = await departments.every(turn.tx)
    if not units:
        return texts.IMPORT
    if await nobody_invited(turn):
        return texts.invite(len(units))
    return None if await digests.steering_group(turn) else texts.GROUP


async def nobody_invited(turn: Turn) -> bool:
    return not await people.focal_points_of(turn.tx) and not await invitations.any_sent(turn.tx)


async def sample(desk: Desk) -> str:
    """The button "Lấy bảng mẫu"."""
    require_secretariat(desk)
    content = await asyncio.to_thread(write_sample_xlsx, desk.today)
    await desk.send_file(desk.chat_id, desk.actor.person, texts.SAMPLE_NAME, content, texts.SAMPLE_CAPTION)
    return ""


async def invite_all(desk: Desk) -> str:
    """The button "Mời đầu mối": for each unit without one, on paper and as a link."""
    require_secretariat(desk)
    units = await _unmanned(desk)
    if not units:
        raise Refusal("all_manned")
    made = desk.worked_out
    if not isinstance(made, Written) or [unit for unit, _ in made.codes] != units:
        raise WorkFirst(_written, Wait(waiting.INVITING, waiting.INVITED))
    for unit, code in made.codes:
        await make_invitation(desk, unit.id, None, PRINTED_DAYS, desk.actor.person.id, code=code)
    count, expires = len(units), _expires(desk)
    for ending, content, caption in (
        (".pdf", made.pdf, texts.printed(count, expires, desk.today)),
        (".xlsx", made.sheet, texts.links(count)),
    ):
        name = texts.file_name(desk.today, ending)
        await desk.send_file(desk.chat_id, desk.actor.person, name, content, caption)
    following = await next_step(desk)
    if following is not None:
        await desk.say(following)
    return ""


async def _written(reading: Reading) -> Written:
    async with reading() as turn:
        units = await _unmanned(turn)
        username = await facts.get(turn.tx, facts.BOT_USERNAME)
        expires = _expires(turn)
    if not username:
        raise Refusal("no_username")
    codes = tuple((unit, new_code()) for unit in units)
    links = [(unit.name, link_of(username, code)) for unit, code in codes]
    cards = tuple(InvitationCard(name, link, expires) for name, link in links)
    pdf = await asyncio.to_thread(invitation_pdf, InvitationSheet(texts.ISSUER, cards))
    sheet = await asyncio.to_thread(write_table_xlsx, texts.LINKS_TITLE, texts.LINKS_HEADER, links)
    return Written(codes, pdf, sheet)


def _expires(turn: Turn) -> date:
    """The last day that is good to its end."""
    return turn.today + timedelta(days=PRINTED_DAYS - 1)


async def _unmanned(turn: Turn) -> list[Department]:
    manned = {point.department_id for point in await people.focal_points_of(turn.tx)}
    return [unit for unit in await departments.every(turn.tx) if unit.id not in manned]
