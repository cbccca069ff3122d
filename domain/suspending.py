"""A pause of the reminders as it is ordered: "Sở X; Xã Y đến 15/10 bão số 10"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.dates import find_dates
from domain.extensions import is_far
from domain.refusal import Refusal
from domain.text import clean, fold

LONGEST = timedelta(days=366)
_ENDS = re.compile(r"(?:bo|thoi|ket thuc|cham dut|nhac lai|resume)\b:?\s*")
_BEFORE_THE_DAY = re.compile(
    r"[\s,]*(?:\b(?:cho|từ nay|tu nay|đến|den|tới|toi|hết|het|ngày|ngay|until)\b[\s,]*)+$", re.IGNORECASE
)
_BEFORE_THE_UNITS = re.compile(r"^(?:(?:nhắc|nhac|cho)\s+)+", re.IGNORECASE)
_BEFORE_THE_REASON = re.compile(
    r"^[\s,.;:()–-]*(?:(?:vì|vi|do|lý do|ly do|because of|because)\b:?\s*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PauseOrder:
    """`units`: the words that name them. Both days belong to the pause."""

    units: str
    from_day: date
    to_day: date
    reason: str


def ended_units(words: str) -> str | None:
    """The words after "bỏ": of which units the pause is over; None where no such word begins it."""
    words = clean(words)
    found = _ENDS.match(fold(words))
    return words[found.end() :] if found else None


def read_pause(words: str, today: date) -> PauseOrder:
    """Refusal where the day or the units are missing, or the day is none."""
    words = clean(words)
    mentions = [m for m in find_dates(words, today) if m.end is not None]
    said = [m for m in mentions if _BEFORE_THE_DAY.search(words[: m.span[0]]) or m.start is not None]
    chosen = next(iter(said or mentions), None)
    if chosen is None or chosen.end is None:
        raise Refusal("pause_until_when")
    units = _BEFORE_THE_UNITS.sub("", _BEFORE_THE_DAY.sub("", words[: chosen.span[0]])).strip(" ,;:")
    if not units:
        raise Refusal("pause_whom")
    if chosen.end < today:
        raise Refusal("pause_over", day=chosen.end)
    if is_far(chosen.end, chosen.words, today):
        raise Refusal("far_day", day=chosen.end)
    if chosen.end - today > LONGEST:
        raise Refusal("pause_too_long", day=chosen.end)
    reason = _BEFORE_THE_REASON.sub("", words[chosen.span[1] :]).strip(" ,.;:()–-")
    begins = chosen.start if chosen.start and chosen.rule != "week" else today
    return PauseOrder(units, max(begins, today), chosen.end, reason[:200])
