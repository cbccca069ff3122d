"""When a reminder is owed: the rungs before a deadline, then the overdue ones."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from datetime import datetime as Moment  # noqa: N812 - reads better beside date and time
from zoneinfo import ZoneInfo

from domain.calendar import WorkCalendar
from domain.durations import add_duration, parse_duration


@dataclass(frozen=True, slots=True)
class Ladder:
    """`before`: days before the deadline, any order; `overdue_every`: 0 for the first day only."""

    before: tuple[int, ...]
    overdue_every: int

    @property
    def soon(self) -> int:
        """From how many days ahead a deadline counts as near."""
        return max(self.before, default=0)

    def within(self, period_days: int) -> "Ladder":
        """The ladder of a recurring assignment: only rungs shorter than half its period."""
        return Ladder(tuple(d for d in self.before if 2 * d < period_days), self.overdue_every)


@dataclass(frozen=True, slots=True)
class Hours:
    """When people may be disturbed: these hours of working days, in `zone`."""

    opens: time
    closes: time
    zone: ZoneInfo

    def open_at(self, moment: Moment, calendar: WorkCalendar) -> bool:
        local = moment.astimezone(self.zone)
        return calendar.is_working(local.date()) and self.opens <= local.time() < self.closes

    def next_opening(self, moment: Moment, calendar: WorkCalendar) -> Moment:
        """`moment` itself when open, else the next time the hours open."""
        if self.open_at(moment, calendar):
            return moment
        local = moment.astimezone(self.zone)
        day = local.date() if local.time() < self.opens else local.date() + timedelta(days=1)
        return self.opening(calendar.on_or_after(day))

    def opening(self, day: date) -> Moment:
        return Moment.combine(day, self.opens, self.zone)

    def closing(self, day: date) -> Moment:
        return Moment.combine(day, self.closes, self.zone)


def for_period(ladder: Ladder, deadline: date, recurrence: str | None) -> Ladder:
    """The rungs that are used for an assignment; `recurrence`: an ISO 8601 duration, or None."""
    if recurrence is None:
        return ladder
    return ladder.within((add_duration(deadline, parse_duration(recurrence)) - deadline).days)


def rung_reached(deadline: date, today: date, ladder: Ladder, calendar: WorkCalendar) -> int | None:
    """The furthest rung whose day has come, as days before the deadline (negative: overdue).

    Rungs before or on the deadline move back to a working day, overdue ones forward, each by itself.
    None: no rung's day has come yet.
    """
    if today > deadline:
        late = _overdue_rung(deadline, today, ladder, calendar)
        if late is not None:
            return late
    reached = (d for d in ladder.before if calendar.on_or_before(deadline - timedelta(days=d)) <= today)
    return min(reached, default=None)


def _overdue_rung(deadline: date, today: date, ladder: Ladder, calendar: WorkCalendar) -> int | None:
    nth = (today - deadline).days - 1
    every = ladder.overdue_every
    rungs = (0,) if every == 0 else range(nth // every, -1, -1)
    for n in rungs:
        days = 1 + n * every
        if calendar.on_or_after(deadline + timedelta(days=days)) <= today:
            return -days
    return None


def owed(rung: int | None, furthest_sent: int | None) -> bool:
    """Whether a reminder is owed at `rung`, when the furthest one sent for this deadline is known."""
    return rung is not None and (furthest_sent is None or furthest_sent > rung)
