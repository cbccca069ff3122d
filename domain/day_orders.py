"""What the Secretariat says of days: off, made up for, or as the country has them again."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.dates import find_dates
from domain.refusal import Refusal
from domain.text import clean, fold

OFF, ON, AS_THE_COUNTRY = "off", "on", "as_the_country"
LONGEST = 15
FURTHEST = timedelta(days=731)
_VERBS = (
    (ON, re.compile(r"(?:lam bu|di lam|lam viec|on)\b:?")),
    (OFF, re.compile(r"(?:cho |them )?(?:ngay )?(?:nghi|off)\b(?: le| bu)?:?")),
    (AS_THE_COUNTRY, re.compile(r"(?:bo|xoa|huy|remove)\b(?: ngay)?(?: (?:nghi|lam bu))?:?")),
)


@dataclass(frozen=True, slots=True)
class DayOrder:
    """`verb`: OFF, ON or AS_THE_COUNTRY. `days`: those that the order really changes."""

    verb: str
    days: tuple[date, ...]
    name: str


def read_day_order(words: str, today: date, calendar: WorkCalendar) -> DayOrder | None:
    """ "nghỉ 2/1/2026 Tết Dương lịch", "làm bù 10/1", "bỏ 2/1"; None where no such verb begins it."""
    words = clean(words)
    folded = fold(words)
    for verb, begins in _VERBS:
        if found := begins.match(folded):
            return _order(verb, words[found.end() :].strip(), today, calendar)
    return None


def changed(calendar: WorkCalendar, order: DayOrder) -> WorkCalendar:
    """The calendar once the order is carried out."""
    off = {day: name for day, name in calendar.off.items() if day not in order.days}
    on = {day: name for day, name in calendar.on.items() if day not in order.days}
    if order.verb != AS_THE_COUNTRY:
        target = off if order.verb == OFF else on
        target |= dict.fromkeys(order.days, order.name)
    return replace(calendar, off=off, on=on)


def _order(verb: str, words: str, today: date, calendar: WorkCalendar) -> DayOrder:
    mentions = [m for m in find_dates(words, today) if m.end is not None]
    named = next((m for m in mentions if any(ch.isdigit() for ch in m.words)), None)
    chosen = named or (mentions[0] if mentions else None)
    if chosen is None or chosen.end is None:
        raise Refusal("day_not_seen", words=words)
    first, last = chosen.start or chosen.end, chosen.end
    if first < today:
        raise Refusal("day_past", day=first)
    if last - today > FURTHEST:
        raise Refusal("day_too_far", day=last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) > LONGEST:
        raise Refusal("days_too_many", count=len(days))
    name = " ".join((words[: chosen.span[0]] + " " + words[chosen.span[1] :]).split()).strip(" ,;:.-–()")
    return DayOrder(verb, effective(verb, days, calendar), name[:100])


def effective(verb: str, days: list[date], calendar: WorkCalendar) -> tuple[date, ...]:
    """Those that would be another kind of day; Refusal when none would."""
    if verb == AS_THE_COUNTRY:
        ours = tuple(day for day in days if day in calendar.off or day in calendar.on)
        if not ours:
            raise Refusal("day_not_ours", day=days[0], working=calendar.is_working(days[0]))
        return ours
    found = tuple(day for day in days if calendar.is_working(day) is (verb == OFF))
    if not found:
        raise Refusal("day_is_so_already", day=days[0], working=verb == ON)
    return found
