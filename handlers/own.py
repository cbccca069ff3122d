"""What somebody may touch: their questions, the assignments of their units."""

from domain.office import Assignment
from domain.refusal import Refusal
from domain.work import Role
from handlers.desk import Desk
from handlers.texts import registration
from handlers.texts import reports as texts
from handlers.texts import tasks as task_texts
from storage import assignments, departments, questions
from storage.questions import Question


def require_own(desk: Desk, assignment: Assignment | None) -> Assignment:
    """One in force, of a unit that the presser answers for today. Buttons carry no power."""
    if assignment is None:
        raise Refusal("gone")
    if not desk.actor.may_report(assignment):
        if assignment.department.id in desk.actor.headed_ids:
            raise Refusal("head_reads")
        raise Refusal("not_yours" if desk.actor.seen_ids else "not_registered")
    return assignment


async def own_assignment(desk: Desk, assignment_id: int) -> Assignment:
    """The assignment behind a button, if the presser's unit leads it."""
    assignment = require_own(desk, await assignments.get(desk.tx, assignment_id))
    if assignment.role is not Role.LEAD:
        raise Refusal("coordinating")
    return assignment


async def own_question(desk: Desk, *kinds: str) -> Question:
    """The presser's question while it is open; of another kind its payload would not fit the button."""
    asked = await questions.get(desk.tx, int(desk.args[0]), desk.actor.person.id)
    if asked is None or asked.kind not in kinds:
        raise Refusal("gone")
    return asked


async def own_leads(desk: Desk) -> list[Assignment]:
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    return [a for a in mine if a.role is Role.LEAD]


async def unit_names(desk: Desk) -> str:
    """Those of one's own, or at whose head one is; of those under them only how many."""
    named = desk.actor.own_ids or desk.actor.headed_ids
    under = len(desk.actor.below_ids) if desk.actor.own_ids else 0
    units = [u.name for u in await departments.every(desk.tx) if u.id in named]
    return task_texts.units(units, under)


async def without_tasks(desk: Desk) -> None:
    """A text of somebody who answers for no unit."""
    if desk.actor.stranger:
        await desk.say(registration.stranger(desk.actor.person.telegram_id or 0) + registration.NOT_WRITTEN())
    else:
        await desk.say(texts.NOT_FOR_YOU())
