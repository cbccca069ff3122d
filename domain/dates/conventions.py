"""Days that a convention decided, not the writer: a week ends on Friday, "đầu tháng" is the 5th (guide §6)."""

from calendar import monthrange
from datetime import date, timedelta

from domain.dates import find_dates

_WEEKS = frozenset({"week", "next-week", "week-part"})
_LONGER = frozenset(
    {
        "week-of-month", "month", "month-short", "months-list", "this-month", "next-month-start", "month-part",
        "quarter", "this-quarter", "quarter-part", "year", "year-part", "months-of-year", "half-month",
    }
)  # fmt: skip
_OF_A_MONTH = (1, 5, 10, 15, 20, 25, 31)


def other_days(text: str, chosen: date, said_on: date) -> list[date]:
    """The days that `text`, written on `said_on`, may have meant instead of `chosen`, earliest first.

    Empty when the writer named the day. Days before `said_on` are left out.
    """
    rule = next((m.rule for m in find_dates(text, said_on) if m.end == chosen), None)
    if rule in _WEEKS:
        monday = chosen - timedelta(days=chosen.weekday())
        days = [monday + timedelta(days=n) for n in range(7)]
    elif rule in _LONGER:
        last = monthrange(chosen.year, chosen.month)[1]
        days = [chosen.replace(day=min(n, last)) for n in _OF_A_MONTH]
    else:
        return []
    return [day for day in days if day != chosen and day >= said_on]
