"""A learned leaning: what the words are like, where the rules alone may be wrong.

Each word and each pair of neighbours, with its marks and without, and each rule that fired and each pair of those speaks for
or against each class of message, by the weights in data/guard.tsv (its head says how those were made). It has the bot ask
before it stores a report in words that reports do not use, or "done" in words that are not said of what is done; it says
what else a message is that reports nothing; it takes for work under way what is told in a report's words and no rule
knows; and it has its word where the state by the rules is hardly the one that is told. It makes nothing done in which no rule
has heard a word of completion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import exp
from typing import NamedTuple

from domain.replies.message import Message
from domain.replies.tables import entries, lines
from domain.replies.values import Kind
from domain.replies.words import bare

_TOLD = 5  # of what speaks for it, the weightiest
_ODDS = tuple([exp(-hundredths / 100) for hundredths in range(2001)])
_WIDTH = 32  # bits
_MASK = (1 << _WIDTH) - 1
_ABOVE_ZERO = 2048
_MOST_MET = 20_000  # pairs of words that are remembered
_MARKED, _RULE = "m:", "r:"
_MOST_SHARED = 3
_WORD = re.compile(r"[^\W_]+")
_BEGIN, _END = "^", "$"


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
        return self.under_way + self.done + self.blocked + self.not_started + self.other

    @property
    def under_way(self) -> float:
        return self.in_progress + self.held

    @property
    def elsewhere(self) -> tuple[Kind, float]:
        """The likeliest kind that reports nothing, and how likely it is."""
        if self.question >= self.chatter and self.question >= self.clarify:
            return "question", self.question
        return ("chatter", self.chatter) if self.chatter >= self.clarify else ("clarify", self.clarify)


WEIGHED = Leaning._fields[1:]  # the columns of the table, each against work under way
UNDER_WAY, DONE, NO_REPORT = ("in_progress", "held"), ("done",), ("question", "chatter", "clarify")


def leaning(message: Message) -> Leaning:
    """What the words of the message are like."""
    odds = (0, *_unpacked(_told(message)))
    most = max(odds)
    least = len(_ODDS) - 1
    parts = [_ODDS[min(most - each, least)] for each in odds]
    whole = sum(parts)
    return Leaning(*[part / whole for part in parts])


_Followers = dict[str, tuple[int, "_Followers"]]  # word → what it weighs there, and what was met behind it


def _told(message: Message) -> int:
    """The weights of the signs of the message, added, as often as each is there."""
    around = sum(map(_packed, _circumstances(message)))
    return _words_met().told(message.said) + _rules_met().told(_rules(message)) + around


class _Chain:
    """The words that were met, each behind the one before it, so that one look tells what both weigh there."""

    def __init__(self, weighed: Callable[[str, str], int]) -> None:
        self._weighed = weighed
        self._behind: dict[str, _Followers] = {_BEGIN: {}}
        self._met = 0

    def told(self, words: Sequence[str]) -> int:
        """What the words and pairs of neighbours weigh together."""
        told, before, after = 0, _BEGIN, self._behind[_BEGIN]
        for word in (*words, _END):
            if word not in after:
                after[word] = self._meet(before, word)
            weight, after = after[word]
            told += weight
            before = word
        return told

    def _meet(self, before: str, word: str) -> tuple[int, _Followers]:
        self._met += 1
        if self._met > _MOST_MET:
            self._behind, self._met = {_BEGIN: {}}, 0
        return self._weighed(before, word), self._behind.setdefault(word, {})


@cache
def _words_met() -> _Chain:
    return _Chain(lambda before, word: sum(map(_packed, _signs_of_word(before, word))))


@cache
def _rules_met() -> _Chain:
    return _Chain(lambda before, rule: sum(map(_packed, _signs_of_rule(before, rule))))


def _signs_of_word(before: str, word: str) -> list[str]:
    plain, marked = _plain(word), _MARKED + _number(word)
    pairs = [f"{_plain(before)} {plain}", f"{_MARKED}{_number(before)} {_number(word)}"]
    return pairs if word == _END else [plain, marked, *pairs]


def _signs_of_rule(before: str, rule: str) -> list[str]:
    pair = f"{_RULE}{before} {rule}"
    return [pair] if rule == _END else [_RULE + rule, pair]


def words_known(message: Message) -> int:
    """How many different words of the message, and no numbers or signs, the table knows."""
    return sum(word.isalpha() and _plain(word) in _table() for word in set(message.said))


def signs_of(message: Message) -> list[str]:
    """The words of the scanned text and its pairs of neighbours, unmarked, and as they are marked behind "m:"; behind "r:" the
    rules that fired, and their pairs; "^" is the beginning and "$" the end; "@…" say whether a task is answered, named
    or the only one, and how much is said in words of a title."""
    signs = _circumstances(message)
    for before, word in pairwise([_BEGIN, *message.said, _END]):
        signs += _signs_of_word(before, word)
    for before, rule in pairwise([_BEGIN, *_rules(message), _END]):
        signs += _signs_of_rule(before, rule)
    return signs


def _rules(message: Message) -> list[str]:
    return [signal.rule.name for signal in message.signals]


def _circumstances(message: Message) -> list[str]:
    context = message.context
    found = [_BEGIN]
    if context.reply_to is not None:
        found.append("@reply")
    if len(context.tasks) == 1:
        found.append("@one")
    if message.names_task():
        found.append("@named")
    return found + _shared(message)


def _shared(message: Message) -> list[str]:
    """How many of the words that say what it is about stand in a title, and which share: talk of other things has none."""
    telling = [
        plain for plain in map(_plain, message.said) if plain.isalpha() and plain not in _of_any_title()
    ]
    titles = _title_words(tuple([task.title for task in message.context.tasks]))
    shared = sum([plain in titles for plain in telling])
    quarters = str(round(4 * shared / len(telling))) if telling else "none"
    return [f"@shared {min(shared, _MOST_SHARED)}", f"@quarters {quarters}"]


@lru_cache(maxsize=1024)
def _title_words(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_WORD.findall(bare(" ".join(titles).lower()))) - _of_any_title()


@cache
def _of_any_title() -> frozenset[str]:
    return frozenset([bare(entry) for entry in entries("title_stop") if " " not in entry])


def speaking(message: Message, what: tuple[str, ...], against: tuple[str, ...]) -> str:
    """The words that speak most for one of the classes and against the others."""

    def much(sign: str) -> int:
        weights = dict(zip(WEIGHED, _unpacked(_packed(sign)), strict=True))
        return max(weights.get(each, 0) for each in what) - max(weights.get(each, 0) for each in against)

    words = [sign for sign in set(signs_of(message)) & _table().keys() if _is_said(sign)]
    found = sorted([(much(sign), sign) for sign in words], reverse=True)
    return " | ".join([sign for weight, sign in found if weight > 0][:_TOLD])


def _is_said(sign: str) -> bool:
    return sign[0] not in "^@" and not sign.startswith((_MARKED, _RULE))


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
