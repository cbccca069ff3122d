"""A learned leaning: what a message is likely to be, by its words and by what the rules make of it.

Each word and each pair of neighbours, with its marks and without, what words are about (topics.py) and what stands beside
those, each rule that fired and each pair of those speaks for or against each class of message, by the weights in
data/guard.tsv (its head says how those were made). So does the class in which the rules read it, by how often that was
right on replies that nobody had in view when the rules were made. reading.py weighs by it what a message may mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import exp
from typing import NamedTuple

from domain.met import Met
from domain.replies.message import Message
from domain.replies.tables import entries, lines
from domain.replies.topics import by_topic, is_topic
from domain.replies.values import Kind, Reading
from domain.replies.words import bare

_TOLD = 5  # of what speaks for it, the weightiest
_ODDS = tuple([exp(-hundredths / 100) for hundredths in range(2001)])
_WIDTH = 32  # bits
_MASK = (1 << _WIDTH) - 1
_ABOVE_ZERO = 2048
_MOST_MET = 20_000  # pairs of words that are remembered
_MARKED, _RULE, _TOPIC = "m:", "r:", "k:"
_MOST_SHARED = 3
_WORD = re.compile(r"[^\W_]+")
_BEGIN, _END = "^", "$"
_STATES = frozenset({"in_progress", "done", "blocked", "not_started"})


class Leaning(NamedTuple):
    """How likely the message is of each class; together 1. `held` is work under way that something holds up; `other` is a
    report of several tasks that differ, or of none of the states before it."""

    in_progress: float
    held: float
    done: float
    blocked: float
    not_started: float
    other: float
    question: float
    chatter: float
    clarify: float

    @property
    def status(self) -> float:
        """How likely it is to report anything."""
        return 1 - self.question - self.chatter - self.clarify

    def of(self, name: str) -> float:
        """How likely it is of the class."""
        likely: float = getattr(self, name)
        return likely


WEIGHED = Leaning._fields[1:]  # the columns of the table, each against work under way
NO_REPORT: tuple[Kind, ...] = ("question", "chatter", "clarify")


def leaning(message: Message, by_rules: str) -> Leaning:
    """How likely the message is of each class; `by_rules`: the one in which the rules have read it."""
    odds = (0, *_unpacked(_told(message) + _packed(read_as(by_rules))))
    most = max(odds)
    least = len(_ODDS) - 1
    parts = [_ODDS[min(most - each, least)] for each in odds]
    whole = sum(parts)
    return Leaning(*[part / whole for part in parts])


def class_of(reading: Reading) -> str:
    return class_told(reading.kind, [(update.status, update.blocked) for update in reading.updates])


def class_told(kind: Kind, told: Sequence[tuple[str | None, bool]]) -> str:
    """The class, by the names of Leaning, of a message that tells of tasks these states, each with whether it is blocked."""
    if kind != "status":
        return kind
    states = {status for status, _ in told}
    state = states.pop() if len(states) == 1 else None
    if state == "in_progress" and any(blocked for _, blocked in told):
        return "held"
    return state if state in _STATES else "other"


def read_as(name: str) -> str:
    """The sign that the rules read a message as of the class."""
    return f"@read {name}"


_Followers = dict[str, tuple[int, "_Followers"]]  # word → what it weighs there, and what was met behind it


def _told(message: Message) -> int:
    """The weights of the signs of the message, added, as often as each is there."""
    told = sum(map(_packed, _circumstances(message)))
    for row, chain in _chains():
        told += chain.told(row(message))
    return told


class _Chain:
    """The words that were met, each behind the one before it, so that one look tells what both weigh there."""

    def __init__(self, signs: Callable[[str, str], list[str]]) -> None:
        self._signs = signs
        self._behind: dict[str, _Followers] = {_BEGIN: {}}
        self._met = 0

    def told(self, words: Sequence[str]) -> int:
        """What the words and pairs of neighbours weigh together."""
        told, before, after = 0, _BEGIN, self._behind[_BEGIN]
        for word in (*words, _END):
            met = after.get(word)
            if met is None:
                met = after[word] = self._meet(before, word)
            weight, after = met
            told += weight
            before = word
        return told

    def _meet(self, before: str, word: str) -> tuple[int, _Followers]:
        self._met += 1
        if self._met > _MOST_MET:
            self._behind, self._met = {_BEGIN: {}}, 0
        weight = sum(map(_packed, self._signs(before, word)))
        return weight, self._behind.setdefault(word, {})


@cache
def _chains() -> list[tuple[_Row, _Chain]]:
    return [(row, _Chain(signs)) for row, signs in _ROWS]


def _signs_of_word(before: str, word: str) -> list[str]:
    plain, marked = _plain(word), _MARKED + _number(word)
    pairs = [f"{_plain(before)} {plain}", f"{_MARKED}{_number(before)} {_number(word)}"]
    return pairs if word == _END else [plain, marked, *pairs]


def _signs_of_topic(before: str, word: str) -> list[str]:
    pair = f"{_TOPIC}{_number(before)} {_number(word)}"
    if is_topic(word):
        return [_TOPIC + word, pair]
    return [pair] if is_topic(before) else []


def _signs_of_rule(before: str, rule: str) -> list[str]:
    pair = f"{_RULE}{before} {rule}"
    return [pair] if rule == _END else [_RULE + rule, pair]


def words_known(message: Message) -> int:
    """How many different words of the message, and no numbers or signs, the table knows."""
    return sum(word.isalpha() and _plain(word) in _table() for word in set(message.said))


def signs_of(message: Message) -> list[str]:
    """The words of the scanned text and its pairs of neighbours, unmarked, and as they are marked behind "m:"; behind "k:" the
    topics, and their pairs with what stands beside them; behind "r:" the rules that fired, and their pairs; "^" is the
    beginning and "$" the end; "@…" say whether a task is the only one, answered or named, and how much is said in words of
    a title."""
    signs = _circumstances(message)
    for row, signs_beside in _ROWS:
        for before, word in pairwise([_BEGIN, *row(message), _END]):
            signs += signs_beside(before, word)
    return signs


def _words(message: Message) -> list[str]:
    return message.said


def _topics(message: Message) -> list[str]:
    return by_topic(message.said)


def _rules(message: Message) -> list[str]:
    return [signal.rule.name for signal in message.signals]


_Row = Callable[[Message], list[str]]
_ROWS: tuple[
    tuple[_Row, Callable[[str, str], list[str]]], ...
] = (  # each with the signs of one and the one before it
    (_words, _signs_of_word),
    (_topics, _signs_of_topic),
    (_rules, _signs_of_rule),
)


def _circumstances(message: Message) -> list[str]:
    context = message.context
    known = {
        "one": len(context.tasks) == 1,
        "reply": context.reply_to is not None,
        "named": message.names_task(),
    }
    task = "+".join([name for name, holds in known.items() if holds]) or "none"
    return [_BEGIN, f"@task {task}", *_shared(message)]


def _shared(message: Message) -> list[str]:
    """How many of the words that say what it is about stand in a title, and which share: talk of other things has none."""
    telling = list(filter(None, map(_telling().__getitem__, message.said)))
    titles = _title_words(tuple([task.title for task in message.context.tasks]))
    shared = sum(map(titles.__contains__, telling))
    quarters = str(round(4 * shared / len(telling))) if telling else "none"
    return [f"@shared {min(shared, _MOST_SHARED)}", f"@quarters {quarters}"]


@cache
def _telling() -> Met[str]:
    """Of a word its plain spelling, where it says what a message is about; "" where any may have it."""
    return Met(
        lambda word: plain if (plain := _plain(word)).isalpha() and plain not in _of_any_title() else ""
    )


@lru_cache(maxsize=1024)
def _title_words(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_WORD.findall(bare(" ".join(titles).lower()))) - _of_any_title()


@cache
def _of_any_title() -> frozenset[str]:
    return frozenset([bare(entry) for entry in entries("title_stop") if " " not in entry])


def speaking(message: Message, what: str, against: str) -> str:
    """The words that speak most for a class and against another."""

    def much(sign: str) -> int:
        weights = dict(zip(WEIGHED, _unpacked(_packed(sign)), strict=True))
        return weights.get(what, 0) - weights.get(against, 0)

    words = [sign for sign in set(signs_of(message)) & _table().keys() if _is_said(sign)]
    found = sorted([(much(sign), sign) for sign in words], reverse=True)
    return " | ".join([sign for weight, sign in found if weight > 0][:_TOLD])


def _is_said(sign: str) -> bool:
    return sign[0] not in "^@" and not sign.startswith((_MARKED, _RULE, _TOPIC))


def _number(word: str) -> str:
    return "0" if word.isdigit() else word


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    return "0" if word.isdigit() else bare(word)


@lru_cache(maxsize=8192)
def _packed(sign: str) -> int:
    """The weights of a sign side by side in one number, above zero, and 1 above them: so many are added at once. 0: not in
    the table."""
    if sign not in _table():
        return 0
    number = 1 << _WIDTH * len(WEIGHED)
    for at, weight in enumerate(_table()[sign].split("\t")):
        number += int(weight) + _ABOVE_ZERO << _WIDTH * at
    return number


def _unpacked(number: int) -> list[int]:
    """The weight of each column."""
    above = _ABOVE_ZERO * (number >> _WIDTH * len(WEIGHED))
    return [(number >> _WIDTH * at & _MASK) - above for at in range(len(WEIGHED))]


@cache
def _table() -> dict[str, str]:
    """Of each sign its weights as they are written: few are ever needed."""
    return dict(line.split("\t", 1) for line in lines("guard"))
