""" "Nhắc lại sau": a reminder of one's own put off to a chosen day before the deadline, once at each rung."""

from datetime import date

from domain.office import Assignment
from domain.refusal import Refusal
from domain.snoozing import bare_day, choices, may_wait_until
from domain.work import Work
from handlers.desk import Desk
from handlers.own import own_assignment
from handlers.screens import Screen
from handlers.texts import snoozing as texts
from storage import assignments, questions, snoozes
from storage.outbox import Kind
from storage.questions import Question


async def ask(desk: Desk) -> None:
    """Which day?"""
    assignment, deadline, _ = await _may_wait(desk, int(desk.args[0]))
    days = choices(deadline, desk.today, desk.calendar)
    if not days:
        raise Refusal("snooze_too_late")
    payload = {"assignment_id": assignment.id}
    await questions.ask(desk.tx, desk.actor.person.id, "snooze", payload, desk.now)
    await desk.say(texts.ask_day(assignment, days, desk.today), Kind.QUESTION, (assignment.id,))


async def until(desk: Desk) -> str:
    """A day pressed."""
    assignment, deadline, rung = await _may_wait(desk, int(desk.args[0]))
    day = desk.pressed_day(desk.args[1])
    if not may_wait_until(day, deadline, desk.today, desk.calendar):
        raise Refusal("snooze_too_late" if day >= deadline else "gone")
    await desk.rewrite(await _put_off(desk, assignment, deadline, rung, day))
    return texts.DONE()


async def day_said(desk: Desk, asked: Question) -> bool:
    """The same, typed: a day and nothing else; more is a report of its own."""
    day = bare_day(desk.words, desk.local(desk.said_at).date())
    asked_about = await assignments.get(desk.tx, asked.payload["assignment_id"])
    if day is None or asked_about is None or not desk.actor.may_report(asked_about):
        return False
    assignment, deadline, rung = await _may_wait(desk, asked_about.id)
    if not may_wait_until(day, deadline, desk.today, desk.calendar):
        raise Refusal("snooze_not_then", day=day, deadline=deadline)
    await desk.say(await _put_off(desk, assignment, deadline, rung, day))
    return True


async def _put_off(desk: Desk, assignment: Assignment, deadline: date, rung: int, day: date) -> Screen:
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    await snoozes.add(
        desk.tx,
        assignment_id=assignment.id,
        person_id=desk.actor.person.id,
        deadline=deadline,
        lead_days=rung,
        until_day=day,
        now=desk.now,
    )
    return texts.put_off(assignment, day, desk.office.hours.opens, desk.today)


async def _may_wait(desk: Desk, assignment_id: int) -> tuple[Assignment, date, int]:
    """The presser's own assignment, its deadline, and the rung that they were reminded at."""
    assignment = await own_assignment(desk, assignment_id)
    if assignment.state.work is Work.DONE:
        raise Refusal("done_no_snooze")
    if assignment.deadline is None or assignment.deadline <= desk.today:
        raise Refusal("snooze_too_late")
    rung = await snoozes.rung(desk.tx, assignment.id, desk.actor.person.id, assignment.deadline)
    if rung is None:
        raise Refusal("snoozed_already")
    return assignment, assignment.deadline, rung
