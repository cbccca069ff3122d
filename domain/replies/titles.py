"""Tasks named by words of their titles, by synonyms or by initials (guide §3, point 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeVar

from domain.replies.tables import classes, entries, rows
from domain.replies.values import OpenTask
from domain.replies.words import Words, bare, known_words, standard_words

_T = TypeVar("_T")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$"
)
_BREAKS = frozenset(
    {
        "xong",
        "dang",
        "chua",
        "va",
        "voi",
        "con",
        "thi",
        "roi",
        "da",
        "nhung",
        "rieng",
        "duoc",
        "cua",
        "do",
        "vi",
    }
)
_BEFORE_SUBJECT = frozenset(
    {
        "con",
        "rieng",
        "va",
        "viec",
        "cai",
        "vu",
        "phan",
        "ve",
        "thi",
        "-",
        "voi",
        "nhung",
        "khoan",
        "mang",
        "nen",
        "ma",
        "hien",
        "chi",
    }
)
_PREDICATES = frozenset(
    {"xong", "da", "dang", "chua", "duoc", "thi", ":", "moi", "vuong", "roi", "cho", "gan", "sap", "van", "dat", "-", "=", "ok",
     "done", "hoan", "trinh", "xin", "lui", "con", "wip", "co", "nop", "gui", "ket", "tam", "pending", "delay", "tre", "cham"}
)  # fmt: skip
_HOW_MANY = {"hai": 2, "2": 2, "ba": 3, "3": 3, "bon": 4, "4": 4}
_ACCOMPLISHED = frozenset({"roi", "het", "du", "ca"})
ENOUGH = 1.0
_LEAD = 0.5


@dataclass(frozen=True, slots=True)
class TitleMention:
    """`refs`: the tasks the words fit best, several when they fit several equally; `meant`: all of those were meant."""

    start: int
    end: int
    refs: tuple[str, ...]
    weight: float
    meant: bool


@dataclass(frozen=True, slots=True)
class _Titles:
    """Which titles (by their place) hold a pair of words, a word, initials, or begin with a pair."""

    words: tuple[frozenset[str], ...]
    pairs: dict[tuple[str, str], tuple[int, ...]]
    singles: dict[str, tuple[int, ...]]
    initials: dict[str, tuple[int, ...]]
    heads: dict[tuple[str, str], tuple[int, ...]]
    common: frozenset[str]
    unmarked: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    first: int
    last: int
    titles: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


def title_mentions(standard: Words, tasks: tuple[OpenTask, ...]) -> list[TitleMention]:
    """Runs of words that stand in titles, each given to the task it fits best; places are those of the line."""
    titles = _titles(tuple(task.title for task in tasks), standard.unmarked)
    placed: list[_Word] = []
    at = 0
    for word in standard.words:
        end = at + len(word) + (word != "\n")
        placed.append(_Word(at, end, bare(word) if standard.unmarked else word))
        at = end
    words = _with_synonyms(placed, titles)
    return [found for run in _runs(words, titles) if (found := _best(run, words, titles, tasks))]


def _runs(words: list[_Word], titles: _Titles) -> Iterator[list[_Evidence]]:
    run: list[_Evidence] = []
    for found in _evidence(words, titles):
        if run and not _continues(words, run[-1].last, found.first):
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _continues(words: list[_Word], last: int, first: int) -> bool:
    between = words[last + 1 : first]
    return len(between) <= 1 and all(bare(w.text) not in _BREAKS and w.text[0].isalpha() for w in between)


def _evidence(words: list[_Word], titles: _Titles) -> Iterator[_Evidence]:
    common = titles.common
    for at, word in enumerate(words):
        after = words[at + 1].text if at + 1 < len(words) else ""
        pair = (word.text, after)
        if (word.text.isdigit() or after.isdigit()) and _counts(words, at):
            continue
        if pair in titles.pairs:
            both = (word.text in common and after in common) or f"{word.text} {after}" in common
            yield _Evidence(at, at + 1, titles.pairs[pair], 0.4 if both else 1.0)
            if pair in titles.heads and _is_subject(words, at, at + 1):
                yield _Evidence(at, at + 1, titles.heads[pair], 0.7)
        elif bare(word.text) in titles.initials and word.text not in known_words():
            yield _Evidence(at, at, titles.initials[bare(word.text)], 1.2)
        paired = pair in titles.pairs or (at and (words[at - 1].text, word.text) in titles.pairs)
        if word.text in titles.singles and not paired:
            alone = not _SYLLABLE.match(bare(word.text)) or _is_subject(words, at, at)
            yield _Evidence(at, at, titles.singles[word.text], 1.0 if alone else 0.15)


def _counts(words: list[_Word], at: int) -> bool:
    """A number that is the whole of which a part is told: "78 trên tổng số 120 thủ tục"."""
    before = words[at - 1].text if at else ""
    return words[at].text.isdigit() and before in ("trên", "số", "tổng", "/")


def _is_subject(words: list[_Word], first: int, last: int) -> bool:
    """At the head of a clause, with something said of it."""
    before = bare(words[first - 1].text) if first else ","
    after = [bare(word.text) for word in words[last + 1 : last + 3]]
    return (not before[0].isalnum() or before in _BEFORE_SUBJECT) and any(
        word in _PREDICATES or word[:1].isdigit() or word[:1] == "§" for word in after
    )


def _best(
    run: list[_Evidence], words: list[_Word], titles: _Titles, tasks: tuple[OpenTask, ...]
) -> TitleMention | None:
    said = {w.text for w in words[run[0].first : run[-1].last + 1]}
    scores = [0.0] * len(tasks)
    for found in run:
        for title in found.titles:
            scores[title] += found.weight / len(found.titles)
    best = max(scores)
    if best < ENOUGH:
        return None
    winners = [n for n, score in enumerate(scores) if score > best - _LEAD]
    whole = [n for n in winners if said <= titles.words[n]]
    winners = whole if len(whole) == 1 else winners
    before = bare(words[run[0].first - 1].text) if run[0].first else ""
    two_before = bare(words[run[0].first - 2].text) if run[0].first > 1 else ""
    meant = len(winners) == 1 or len(winners) in (_HOW_MANY.get(before), _HOW_MANY.get(two_before))
    start, end = words[run[0].first].start, words[run[-1].last].end
    if _is_verb(words, run[-1].last):
        end = max(start, words[run[-1].last - 1].start)
    return TitleMention(start, end, tuple(tasks[n].ref for n in winners), best, meant)


def _is_verb(words: list[_Word], last: int) -> bool:
    """ "Kiện toàn rồi": the last two words of the naming are what was done."""
    after = words[last + 1].text if last + 1 < len(words) else ""
    return (
        bare(after) in _ACCOMPLISHED and last > 0 and f"{words[last - 1].text} {words[last].text}" in _verbs()
    )


@cache
def _verbs() -> frozenset[str]:
    verbs = classes()["whole"]
    return frozenset((*verbs, *map(bare, verbs)))


@lru_cache(maxsize=1024)
def _titles(titles: tuple[str, ...], unmarked: bool) -> _Titles:
    """The index of the titles, without diacritics when the writer used none."""
    spelled = [tuple(map(bare, _spelled(title))) if unmarked else _spelled(title) for title in titles]
    common = frozenset(map(bare, entries("title_stop"))) if unmarked else frozenset(entries("title_stop"))
    pairs = _index([{*pairwise(words)} for words in spelled])
    singles = _index([{w for w in words if w not in common and len(w) > 1} for words in spelled])
    initials = _index([_initials(words) for words in spelled])
    heads = _index([{*pairwise(words[:2])} for words in spelled])
    everywhere = len(titles) if len(titles) > 1 else 99
    return _Titles(
        tuple(frozenset(words) for words in spelled),
        {pair: at for pair, at in pairs.items() if len(at) < everywhere},
        {word: at for word, at in singles.items() if len(at) < everywhere},
        {letters: at for letters, at in initials.items() if len(at) == 1},
        {pair: at for pair, at in heads.items() if len(at) == 1},
        common,
        unmarked,
    )


def _index(sets: list[set[_T]]) -> dict[_T, tuple[int, ...]]:
    found: dict[_T, tuple[int, ...]] = {}
    for n, members in enumerate(sets):
        for member in members:
            found[member] = (*found.get(member, ()), n)
    return found


@lru_cache(maxsize=4096)
def _spelled(title: str) -> tuple[str, ...]:
    return tuple(word for word in standard_words(title).words if word[0].isalnum())


def _initials(words: tuple[str, ...]) -> set[str]:
    letters = "".join(bare(word[0]) for word in words)
    return {letters[at : at + size] for size in (3, 4, 5, 6) for at in range(len(letters) - size + 1)}


@cache
def _synonyms(unmarked: bool) -> tuple[dict[str, tuple[tuple[str, ...], ...]], dict[str, int]]:
    """Other name → the words of titles it may stand for; how long the longest is that begins with a word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in rows("synonyms"):
        written, meant = map(bare, row) if unmarked else row
        found[written] = (*found.get(written, ()), tuple(meant.split()))
    longest: dict[str, int] = {}
    for written in found:
        first = written.split()[0]
        longest[first] = max(longest.get(first, 0), len(written.split()))
    return found, longest


def _with_synonyms(words: list[_Word], titles: _Titles) -> list[_Word]:
    """Other names replaced by the words of the title they stand for, where one of the titles has those."""
    out: list[_Word] = []
    at = 0
    while at < len(words):
        size, meant = _synonym(words, at, titles)
        if meant:
            start, end = words[at].start, words[at + size - 1].end
            out += [_Word(start, end, word) for word in meant]
        else:
            out.append(words[at])
        at += size
    return out


def _synonym(words: list[_Word], at: int, titles: _Titles) -> tuple[int, tuple[str, ...]]:
    table, longest = _synonyms(titles.unmarked)
    for size in range(min(longest.get(words[at].text, 0), len(words) - at), 0, -1):
        options = table.get(" ".join(w.text for w in words[at : at + size]), ())
        for meant in options:
            held = [set(meant) <= title for title in titles.words]
            if any(held) and not all(held):
                return size, meant
    return 1, ()
