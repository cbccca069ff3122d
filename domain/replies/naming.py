"""Which task a reply speaks of (guide §3): codes, words of titles, ordinals, "all", "the others"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from domain.replies.tables import entries, rows
from domain.replies.values import Context, OpenTask
from domain.replies.words import bare, standard_words

_CODE = re.compile(
    r" (?:nv|nhiệm vụ(?: số)?|việc số|việc|đầu việc|#|mã)(?: ?[-#.:])? ?(?P<first>\d{1,3})(?![\d/%.]|,\d| ?%| phần)"
    r"(?P<more>(?:(?: ?, ?| ?\+ ?| ?& ?| và | với | / )(?:nv)? ?-?\d{1,3}(?![\d/%]|,\d| ?%| phần| [^\W\d_]{0,3}/))*)(?= |$)"
)
_GLUED = re.compile(
    r" nv-?(?P<first>\d{1,3}(?:,\d{1,3})*)(?P<more>(?: ?(?:,|\+|&|và|với) ?(?:nv)?-?\d{1,3}(?![\d/%]| ?%))*)(?= |$)"
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
    rf" (?:(?:{_THING}|ý) (?:thứ )?(?P<word>đầu tiên|đầu|thứ nhất|nhất|cuối cùng|cuối|trên cùng|dưới cùng)"
    rf"|{_THING} (?:thứ|số) (?P<num>{_NUM})(?P<more>(?: (?:với|và|,)(?: {_THING})? thứ {_NUM})*))(?= |$)"
)
_SEVERAL = re.compile(
    rf" (?P<num>{_NUM}) {_THING}(?: đề án)? (?P<where>trên|dưới|đầu|cuối|sau|kia|còn lại|khác)(?= |$)"
)
_ALL = re.compile(
    rf" (?:(?:xong )?(?:hết )?(?:cả|tất cả)(?: (?P<num>{_NUM}))(?: {_THING}| nhiệm vụ)?|(?P<pair>{_NUM}) {_THING} (?:đều|này)|(?P<lead>hai|ba|bốn|2|3|4) {_THING}"
    rf"|(?:tất cả|toàn bộ|hết cả|các|mọi) (?:các )?{_THING}|tất cả(?! các)|hết cả|cả lũ|mọi thứ|xong hết(?= (?:trừ|ngoại trừ|chỉ trừ)))(?= |$)"
)
_REST = re.compile(
    rf" (?:(?:những |các |mấy )?{_THING} (?:còn lại|khác|kia)|còn lại|số còn lại)(?= |$)(?! \d| là| phần|  <)"
)
_THIS = re.compile(rf" (?:{_THING}|nhiệm vụ) (?:này|nêu trên)(?= |$)")
_LIST_ITEM = re.compile(r"(?:\A|(?<=\n)|(?<=[.;,])|(?<=[^\d\s])) (?P<num>\d{1,2}) ?[.):](?= )")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tasks named at a place of the standard text.

    `refs` is empty when the words name no open task (`unknown`) or fit several equally (`candidates`);
    `count_wrong`: "cả 3" where there are not three; `weight`: how sure title words are.
    """

    start: int
    end: int
    refs: tuple[str, ...]
    kind: str
    unknown: bool = False
    candidates: tuple[str, ...] = ()
    weight: float = 9.0


def find_mentions(text: str, context: Context) -> list[Mention]:
    """Every naming of tasks, in the order of the text, without overlaps."""
    tasks = context.tasks
    numbers = {int(m.group()): task.ref for task in tasks if (m := re.search(r"\d+$", task.ref))}
    found: list[Mention] = []
    if any(ch.isdigit() for ch in text):
        _codes(text, tasks, numbers, found)
        if len(tasks) > 1:
            _bare_codes(text, numbers, found)
    if len(tasks) > 1:
        _ordinals(text, tasks, numbers, found)
        _quantities(text, tasks, found)
    for match in _THIS.finditer(text):
        if context.reply_to in {task.ref for task in tasks}:
            _add(found, Mention(*match.span(), (str(context.reply_to),), "this"))
    if len(tasks) > 1:
        for mention in title_mentions(text, tasks):
            _add(found, mention)
    return sorted(found, key=lambda mention: mention.start)


def _add(found: list[Mention], mention: Mention) -> None:
    if all(mention.end <= other.start or other.end <= mention.start for other in found):
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


def _bare_codes(text: str, numbers: dict[int, str], found: list[Mention]) -> None:
    pattern = re.compile(
        r"(?:\A|(?<=[,;.\n])|(?<= xong)|(?<= làm)|(?<= rồi)|(?<= chưa)|(?<= và)|(?<= còn)|(?<= với)|(?<= nhưng)) 0?(?P<num>\d{1,3})"
        r"(?= (?!%|phần trăm|/|ngày|tuần|tháng|năm|hôm|giờ|phút|xã|\d)|:| ?:)"
    )
    hits = [m for m in pattern.finditer(text) if int(m["num"]) in numbers]
    items = list(_LIST_ITEM.finditer(text))
    if len(items) > 1 and [int(m["num"]) for m in items] == list(range(1, len(items) + 1)):
        return
    for match in hits:
        after = text[match.end() :].split()
        if after:
            _add(found, Mention(*match.span(), (numbers[int(match["num"])],), "code"))


def _ordinals(text: str, tasks: tuple[OpenTask, ...], numbers: dict[int, str], found: list[Mention]) -> None:
    items = list(_LIST_ITEM.finditer(text))
    if (
        len(items) > 1
        and [int(m["num"]) for m in items] == list(range(1, len(items) + 1))
        and len(items) <= len(tasks)
    ):
        for match in items:
            _add(found, Mention(*match.span(), (tasks[int(match["num"]) - 1].ref,), "ordinal"))
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
            _add(found, Mention(*match.span(), (), "rest"))
        elif count <= len(refs):
            _add(
                found,
                Mention(
                    *match.span(), refs[:count] if where in ("trên", "đầu") else refs[-count:], "ordinal"
                ),
            )
    for match in _ALL.finditer(text):
        said = match["num"] or match["pair"] or match["lead"]
        total = _number(said) if said else None
        if total is None or total == len(refs):
            _add(found, Mention(*match.span(), refs, "all"))
        elif match["lead"] is None:
            _add(found, Mention(*match.span(), (), "all", candidates=refs))
    for match in _REST.finditer(text):
        _add(found, Mention(*match.span(), (), "rest"))


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word)


# --- words of titles


@dataclass(frozen=True, slots=True)
class _Title:
    words: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    singles: frozenset[str]


@cache
def _common() -> frozenset[str]:
    return frozenset(bare(word) for word in entries("title_stop"))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    return {bare(written): tuple(bare(meant).split()) for written, meant in rows("synonyms")}


@lru_cache(maxsize=4096)
def _title(title: str) -> _Title:
    words = tuple(bare(word) for word in standard_words(title).words if word[0].isalnum())
    pairs = frozenset(pairwise(words))
    return _Title(words, pairs, frozenset(words))


def title_mentions(text: str, tasks: tuple[OpenTask, ...]) -> list[Mention]:
    """Runs of words that stand in titles, each given to the task it fits best."""
    titles = [_title(task.title) for task in tasks]
    words = [(m.start() - 1, m.end(), bare(m.group())) for m in re.finditer(r"\S+", text)]
    owners = _owners(tuple(title.singles for title in titles))
    runs: list[list[int]] = []
    gap = 9
    for index, (_, _, word) in enumerate(words):
        if word in owners or _starts_synonym(words, index):
            if gap <= 1 and runs:
                runs[-1].append(index)
            else:
                runs.append([index])
            gap = 0
        elif word in ",;.\n:+&" or word in _BREAKS:
            gap = 9
        else:
            gap += 1
    return [m for run in runs for m in _best(run, words, titles, tasks, owners)]


_BREAKS = frozenset(
    {"xong", "dang", "chua", "va", "voi", "con", "thi", "roi", "da", "nhung", "rieng", "duoc", "cua"}
)


def _starts_synonym(words: list[tuple[int, int, str]], index: int) -> bool:
    table = _synonyms()
    word = words[index][2]
    return word in table or (index + 1 < len(words) and f"{word} {words[index + 1][2]}" in table)


@lru_cache(maxsize=1024)
def _owners(singles: tuple[frozenset[str], ...]) -> dict[str, int]:
    """Word → how many titles hold it; common words and words of all titles are left out."""
    counts: dict[str, int] = {}
    for title in singles:
        for word in title:
            counts[word] = counts.get(word, 0) + 1
    return {
        word: count
        for word, count in counts.items()
        if word not in _common() and (count < len(singles) or len(singles) == 1)
    }


def _best(
    run: list[int],
    words: list[tuple[int, int, str]],
    titles: list[_Title],
    tasks: tuple[OpenTask, ...],
    owners: dict[str, int],
) -> Iterable[Mention]:
    said = [words[i][2] for i in range(run[0], run[-1] + 1)]
    scores = [_score(said, title, owners) for title in titles]
    best = max(scores)
    if best < 1.0:
        extended = _with_synonyms(words, run)
        scores = [
            max(score, _score(extended, title, owners)) for score, title in zip(scores, titles, strict=True)
        ]
        best = max(scores)
    if best < 1.0:
        return []
    start, end = words[run[0]][0], words[run[-1]][1]
    winners = tuple(task.ref for task, score in zip(tasks, scores, strict=True) if score > best - 0.5)
    if len(winners) == 1:
        return [Mention(start, end, winners, "title", weight=best)]
    return [Mention(start, end, (), "title", candidates=winners, weight=best)]


def _with_synonyms(words: list[tuple[int, int, str]], run: list[int]) -> list[str]:
    table = _synonyms()
    out: list[str] = []
    index = run[0]
    while index <= run[-1]:
        pair = f"{words[index][2]} {words[index + 1][2]}" if index + 1 < len(words) else ""
        if pair in table:
            out += table[pair]
            index += 2
            continue
        out += table.get(words[index][2], (words[index][2],))
        index += 1
    return out


def _score(said: list[str], title: _Title, owners: dict[str, int]) -> float:
    """One for a word only this title has, less for shared ones, one more for two that stand together."""
    common = _common()
    score = 0.0
    for word in set(said):
        if word in title.singles and word not in common:
            score += 1.0 / max(owners.get(word, 99), 1)
    for pair in pairwise(said):
        if pair in title.pairs:
            score += 0.8 if pair[0] not in common or pair[1] not in common else 0.5
    return score
