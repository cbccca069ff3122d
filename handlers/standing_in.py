"""Somebody stands in for a focal point: how it begins, who is told, how it ends."""

from collections.abc import Sequence
from functools import partial

from domain.absence import Span, objection
from domain.importing.values import YEARS
from domain.office import Person
from domain.refusal import Refusal
from handlers import menus
from handlers.desk import Desk, Turn
from handlers.rights import actor_of, let_go, note
from handlers.texts import deputies as texts
from storage import departments, deputies, heads, people, questions
from storage.deputies import Deputy
from storage.invitations import Invitation


async def join(desk: Desk, found: Invitation) -> None:
    """An invited deputy has come."""
    seat, me = found.seat, desk.actor.person
    person = await people.get(desk.tx, seat.for_id or 0)
    mine = await deputies.stood_in_by(desk.tx, me.id, desk.today)
    for given in [one for one in mine if one.person_id == seat.for_id]:
        await desk.say(texts.deputy_waits([given], await people.names(desk.tx), desk.today))
        return
    if found.used_by is not None or seat.from_day is None or seat.to_day is None or seat.to_day < desk.today:
        raise Refusal("code_expired")
    if person is None or not await people.departments_of(desk.tx, person.id):
        raise Refusal("code_expired")
    span = Span(max(seat.from_day, desk.today), seat.to_day)
    await require_possible(desk, person, span)
    await make(desk, person, me, span)


async def make(desk: Desk, person: Person, deputy: Person, span: Span) -> None:
    if deputy.id == person.id:
        raise Refusal("deputy_self")
    if not deputy.reachable:
        raise Refusal("deputy_lost", name=deputy.name)
    theirs = await deputies.of_people(desk.tx, [deputy.id], desk.today)
    if any(span_of(one).meets(span) for one in theirs):
        raise Refusal("deputy_away", name=deputy.name)
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    given_id = await deputies.add(desk.tx, person.id, deputy.id, span.first, span.last, desk.now)
    units = await people.departments_of(desk.tx, person.id)
    trace = f"{person.id}:{deputy.id}:{span.first}:{span.last}"
    for unit_id in units:
        await note(desk, unit_id, "deputy", None, trace)
        await people.note_found(desk.tx, deputy.id, unit_id, desk.now)
    if deputy.telegram_id is not None:
        await menus.offer(desk, deputy.telegram_id, await actor_of(desk, deputy))
    names = [unit.name for unit in await departments.every(desk.tx) if unit.id in units]
    await _tell_all(desk, texts.Given(given_id, person.name, deputy.name, tuple(names), span), person, deputy)


async def _tell_all(desk: Desk, given: texts.Given, person: Person, deputy: Person) -> None:
    """Whoever acts is answered; the others are told."""
    told = {
        person.id: partial(texts.for_person, given, desk.today),
        deputy.id: partial(texts.for_deputy, given, desk.today),
    }
    about = partial(texts.for_secretariat, given, desk.today)
    me = desk.actor.person
    await desk.say(told.pop(me.id, about)())
    for other in (person, deputy):
        if other.id in told:
            await desk.tell(other, told[other.id])
    if not desk.actor.secretariat:
        for one in await desk.secretariat():
            await desk.tell(one, about)


async def end(desk: Desk, given: Deputy) -> str:
    await deputies.end(desk.tx, given.id, desk.now)
    trace = f"{given.person_id}:{given.deputy_id}:{given.from_day}:{given.to_day}"
    for unit_id in await people.departments_of(desk.tx, given.person_id):
        await note(desk, unit_id, "deputy", trace, None)
    names = await people.names(desk.tx)
    deputy = await people.get(desk.tx, given.deputy_id)
    begun = given.from_day <= desk.today
    if deputy is not None:
        await let_go(desk, deputy)
        await desk.tell(deputy, partial(texts.over, names.get(given.person_id, ""), begun=begun))
    mine = given.person_id == desk.actor.person.id
    return texts.ended(names.get(given.person_id, ""), names.get(given.deputy_id, ""), mine=mine, begun=begun)


async def waiting_words(desk: Desk) -> str | None:
    """For a deputy outside their days, who is a stranger to the office until then."""
    mine = await deputies.stood_in_by(desk.tx, desk.actor.person.id, desk.today)
    return texts.deputy_waits(mine, await people.names(desk.tx), desk.today) if mine else None


async def require_possible(turn: Turn, person: Person, span: Span) -> None:
    if span.first.year not in YEARS or span.last.year not in YEARS:
        raise Refusal("gone")
    given = await deputies.of_people(turn.tx, [person.id], turn.today)
    why = objection(span, turn.today, [span_of(one) for one in given])
    if why is not None:
        raise Refusal(why, first=span.first, last=span.last)


async def circle(turn: Turn, person: Person) -> list[Person]:
    """Those nearest: of the same units, their heads, and who stood in before."""
    units = await people.departments_of(turn.tx, person.id)
    points = [f.person for f in await people.focal_points_of(turn.tx, units)]
    at_head = [f.person for f in await heads.of(turn.tx, units)]
    before = await people.who_stood_in(turn.tx, person.id)
    found = {one.id: one for one in (*points, *at_head, *before) if one.id != person.id}
    return list(found.values())


async def units_of(turn: Turn, some: Sequence[Person]) -> dict[int, str]:
    names = {unit.id: unit.name for unit in await departments.every(turn.tx)}
    points = await people.focal_points_of(turn.tx)
    wanted = {one.id for one in some}
    return {f.person.id: names[f.department_id] for f in points if f.person.id in wanted}


def span_of(given: Deputy) -> Span:
    return Span(given.from_day, given.to_day)
