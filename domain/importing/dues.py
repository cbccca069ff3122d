"""The column Hạn: a date cell, a day in figures, or words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from domain.deadlines import DeadlinePhrase
from domain.directives import Directive
from domain.importing.cycles import names_a_last_day
from domain.importing.values import NO_DUE, YEARS, Cell, Due, KnownTask, in_figures
from domain.text import clean, fold

ReadDeadline = Callable[[str, date], DeadlinePhrase]
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: [\d:.]+)?|(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DURATION = re.compile(r"P[1-9]\d{0,2}[DWMY]")
_NO_DATE_OF_ITS_OWN = frozenset({"conditional", "by_plan"})


@dataclass(frozen=True, slots=True)
class ReadDue:
    """What a cell says. With a `fault` nothing else counts; a `warning` goes with a good value."""

    due: Due
    fault: str | None = None
    warning: str | None = None


class DueReader:
    """Reads each phrase once for each day that it is read against."""

    def __init__(self, read_deadline: ReadDeadline, today: date) -> None:
        self._read_deadline = read_deadline
        self._today = today
        self._phrases: dict[tuple[str, date], ReadDue] = {}

    def read(self, cell: Cell, directive: Directive | None, known: KnownTask | None) -> ReadDue:
        """`known`: the task on record. Its own words, said again later, still mean the day they meant."""
        if isinstance(cell, date):
            return _of_day(cell)
        words = clean(cell)
        if not words:
            return ReadDue(NO_DUE)
        if known is not None and _said_before(words, directive, known):
            return ReadDue(known.due)
        anchor = (directive.day if directive else None) or self._today
        if (words, anchor) not in self._phrases:
            self._phrases[words, anchor] = self._of_words(words, anchor)
        return self._phrases[words, anchor]

    def _of_words(self, words: str, anchor: date) -> ReadDue:
        try:
            day = day_in_figures(words)
        except ValueError:
            return ReadDue(NO_DUE, fault="no_such_day")
        if day is not None:
            return _of_day(day)
        if _DURATION.fullmatch(words):
            return ReadDue(Due(None, words, words, standing=False))
        phrase = self._read_deadline(words, anchor)
        if phrase.doubt in _NO_DATE_OF_ITS_OWN:
            return ReadDue(Due(None, words, None, standing=False), warning="no_date_of_its_own")
        if phrase.recurrence is not None:
            warning = "no_last_day" if names_a_last_day(words) else None
            return ReadDue(Due(None, words, phrase.recurrence, standing=False), warning=warning)
        if phrase.end is not None:
            return replace(_of_day(phrase.end), due=Due(phrase.end, words, None, standing=False))
        if phrase.doubt == "standing":
            return ReadDue(Due(None, words, None, standing=True))
        return ReadDue(NO_DUE, fault="unreadable_deadline")


def due_words(due: Due) -> str:
    """As it stands in the sheet's Hạn, to be read back as the same."""
    if due.recurrence:
        return due.words or due.recurrence
    if due.standing:
        return due.words or "thường xuyên"
    return in_figures(due.deadline) if due.deadline else due.words or ""


def day_in_figures(words: str) -> date | None:
    """ "30/09/2025" or "2025-09-30" as a day; None for other words. Raises ValueError for 31/9."""
    figures = _DAY.fullmatch(words)
    if figures is None:
        return None
    parts = [int(part) for part in figures.groups() if part]
    year, month, day = parts if figures[4] else reversed(parts)
    return date(year, month, day)


@lru_cache(maxsize=1024)
def _of_day(day: date) -> ReadDue:
    if day.year not in YEARS:
        return ReadDue(NO_DUE, fault="far_year")
    return ReadDue(Due(day, None, None, standing=False))


def _said_before(words: str, directive: Directive | None, known: KnownTask) -> bool:
    if known.due.words is None or fold(known.due.words) != fold(words):
        return False
    return (known.directive.day if known.directive else None) == (directive.day if directive else None)
