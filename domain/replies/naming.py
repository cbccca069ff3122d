"""Which task a reply speaks of (guide §3): codes, words of titles, ordinals, "all", "the others"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from domain.replies.tables import entries
from domain.replies.titles import title_mentions
from domain.replies.values import Context, OpenTask
from domain.replies.words import Words

_CODE = re.compile(
    r" (?:nv|nhiệm vụ(?: số)?|việc số|việc|đầu việc|#|mã)(?: ?[-#.:])? ?(?P<first>\d{1,3})(?![\d/%.]|,\d| ?%| phần)"
    r"(?P<more>(?:(?: ?, ?| ?\+ ?| ?& ?| và | với | / )(?:nv)? ?-?\d{1,3}(?![\d/%]|,\d| ?%| phần| [^\W\d_]{0,3}/))*)(?=\s|$)"
)
_GLUED = re.compile(
    r" nv-?(?P<first>\d{1,3}(?:,\d{1,3})*)(?P<more>(?: ?(?:,|\+|&|và|với) ?(?:nv)?-?\d{1,3}(?![\d/%]| ?%))*)(?=\s|$)"
)
_DIGITS = re.compile(r"\d+")
_NUMBER_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_NUM = r"(?:\d{1,2}|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)"
_THING = r"(?:việc|nhiệm vụ|cái|đề án|nội dung|nv|đầu việc|mục|phần việc|kế hoạch|con)"
_ORDINAL = re.compile(
    rf" (?:(?:{_THING}|ý) (?:thứ )?(?P<word>đầu tiên|đầu|thứ nhất|nhất|cuối cùng|cuối|trên cùng|dưới cùng)(?! (?:năm|tháng|tuần|quý|ngày|kỳ|mùa|đợt))"
    rf"|{_THING} (?:thứ|số) (?P<num>{_NUM})(?P<more>(?: (?:với|và|,)(?: {_THING})? thứ {_NUM})*))(?=\s|$)"
)
_SEVERAL = re.compile(
    rf" (?P<num>{_NUM}) {_THING}(?: đề án)? (?P<where>trên|dưới|đầu|cuối|sau|kia|còn lại|khác)(?=\s|$)"
)
_ALL = re.compile(
    rf" (?:(?:hết )?(?:cả|tất cả)(?: (?P<num>{_NUM}))(?: {_THING}| nhiệm vụ)?|(?P<pair>{_NUM}) {_THING}(?: [^\W\d_]+){{0,2}}? (?:đều|này)|(?P<lead>hai|ba|bốn|2|3|4) (?:việc|nhiệm vụ|đề án|cái|nv)(?= (?:xong|đã|đang|chưa|vẫn|cùng|rồi)|[ .!]*$)"
    rf"|(?:tất cả|toàn bộ|hết cả|các|mọi) (?:các )?{_THING}|tất cả(?! các)|hết cả|cả lũ|mọi thứ|(?<= xong )hết(?= (?:trừ|ngoại trừ|chỉ trừ)))(?=\s|$)"
)
_REST = re.compile(
    rf" (?:(?:những |các |mấy )?{_THING} (?:còn lại|khác|kia)|còn lại|số còn lại)(?=\s|$)(?! \d| là| phần|  <)"
)
_THIS = re.compile(rf" (?:{_THING}|nhiệm vụ) (?:này|nêu trên)(?=\s|$)")
_SPOKEN_ITEM = re.compile(r"(?:\A|(?<=[,;:.\n])) thứ (?P<num>nhất|hai|ba|tư|bốn|năm|2|3|4|5)(?= )")
_LIST_ITEM = re.compile(
    r"(?:(?:\A|(?<=\n)|(?<=[.;,])|(?<=[^\d\s])) (?P<num>\d{1,2}) ?[.):]|(?:\A|(?<=\n)) (?P<at>\d{1,2}) ?/)(?= )"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Tasks named at a place of the standard text.

    `refs` is empty when the words name no open task (`unknown`) or fit several equally (`candidates`);
    `weight`: how sure title words are; `count`: the number said with "all" or "the others".
    """

    start: int
    end: int
    refs: tuple[str, ...]
    kind: str
    unknown: bool = False
    candidates: tuple[str, ...] = ()
    weight: float = 9.0
    count: int = 0


def find_mentions(text: str, words: Words, context: Context) -> list[Mention]:
    """Every naming of tasks, in the order of the text, without overlaps."""
    tasks = context.tasks
    numbers = {int(m.group()): task.ref for task in tasks if (m := re.search(r"\d+$", task.ref))}
    found: list[Mention] = []
    if any(ch.isdigit() for ch in text):
        _codes(text, tasks, numbers, found)
        if len(tasks) > 1:
            _bare_codes(text, numbers, found)
    if len(tasks) > 1:
        _quantities(text, tasks, found)
        _ordinals(text, tasks, numbers, found)
    for match in _THIS.finditer(text):
        if context.reply_to in {task.ref for task in tasks}:
            _add(found, Mention(*match.span(), (str(context.reply_to),), "this"))
    if len(tasks) > 1:
        for told in title_mentions(words, tasks):
            refs, fits = (told.refs, ()) if told.meant else ((), told.refs)
            _add(found, Mention(told.start, told.end, refs, "title", candidates=fits, weight=told.weight))
    return sorted(found, key=lambda mention: mention.start)


_MOST = 60  # no reply names more


def _add(found: list[Mention], mention: Mention) -> None:
    if len(found) < _MOST and all(
        mention.end <= other.start or other.end <= mention.start for other in found
    ):
        found.append(mention)


def _codes(text: str, tasks: tuple[OpenTask, ...], numbers: dict[int, str], found: list[Mention]) -> None:
    for pattern in (_GLUED, _CODE):
        for match in pattern.finditer(text):
            sure = pattern is _GLUED or match.group().startswith((" nv", " #", " nhiệm vụ số", " mã"))
            codes = [int(n) for n in _DIGITS.findall(match["first"] + " " + match["more"])]
            refs = tuple(dict.fromkeys(numbers[n] for n in codes if n in numbers))
            if refs:
                _add(found, Mention(*match.span(), refs, "code"))
            elif sure and not (" số" in match.group() and 0 < codes[0] <= len(tasks)):
                _add(found, Mention(*match.span(), (), "code", unknown=True))
            elif 0 < codes[0] <= len(tasks) and "việc" in match.group():
                _add(found, Mention(*match.span(), (tasks[codes[0] - 1].ref,), "ordinal"))


@cache
def _unit_words() -> frozenset[str]:
    return frozenset(unit.split()[0] for unit in entries("units"))


def _bare_codes(text: str, numbers: dict[int, str], found: list[Mention]) -> None:
    pattern = re.compile(
        r"(?:\A|(?<=[,;.\n])|(?<= xong)|(?<= làm)|(?<= rồi)|(?<= chưa)|(?<= và)|(?<= còn)|(?<= với)|(?<= nhưng)) 0?(?P<num>\d{1,3})"
        r"(?= (?!%|phần trăm|/|ngày|tuần|tháng|năm|hôm|giờ|phút|\d)| \d+(?:[.,]\d+)? ?%|:| ?:)"
    )
    units = _unit_words()
    hits = [m for m in pattern.finditer(text) if int(m["num"]) in numbers]
    items = list(_LIST_ITEM.finditer(text))
    if len(items) > 1 and [int(m["num"] or m["at"]) for m in items] == list(range(1, len(items) + 1)):
        return
    for match in hits:
        after = text[match.end() :].split(maxsplit=1)
        if after and after[0] not in units:
            _add(found, Mention(*match.span(), (numbers[int(match["num"])],), "code"))


def _ordinals(text: str, tasks: tuple[OpenTask, ...], numbers: dict[int, str], found: list[Mention]) -> None:
    items = list(_LIST_ITEM.finditer(text))
    if (
        len(items) > 1
        and [int(m["num"] or m["at"]) for m in items] == list(range(1, len(items) + 1))
        and len(items) <= len(tasks)
    ):
        for match in items:
            _add(found, Mention(*match.span(), (tasks[int(match["num"] or match["at"]) - 1].ref,), "ordinal"))
    if " thứ nhất" in text:
        for match in _SPOKEN_ITEM.finditer(text):
            number = 1 if match["num"] == "nhất" else _number(match["num"]) or 0
            if number <= len(tasks):
                _add(found, Mention(*match.span(), (tasks[number - 1].ref,), "ordinal"))
    for match in _ORDINAL.finditer(text):
        if match["word"]:
            last = match["word"] in ("cuối", "cuối cùng", "dưới cùng")
            _add(found, Mention(*match.span(), (tasks[-1 if last else 0].ref,), "ordinal"))
            continue
        positions = [
            n for word in re.findall(_NUM, match["num"] + (match["more"] or "")) if (n := _number(word))
        ]
        refs = [
            numbers[n] if n in numbers else tasks[n - 1].ref
            for n in positions
            if n in numbers or 0 < n <= len(tasks)
        ]
        if refs:
            _add(found, Mention(*match.span(), tuple(dict.fromkeys(refs)), "ordinal"))


def _quantities(text: str, tasks: tuple[OpenTask, ...], found: list[Mention]) -> None:
    refs = tuple(task.ref for task in tasks)
    for match in _SEVERAL.finditer(text):
        count, where = _number(match["num"]) or 0, match["where"]
        if where in ("kia", "còn lại", "khác"):
            _add(found, Mention(*match.span(), (), "rest", count=count))
        elif count <= len(refs):
            _add(
                found,
                Mention(
                    *match.span(), refs[:count] if where in ("trên", "đầu") else refs[-count:], "ordinal"
                ),
            )
    for match in _REST.finditer(text):
        explicit = not match.group().strip().startswith(("còn lại", "số còn lại"))
        _add(found, Mention(*match.span(), (), "rest", weight=9.0 if explicit else 1.0))
    for match in _ALL.finditer(text):
        said = match["num"] or match["pair"] or match["lead"]
        total = _number(said) if said else None
        if total is None or total == len(refs):
            _add(found, Mention(*match.span(), refs, "all", count=total or 0))
        elif match["lead"] is None:
            _add(found, Mention(*match.span(), (), "all", candidates=refs))


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word)
