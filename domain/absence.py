"""Who is away, from when to when, and who stands in: what was said of it, and why it cannot be."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.dates import find_dates
from domain.text import clean, fold

HALF_A_YEAR = 183
_DAY = r"(?:ngày\s+|ngay\s+)?(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?"
_FROM = r"(?:(?:từ|tu)\s+)?(?:ngày\s+|ngay\s+)?"
_TO = r"\s*(?:-|–|—|đến|den|tới|toi)\s*(?:hết\s+|het\s+)?"
_PAIR = re.compile(rf"{_FROM}(\d{{1,2}})(?:[/.](\d{{1,2}})(?:[/.](\d{{4}}))?)?{_TO}{_DAY}", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:từ|đến|tới|hết|ngày|đồng chí|đ/?c|anh|chị|cô|chú|em|tôi|mình|bác|ông|bà|là|nhờ|người|thay|trong|"
    r"thời gian|vắng|đi|xin|sẽ|nghỉ|phép|công tác|học|mặt|giúp|việc|giao|cho|và|ạ|nhé|dạ|báo cáo|cử)\b"
    r"|[-–—,.;:()«»\"]",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^\W*(?:(?:da|bao cao|em|toi|minh|anh|chi)\s+)*(?:(?:xin|se|di|duoc)\s+)*"
    r"(?:(?:vang(?: mat)?|cong tac)(?=\s+(?:\d|tu|den|ngay|mai|tuan|thu))|nghi phep|nghi che do|nghi thai san"
    r"|(?<=di )cong tac|di hoc)\b"
)
_CODE = re.compile(r"\b[a-z]{1,6}\d")  # NV04: then it is about a task
_BACK = re.compile(
    r"\W*(?:(?:da|bao cao|vang|em|toi|minh)\s+)*(?:da\s+)?(?:ve|di lam|quay lai)"
    r"(?:\s+(?:roi|lai|lam viec|co quan|a|nhe))*\W*"
)


@dataclass(frozen=True, slots=True)
class Said:
    """None and "": not said. `name`: of whoever stands in, as it was typed."""

    first: date | None
    last: date | None
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days of an absence, both included."""

    first: date
    last: date

    def meets(self, other: "Span") -> bool:
        return self.first <= other.last and other.first <= self.last


class NoSuchDay(ValueError):
    """31/9."""


def says_away(words: str) -> bool:
    """ "em xin nghỉ phép từ 5/10 đến 12/10": the sender, not a task, and there are days in it."""
    agrees = "vâng" in clean(words).lower()  # which without its marks is "vắng" too
    plain = fold(words)
    if agrees or _CODE.search(plain):
        return False
    return _AWAY.search(plain) is not None and any(ch.isdigit() for ch in plain)


def says_back(words: str) -> bool:
    """ "em về rồi ạ", "tôi đã về"."""
    return _BACK.fullmatch(fold(words)) is not None


def read_absence(words: str, today: date) -> Said:
    """NoSuchDay for a day that does not exist. A single day is the first and the last."""
    words = clean(words)
    pair = _PAIR.search(words)
    if pair is not None:
        last = _day(pair[4], pair[5], pair[6], today)
        first = _day(pair[1], pair[2] or pair[5], pair[3] or pair[6], today)
        if first > last and pair[6] is None and (first - last).days > HALF_A_YEAR:
            last = last.replace(year=first.year + 1)  # over the turn of the year
        return Said(first, last, _name(words[: pair.start()] + " " + words[pair.end() :]))
    found = [mention for mention in find_dates(words, today) if mention.end is not None]
    if not found:
        return Said(None, None, _name(words))
    rest = words
    for mention in reversed(found):
        rest = rest[: mention.span[0]] + " " + rest[mention.span[1] :]
    return Said(found[0].start or found[0].end, found[-1].end, _name(rest))


def objection(span: Span, today: date, others: Collection[Span]) -> str | None:
    """Why these days cannot be, as the reason of a Refusal. `others`: days already given to a deputy."""
    if span.last < span.first:
        return "away_backwards"
    if span.first < today:
        return "away_past"
    if any(span.meets(other) for other in others):
        return "away_overlaps"
    return None


def is_called(name: str, words: str) -> bool:
    """Whether somebody of that name may be meant by `words`: all of it, or its last words."""
    wanted, known = fold(words).split(), fold(name).split()
    return bool(wanted) and known[-len(wanted) :] == wanted


def _day(day: str, month: str, year: str | None, today: date) -> date:
    """Without a year the nearest that is not long past."""
    try:
        found = date(int(year or today.year), int(month), int(day))
    except ValueError:
        raise NoSuchDay(f"{day}/{month}") from None
    if year is None and (today - found).days > HALF_A_YEAR:
        found = found.replace(year=today.year + 1)
    return found


def _name(rest: str) -> str:
    return " ".join(_NO_NAME.sub(" ", rest).split())
