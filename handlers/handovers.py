"""Leaving: all a focal point answers for goes to a successor in one step, once they confirm the list."""

from collections.abc import Sequence

from domain.absence import is_called, read_absence
from domain.office import Assignment, Person
from domain.refusal import Refusal
from domain.work import Role, Work
from handlers import menus
from handlers.answers import own_question
from handlers.deputies import TITLE
from handlers.desk import Desk, Turn
from handlers.registration import make_invitation
from handlers.rights import actor_of, let_go, note
from handlers.screens import Screen
from handlers.standing_in import circle, units_of
from handlers.texts import handovers as texts
from storage import assignments, departments, deputies, handovers, invitations, people, questions
from storage.handovers import Handover
from storage.invitations import Invitation, Seat
from storage.outbox import Kind
from storage.questions import Question


async def hand_over(desk: Desk) -> None:
    """/handover [NAME], by a focal point."""
    await _units(desk, desk.actor.person)
    await _ask(desk, " ".join(desk.args))


async def _ask(desk: Desk, words: str) -> None:
    """To whom? One of the same unit who is named is clear; the others are chosen by a press."""
    me = desk.actor.person
    name = read_absence(words, desk.today).name
    near = await circle(desk, me)
    meant = [one for one in near if is_called(one.name, name)]
    if len(meant) == 1:
        await _offer(desk, me, meant[0])
        return
    if name and not meant:
        known = await people.in_office(desk.tx)
        meant = [one for one in known if is_called(one.name, name) and one.id != me.id]
    question_id = await questions.ask(desk.tx, me.id, "handover", {}, desk.now)
    offered = meant or near
    count = len(await _tasks(desk, await people.departments_of(desk.tx, me.id)))
    units = await units_of(desk, offered)
    screen = texts.ask_whom(name, bool(meant), count, offered, units, question_id)
    await desk.say(screen, Kind.QUESTION)


async def answered(desk: Desk, _: Question) -> bool:
    """The name, typed."""
    name = read_absence(desk.words, desk.today).name
    if not await people.departments_of(desk.tx, desk.actor.person.id):
        return False
    known = any(is_called(one.name, name) for one in await people.in_office(desk.tx))
    if not known and (TITLE.search(desk.words) is None or any(ch.isdigit() for ch in desk.words)):
        return False
    await _ask(desk, desk.words)
    return True


async def chosen(desk: Desk) -> None:
    """A person pressed under "Bàn giao cho ai?"."""
    await own_question(desk, "handover")
    successor = await people.get(desk.tx, int(desk.args[1]))
    known = {one.id for one in (*await circle(desk, desk.actor.person), *await people.in_office(desk.tx))}
    if successor is None or successor.id not in known:
        raise Refusal("gone")
    await _offer(desk, desk.actor.person, successor)


async def invite(desk: Desk) -> None:
    """ "Người chưa đăng ký": a link whose user is shown the list."""
    await own_question(desk, "handover")
    me, days = desk.actor.person, desk.office.invite_days
    await _units(desk, me)
    await questions.close_all(desk.tx, me.id, desk.now)
    await invitations.void_for(desk.tx, me.id, desk.now, role="successor")
    link, expires = await make_invitation(desk, None, None, days, me.id, Seat("successor", me.id))
    await desk.say(texts.invitation(link, desk.local(expires), days))


async def join(desk: Desk, found: Invitation) -> None:
    """An invited successor has come; nothing is theirs before they confirm."""
    person = await people.get(desk.tx, found.seat.for_id or 0)
    if person is None or not await people.departments_of(desk.tx, person.id):
        raise Refusal("code_expired")
    await _offer(desk, person, desk.actor.person)


async def _offer(desk: Desk, person: Person, successor: Person) -> None:
    units = await _units(desk, person)
    if successor.id == person.id:
        raise Refusal("successor_self")
    if not successor.reachable:
        raise Refusal("deputy_lost", name=successor.name)
    await questions.close_all(desk.tx, person.id, desk.now)
    handover_id = await handovers.offer(desk.tx, person.id, successor.id, desk.now)
    names = await _names(desk, units)
    tasks = await _tasks(desk, units)
    await desk.tell(successor, texts.list_for_successor(person.name, names, tasks, handover_id, desk.today))
    await desk.tell(person, texts.offered(successor.name, len(tasks), handover_id))


async def take(desk: Desk) -> str:
    """ "Tôi nhận bàn giao": from this moment on the one answers and the other does not."""
    found = await _waiting(desk)
    me = desk.actor.person
    if found.successor_id != me.id:
        raise Refusal("gone")
    person = await people.get(desk.tx, found.person_id)
    if person is None:
        raise Refusal("gone")
    units = await _units(desk, person)
    for unit_id in units:
        await people.make_focal_point(desk.tx, me.id, unit_id, desk.now)
        await people.end_focal_point(desk.tx, person.id, unit_id, desk.now)
        await note(desk, unit_id, "handover", str(person.id), str(me.id))
    await handovers.confirm(desk.tx, found.id, desk.now)
    await _leave_others(desk, person)
    await let_go(desk, person)
    if me.telegram_id is not None:
        await menus.offer(desk, me.telegram_id, await actor_of(desk, me))
    names, count = await _names(desk, units), len(await _tasks(desk, units))
    await desk.rewrite(texts.taken(person.name, names, count))
    await desk.tell(person, Screen(texts.handed_over(me.name, names, count)))
    for one in await desk.secretariat():
        await desk.tell(one, Screen(texts.for_secretariat(person.name, me.name, names, count)))
    return texts.YOURS


async def _leave_others(desk: Desk, person: Person) -> None:
    """Who leaves stands in for nobody either."""
    for given in await deputies.stood_in_by(desk.tx, person.id, desk.today):
        await deputies.end(desk.tx, given.id, desk.now)
        trace = f"{given.person_id}:{given.deputy_id}:{given.from_day}:{given.to_day}"
        for unit_id in await people.departments_of(desk.tx, given.person_id):
            await note(desk, unit_id, "deputy", trace, None)
        away = await people.get(desk.tx, given.person_id)
        if away is not None:
            await desk.tell(away, Screen(texts.no_deputy_now(person.name)))


async def refuse(desk: Desk) -> str:
    """Not taken by the successor, or called off by who wanted to leave."""
    found = await _waiting(desk)
    me = desk.actor.person
    if me.id not in (found.successor_id, found.person_id):
        raise Refusal("gone")
    await handovers.drop_of(desk.tx, found.person_id, desk.now)
    other = await people.get(desk.tx, found.person_id if me.id == found.successor_id else found.successor_id)
    if other is not None:
        await desk.tell(other, Screen(texts.not_taken(me.name)))
    await desk.rewrite(Screen(texts.LEFT_AS_IT_WAS))
    return ""


async def _waiting(desk: Desk) -> Handover:
    found = await handovers.waiting(desk.tx, int(desk.args[0]))
    if found is None:
        raise Refusal("gone")
    return found


async def _units(desk: Desk, person: Person) -> list[int]:
    """Those the person is the focal point of; Refusal for whoever is none."""
    units = await people.departments_of(desk.tx, person.id)
    if not units:
        mine = person.id == desk.actor.person.id
        raise Refusal(("no_handover" if desk.actor.own_ids else "not_registered") if mine else "gone")
    return units


async def _names(turn: Turn, units: Sequence[int]) -> list[str]:
    return [unit.name for unit in await departments.every(turn.tx) if unit.id in units]


async def _tasks(turn: Turn, units: Sequence[int]) -> list[Assignment]:
    """What is open and led, by deadline."""
    every = await assignments.of_departments(turn.tx, units)
    return [a for a in every if a.role is Role.LEAD and a.state.work is not Work.DONE]
