"""The value of an indicator in a reply: "5G phủ 20%", "đạt 12/20 khu vực", "tỷ lệ hồ sơ 85,5 %".

Who and what is meant, and how the work stands, is read by `domain.replies`; here only the number is sought.
It counts only where every word around it is known to leave it as it is: "gần 25%", "được giao 25%" and
"25% kế hoạch" are no value, and the list of such words has no end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.indicators import Direction, Goal, reaches
from domain.replies.numbers import mask_foreign
from domain.replies.words import standard_words
from domain.text import fold
from domain.work import Said, Work

_N = r"\d+(?:[.,]\d+)*"
_PERCENT = r"%|phan tram"
_HERE = "@"  # stands for the number among the words
_WORD = re.compile(rf"[^\W\d_]+|\d+(?:[.,/]\d+)*%?|[#{_HERE}]")
_ENDS = re.compile(r"[;\n()\[\]|]|,(?!\d)|\.(?!\d)|\bnhung\b")
# words between which a number is a value, beside those of the indicator's name
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        """da duoc dat la thi hien nay gio bay den tinh moi chi co roi r a ah nhe nha em anh dong bao cao bc
        gui ket qua so lieu tong cong chung toan ca thoi phu len xuong tang giam tu o muc nhu vang thua kinh
        ben minh don vi xong hoan thanh cap nhat hom dang thuc ty le gia tri tiep lai va deu""",
    )
)
# behind these a number is what is aimed at, what is missing, or how much it rose
_AIMED = (
    r"muc tieu|ke hoach|chi tieu|yeu cau|phan dau|du kien|se|target|neu|gia su|mong|hy vong|cam ket|hua"
    r"|co gang"
)
_OTHER = re.compile(
    rf"\b(?:{_AIMED}|so voi|chua|khong|thieu|can|cung ky|toan quoc|ca nuoc|binh quan)\b[^@]*$"
)
_CHANGE = re.compile(r"\b(?:tang|giam|tu)\b(?:(?! (?:len|xuong|con)\b)[^@])*$")
# of another time, and so not how it stands
_ELSEWHEN = re.compile(
    r"\b(?:cuoi (?:nam|quy|thang)|(?:nam|quy|thang|tuan|ky) (?:sau|toi|truoc|ngoai)|truoc day|den nam)\b"
    r"[^@]*$"
)
_AHEAD = re.compile(rf"\b(?:{_AIMED}|cuoi (?:nam|quy|thang)|(?:nam|quy|thang|tuan|ky) \w+)\b")
_ROSE = re.compile(r"\b(?:tu|tang|giam) (?:tu )?[\d.,]+%? (?=(?:len|xuong|con)\b)")
_BELOW_NOTHING = re.compile(r"(?:^|\s)[-−]\s?\d")
_DAY_MONTH = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\s*/\s*(?:0?[1-9]|1[0-2])(?!\d)")
_BEFORE_CODE = re.compile(r"(?:^|[,;.:\n])\s*(?:(?:được|đạt|duoc|dat)\s+)?\d[^,;:\n]*$|\d\s*%[^,;:\n]*$")
_LEFT = re.compile(r"\bcon(?: lai)?$")
_SHORT_OF_IT = re.compile(r"\b(?:chua (?:dat|toi|du|den|duoc|xong|hoan thanh)|khong dat)\b")
_OF_TARGET = re.compile(r"\b(?:dat|hoan thanh|xong)\b")
_CLAIM = re.compile(r"\b(?:dat|vuot)\b")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_NEVER_STRIPPED = frozenset({"phan", "dau", "du", "kien", "se", "tang", "giam", "muc", "tieu"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A number in the indicator's unit; `plain`: nothing around it makes it something else than its value."""

    value: float
    plain: bool


def value_in(words: str, goal: Goal, name: str = "") -> float | None:
    """The one value in the indicator's unit; None where there is none, or it is not clear what is meant.

    `name`: code and title of the indicator, whose words may stand beside it.
    """
    text = _standard(words)
    found = list(_numbers(text, goal, [word for word in _WORD.findall(fold(name)) if word != _HERE]))
    values = {one.value for one in found}
    if len(values) != 1 or not all(one.plain for one in found) or _BELOW_NOTHING.search(words):
        return None
    value = values.pop()
    if _SHORT_OF_IT.search(text) and reaches(goal, value):
        return None
    if fold(goal.unit) != "%" or goal.direction is Direction.LOWER or (goal.target or 100) >= 100:
        return value
    of_target = value == 100 and _OF_TARGET.search(text)  # "đạt 100%" may be said of the target
    return None if of_target or value > 100 else value


def holds_number(words: str, goal: Goal) -> bool:
    """Whether there is any number in the indicator's unit, its value or not."""
    unit = fold(goal.unit)
    return bool(unit) and re.search(rf"\d\s*(?:{_unit(unit)})(?!\w)", _standard(words)) is not None


def _standard(words: str) -> str:
    standard = standard_words(words).words
    return fold(mask_foreign("".join(f" {word}" for word in standard), standard))


def _unit(folded: str) -> str:
    return _PERCENT if folded == "%" else re.escape(folded)


def _numbers(text: str, goal: Goal, name: Sequence[str]) -> Iterator[_Found]:
    """Those that are told to be something else are left out."""
    unit = fold(goal.unit)
    if not unit:
        return
    share = rf"(?:\s*/\s*{_N})" if unit != "%" else "(?!)"
    number = rf"(?<![\d.,/\-])({_N})"
    pattern = re.compile(rf"{number}{share}?\s*(?:{_unit(unit)})(?!\w)")
    if not pattern.search(text):  # "đạt 12/20"
        pattern = re.compile(rf"{number}{share}(?![\w/%])(?!\s*(?:{_PERCENT}))")
        text = _DAY_MONTH.sub(" ", text)
    before = ""
    for clause in _ENDS.split(text):
        numbers = list(pattern.finditer(clause))
        for one in numbers:
            heard = _around(clause, one, name)
            if not _is_another(heard.partition(_HERE)[0].strip(), goal) and not _AHEAD.search(before):
                value = number_of(one[1]) if unit != "%" or not _THOUSANDS.fullmatch(one[1]) else None
                yield _Found(value or 0.0, value is not None and _is_plain(heard, name, goal))
        before = "" if numbers else clause


def _around(clause: str, number: re.Match[str], name: Sequence[str]) -> str:
    """The words of the clause without runs of the indicator's name, and a mark for the number."""
    words = _WORD.findall(f"{clause[: number.start()]} {_HERE} {clause[number.end() :]}")
    kept, at = [], 0
    while at < len(words):
        run = 0
        while at + run < len(words) and _stands_in(words[at : at + run + 1], name):
            run += 1
        kept += [] if run > 1 else words[at : at + 1]
        at += max(run, 1)
    return " ".join(kept)


def _stands_in(run: Sequence[str], name: Sequence[str]) -> bool:
    if not _NEVER_STRIPPED.isdisjoint(run):
        return False
    return any(list(name[at : at + len(run)]) == list(run) for at in range(len(name) - len(run) + 1))


def _is_plain(heard: str, name: Sequence[str], goal: Goal) -> bool:
    known = _PLAIN | set(name) | {_HERE}
    if goal.direction is Direction.LOWER:
        known |= {"con"}
    return all(word in known for word in _SHORT_OF_IT.sub(" ", _ROSE.sub("", heard)).split())


def stated(goal: Goal, said: Said, words: str | None, name: str = "") -> tuple[Said, float | None]:
    """What is said of an indicator, and the value in it. `words`: what was said of it alone.

    A value is no progress of work, and one that falls short of the target is not done, whatever the words.
    A percentage that is no value is none of the work either, and more than all of it is a slip.
    """
    value = value_in(words, goal, name) if words else None
    if value is None:
        if fold(goal.unit) != "%" and re.search(_PERCENT, fold(words or "")):
            return said, None
        slip = said.work is Work.DONE and (said.percent or 0) > 100
        return replace(said, work=Work.IN_PROGRESS if slip else said.work, percent=None), None
    work = said.work
    if work is Work.DONE and not reaches(goal, value):
        work = Work.IN_PROGRESS
    return replace(said, work=work, percent=None, done=None, total=None), value


def claims_without_value(words: str) -> bool:
    """ "đạt rồi", "vượt mục tiêu": said without a number, and not "xong" either."""
    return _CLAIM.search(fold(words)) is not None


def parts_by_code(words: str, refs: Iterable[str]) -> Mapping[str, str]:
    """What stands behind each code, up to the next; empty where none is named.

    Where a number stands before the first of several ("2% CT03, 26% CT01") nothing is about one alone.
    """
    places = []
    for ref in refs:
        code = r"[\s.\-_]*".join(map(re.escape, re.sub(r"\W", "", ref)))
        if found := re.search(rf"(?<!\w){code}(?!\d)", words, re.IGNORECASE):
            places.append((found.start(), found.end(), ref))
    places.sort()
    if len(places) > 1 and _BEFORE_CODE.search(words[: places[0][0]]):
        return dict.fromkeys((ref for _, _, ref in places), "")
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
    if _LEFT.search(before):
        return goal.direction is Direction.HIGHER  # "chỉ còn 3%" is good news of what shall fall
    return any(sign.search(before) for sign in (_OTHER, _CHANGE, _ELSEWHEN))
