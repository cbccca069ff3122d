"""The value of an indicator in a reply: "5G phủ 20%", "đạt 12/20 khu vực", "tỷ lệ hồ sơ 85,5 %".

Who and what is meant, and how the work stands, is read by `domain.replies`; here only the number is sought
that the reader passes over, for to a task "phủ 20%" says nothing of its progress.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.indicators import Direction, Goal, reaches
from domain.replies.numbers import mask_foreign
from domain.replies.words import standard_words
from domain.text import fold
from domain.work import Said, Work

_N = r"\d+(?:[.,]\d+)*"
_PERCENT = r"%|phan tram"
# a number behind these is what is aimed at, what is missing, or how much it rose
_OTHER = re.compile(
    r"\b(?:muc tieu|ke hoach|chi tieu|yeu cau|phan dau|du kien|se|so voi|chua|khong|tang|giam|tu|thieu"
    r"|can|target|cung ky|toan quoc|ca nuoc|binh quan|neu|gia su|mong|hy vong|cam ket|hua|co gang)"
    r"(?: (?!da\b|hien\b|nay\b|len\b|xuong\b|con\b)[^\s,;.\d]+){0,4}$"
)
# of another time, and so not how it stands
_ELSEWHEN = re.compile(
    r"\b(?:cuoi (?:nam|quy|thang)|(?:nam|quy|thang|tuan|ky) (?:sau|toi|truoc|ngoai)|truoc day|den nam)\b"
    r"[^,;.]{0,30}$"
)
_LEFT = re.compile(r"\bcon(?: lai)?$")
_CLAIM = re.compile(r"\b(?:dat|vuot)\b")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def value_in(words: str, goal: Goal) -> float | None:
    """The one value in the indicator's unit; None where there is none, or it is not clear which is meant."""
    unit = fold(goal.unit)
    if not unit:
        return None
    end = _PERCENT if unit == "%" else re.escape(unit)
    text = fold(mask_foreign("".join(f" {word}" for word in standard_words(words).words)))
    pattern = re.compile(rf"(?<![\d.,/])({_N})(?:\s*/\s*{_N})?\s*(?:{end})(?!\w)")
    found = {
        number_of(match[1])
        for match in pattern.finditer(text)
        if not _is_another(text[: match.start()].rstrip(), goal)
    }
    return found.pop() if len(found) == 1 else None


def stated(goal: Goal, said: Said, words: str | None) -> tuple[Said, float | None]:
    """What is said of an indicator, and the value in it. `words`: what was said of it alone.

    A value is no progress of work, and one that falls short of the target is not done, whatever the words.
    """
    value = value_in(words, goal) if words else None
    if value is None and fold(goal.unit) == "%":
        value = said.percent
    elif value is None and said.done is not None:
        value = float(said.done)
    if value is None:
        return said, None
    work = said.work
    if work is Work.DONE and not reaches(goal, value):
        work = Work.IN_PROGRESS
    return replace(said, work=work, percent=None, done=None, total=None), value


def claims_without_value(words: str) -> bool:
    """ "đạt rồi", "vượt mục tiêu": said without a number, and not "xong" either."""
    return _CLAIM.search(fold(words)) is not None


def parts_by_code(words: str, refs: Iterable[str]) -> Mapping[str, str]:
    """What stands behind each code, up to the next; empty where none is named."""
    places = []
    for ref in refs:
        code = r"[\s.\-_]*".join(map(re.escape, re.sub(r"\W", "", ref)))
        if found := re.search(rf"(?<!\w){code}(?!\d)", words, re.IGNORECASE):
            places.append((found.start(), found.end(), ref))
    places.sort()
    ends = [start for start, _, _ in places[1:]] + [len(words)]
    return {ref: words[after:end] for (_, after, ref), end in zip(places, ends, strict=False)}


def about_each(words: str, refs: Sequence[str]) -> Mapping[str, str]:
    """What of the text is about each of these alone; of the only one all of it."""
    return {refs[0]: words} if len(refs) == 1 else parts_by_code(words, refs)


def number_of(written: str) -> float:
    """ "85,5", "85.5" and "1.250": a point or a comma before three digits parts the thousands."""
    if _THOUSANDS.fullmatch(written):
        return float(re.sub(r"[.,]", "", written))
    whole, _, after = written.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}.{after}" if whole else after)


def _is_another(before: str, goal: Goal) -> bool:
    near = before[-60:]
    if _LEFT.search(near):
        return goal.direction is Direction.HIGHER  # "chỉ còn 3%" is good news of what shall fall
    return _OTHER.search(near) is not None or _ELSEWHEN.search(near) is not None
