"""The digest as it was known at the end of a day, from the same state as `export --at DAY`."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.digest import Changes, Figures, Late, Line, figures, line_of
from handlers import indicators
from handlers.desk import Turn
from handlers.exporting import gather
from storage import assignments, claims, digests, reminders, reports
from storage.digests import Issued


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
    lines: list[Line | None] = []
    late = []
    for one in state.assignments:
        assignment = known[one.ref, one.department]
        this_period = asked.get((assignment.id, one.deadline), 0)
        lines.append(line_of(one, assignment, this_period if one.recurrence else one.reminders))
        if lines[-1] is not None and one.later:
            late.append(Late(lines[-1], one.later[-1].at, one.later[-1].work))
    whole = figures([line for line in lines if line], state.as_of, day, None, (), state.claims)
    return replace(whole, late=tuple(late), changes=await _since_issued(turn, day))


async def issued_on(turn: Turn, day: date) -> Issued | None:
    """The first digest that was issued on that day."""
    begins, ends = (datetime.combine(one, time(), turn.office.zone) for one in (day, day + timedelta(days=1)))
    return await digests.first_between(turn.tx, begins, ends)


async def _since_issued(turn: Turn, day: date) -> Changes | None:
    issued = await issued_on(turn, day)
    return (await figures_since(turn, issued.posted_at)).changes if issued is not None else None


async def figures_since(turn: Turn, since: datetime | None) -> Figures:
    lines = await assignments.lines(turn.tx, turn.today, turn.office.ladder.soon, turn.office.zone)
    lines = await indicators.with_values(turn, lines)
    closed = await reports.periods_closed(turn.tx, since, turn.now) if since else set()
    claimed = await claims.standing(turn.tx)
    return figures(lines, turn.local(turn.now), turn.today, since, closed, claimed)
