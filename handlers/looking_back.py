"""The digest as it was known at the end of a day, from the same state as `export --at DAY`."""

from datetime import date, timedelta

from domain.digest import Figures, figures, line_of
from handlers.desk import Turn
from handlers.exporting import gather
from storage import assignments, reminders


async def first_day(turn: Turn) -> date | None:
    """The day of the first assignment; None while there is none."""
    made = await assignments.first_made(turn.tx)
    return turn.local(made).date() if made else None


async def look_back(turn: Turn, day: date) -> Figures:
    """`day`: from the first day on, today at the latest; it is `today` of the figures."""
    state = await gather(turn, day)
    # of those withdrawn since, too
    known = {(a.task.ref, a.department.name): a for a, _ in await assignments.ever(turn.tx)}
    asked = await reminders.by_deadline(turn.tx, state.as_of + timedelta(seconds=1))
    lines = []
    for one in state.assignments:
        assignment = known[one.ref, one.department]
        this_period = asked.get((assignment.id, one.deadline), 0)
        lines.append(line_of(one, assignment, this_period if one.recurrence else one.reminders))
    return figures([line for line in lines if line], state.as_of, day, None)
