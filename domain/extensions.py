"""A wish for a later deadline, and what the assigning side makes of it (domain.md, "Rules of the office")."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.calendar import WorkCalendar
from domain.dates import find_dates
from domain.text import fold
from domain.work import Said, Work

_GIVES_REASON = re.compile(r"\b(?:vi|do|boi|ly do|nguyen nhan|because)\b")
_JOINING = frozenset(
    [
        "because",
        "xin",
        "lui",
        "hoan",
        "doi",
        "gia",
        "han",
        "chuyen",
        "sang",
        "den",
        "toi",
        "ngay",
        "moi",
        "la",
        "cho",
        "duoc",
    ]
)
_LONGEST_REASON = 500
FAR = timedelta(days=240)
_YEAR_SAID = re.compile(r"20\d\d|\bnam\b|\bquy\b|\btet\b")


class Decision(StrEnum):
    GRANTED = "granted"
    SHORTENED = "shortened"
    REFUSED = "refused"


class Wanted(NamedTuple):
    """`named`: what stands before the day; `reason`: what stands after it, or all where no day is said."""

    named: str
    day: date | None
    reason: str | None


def is_later(day: date, deadline: date | None, today: date) -> bool:
    """Whether a deadline may be moved to `day`: not past, and behind the present one."""
    return day >= today and (deadline is None or day > deadline)


def is_wish_alone(said: Said) -> bool:
    """Nothing else is told with the wish, but why."""
    figures = (said.percent, said.done, said.expected_date)
    return all(figure is None for figure in figures) and said.work in (Work.IN_PROGRESS, Work.BLOCKED)


def choices(deadline: date | None, today: date, calendar: WorkCalendar) -> list[date]:
    """To offer: a week and two weeks from the deadline (or today), and the end of the next month."""
    anchor = max(deadline or today, today)
    month_end = (anchor.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    days = {calendar.on_or_before(anchor + timedelta(days=n)) for n in (7, 14)} | {month_end}
    return sorted(day for day in days if day > anchor)


def is_far(day: date, words: str, today: date) -> bool:
    """Whether the year of `day` should have been said: "25/9" on 2 October is more likely last month's."""
    return day > today + FAR and _YEAR_SAID.search(fold(words)) is None


def is_reason_alone(wanted: Wanted) -> bool:
    """Of words said once the day is chosen: a day in them is of the reason ("phải họp ngày 16/10")."""
    return len(wanted.named.split()) > 1 or gives_reason(wanted.named)


def decision_on(asked: date, given: date) -> Decision:
    return Decision.GRANTED if given >= asked else Decision.SHORTENED


def gives_reason(words: str) -> bool:
    return _GIVES_REASON.search(fold(words)) is not None


def read_wanted(words: str, today: date) -> Wanted:
    """ "Sở Tài chính 10/10 vì phải báo cáo Tỉnh uỷ": who, until when, why."""
    dated = next((m for m in find_dates(words, today) if m.end is not None), None)
    if dated is None:
        return Wanted("", None, _reason(words))
    start, end = dated.span
    return Wanted(_without_joining(words[:start]), dated.end, _reason(words[end:]))


def _reason(words: str) -> str | None:
    said = _without_joining(words)
    return said[:_LONGEST_REASON] if len(said) > 1 else None


def _without_joining(words: str) -> str:
    """Without the words that only lead to a day, at both ends, and without loose punctuation."""
    parts = words.split()
    while parts and (fold(parts[0]).strip(" ,.;:-") in _JOINING or not parts[0].strip(" ,.;:-")):
        parts.pop(0)
    while parts and (fold(parts[-1]).strip(" ,.;:-") in _JOINING or not parts[-1].strip(" ,.;:-")):
        parts.pop()
    return " ".join(parts).strip(" ,.;:-–")
