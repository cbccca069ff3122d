"""The page of a unit for the Secretariat: who answers for it, who is at its head, what it is under."""

import re
from functools import partial

from domain.hierarchy import closes_a_circle
from domain.office import Department, Person
from domain.refusal import Refusal
from handlers import registration
from handlers.desk import Desk
from handlers.registration import find_unit, make_invitation, require_secretariat
from handlers.rights import let_go, note
from handlers.screens import Screen
from handlers.texts import units as texts
from storage import assignments, changes, departments, deputies, heads, people, questions, reminders
from storage.invitations import HEAD
from storage.outbox import Kind
from storage.questions import Question

_UNDER = re.compile(r"(?:^|\s+)tr[ựuư]c\s+thu[ộoô]c\s*:?\s*", re.IGNORECASE)
_NONE = re.compile(r"(?:không|khong)(?:\s+(?:có|co|đơn vị nào|don vi nao|ai))?", re.IGNORECASE)


async def people_(desk: Desk) -> None:
    """/people: the roll; with a unit its page; "A trực thuộc: B" puts the one under the other."""
    words = " ".join(desk.args)
    if not words:
        await registration.people_(desk)
        return
    require_secretariat(desk)
    under = _UNDER.search(words)
    unit = await find_unit(desk, words[: under.start()] if under else words)
    if under:
        await _put_under(desk, unit, words[under.end() :])
    await desk.say(await _page(desk, unit))


async def page_pressed(desk: Desk) -> None:
    require_secretariat(desk)
    await desk.rewrite(await _page(desk, await _pressed_unit(desk)))


async def _page(desk: Desk, unit: Department) -> Screen:
    every = {one.id: one for one in await departments.every(desk.tx)}
    above = await departments.above(desk.tx)
    points = await people.focal_points_of(desk.tx, [unit.id])
    given = await deputies.of_people(desk.tx, [f.person.id for f in points], desk.today)
    led = [a for a in await assignments.of_departments(desk.tx, [unit.id]) if a.role == "lead"]
    return texts.page(
        texts.Unit(
            unit,
            tuple(f.person for f in points),
            tuple(given),
            tuple(f.person for f in await heads.of(desk.tx, [unit.id])),
            every.get(above.get(unit.id, 0)),
            tuple(every[i] for i, upper in above.items() if upper == unit.id),
            sum(a.state.work != "done" for a in led),
        ),
        await people.names(desk.tx),
        desk.today,
    )


async def invite_head(desk: Desk) -> None:
    require_secretariat(desk)
    unit, days = await _pressed_unit(desk), desk.office.invite_days
    link, expires = await make_invitation(desk, unit.id, None, days, desk.actor.person.id, HEAD)
    await desk.say(texts.head_invitation(unit.name, link, desk.local(expires), days))


async def ask_above(desk: Desk) -> None:
    """The button "Trực thuộc": the next text names the unit above."""
    require_secretariat(desk)
    unit = await _pressed_unit(desk)
    above = await departments.above(desk.tx)
    await questions.ask(desk.tx, desk.actor.person.id, "above", {"unit_id": unit.id}, desk.now)
    await desk.say(texts.ask_above(unit, has_one=unit.id in above), Kind.QUESTION)


async def above_said(desk: Desk, asked: Question) -> bool:
    if not desk.actor.secretariat:
        return False
    unit = await departments.get(desk.tx, asked.payload["unit_id"])
    words = _UNDER.sub("", desk.words, count=1).strip(" .")
    known = await registration.directory(desk)
    named = _NONE.fullmatch(words) or known.find(words) is not None or known.search(words)
    if unit is None or not (named or _UNDER.match(desk.words)):
        return False
    await _put_under(desk, unit, words)
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.say(await _page(desk, unit))
    return True


async def stand_alone(desk: Desk) -> None:
    """The button "Không trực thuộc đơn vị nào"."""
    require_secretariat(desk)
    unit = await _pressed_unit(desk)
    if unit.id not in await departments.above(desk.tx):
        raise Refusal("above_gone")
    await _put_under(desk, unit, "không")
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    await desk.rewrite(await _page(desk, unit))


async def _put_under(desk: Desk, unit: Department, words: str) -> None:
    above = await departments.above(desk.tx)
    was = above.get(unit.id)
    upper = None if _NONE.fullmatch(words.strip(" .")) else await find_unit(desk, words)
    if upper is not None and closes_a_circle(above, unit.id, upper.id):
        raise Refusal("above_circle", unit=unit.name, above=upper.name)
    new = upper.id if upper else None
    if new == was:
        return
    await departments.change(desk.tx, unit.id, above_id=new)
    await note(desk, unit.id, "above", str(was) if was else None, str(new) if new else None)


async def ask_dismissal(desk: Desk) -> None:
    """ "Cho thôi đầu mối": what it means, before it is done."""
    require_secretariat(desk)
    unit, person = await _pressed_unit(desk), await _pressed_person(desk)
    await desk.say(texts.ask_dismissal(unit, person), Kind.QUESTION)


async def dismiss(desk: Desk) -> None:
    """From this moment the person answers for the unit no more."""
    require_secretariat(desk)
    unit, person = await _pressed_unit(desk), await _pressed_person(desk)
    if not await people.end_focal_point(desk.tx, person.id, unit.id, desk.now):
        raise Refusal("gone")
    await note(desk, unit.id, "focal_point", str(person.id), None)
    await let_go(desk, person)
    await reminders.forget_told(desk.tx, [f"nobody:{unit.id}"])
    await desk.tell(person, partial(texts.dismissed, unit))
    await desk.rewrite(await _page(desk, unit))


async def end_head(desk: Desk) -> None:
    """ "Thôi người đứng đầu"."""
    require_secretariat(desk)
    unit, person = await _pressed_unit(desk), await _pressed_person(desk)
    if not await heads.end(desk.tx, person.id, unit.id, desk.now):
        raise Refusal("gone")
    await note(desk, unit.id, "head", str(person.id), None)
    await let_go(desk, person)
    await desk.rewrite(await _page(desk, unit))


async def trail(desk: Desk) -> None:
    """ "Lịch sử" of a unit: who was given what, by whom, when."""
    require_secretariat(desk)
    unit = await _pressed_unit(desk)
    kept = await changes.of(desk.tx, "department", unit.id)
    names = await people.names(desk.tx)
    units = {one.id: one.name for one in await departments.every(desk.tx)}
    lines = [(desk.local(one.at), texts.change(one, names, units)) for one in kept]
    await desk.say(texts.trail(unit, lines))


async def _pressed_unit(desk: Desk) -> Department:
    unit = await departments.get(desk.tx, int(desk.args[0]))
    if unit is None:
        raise Refusal("gone")
    return unit


async def _pressed_person(desk: Desk) -> Person:
    person = await people.get(desk.tx, int(desk.args[1]))
    if person is None or person.telegram_id is None:
        raise Refusal("gone")
    return person
