"""Deadlines for the phone's calendar: as a file, and as an address that brings itself up to date."""

import hashlib
import secrets

from domain.deadline_calendar import DeadlineCalendar, deadline_calendar
from domain.office import Actor
from domain.refusal import Refusal
from handlers.desk import Desk, Turn
from handlers.exporting import gather
from handlers.rights import actor_of
from handlers.texts import calendar_links as texts
from handlers.texts.digests import START_FIRST
from storage import calendar_links, departments, people


async def file_pressed(desk: Desk) -> str:
    """The button "Lịch hạn": my units' deadlines, or for who reads all every unit's; into the own chat."""
    person = desk.actor.person
    if desk.actor.stranger:
        raise Refusal("not_registered")
    if not person.reachable or person.telegram_id is None:
        return START_FIRST()
    from papers.calendars.deadlines import deadlines_ics  # a large library, and seldom needed

    held = await calendar_for(desk, desk.actor)
    screen = texts.file(len(held.entries), offers_address=desk.office.public_url is not None)
    await desk.send_file(person.telegram_id, person, texts.FILE_NAME, deadlines_ics(held), screen)
    return "" if desk.in_private else texts.SENT_TO_YOU()


async def address_pressed(desk: Desk) -> None:
    """A new address; the one given before is good no more."""
    if desk.actor.stranger:
        raise Refusal("not_registered")
    if desk.office.public_url is None:
        raise Refusal("gone")
    code = secrets.token_urlsafe(24)
    await calendar_links.make(desk.tx, hashed(code), desk.actor.person.id, desk.now)
    await desk.say(texts.address(f"{desk.office.public_url.rstrip('/')}/calendar/{code}.ics"))


async def revoked_pressed(desk: Desk) -> None:
    if not await calendar_links.revoke(desk.tx, desk.actor.person.id, desk.now):
        raise Refusal("gone")
    await desk.rewrite(texts.revoked())


async def calendar_of(turn: Turn, code: str) -> DeadlineCalendar | None:
    """What the address shows today: its person's rights are asked at each visit. None: good no more."""
    person_id = await calendar_links.person_of(turn.tx, hashed(code))
    person = await people.get(turn.tx, person_id) if person_id is not None else None
    actor = await actor_of(turn, person) if person is not None else None
    return await calendar_for(turn, actor) if actor is not None and not actor.stranger else None


async def calendar_for(turn: Turn, actor: Actor) -> DeadlineCalendar:
    """Of every unit for who reads all, else of those whose tasks they see."""
    state = await gather(turn, None)
    if actor.reads_all:
        return deadline_calendar(state)
    seen = {unit.name for unit in await departments.every(turn.tx) if unit.id in actor.seen_ids}
    return deadline_calendar(state, frozenset(seen))


def hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
