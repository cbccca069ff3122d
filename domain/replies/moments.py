"""Which act each date of a reply belongs to (guide §6), by the table data/moments.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, takewhile

from domain.dates import DateMention
from domain.dates.periods import month_end, months_from
from domain.durations import add_duration
from domain.late import late
from domain.replies.rules import Signal, rule_table
from domain.replies.values import OpenTask
from domain.text import fold

_PERIODS = frozenset(
    {"month", "month-short", "this-month", "months-list", "quarter", "this-quarter", "year", "years"}
)
_PART = re.compile(r"(?:trong|hết|cuối|đầu|giữa|het|cuoi|dau|giua) ")
_YEAR_SAID = re.compile(r"20\d\d|/\d\d?/\d\d\b|năm")
_TOO_FAR = 270  # days; a day that far ahead with no year said is one that has just passed
_OWN_WITHIN = 24  # characters
_SAID_PAST = frozenset({"just-then", "already-before"})
_OVER = frozenset({"sáng nay", "sang nay"})  # told of what has happened
_AS_OF = (" đến ", " tới ")  # "đến hôm nay 146 hộ"
_STORED = frozenset({"act", "forecast", "lone"})
# So told last, a day is that of the end where no row says more: "loa đủ cả, 14/1 nổ còi"; not so "mai", "tuần sau".
_FIXED = frozenset({"day-month", "day-month-words", "day-solar"})


@dataclass(slots=True)
class Moment:
    """A date at a place of the scanned text, and what it belongs to; `signal`: the rule that said so."""

    at: int
    mention: DateMention
    role: str | None
    signal: Signal | None


def find_moments(
    text: str, words: Sequence[str], dates: Sequence[tuple[int, DateMention]], today: date
) -> tuple[Moment, ...]:
    """What the `dates` of `text`, the words of which are `words`, belong to."""
    if not dates:
        return ()
    signals = rule_table("moments").scan(text, words)
    moments = [_moment(at, mention, signals, today) for at, mention in dates]
    last = moments[-1]
    if last.role is None and last.mention.rule in _FIXED and last.mention.end and last.mention.end > today:
        last.role = "forecast"
    return tuple(moments)


def _moment(at: int, mention: DateMention, signals: Iterable[Signal], today: date) -> Moment:
    if _is_past(mention, today):
        return Moment(at, mention, "past", None)
    signal = next((s for s in signals if s.start <= at < s.end), None)
    role = signal.meaning if signal else None
    if (
        signal is not None
        and signal.rule.name == "already-near"
        and (mention.rule != "near" or mention.end != today)
    ):
        role = "forecast"  # only today can be both said and past
    if role == "past" and signal is not None and signal.rule.name == "already-after" and soon(mention, today):
        role = "act"  # "chủ nhật này tổ chức rồi" is soon
    if role == "past" and signal is not None and signal.rule.name in _SAID_PAST and next_one(mention, today):
        role = None
    near = mention.rule == "near" and mention.end is not None and mention.end > today
    if near and signal is not None and signal.rule.name == "as-of":
        role = "forecast"  # "hôm mốt" is still to come
    if role == "topic" and (mention.rule not in _PERIODS or _PART.match(mention.words.lstrip())):
        role = "forecast"
    return Moment(at, mention, role, signal)


def next_one(mention: DateMention, today: date) -> bool:
    """ "Tuần sau", "mai": no word of the past makes it one."""
    said = mention.words.rstrip().endswith((" sau", " tới", " toi", " mai"))
    return soon(mention, today) or (said and mention.end is not None and mention.end > today)


def soon(mention: DateMention, today: date) -> bool:
    """ "Chủ nhật này", "mai": said to be still to come."""
    said = mention.words.rstrip().endswith((" này", " nay", " tới", " toi", " sau"))
    said = said and mention.rule in ("weekday", "weekday-day", "weekday-short", "day-soon")
    return (said or mention.rule == "near") and mention.end is not None and mention.end > today


def _is_past(mention: DateMention, today: date) -> bool:
    if mention.end is None:
        return False
    too_far = (mention.end - today).days > _TOO_FAR and mention.duration is None
    return mention.end < today or (too_far and not _YEAR_SAID.search(mention.words))


def ahead(moment: Moment, today: date) -> bool:
    """A day still to come on which more happens."""
    day = moment.mention.end
    return moment.role in (*_STORED, "step") and day is not None and day > today


def counted_day(mention: DateMention, task: OpenTask, today: date) -> date | None:
    """A wished or late duration is counted from the deadline, or from today when that is past."""
    if mention.duration is not None:
        return add_duration(max(task.deadline or today, today), mention.duration)
    return mention.end


def wished_day(mention: DateMention, task: OpenTask, today: date) -> date | None:
    """As `counted_day`; the end of a month that is no later than the deadline is that of the next month."""
    day = counted_day(mention, task, today)
    if day and mention.rule == "month-part" and task.deadline and today <= day <= task.deadline:
        return month_end(*months_from(day, 1)) if day.month != (day + timedelta(days=1)).month else day
    return day


_OPENING = late(r"khai mac|khai hoi|mo man|dien ra")
_EVENT = late(
    r" (?:hoi cho|le hoi|hoi thi|ngay hoi|trien lam|festival|dai hoi|lien hoan|hoi dien|hoi thao|hoi nghi|cuoc thi|tuan le|hoi trai|dien dan|toa dam|giai [a-z]+) "
)
_CONTESTED = re.compile(r" ?thi (?!thu |tuyen )")
_CONTEST = late(r" (?:hoi thi|cuoc thi|ky thi) ")
_CLAUSE_END = re.compile(r"[,;.!?\n]")
_MORE_SAID = late(
    r" ?(?:[,;.!?\n]|\Z| (?:được|nhé|nha|thôi|vậy|đi|với|cho|giúp|có được|vì|do|để|mới|thì|là|em|anh)(?= |$))"
)


def belongs_to_wish(text: str, wishes: Sequence[Signal], moment: Moment) -> bool:
    """Said in the clause of a wish, or alone in its own: "xin gia hạn ạ, cuối năm việc dồn quá" wishes no day."""
    for wish in wishes:
        between = text[wish.end : moment.at] if wish.end <= moment.at else text[moment.at : wish.start]
        if _CLAUSE_END.search(between) is None:
            return True
    return moment.role in ("ask", "act") or _MORE_SAID.match(text, moment.at + 2) is not None


def expected_day(moment: Moment, task: OpenTask, text: str, *, late: bool, today: date) -> date | None:
    """The day on which the task is to be completed or handed in, when that is what the date says."""
    role = moment.role
    if moment.mention.words.strip().lower() in _OVER:
        return None
    if moment.mention.end == today and text.endswith(_AS_OF, 0, moment.at):
        return None
    if ends_the_task(moment, task, text):
        role = "act"
    if late and moment.mention.duration is not None and role not in ("past", "document", "topic"):
        return counted_day(moment.mention, task, today)
    return moment.mention.end if role in _STORED else None


def ends_the_task(moment: Moment, task: OpenTask, text: str) -> bool:
    """Tập huấn is the end of a training task, khảo sát of a survey; "4/9 trao" that of "Trao 100 tủ sách"."""
    step = moment.signal
    if moment.role is None and moment.mention.end is not None:
        behind = fold(text[moment.at + 2 : moment.at + _OWN_WITHIN]).removeprefix("moi ").split()[:2]
        after = list(takewhile(str.isalpha, behind))
        return bool(after) and fold(task.title).split()[: len(after)] == after
    if moment.role != "step" or step is None:
        return False
    title = f" {fold(task.title)} "
    said = fold(text[step.start : step.end])
    if _OPENING.search(said) is not None and _EVENT.search(title) is not None:
        return True
    if _CONTESTED.match(said) is not None and _CONTEST.search(title) is not None:
        return True
    return any(f" {a} {b} " in title for a, b in pairwise(said.split()))
