"""ISO 8601 durations of whole days: cadences and periods."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_ISO = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")


@dataclass(frozen=True, slots=True)
class Duration:
    """`working`: the days are working days, Monday to Friday."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    working: bool = False

    def __str__(self) -> str:
        parts = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        return "P" + "".join(f"{n}{unit}" for n, unit in parts if n)


@lru_cache(maxsize=64)
def parse_duration(iso: str) -> Duration:
    """Raises ValueError for anything but a positive duration of days, weeks, months or years."""
    found = _ISO.fullmatch(iso.strip().upper())
    years, months, weeks, days = (int(n or 0) for n in found.groups()) if found else (0, 0, 0, 0)
    if not (years or months or weeks or days):
        raise ValueError(f"not a duration of days, weeks, months or years: {iso!r}")
    return Duration(years, months, weeks, days)


def add_duration(day: date, d: Duration, times: int = 1) -> date:
    """`times` durations after `day`. Months keep the day of `day`, cut to the month's end."""
    months = (d.years * 12 + d.months) * times
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    moved = date(year, month + 1, min(day.day, last)) + timedelta(weeks=d.weeks * times)
    if not d.working:
        return moved + timedelta(days=d.days * times)
    left = d.days * times
    while left:
        moved += timedelta(days=1)
        left -= moved.weekday() < 5
    return moved
