"""Invitations on paper: a QR code for each unit that nobody answers for, good for thirty days."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.invitation_sheet import InvitationCard, InvitationSheet
from domain.office import Department
from handlers.beforehand import Reading, Wait, WorkFirst
from handlers.desk import Desk, Turn
from handlers.registration import link_to, make_invitation, new_code, require_secretariat
from handlers.texts import invitation_sheets as texts
from handlers.texts import waiting
from papers.invitations.sheet import invitation_pdf
from storage import departments, people

DAYS = 30


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages, set before their invitations are good: see `issue`. `expires`: the last whole day."""

    units: tuple[Department, ...]
    codes: tuple[str, ...]
    expires: date
    pdf: bytes


async def print_pressed(desk: Desk) -> None:
    """The button under /moi."""
    require_secretariat(desk)
    units = await missing(desk)
    if not units:
        await desk.say(texts.NOBODY_TO_INVITE())
        return
    printed = desk.worked_out
    if not isinstance(printed, Printed) or printed.units != units:
        raise WorkFirst(_print_missing, Wait(waiting.INVITING(), waiting.INVITED()))
    await issue(desk, printed, desk.actor.person.id)
    name, caption = texts.file_name(desk.today), texts.caption(len(units), printed.expires)
    await desk.send_file(desk.chat_id, desk.actor.person, name, printed.pdf, caption)


async def missing(turn: Turn) -> tuple[Department, ...]:
    """The units that nobody answers for."""
    manned = {point.department_id for point in await people.focal_points_of(turn.tx)}
    return tuple(unit for unit in await departments.every(turn.tx) if unit.id not in manned)


async def _print_missing(reading: Reading) -> Printed:
    async with reading() as turn:
        return await print_units(turn, await missing(turn))


async def print_units(turn: Turn, units: Sequence[Department]) -> Printed:
    """Some seconds for 130 units: nothing of others' may be held up by it."""
    codes = tuple(new_code() for _ in units)
    expires = turn.today + timedelta(days=DAYS - 1)
    cards = [
        InvitationCard(unit.name, await link_to(turn, code), expires)
        for unit, code in zip(units, codes, strict=True)
    ]
    pdf = await asyncio.to_thread(invitation_pdf, InvitationSheet(texts.ISSUER, tuple(cards)))
    return Printed(tuple(units), codes, expires, pdf)


async def issue(turn: Turn, printed: Printed, created_by: int | None) -> None:
    """From now on the codes on the sheet are good."""
    for unit, code in zip(printed.units, printed.codes, strict=True):
        await make_invitation(turn, unit.id, None, DAYS, created_by, code=code)
