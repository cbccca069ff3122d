"""The calendar conventions of the guide (§6, §8): which days a period has, and which is its last."""

import calendar
from datetime import date, timedelta

from domain.dates.values import Read
from domain.durations import Duration, add_duration


def day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def next_day_month(number: int, month: int, today: date) -> date | None:
    """The next such day, today included."""
    for year in range(today.year, today.year + 5):  # 29 February comes every fourth year
        found = day(year, month, number)
        if found is not None and found >= today:
            return found
    return None


def next_day(number: int, today: date) -> date | None:
    """The next day of a month with that number, today included."""
    first = today.replace(day=1)
    for n in range(12):
        month = add_duration(first, Duration(months=n)) if n else first
        found = day(month.year, month.month, number)
        if found is not None and found >= today:
            return found
    return None


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def month(year: int, number: int, part: str) -> Read:
    """đầu: 1-5, giữa: 11-15, cuối: 21 to the last; thượng, trung, hạ tuần end on 10, 20, last."""
    last = month_end(year, number)
    spans = {
        "dau": (1, 5),
        "giua": (11, 15),
        "cuoi": (21, last.day),
        "nua dau": (1, 15),
        "nua cuoi": (16, last.day),
        "nua sau": (16, last.day),
        "thuong tuan": (1, 10),
        "trung tuan": (11, 20),
        "ha tuan": (21, last.day),
    }
    first, end = spans.get(part, (1, last.day))
    return Read(date(year, number, first), date(year, number, end))


def quarter(year: int, number: int, part: str) -> Read:
    """đầu: the last day of its first month; giữa: the 15th of its second; else the last day."""
    first = date(year, 3 * number - 2, 1)
    if part == "dau":
        return Read(first, month_end(year, 3 * number - 2))
    if part == "giua":
        return Read(None, date(year, 3 * number - 1, 15))
    last = month_end(year, 3 * number)
    return Read(None if part == "cuoi" else first, last)


def year(number: int, part: str) -> Read:
    """đầu: 31 January; giữa: 30 June; else 31 December."""
    if part == "dau":
        return Read(date(number, 1, 1), date(number, 1, 31))
    if part == "giua":
        return Read(None, date(number, 6, 30))
    return Read(None if part == "cuoi" else date(number, 1, 1), date(number, 12, 31))


def week(monday: date, part: str) -> Read:
    """A week ends on its Friday; đầu: Monday, giữa: Wednesday."""
    if part == "dau":
        return Read(None, monday)
    if part == "giua":
        return Read(None, monday + timedelta(days=2))
    friday = monday + timedelta(days=4)
    return Read(None if part == "cuoi" else monday, friday)


def monday_of(today: date, weeks: int = 0) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def full_year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def next_month(number: int, today: date) -> int:
    """The year in which that month comes next, this month included."""
    return today.year if number >= today.month else today.year + 1


def months_from(today: date, n: int) -> tuple[int, int]:
    moved = add_duration(today.replace(day=1), Duration(months=n)) if n else today
    return moved.year, moved.month
