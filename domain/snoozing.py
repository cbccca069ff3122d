"""To which day a reminder may be put off: a working day before the deadline."""

import re
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.dates import find_dates
from domain.text import clean, fold

MOST = 4
FARTHEST = 60
_AROUND = re.compile(
    r"(?:\W|\b(?:a|da|vang|ngay|nhe|nha|em|toi|anh|chi|den|sang|hom|vao|nhac|lai|sau|cho|giup|de|thoi)\b)*"
)


def choices(deadline: date, today: date, calendar: WorkCalendar) -> list[date]:
    """At most four working days between today and the deadline, spread evenly from the next to the last."""
    ahead = min((deadline - today).days, FARTHEST)
    days = [day for n in range(1, ahead) if calendar.is_working(day := today + timedelta(days=n))]
    if len(days) <= MOST:
        return days
    return [days[round(n * (len(days) - 1) / (MOST - 1))] for n in range(MOST)]


def bare_day(words: str, today: date) -> date | None:
    """ "29/9", "ngày 29/9 nhắc lại em nhé"; None where more than a day is said, or none."""
    words = clean(words)
    found = find_dates(words, today)
    if len(found) != 1 or found[0].end is None:
        return None
    start, end = found[0].span
    rest = fold(f"{words[:start]} {words[end:]}")
    return found[0].end if _AROUND.fullmatch(rest) else None


def may_wait_until(day: date, deadline: date, today: date, calendar: WorkCalendar) -> bool:
    return today < day < deadline and calendar.is_working(day)
