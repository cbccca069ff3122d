"""A hand-over that is offered: taken, and from then on theirs, or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from domain.office import Assignment, Person
from domain.refusal import Refusal
from domain.work import Role, Work
from handlers import menus
from handlers.desk import Desk, Turn
from handlers.rights import actor_of, let_go, note
from handlers.texts import handovers as texts
from storage import assignments, departments, deputies, handovers, people, questions, reminders
from storage.handovers import Handover


@dataclass(frozen=True, slots=True)
class Leaving:
    """`person` leaves all they answer for; with `unit_id` the Secretariat gives that unit over.

    `person` is None where nobody answers for the unit.
    """

    person: Person | None
    unit_id: int | None = None

    @property
    def name(self) -> str:
        return self.person.name if self.person else ""


async def offer(desk: Desk, leaving: Leaving, successor: Person) -> None:
    """The successor is shown the list; nothing is theirs before they confirm it."""
    units = await units_left(desk, leaving)
    person = leaving.person
    if person is not None and successor.id == person.id:
        raise Refusal("successor_self")
    if not successor.reachable:
        raise Refusal("deputy_lost", name=successor.name)
    if leaving.unit_id in await people.departments_of(desk.tx, successor.id):
        raise Refusal("successor_there", name=successor.name)
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    person_id = person.id if person else None
    made = await handovers.offer(desk.tx, person_id, successor.id, desk.now, leaving.unit_id)
    names, tasks = await unit_names(desk, units), await open_tasks(desk, units)
    await desk.tell(
        successor, partial(texts.list_for_successor, leaving.name, names, tasks, made, desk.today)
    )
    if leaving.unit_id is None and person is not None:
        await questions.close_all(desk.tx, person.id, desk.now)
        card = partial(texts.offered, successor.name, len(tasks), made)
        await desk.tell(person, card, key=f"{_cards(made)}{person.id}")
        return
    if person is not None:
        await desk.tell(person, partial(texts.given_over, successor.name, names))
    card = partial(texts.offered_by_us, names, leaving.unit_id or 0, person, successor.name, len(tasks), made)
    for one in await desk.secretariat():
        await desk.tell(one, card, key=f"{_cards(made)}{one.id}")


async def take(desk: Desk) -> str:
    """ "Tôi nhận bàn giao": from this moment on the one answers and the other does not.

    The list was read a moment ago: the next reminder is that of the next rung, or of what was put off.
    """
    found, leaving = await _waiting(desk)
    me, person = desk.actor.person, leaving.person
    if found.successor_id != me.id:
        raise Refusal("gone")
    units = await units_left(desk, leaving)
    for unit_id in units:
        await people.make_focal_point(desk.tx, me.id, unit_id, desk.now)
        if person is not None:
            await people.end_focal_point(desk.tx, person.id, unit_id, desk.now)
        await note(desk, unit_id, "handover", str(person.id) if person else None, str(me.id))
    if person is not None:
        await handovers.pass_on(desk.tx, person.id, me.id, units)
    await handovers.confirm(desk.tx, found.id, desk.now)
    for unit_id in units:  # what else waited for a word on the same has become of no use
        await handovers.drop_of(desk.tx, found.person_id, desk.now, unit_id)
    await reminders.forget_told(desk.tx, [f"nobody:{unit_id}" for unit_id in units])
    names, theirs = await unit_names(desk, units), await open_tasks(desk, units)
    count = len(theirs)
    if person is not None:
        if not await people.departments_of(desk.tx, person.id):
            await _leave_others(desk, person)
        await let_go(desk, person)
        await desk.tell(person, partial(texts.handed_over, me.name, names, count))
    if me.telegram_id is not None:
        await menus.offer(desk, me.telegram_id, await actor_of(desk, me))
    await desk.rewrite(texts.taken(leaving.name, names, theirs, desk.today))
    # there is nothing to call off any more
    await desk.rewrite_delivered(_cards(found.id), partial(texts.closed, me.name))
    became = partial(texts.for_secretariat, leaving.name, me.name, names, count)
    for one in await desk.secretariat():
        await desk.tell(one, became)
    return texts.YOURS()


async def _leave_others(desk: Desk, person: Person) -> None:
    """Who leaves stands in for nobody either."""
    for given in await deputies.stood_in_by(desk.tx, person.id, desk.today):
        await deputies.end(desk.tx, given.id, desk.now)
        trace = f"{given.person_id}:{given.deputy_id}:{given.from_day}:{given.to_day}"
        for unit_id in await people.departments_of(desk.tx, given.person_id):
            await note(desk, unit_id, "deputy", trace, None)
        away = await people.get(desk.tx, given.person_id)
        if away is not None:
            await desk.tell(away, partial(texts.no_deputy_now, person.name))


async def refuse(desk: Desk) -> str:
    """Not taken by the successor, or called off by whoever began it."""
    found, leaving = await _waiting(desk)
    me = desk.actor.person
    ours = found.department_id is not None
    began = desk.actor.secretariat if ours else me.id == found.person_id
    if not began and me.id != found.successor_id:
        raise Refusal("gone")
    await handovers.drop_of(desk.tx, found.person_id, desk.now, found.department_id)
    successor = await people.get(desk.tx, found.successor_id)
    others = [successor, leaving.person, *(await desk.secretariat() if ours else [])]
    for other in {one.id: one for one in others if one is not None and one.id != me.id}.values():
        await desk.tell(other, partial(texts.not_taken, me.name))
    pressed = (desk.chat_id, desk.message.message_id)
    await desk.rewrite_delivered(_cards(found.id), texts.LEFT_AS_IT_WAS, also=pressed)
    return ""


def _cards(handover_id: int) -> str:
    """How the keys of the cards begin by which it can be called off."""
    return f"handover:{handover_id}:"


async def _waiting(desk: Desk) -> tuple[Handover, Leaving]:
    found = await handovers.waiting(desk.tx, int(desk.args[0]))
    if found is None:
        raise Refusal("gone")
    person = await people.get(desk.tx, found.person_id) if found.person_id is not None else None
    return found, Leaving(person, found.department_id)


async def units_left(desk: Desk, leaving: Leaving) -> list[int]:
    """Refusal for whoever answers for none."""
    if leaving.unit_id is not None:
        return [leaving.unit_id]
    person = leaving.person
    units = await people.departments_of(desk.tx, person.id) if person else []
    if not units:
        mine = person is not None and person.id == desk.actor.person.id
        raise Refusal(("no_handover" if desk.actor.own_ids else "not_registered") if mine else "gone")
    return units


async def unit_names(turn: Turn, units: Sequence[int]) -> list[str]:
    return [unit.name for unit in await departments.every(turn.tx) if unit.id in units]


async def open_tasks(turn: Turn, units: Sequence[int]) -> list[Assignment]:
    """What is open and led, by deadline."""
    every = await assignments.of_departments(turn.tx, units)
    return [a for a in every if a.role is Role.LEAD and a.state.work is not Work.DONE]
