"""To which day a reminder may be put off: a working day before the deadline."""

from datetime import date, timedelta

from domain.calendar import WorkCalendar

MOST = 4
FARTHEST = 60


def choices(deadline: date, today: date, calendar: WorkCalendar) -> list[date]:
    """At most four working days between today and the deadline, spread evenly from the next to the last."""
    ahead = min((deadline - today).days, FARTHEST)
    days = [day for n in range(1, ahead) if calendar.is_working(day := today + timedelta(days=n))]
    if len(days) <= MOST:
        return days
    return [days[round(n * (len(days) - 1) / (MOST - 1))] for n in range(MOST)]


def may_wait_until(day: date, deadline: date, today: date, calendar: WorkCalendar) -> bool:
    return today < day < deadline and calendar.is_working(day)
