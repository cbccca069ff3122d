"""How many reminders each day to come would bring, as things stand: to show what a change would move."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.ladder import Ladder, for_period, owed, rung_reached


@dataclass(frozen=True, slots=True)
class Owing:
    """What the reminders of an open assignment depend on; `furthest_sent` as `owed` takes it."""

    deadline: date
    recurrence: str | None
    furthest_sent: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A day on which another number of reminders would go out."""

    day: date
    before: int
    after: int


def reminders_by_day(
    owing: Mapping[Owing, int],
    days: tuple[date, date],
    ladder: Ladder,
    calendar: WorkCalendar,
    silent: tuple[date, date] | None = None,
) -> Counter[date]:
    """`owing`: how many there are of each.

    `silent`: days on which none goes out; what was passed over is made up for once, when they are over.
    """
    first, last = days
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    heard = [d for d in span if calendar.is_working(d) and not (silent and silent[0] <= d <= silent[1])]
    found: Counter[date] = Counter()
    for one, count in owing.items():
        rungs = for_period(ladder, one.deadline, one.recurrence)
        furthest = one.furthest_sent
        for day in heard:
            rung = rung_reached(one.deadline, day, rungs, calendar)
            if rung is not None and owed(rung, furthest):
                found[day] += count
                furthest = rung
    return found


def caught_up(owing: Mapping[Owing, int], by: date, ladder: Ladder, calendar: WorkCalendar) -> Counter[Owing]:
    """As they will stand at the end of the day `by`, when all that is owed until then was sent."""
    later: Counter[Owing] = Counter()
    for one, count in owing.items():
        rungs = for_period(ladder, one.deadline, one.recurrence)
        rung = rung_reached(one.deadline, by, rungs, calendar)
        reached = [r for r in (rung, one.furthest_sent) if r is not None]
        later[Owing(one.deadline, one.recurrence, min(reached, default=None))] += count
    return later


def moved(before: Mapping[date, int], after: Mapping[date, int]) -> list[Moved]:
    days = sorted(before.keys() | after.keys())
    found = [Moved(day, before.get(day, 0), after.get(day, 0)) for day in days]
    return [one for one in found if one.before != one.after]
