"""What a change of the calendar or a suspension would move: the reminders by day, before and after."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.forecast import Moved, Owing, caught_up, moved, reminders_by_day
from handlers.desk import Turn
from storage import reminders

AROUND = timedelta(days=21)  # the longest holiday is shorter, and so are the lowest rungs


async def moved_by_days(turn: Turn, days: Collection[date], after: WorkCalendar) -> list[Moved]:
    """`after`: the calendar in which these days are as they shall be."""
    ladder = turn.office.ladder
    first, last = max(turn.today, min(days) - AROUND), max(days) + AROUND
    owing = await _owing(turn, last, None)
    if first > turn.today:
        owing = caught_up(owing, first - timedelta(days=1), ladder, turn.calendar)
    return moved(
        reminders_by_day(owing, (first, last), ladder, turn.calendar),
        reminders_by_day(owing, (first, last), ladder, after),
    )


async def moved_by_silence(turn: Turn, units: Collection[int], silent: tuple[date, date]) -> list[Moved]:
    """`silent`: the first and the last day on which these units shall hear nothing."""
    ladder, calendar = turn.office.ladder, turn.calendar
    first, last = turn.today, silent[1] + AROUND
    owing = await _owing(turn, last, units)
    return moved(
        reminders_by_day(owing, (first, last), ladder, calendar),
        reminders_by_day(owing, (first, last), ladder, calendar, silent),
    )


async def _owing(turn: Turn, last: date, units: Collection[int] | None) -> Counter[Owing]:
    """Of the units, or of all that are not suspended."""
    suspended = await reminders.suspended_departments(turn.tx, turn.today) if units is None else set()
    reach = last + timedelta(days=turn.office.ladder.soon + 31)
    return Counter(
        Owing(due.deadline, due.recurrence, due.furthest_sent)
        for due in await reminders.candidates(turn.tx, reach, turn.today)
        if (due.department_id in units if units is not None else due.department_id not in suspended)
    )
