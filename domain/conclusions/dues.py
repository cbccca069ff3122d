"""Finding the deadline in a clause: which of its dates is one, and the words that say so."""

import re
from dataclasses import dataclass
from datetime import date

from domain.conclusions.sentences import Piece
from domain.conclusions.tables import pattern
from domain.conclusions.values import Due
from domain.dates import DateMention, find_dates
from domain.dates.rules import number, period_of
from domain.deadlines import read_deadline
from domain.text import fold

# how find_dates names its rules: spans and weeks are deadlines as they stand, periods and days need a word before
_AS_THEY_STAND = frozenset(
    {
        "week",
        "week-part",
        "next-week",
        "week-of-month",
        "near",
        "span",
        "span-from-day",
        "day-range",
        "to-year-end",
    }
)
_PERIODS = frozenset(
    {
        "month", "month-short", "this-month", "quarter", "this-quarter", "year", "month-part", "quarter-part", "year-part",
        "months-of-year", "months-list", "quarters", "last-working-day",
    }
)  # fmt: skip
_DAYS = frozenset(
    {
        "day-month-year", "day-month", "day-month-words", "day-of-this-month", "day", "day-in-part", "weekday",
        "weekday-day", "iso", "month-day", "weekday-short",
    }
)  # fmt: skip
_WITHIN = ("trong", "hết", "cuối", "đầu", "giữa", "trước", "từ")
_ORDINAL = re.compile(
    r"thứ (?:hai|ba|tư|năm|sáu|bảy)"
)  # "lối thoát nạn thứ hai"; a day of the week is "thứ Hai"
_SAID_AS_A_DAY = ("ngày", "thứ", "chiều", "sáng")
# the week or the day that is named counts, not the present one
_PRESENT = re.compile(r"trong (?=tuần (?:thứ|đầu|cuối|\d)|ngày (?:\d|mai))", re.IGNORECASE)
_EVERY = re.compile(
    r"(?:định kỳ|cứ|mỗi)\s(\d{1,2}|nửa|hai|ba|sáu)\s(ngày|tuần|tháng|năm)\b(?:\s?(?:/|một|1)\s?(?:1|một)?\s?lần)?"
    r"|(?:mỗi|các) (?:sáng |chiều )?(thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b"
    r"|(?:vào )?(ngày \d{1,2} và (?:ngày )?cuối tháng)(?! \d)"
    r"|định kỳ[^,;.]{0,40}\b(tuần|tháng|quý|năm)\b(?!\s?\d)"
)
_HALF = {"tháng": "P2W", "năm": "P6M"}
_ONE_MORE = re.compile(
    r"(?:trong|hết|vào|tháng|quý) (?:tháng|quý)? ?[\divx/]+,? và $"
)  # "trong quý II và quý III"
_LOOK_BACK = 60
_MUST = re.compile(r"(?:phải|cần|đều|và|để|hoàn thành|xong|hoàn tất|kết thúc|\s)*")


@dataclass(frozen=True, slots=True)
class DueAt:
    """A deadline and the span of its words in the clause."""

    due: Due
    start: int
    end: int


def find_due(clause: Piece, today: date) -> DueAt | None:
    """The deadline of a clause: what returns, else the last date that is meant as one, else a condition."""
    text = _PRESENT.sub(lambda found: " " * len(found[0]), clause.text)
    mentions = [mention for mention in find_dates(text, today) if mention.rule != "part-of-day"]
    periodic = _returning(clause, mentions, today)
    if periodic is not None:
        return periodic
    dated = [found for mention in mentions if (found := _dated(clause, mention, today)) is not None]
    ended = [found for found in dated if found.due.end]
    if ended:
        return ended[-1]
    conditional = _undated(clause, "conditional")
    if conditional is not None:
        return conditional
    return dated[-1] if dated else _undated(clause, "by_plan") or _undated(clause, "standing")


def without(clause: Piece, found: DueAt) -> str:
    """The clause without the words of its deadline."""
    return f"{clause.text[: found.start]} {clause.text[found.end :]}"


def is_only_a_due(clause: Piece, found: DueAt) -> bool:
    """Whether nothing but a deadline stands there ("hoàn thành trong tháng 9/2025")."""
    around = pattern("deadlines", "around")
    before, after = clause.words[: found.start], clause.words[found.end :]
    before = pattern("deadlines", "conditional").sub("", before)  # "xong trước mùa mưa, muộn nhất 20/9"
    return around.fullmatch(before) is not None and around.fullmatch(after) is not None


def opens_with(clause: Piece, found: DueAt) -> bool:
    """Whether it begins with being done in time ("phải hoàn thành trong quý II để giao mặt bằng")."""
    before = clause.words[: found.end]
    return (
        pattern("orders", "completed").search(before) is not None
        and _MUST.fullmatch(clause.words[: found.start]) is not None
    )


def _undated(clause: Piece, doubt: str) -> DueAt | None:
    found = pattern("deadlines", doubt).search(clause.words)
    if found is None:
        return None
    words = clause.text[slice(*found.span())].strip()
    return DueAt(Due(words, None, None, None, doubt), *found.span())


def _returning(clause: Piece, mentions: list[DateMention], today: date) -> DueAt | None:
    for mention in mentions:
        if mention.recurrence is None:
            continue
        start, end = mention.span
        if pattern("deadlines", "named_period").search(clause.words[:start]):
            continue
        if mention.rule == "by-unit" and re.match(
            r"\s\d", clause.words[end:]
        ):  # "định kỳ ngày 05 và ngày 20 hằng tháng"
            continue
        before = pattern("deadlines", "before_period").search(clause.words[:start])
        after = pattern("deadlines", "after_period").match(clause.words, end)
        start, end = before.start() if before else start, after.end() if after else end
        words = clause.text[start:end].strip(" ,;")
        read = read_deadline(words, today)
        recurrence = read.recurrence or mention.recurrence
        return DueAt(Due(words, read.start, read.end, recurrence, None), start, end)
    every = _EVERY.search(clause.words)
    if every is None:
        return None
    words = clause.text[slice(*every.span())]
    return DueAt(Due(words, None, None, _period(every), None), *every.span())


def _period(every: "re.Match[str]") -> str:
    if every[3]:
        return "P1W"
    if every[4]:
        return _HALF["tháng"]
    if every[5]:
        return period_of(1, fold(every[5]))
    if every[1] == "nửa":
        return _HALF.get(every[2], "P1W")
    return period_of(number(fold(every[1])), fold(every[2]))


def _dated(clause: Piece, mention: DateMention, today: date) -> DueAt | None:
    """The mention as a deadline; None where it only belongs to something's name."""
    start, end = mention.span
    before = clause.words[:start]
    in_session = pattern("deadlines", "in_session").search(before)
    dated_session = in_session and mention.rule not in (
        "year",
        "year-part",
    )  # "kỳ họp tháng 11" is in November
    if pattern("deadlines", "named").search(before[-_LOOK_BACK:]) and not dated_session:
        return None
    within = clause.words.startswith(("trong ", "hết "), start)
    if pattern("deadlines", "named_by").search(before[-_LOOK_BACK:]) and not dated_session and not within:
        return None
    if tail := pattern("deadlines", "from_issue").match(clause.words, end):
        end = tail.end()
    trigger = pattern("deadlines", "trigger").search(before)
    begins = trigger.start() if trigger and trigger[0].strip() else start
    words = clause.text[begins:end].strip(" ,;:")
    if not _meant(clause, mention, begins < start, end):
        return None
    opens = pattern("deadlines", "from").search(before)
    if opens and mention.rule in _DAYS | _PERIODS:
        if not pattern("deadlines", "begins").search(before):
            return None
        return DueAt(Due(words, mention.start or mention.end, None, None, None), begins, end)
    read = read_deadline(_PRESENT.sub("", words), today)
    last = read.end or mention.end
    if last is None:
        return None
    return DueAt(Due(words, read.start, last, None, "past" if last < today else None), begins, end)


def _meant(clause: Piece, mention: DateMention, triggered: bool, end: int) -> bool:
    """Whether a date is meant as a deadline, by the words around it."""
    own = clause.words[mention.span[0] : mention.span[1]]
    if clause.words.startswith(" học", mention.span[1]):  # "đầu năm học"
        return False
    if pattern("deadlines", "lunar").match(clause.words, mention.span[1]):
        return False
    if mention.rule in _AS_THEY_STAND:
        hangs = mention.rule.startswith("span") and pattern("deadlines", "from_event").match(
            clause.words, mention.span[1]
        )
        return not hangs
    if mention.rule == "year-part":
        return triggered or own.startswith(("trong", "hết"))
    if mention.rule == "year":
        within = pattern("deadlines", "within_year").search(clause.words[: mention.span[0]])
        return own.startswith(("trong", "hết", "cuối")) or (triggered and within is not None)
    if mention.rule in _PERIODS:
        listed = _ONE_MORE.search(clause.words[: mention.span[0]])
        return triggered or own.startswith(_WITHIN) or listed is not None
    if mention.rule in _DAYS:
        if not triggered and _ORDINAL.match(clause.text, mention.span[0]):
            return False
        last = not clause.words[end:].strip(" .;,)/")
        if not triggered and _told_aside(clause.words[: mention.span[0]]):
            return False
        last = last or clause.words[: mention.span[0]].endswith(": ")  # "Ra quân: ngày 31/5, tại xã X"
        named = own.startswith(_SAID_AS_A_DAY) or mention.rule == "day-month-year"
        return triggered or (last and named)
    return False


def _told_aside(before: str) -> bool:
    """ "lớp đào tạo (khai giảng 05/9/2026)": a date within brackets behind other words."""
    opened = before.rpartition("(")[2] if before.rfind("(") > before.rfind(")") else ""
    return bool(opened.strip()) and pattern("deadlines", "around").fullmatch(opened) is None
