"""The digest as it was known at the end of a day, from the same state as `export --at DAY`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.digest import Changes, Figures, Late, Line, figures, line_of
from handlers import indicators
from handlers.desk import Turn
from handlers.exporting import each
from storage import assignments, claims, digests, reminders, reports, unchanged
from storage.digests import Issued
from storage.many import few


async def first_day(turn: Turn) -> date | None:
    """The day of the first assignment; None while there is none."""
    made = await assignments.first_made(turn.tx)
    return turn.local(made).date() if made else None


async def look_back(turn: Turn, day: date) -> Figures:
    """`day`: from the first day on, today at the latest; it is `today` of the figures."""
    return await played(turn, day, await unchanged.since(turn.tx, end_of(turn, day)))


async def played(turn: Turn, day: date, same: Mapping[int, int]) -> Figures:
    """From the history of all but `same`, by id with their tasks: these stand as they stood then."""
    end, soon, zone = end_of(turn, day), turn.office.ladder.soon, turn.office.zone
    stand = await assignments.lines(turn.tx, day, soon, zone, end) if same else []
    placed = [(same[x.assignment_id], x.assignment_id, x) for x in stand if x.assignment_id in same]
    whole = await played_of(turn, day, await unchanged.others(turn.tx, end) if same else None, placed)
    return replace(whole, changes=await _since_issued(turn, day))


async def unit_lines(turn: Turn, unit_id: int, day: date) -> Figures:
    """The same of one unit; without what changed since."""
    end, soon, zone = end_of(turn, day), turn.office.ladder.soon, turn.office.zone
    same = await unchanged.since(turn.tx, end, unit_id)
    stand = await assignments.lines_of(turn.tx, list(same), day, soon, zone, end)
    others = await unchanged.others(turn.tx, end, unit_id)
    return await played_of(turn, day, others, [(same[x.assignment_id], x.assignment_id, x) for x in stand])


async def played_of(
    turn: Turn, day: date, ids: Sequence[int] | None, besides: Iterable[tuple[int, int, Line]] = ()
) -> Figures:
    """From the history of these, and from lines that are known `besides`, each after the ids of its task and
    assignment; without what changed since. None: of all."""
    end = end_of(turn, day)
    asked = await reminders.by_deadline(turn.tx, end, of=few(ids))
    late, placed = [], list(besides)
    for assignment, one in await each(turn, day, ids):
        this_period = asked.get((assignment.id, one.deadline), 0)
        line = line_of(one, assignment, this_period if one.recurrence else one.reminders)
        if line is not None:
            placed.append((assignment.task.id, assignment.id, line))
            late += [Late(line, one.later[-1].at, one.later[-1].work)] if one.later else []
    lines = [line for _, _, line in sorted(placed, key=lambda held: held[:2])]
    claimed = await claims.standing(turn.tx, end)
    return replace(figures(lines, end - timedelta(seconds=1), day, None, (), claimed), late=tuple(late))


def end_of(turn: Turn, day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), turn.office.zone)


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
