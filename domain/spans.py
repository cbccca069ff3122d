"""The days, months and quarters for which somebody wants to see the state."""

import re
from datetime import date, timedelta

from domain.dates import periods
from domain.dates.rules import ROMAN

_YEAR = r"(20\d{2})"
_QUARTER = re.compile(rf"q(?:uy)? ?(iv|i{{1,3}}|[1-4])(?: ?[/ ](?:nam )?{_YEAR})?")
_MONTH = re.compile(rf"t(?:hang)? ?(1[0-2]|0?[1-9])(?: ?[/ .-](?:nam )?{_YEAR})?")
_WHOLE_YEAR = re.compile(rf"(?:nam )?{_YEAR}")
_UNIT_AND_YEAR = re.compile(r"(.+?),? (?:(?:nam|năm|NĂM|Năm) )?(20\d{2})")
_DAY = re.compile(rf"(?:ngay )?(\d{{1,2}})[/.-](\d{{1,2}})(?:[/.-]{_YEAR})?")
_ISO_DAY = re.compile(rf"(?:ngay )?{_YEAR}-(\d{{1,2}})-(\d{{1,2}})")
_DAYS_AGO = {"hom nay": 0, "today": 0, "hom qua": 1, "yesterday": 1, "hom kia": 2}


def span_of(folded: str, today: date) -> tuple[date, date] | None:
    """First and last day of "quy 4", "quy iv/2025", "q4", "thang 10", "thang 10/2025"; else None."""
    if found := _QUARTER.fullmatch(folded):
        last_month = 3 * ROMAN[found[1]]
        return _months(int(found[2] or today.year), last_month - 2, last_month)
    if found := _MONTH.fullmatch(folded):
        return _months(int(found[2] or today.year), int(found[1]), int(found[1]))
    return None


def year_of(folded: str) -> int | None:
    """ "2025", "nam 2025"."""
    found = _WHOLE_YEAR.fullmatch(folded)
    return int(found[1]) if found else None


def with_year(words: str) -> tuple[str, int] | None:
    """ "Sở Tài chính năm 2025": what is named, and the year."""
    found = _UNIT_AND_YEAR.fullmatch(words.strip())
    return (found[1], int(found[2])) if found else None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), periods.month_end(year, last)


def day_of(folded: str, today: date, earliest: date) -> date | None:
    """The day meant by "25/9/2025", "25/9", "2025-09-25", "hom qua"; None where the words are no day.

    A day without a year is the last one that is known of, `earliest` being the first: "25/12" said in January
    is last year's.
    """
    if folded in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[folded])
    if found := _ISO_DAY.fullmatch(folded):
        return periods.day(int(found[1]), int(found[2]), int(found[3]))
    if (found := _DAY.fullmatch(folded)) is None:
        return None
    number, month = int(found[1]), int(found[2])
    if found[3]:
        return periods.day(int(found[3]), month, number)
    this_year, last_year = periods.day(today.year, month, number), periods.day(today.year - 1, month, number)
    if last_year and last_year >= earliest and (this_year is None or this_year > today):
        return last_year
    return this_year
