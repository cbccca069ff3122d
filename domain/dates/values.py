"""What a date expression says."""

from datetime import date
from typing import NamedTuple

from domain.durations import Duration


class DateMention(NamedTuple):
    """A date expression in a running text.

    `start` only where the words give a period or a from-date; `end` None when vague or a bare duration.
    `duration`: what was said ("5 ngày", "2 tuần nữa"), so that a caller may count it from another day.
    `recurrence`: an ISO 8601 duration. `rule`: the name of the rule that read it.
    """

    span: tuple[int, int]
    words: str
    start: date | None
    end: date | None
    duration: Duration | None
    recurrence: str | None
    rule: str


class Read(NamedTuple):
    """What a rule makes of its match; nothing at all when the words are no date after all."""

    start: date | None = None
    end: date | None = None
    duration: Duration | None = None
    recurrence: str | None = None
