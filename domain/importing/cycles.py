"""From which day the periods of a recurring task are counted, where its words name a day."""

import re
from datetime import date, timedelta

from domain.durations import Duration, add_duration, parse_duration
from domain.text import fold

_DAY = re.compile(
    r"\b(?:ngay|mung|mong)\s(?:mung\s|mong\s)?(\d{1,2})\b(?![/.\-]\d|\sthang\s\d|\s(?:ngay|lan))"
)
_LAST_DAY = re.compile(r"\bngay cuoi(?: cung)?\b|\bcuoi (?:moi|hang) (?:thang|quy)\b")
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5,
}  # fmt: skip
_WEEKDAY = re.compile(rf"\bthu\s({'|'.join(_WEEKDAYS)})\b|\bchu nhat\b")
_UNTIL = re.compile(r"\b(?:den|toi)\s(?:het|cuoi|ngay|thang|quy|nam|\d)")


def day_named(words: str | None, recurrence: str | None) -> int | None:
    """The day on which the words let each period end, if they name one.

    Of weeks the weekday (Monday is 0); of months and quarters the day of the month, 31 being its last.
    """
    if not words or recurrence is None:
        return None
    folded, length = fold(words), parse_duration(recurrence)
    if length.weeks:
        weekday = _WEEKDAY.search(folded)
        return None if weekday is None else _WEEKDAYS.get(weekday[1] or "", 6)
    if length.months not in (1, 3):
        return None
    if (day := _DAY.search(folded)) is not None:
        return int(day[1]) if 1 <= int(day[1]) <= 31 else None
    return 31 if _LAST_DAY.search(folded) else None


def names_a_last_day(words: str) -> bool:
    """ "hằng quý đến hết năm 2026": when the periods stop is not kept, so whoever imports must know."""
    return _UNTIL.search(fold(words)) is not None


def anchor_of(words: str | None, recurrence: str, assigned: date) -> date:
    """Periods are counted from the day of the directive, `assigned`.

    Where the words name a day, from the last such day up to `assigned`: the first period ends on the next.
    A day of a quarter is one of its last month.
    """
    named, length = day_named(words, recurrence), parse_duration(recurrence)
    if named is None:
        return assigned
    if length.weeks:
        return assigned - timedelta(days=(assigned.weekday() - named) % 7)
    month = assigned.replace(day=1)
    while month.month % length.months or _in_month(month, named) > assigned:
        month = (month - timedelta(days=1)).replace(day=1)
    if length.months == 1 and _in_month(month, named).day < named:
        # counted from a short month every period would end too early; so the first one is a month longer
        month = add_duration(month, length)
    return _in_month(month, named)


def first_end(words: str | None, recurrence: str, assigned: date) -> date:
    """The last day of the first period."""
    return add_duration(anchor_of(words, recurrence, assigned), parse_duration(recurrence))


def _in_month(month: date, day: int) -> date:
    """That day of the month, cut to its end."""
    following = add_duration(month, Duration(months=1))
    return min(month + timedelta(days=day - 1), following - timedelta(days=1))
