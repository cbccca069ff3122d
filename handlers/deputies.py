"""Away from–to, said by the focal point or by the Secretariat: from when to when, and who stands in."""

import re
from datetime import date
from typing import Any

from domain.absence import NoSuchDay, Said, Span, is_called, read_absence, says_away, says_back
from domain.office import Person
from domain.refusal import Refusal
from handlers.desk import Desk
from handlers.own import own_question
from handlers.registration import make_invitation, require_secretariat
from handlers.screens import Screen
from handlers.standing_in import circle, end, make, require_possible, units_of
from handlers.texts import deputies as texts
from storage import deputies, people, questions
from storage.invitations import Seat
from storage.outbox import Kind
from storage.questions import Question

TITLE = re.compile(r"\b(?:đồng chí|dong chi|đ/?c|anh|chị|chi|cô|chú|bác|ông|bà)\s+\w", re.IGNORECASE)


async def away(desk: Desk) -> None:
    """/away: who stands in for me; /away 5/10-12/10 đồng chí Lan: somebody does."""
    mine = await people.departments_of(desk.tx, desk.actor.person.id)
    if not mine:
        raise Refusal("not_focal_point" if desk.actor.own_ids else "not_registered")
    if desk.args:
        await _go_on(desk, desk.actor.person, _read(desk, " ".join(desk.args)))
        return
    given = await deputies.of_people(desk.tx, [desk.actor.person.id], desk.today)
    names = await people.names(desk.tx)
    await _ask(desk, desk.actor.person, Said(None, None, ""))
    await desk.say(texts.mine(given, names, desk.today), Kind.QUESTION)


async def said_in_words(desk: Desk) -> bool:
    """ "em nghỉ phép từ 5/10 đến 12/10, chị Lan thay"; "em về rồi ạ" of who is away."""
    person = desk.actor.person
    if says_away(desk.words) and await people.departments_of(desk.tx, person.id):
        await _go_on(desk, person, _read(desk, desk.words))
        return True
    if desk.actor.own_ids and says_back(desk.words):
        for given in await deputies.of_people(desk.tx, [person.id], desk.today):
            if given.from_day <= desk.today:
                await desk.say(await end(desk, given))
                return True
    return False


async def ask_cover(desk: Desk) -> None:
    """ "Cử người thay" on the page of a unit, by the Secretariat."""
    require_secretariat(desk)
    person = await _focal_point(desk, int(desk.args[0]))
    await _ask(desk, person, Said(None, None, ""))
    await desk.say(texts.ask_days(_whose(desk, person)), Kind.QUESTION)


async def answered(desk: Desk, asked: Question) -> bool:
    """The days, or the name, typed. "15/10 xong" is a report, whatever was asked."""
    said = _read(desk, desk.words)
    before = _kept(asked.payload)
    if said.first is None and (before.first is None or not said.name):
        return False
    days_alone = said.first != said.last or (said.first is not None and not said.name)
    if not days_alone and not await _names_somebody(desk, said.name):
        return False
    own = asked.payload["for"] == desk.actor.person.id
    if not desk.actor.secretariat and not (own and desk.actor.own_ids):
        return False
    person = await _focal_point(desk, asked.payload["for"])
    await _go_on(desk, person, _merged(before, said))
    return True


async def _names_somebody(desk: Desk, name: str) -> bool:
    if TITLE.search(desk.words) and not any(ch.isdigit() for ch in name):
        return True
    return any(is_called(one.name, name) for one in await people.in_office(desk.tx))


def _read(desk: Desk, words: str) -> Said:
    try:
        return read_absence(words, desk.local(desk.said_at).date())
    except NoSuchDay as error:
        raise Refusal("no_such_day", words=str(error)) from None


def _merged(before: Said, now: Said) -> Said:
    if now.first is None:
        return Said(before.first, before.last, now.name)
    return Said(now.first, now.last, now.name or before.name)


async def _go_on(desk: Desk, person: Person, said: Said) -> None:
    """Asks for the next thing that is missing, or makes the deputy."""
    if said.first is None or said.last is None:
        await _ask(desk, person, said)
        await desk.say(texts.ask_days(_whose(desk, person)), Kind.QUESTION)
        return
    span = Span(said.first, said.last)
    await require_possible(desk, person, span)
    near = await circle(desk, person)
    meant = [one for one in near if is_called(one.name, said.name)]
    if len(meant) == 1:
        await make(desk, person, meant[0], span)
        return
    if not meant and is_called(person.name, said.name):
        raise Refusal("deputy_self")
    if said.name and not meant:
        meant = [one for one in await people.in_office(desk.tx) if is_called(one.name, said.name)]
    offered = [one for one in meant or near if one.id != person.id]
    question_id = await _ask(desk, person, said)
    units = await units_of(desk, offered)
    screen = texts.ask_who(_whose(desk, person), span, said.name, offered, units, question_id, bool(meant))
    await desk.say(screen, Kind.QUESTION)


async def chosen(desk: Desk) -> None:
    """A person pressed under "Ai thay?"."""
    asked, person, span = await _open(desk)
    deputy = await people.get(desk.tx, int(desk.args[1]))
    known = {one.id for one in (*await circle(desk, person), *await people.in_office(desk.tx))}
    if deputy is None or deputy.id not in known:
        raise Refusal("gone")
    await questions.close(desk.tx, asked.id, desk.now)
    await make(desk, person, deputy, span)


async def invite(desk: Desk) -> None:
    """ "Người chưa đăng ký": a link that makes its user the deputy in these days."""
    asked, person, span = await _open(desk)
    await questions.close(desk.tx, asked.id, desk.now)
    seat, days = Seat("deputy", person.id, span.first, span.last), desk.office.invite_days
    link, expires = await make_invitation(desk, None, None, days, desk.actor.person.id, seat)
    await desk.say(texts.invitation(_whose(desk, person), span, link, desk.local(expires), days))


async def _open(desk: Desk) -> tuple[Question, Person, Span]:
    """The presser's question, once its days are known and as long as they are possible."""
    asked = await own_question(desk, "away")
    said = _kept(asked.payload)
    person = await _focal_point(desk, asked.payload["for"])
    if said.first is None or said.last is None:
        raise Refusal("gone")
    span = Span(said.first, said.last)
    await require_possible(desk, person, span)
    return asked, person, span


async def back(desk: Desk) -> None:
    """ "Tôi đã về": ends it, or calls off what has not begun. By who is away, or by the Secretariat."""
    given = await deputies.get(desk.tx, int(desk.args[0]))
    if given is None or given.to_day < desk.today:
        raise Refusal("gone")
    if given.person_id != desk.actor.person.id and not desk.actor.secretariat:
        raise Refusal("gone")
    await desk.rewrite(Screen(await end(desk, given)))


async def _focal_point(desk: Desk, person_id: int) -> Person:
    """Oneself, or anyone for the Secretariat; while they answer for a unit."""
    person = await people.get(desk.tx, person_id)
    if person is None or not await people.departments_of(desk.tx, person.id):
        raise Refusal("gone")
    if person.id != desk.actor.person.id:
        require_secretariat(desk)
    return person


async def _ask(desk: Desk, person: Person, said: Said) -> int:
    payload: dict[str, Any] = {
        "for": person.id,
        "first": said.first.isoformat() if said.first else None,
        "last": said.last.isoformat() if said.last else None,
        "name": said.name,
    }
    return await questions.ask(desk.tx, desk.actor.person.id, "away", payload, desk.now)


def _kept(payload: dict[str, Any]) -> Said:
    first, last = (date.fromisoformat(payload[k]) if payload[k] else None for k in ("first", "last"))
    return Said(first, last, payload["name"])


def _whose(desk: Desk, person: Person) -> str:
    """The name of who is away; "" when it is who acts."""
    return "" if person.id == desk.actor.person.id else person.name
