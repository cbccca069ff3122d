"""What the Secretariat changes about a proposed task, in words: "chủ trì: Sở Tài chính; hạn 30/9"."""

import re
from dataclasses import dataclass
from datetime import date

from domain.deadlines import read_deadline
from domain.importing.dues import day_in_figures
from domain.importing.values import NO_DUE, YEARS, Due
from domain.text import clean, fold

_KEYS = {
    "leads": r"chủ trì|chu tri",
    "coordinating": r"phối hợp|phoi hop",
    "deadline": r"thời hạn|thoi han|hạn|han",
    "text": r"nội dung|noi dung|việc|viec",
}
_ANY = "|".join(_KEYS.values())
_SHORT = "|".join(words for name, words in _KEYS.items() if name != "text")  # "việc này …" is no key
_WITH_COLON = re.compile(rf"(?:^|(?<=[\s;,.]))(?P<key>{_ANY})\s*:\s*", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:^|;\s*)(?P<key>{_SHORT})\s+(?!chế|che|mức|muc|ngạch)"
    r"|,\s*(?P<due>thời hạn|hạn|han)\s+"
    r"(?=\d|ngày|ngay|trong|trước|truoc|cuối|cuoi|hết|het|quý|quy|tháng|thang)",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(
    r"(?:\d|(?:ngày|trong|trước|hết|cuối|đầu|giữa|quý|tháng|từ|đến|chậm nhất|hằng|thường xuyên)\b)"
    r"[^;]{0,40}$",
    re.IGNORECASE,
)
_FILLER = re.compile(r"^(?:là|với)\s+", re.IGNORECASE)
_NO_DEADLINE = frozenset({"khong", "khong co", "khong co han", "khong han", "chua co", "bo"})
_SHORT_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d/-])")
_YEAR = re.compile(r"20\d\d")
_LEAP = 2024
_HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was said of each; None: nothing. `deadline` in the words that were typed."""

    leads: str | None = None
    coordinating: str | None = None
    deadline: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class AmendedDue:
    """`fault`: no_such_day, far_year, unreadable_deadline, end_before_start; then nothing else counts.

    `doubt`: conditional, by_plan, standing, past, no_date, or None.
    """

    due: Due
    start: date | None = None
    fault: str | None = None
    doubt: str | None = None


def read_amendment(words: str, today: date) -> Amendment | None:
    """None where no part of a task is named in it, and it is no deadline by itself."""
    named, said = _named(words), clean(words)
    if named is None and _DATE_ALONE.match(said):
        readable = read_due(said, today).fault in (None, "no_such_day", "end_before_start")
        return Amendment(deadline=said) if readable else None
    return named


def _named(words: str) -> Amendment | None:
    said = clean(words.replace("\n", "; "))
    marks = [(m.start("key"), m.end(), _field(m["key"])) for m in _WITH_COLON.finditer(said)]
    for m in _BARE.finditer(said):
        start = m.start("key") if m["key"] else m.start("due")
        if all(not begins <= start < ends for begins, ends, _ in marks):
            marks.append((start, m.end(), _field(m["key"] or m["due"])))
    if not marks:
        return None
    marks.sort()
    if said[: marks[0][0]].strip(" ;,."):
        return None
    parts: dict[str, str] = {}
    for (_, begins, name), following in zip(marks, [*(m[0] for m in marks[1:]), len(said)], strict=True):
        parts[name] = _FILLER.sub("", said[begins:following]).strip(" ;,.")
    return Amendment(**parts)


def read_due(words: str, today: date) -> AmendedDue:
    """The deadline that was typed, read against `today`."""
    if fold(words).strip(" .") in _NO_DEADLINE:
        return AmendedDue(NO_DUE, doubt="no_date")
    try:
        day = day_in_figures(words)
    except ValueError:
        return AmendedDue(NO_DUE, fault="no_such_day")
    if day is not None:
        return _of_day(day, None, None, today)
    if any(not _exists(int(d), int(m)) for d, m in _SHORT_DAY.findall(_YEAR.sub("", words))):
        return AmendedDue(NO_DUE, fault="no_such_day")
    phrase = read_deadline(words, today)
    if phrase.recurrence is not None:
        return AmendedDue(Due(None, words, phrase.recurrence, standing=False), phrase.start)
    if phrase.start is not None and phrase.end is not None:
        # "từ 15/10 đến 1/10" is read around the year, "từ 15/11 đến 15/2" means it
        guessed = str(phrase.start.year) not in words and "/" in words
        if phrase.start > phrase.end or (guessed and (phrase.end - phrase.start).days > _HALF_A_YEAR):
            return AmendedDue(NO_DUE, fault="end_before_start")
    if phrase.end is not None:
        return _of_day(phrase.end, words, phrase.start, today)
    if phrase.doubt in ("conditional", "by_plan", "standing"):
        return AmendedDue(Due(None, words, None, phrase.doubt == "standing"), doubt=phrase.doubt)
    return AmendedDue(NO_DUE, fault="unreadable_deadline")


def _of_day(day: date, words: str | None, start: date | None, today: date) -> AmendedDue:
    if day.year not in YEARS:
        return AmendedDue(NO_DUE, fault="far_year")
    due = Due(day, words, None, standing=False)
    return AmendedDue(due, start, doubt="past" if day < today else None)


def _exists(day: int, month: int) -> bool:
    try:
        date(_LEAP, month, day)
    except ValueError:
        return False
    return True


def _field(key: str) -> str:
    return next(name for name, words in _KEYS.items() if re.fullmatch(words, key, re.IGNORECASE))
