"""Deadlines as they are written when a task is assigned (guide §8)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from domain.dates import DateMention, find_dates
from domain.text import clean, fold


@dataclass(frozen=True, slots=True)
class DeadlinePhrase:
    """`rule`: what read it; None: nothing found. `doubt`: conditional ("ngay sau khi…"), by_plan ("theo kế
    hoạch đã được phê duyệt"), standing (thường xuyên), past, or None."""

    start: date | None
    end: date | None
    recurrence: str | None
    rule: str | None
    doubt: str | None


NOTHING = DeadlinePhrase(None, None, None, None, None)
_CONDITIONAL = re.compile(
    r"\bngay (?:sau )?khi\b|\bsau khi\b|\bkhi co\b|ke tu (?:ngay|khi) (?:nhan|co|duoc|hoan thanh|phe duyet)|"
    r"\bngay khi\b|\btruoc mua\b|\bhet hoc ky\b|\btuy theo\b"
)
_BY_PLAN = re.compile(r"\btheo (?:dung )?(?:ke hoach|tien do|lo trinh|quy dinh)\b")
_FROM_NOW = re.compile(r"\b(?:ke )?tu (?:nay|gio|hom nay|bay gio)\b.*\b(?:den|toi|cho den)\b")
_WHOLE_RANGES = frozenset({"day-range", "quarters", "months-list", "span-from-day", "span"})
_STANDING = re.compile(r"\bthuong xuyen\b|\blien tuc\b")
_FROM_THIS = re.compile(r"ke tu ngay (?:ban hanh|ky|co hieu luc)|ke tu hom nay|ke tu nay")
# as dateparser knows them, English and French, folded
_MONTHS = frozenset(
    "january february march april may june july august september october november december "  # noqa: SIM905
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def read_deadline(text: str, today: date) -> DeadlinePhrase:
    """The deadline that `text` gives, its words read against `today`; NOTHING where it gives none."""
    words = clean(unicodedata.normalize("NFC", text))
    folded = fold(words)
    found = [m for m in find_dates(words, today) if m.rule != "part-of-day"]
    conditional = _CONDITIONAL.search(folded) and not _FROM_THIS.search(folded)
    periodic = next((m for m in found if m.recurrence), None)
    if periodic is not None:
        return _periodic(words, found, periodic)
    dated = [m for m in found if m.end is not None]
    if conditional and not any(m.rule.startswith(("day", "iso")) for m in dated):
        return DeadlinePhrase(None, None, None, "conditional", "conditional")
    if dated:
        chosen = dated[-1] if _ranges(folded, len(dated)) else dated[0]
        start = dated[0].start or dated[0].end if chosen is not dated[0] else chosen.start
        if _FROM_NOW.search(folded):
            start = today
        elif len(dated) == 1 and _begins(words, chosen) and chosen.rule not in _WHOLE_RANGES:
            return DeadlinePhrase(chosen.start or chosen.end, None, None, chosen.rule, None)
        past = chosen.end is not None and chosen.end < today
        return DeadlinePhrase(start, chosen.end, None, chosen.rule, "past" if past else None)
    if _STANDING.search(folded):
        return DeadlinePhrase(None, None, None, "standing", "standing")
    if _BY_PLAN.search(folded):
        return DeadlinePhrase(None, None, None, "by-plan", "by_plan")
    return _foreign(words, folded, today)


def _periodic(words: str, found: list[DateMention], periodic: DateMention) -> DeadlinePhrase:
    """What returns: from the day said after "từ", to the last whole date that bounds it."""
    start = last = None
    for mention in (m for m in found if m.end and not m.recurrence):
        if _begins(words, mention):
            start = mention.start or mention.end
            last = mention.end if mention.rule in _WHOLE_RANGES else last
        elif _bounds(mention.words, yearly=periodic.recurrence == "P1Y"):
            last = last or mention.end
    return DeadlinePhrase(start, last, periodic.recurrence, periodic.rule, None)


def _begins(words: str, mention: DateMention) -> bool:
    """Whether "từ" stands before the date."""
    before = fold(words[max(0, mention.span[0] - 20) : mention.span[0]]).rstrip()
    return (
        before.endswith((" tu", " tu ngay", "ke tu"))
        or before == "tu"
        or fold(mention.words).startswith("tu ")
    )


def _ranges(folded: str, dates: int) -> bool:
    return dates > 1 and re.search(r"\btu\b.*\b(?:den|toi)\b", folded) is not None


def _bounds(words: str, *, yearly: bool) -> bool:
    """Only a whole date bounds a period: "ngày 25" names a day of each month, "30/11" one of each year."""
    if yearly and not re.search(r"20\d\d", words):
        return False
    return re.search(r"\d[/.-]\d", words) is not None


def _foreign(words: str, folded: str, today: date) -> DeadlinePhrase:
    """dateparser, for one isolated expression in another form or language, if its answer is plausible.

    Measured: on running text it takes "60%" for 2060 and "16/16" for 2116, so a day and a month's name must
    really stand there and the year must be near.
    """
    tokens = re.findall(r"[a-z]+|\d+", folded)
    if (
        not 2 <= len(tokens) <= 6
        or not any(t in _MONTHS for t in tokens)
        or not any(t.isdigit() for t in tokens)
    ):
        return NOTHING
    import dateparser

    anchor = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - dateparser wants it naive
    found = dateparser.parse(
        words,
        languages=["en", "fr"],
        settings={"RELATIVE_BASE": anchor, "PREFER_DATES_FROM": "future", "REQUIRE_PARTS": ["day", "month"]},
    )
    if found is None or abs(found.year - today.year) > 3:
        return NOTHING
    return DeadlinePhrase(None, found.date(), None, "dateparser", "past" if found.date() < today else None)
