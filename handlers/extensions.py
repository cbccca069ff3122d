"""Asking for a later date, and the Secretariat's answer. Only the assigning side changes a deadline."""

from datetime import date, timedelta

from domain.office import Assignment
from domain.refusal import Refusal
from domain.work import Moved, Work, wishing
from handlers import recording
from handlers.answers import own_assignment
from handlers.desk import Desk
from handlers.readback import read_back
from handlers.registration import require_secretariat
from handlers.rights import actor_of
from handlers.screens import Screen
from handlers.texts import extensions as texts
from handlers.texts import reports as report_texts
from storage import assignments, extensions, people, questions
from storage.extensions import Extension
from storage.outbox import Kind


async def later(desk: Desk) -> None:
    """The button "Lùi hạn": asks for the day."""
    assignment = await _may_wish(desk, int(desk.args[0]))
    await questions.ask(
        desk.tx, desk.actor.person.id, "extension", {"assignment_id": assignment.id}, desk.now
    )
    await desk.say(
        texts.ask_date(assignment, _choices(assignment, desk), desk.today), Kind.QUESTION, (assignment.id,)
    )


async def _may_wish(desk: Desk, assignment_id: int) -> Assignment:
    """The presser's own assignment, while it is open and no other wish waits."""
    assignment = await own_assignment(desk, assignment_id)
    if assignment.state.work is Work.DONE:
        raise Refusal("done_already")
    if await extensions.pending(desk.tx, assignment.id) is not None:
        raise Refusal("wish_pending")
    return assignment


def _choices(assignment: Assignment, desk: Desk) -> list[date]:
    """A week and two weeks from the deadline (or today), and the end of that month, on working days."""
    anchor = max(assignment.deadline or desk.today, desk.today)
    month_end = (anchor.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    days = {desk.calendar.on_or_before(anchor + timedelta(days=n)) for n in (7, 14)} | {month_end}
    return sorted(day for day in days if day > anchor)


async def wished(desk: Desk) -> None:
    """A day pressed under "Lùi hạn"."""
    assignment = await _may_wish(desk, int(desk.args[0]))
    day = desk.pressed_day(desk.args[1])
    if day < desk.today or (assignment.deadline is not None and day <= assignment.deadline):
        raise Refusal("not_later")
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    done = await recording.record(desk, assignment, wishing(assignment.state, day), text=None)
    await read_back(desk, [done])


async def decide(desk: Desk, decision: str) -> str:
    """The Secretariat's Cho or Không cho."""
    require_secretariat(desk)
    wish = await extensions.get(desk.tx, int(desk.args[0]))
    assignment = await assignments.get(desk.tx, wish.assignment_id) if wish else None
    if wish is None or assignment is None:
        raise Refusal("gone")
    granted = decision == "granted"
    decided = await extensions.decide(
        desk.tx,
        wish.id,
        decision,
        to_day=wish.asked_day if granted else None,
        reason=None,
        decided_by=desk.actor.person.id,
        now=desk.now,
    )
    if not decided:
        raise Refusal("already_decided")
    if granted:
        move = Moved(desk.now, wish.asked_day)
        assignment = await recording.move_deadline(desk, assignment, move, desk.actor.person.id, wish.id)
    answered = await extensions.get(desk.tx, wish.id) or wish
    card = texts.decided_card(answered, assignment, desk.actor.person.name, desk.today)
    pressed = (desk.chat_id, desk.message.message_id)
    await desk.rewrite_delivered(recording.wish_key(wish.id), card, also=pressed)
    await _tell_asker(desk, answered, assignment)
    return report_texts.RECORDED


async def grant(desk: Desk) -> str:
    return await decide(desk, "granted")


async def refuse(desk: Desk) -> str:
    return await decide(desk, "refused")


async def _tell_asker(desk: Desk, wish: Extension, assignment: Assignment) -> None:
    """Whoever asked; when they have left since, those who answer for the unit now."""
    asker = await people.get(desk.tx, wish.asked_by) if wish.asked_by else None
    there = asker is not None and (await actor_of(desk, asker)).may_report(assignment)
    points = await people.focal_points_of(desk.tx, [assignment.department.id])
    for person in [asker] if asker and there else [point.person for point in points]:
        screen = Screen(texts.answer(wish, assignment, desk.today))
        await desk.tell(person, screen, Kind.NOTICE, (assignment.id,))
