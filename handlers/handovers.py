"""Leaving: who leaves what to whom, said by a focal point, or by the Secretariat for a unit."""

from domain.absence import is_called, read_absence
from domain.office import Department, Person
from domain.refusal import Refusal
from handlers.deputies import TITLE
from handlers.desk import Desk
from handlers.own import own_question
from handlers.registration import directory, find_unit, make_invitation, require_secretariat
from handlers.standing_in import circle, units_of
from handlers.successors import Leaving, offer, open_tasks, unit_names, units_left
from handlers.texts import handovers as texts
from storage import departments, heads, invitations, people, questions
from storage.invitations import Invitation, Seat
from storage.outbox import Kind
from storage.questions import Question


async def hand_over(desk: Desk) -> None:
    """/handover [NAME] by a focal point; /handover UNIT [NAME] by the Secretariat."""
    unit, name = await _unit_of(desk, list(desk.args)) if desk.actor.secretariat else (None, "")
    if unit is not None:
        await _give_over(desk, unit, name)
        return
    mine = Leaving(desk.actor.person)
    if desk.actor.secretariat and not await people.departments_of(desk.tx, desk.actor.person.id):
        if desk.args:
            await find_unit(desk, " ".join(desk.args))
        raise Refusal("handover_usage")
    await units_left(desk, mine)
    await _ask(desk, mine, " ".join(desk.args))


async def _unit_of(desk: Desk, words: list[str]) -> tuple[Department | None, str]:
    """The unit named first, and what is left of the words."""
    known = await directory(desk)
    for count in range(len(words), 0, -1):
        found = known.find(" ".join(words[:count]).strip(" :,"))
        if found is not None:
            return await departments.get(desk.tx, found), " ".join(words[count:])
    return None, ""


async def _give_over(desk: Desk, unit: Department, name: str) -> None:
    points = [f.person for f in await people.focal_points_of(desk.tx, [unit.id])]
    if len(points) > 1:
        payload = {"unit": unit.id, "from": None}
        question_id = await questions.ask(desk.tx, desk.actor.person.id, "handover", payload, desk.now)
        await desk.say(texts.ask_who_leaves(unit.name, points, question_id), Kind.QUESTION)
        return
    await _ask(desk, Leaving(points[0] if points else None, unit.id), name)


async def leaver_chosen(desk: Desk) -> None:
    """A person pressed under "Ai thôi làm đầu mối?"."""
    require_secretariat(desk)
    unit_id = (await own_question(desk, "handover")).payload.get("unit")
    person = await people.get(desk.tx, int(desk.args[1]))
    if person is None or unit_id is None or unit_id not in await people.departments_of(desk.tx, person.id):
        raise Refusal("gone")
    await _ask(desk, Leaving(person, unit_id), "")


async def _ask(desk: Desk, leaving: Leaving, words: str) -> None:
    """To whom? One of the same unit who is named is clear; the others are chosen by a press."""
    name = read_absence(words, desk.today).name
    near = await _near(desk, leaving)
    meant = [one for one in near if is_called(one.name, name)]
    if len(meant) == 1:
        await offer(desk, leaving, meant[0])
        return
    if name and not meant:
        meant = [one for one in await _others(desk, leaving) if is_called(one.name, name)]
    person_id = leaving.person.id if leaving.person else None
    payload = {"unit": leaving.unit_id, "from": person_id} if leaving.unit_id else {}
    question_id = await questions.ask(desk.tx, desk.actor.person.id, "handover", payload, desk.now)
    offered = meant or near
    left = await units_left(desk, leaving)
    count = len(await open_tasks(desk, left))
    head = (
        texts.whom_for_unit((await unit_names(desk, left))[0], leaving.name, count)
        if leaving.unit_id
        else texts.whom_for_me(count)
    )
    units = await units_of(desk, offered)
    await desk.say(texts.ask_whom(head, name, bool(meant), offered, units, question_id), Kind.QUESTION)


async def answered(desk: Desk, asked: Question) -> bool:
    """The name, typed."""
    leaving = await _left_by(desk, asked)
    if leaving is None:
        return False
    name = read_absence(desk.words, desk.today).name
    known = any(is_called(one.name, name) for one in await people.in_office(desk.tx))
    if not known and (TITLE.search(desk.words) is None or any(ch.isdigit() for ch in desk.words)):
        return False
    await _ask(desk, leaving, desk.words)
    return True


async def chosen(desk: Desk) -> None:
    """A person pressed under "Bàn giao cho ai?"."""
    leaving = await _open(desk)
    successor = await people.get(desk.tx, int(desk.args[1]))
    known = {one.id for one in (*await _near(desk, leaving), *await people.in_office(desk.tx))}
    if successor is None or successor.id not in known:
        raise Refusal("gone")
    await offer(desk, leaving, successor)


async def invite(desk: Desk) -> None:
    """ "Người chưa đăng ký": a link whose user is shown the list."""
    leaving = await _open(desk)
    me, days = desk.actor.person, desk.office.invite_days
    await units_left(desk, leaving)
    await questions.close_all(desk.tx, me.id, desk.now)
    if leaving.unit_id is None:
        await invitations.void_for(desk.tx, me.id, desk.now, role="successor")
    seat = Seat("successor", leaving.person.id if leaving.person else None)
    link, expires = await make_invitation(desk, leaving.unit_id, None, days, me.id, seat)
    await desk.say(texts.invitation(link, desk.local(expires), days, ours=leaving.unit_id is not None))


async def join(desk: Desk, found: Invitation) -> None:
    """An invited successor has come; nothing is theirs before they confirm."""
    person = await people.get(desk.tx, found.seat.for_id) if found.seat.for_id else None
    theirs = await people.departments_of(desk.tx, person.id) if person else []
    if found.department_id is None and not theirs:
        raise Refusal("code_expired")
    await offer(desk, Leaving(person, found.department_id), desk.actor.person)


async def _open(desk: Desk) -> Leaving:
    leaving = await _left_by(desk, await own_question(desk, "handover"))
    if leaving is None:
        # what was theirs to leave is theirs no more
        await units_left(desk, Leaving(desk.actor.person))
        raise Refusal("gone")
    return leaving


async def _left_by(desk: Desk, asked: Question) -> Leaving | None:
    """What the question is about; None where the asked may give nothing over any more."""
    unit_id, person_id = asked.payload.get("unit"), asked.payload.get("from")
    if unit_id is not None:
        person = await people.get(desk.tx, person_id) if person_id else None
        return Leaving(person, unit_id) if desk.actor.secretariat else None
    me = desk.actor.person
    return Leaving(me) if await people.departments_of(desk.tx, me.id) else None


async def _near(desk: Desk, leaving: Leaving) -> list[Person]:
    if leaving.person is not None:
        return await circle(desk, leaving.person)
    return [f.person for f in await heads.of(desk.tx, [leaving.unit_id or 0])]


async def _others(desk: Desk, leaving: Leaving) -> list[Person]:
    gone = leaving.person.id if leaving.person else None
    return [one for one in await people.in_office(desk.tx) if one.id != gone]
