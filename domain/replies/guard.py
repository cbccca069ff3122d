"""A learned leaning: what the words are like, where the rules alone may be wrong.

Each word and each pair of neighbours speaks for or against each kind of message, by the weights in data/guard.tsv (its
head says how those were made). It never makes a report of anything: it has the bot ask before it stores one in words that
reports do not use, and says what else a message is that reports nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from domain.replies.message import Message
from domain.replies.tables import lines
from domain.replies.values import Kind
from domain.replies.words import bare

_TOLD = 5  # of what speaks against, the weightiest
_ODDS = tuple([exp(-hundredths / 100) for hundredths in range(2001)])
_COLUMNS = 3
_WIDTH = 24  # bits
_MASK = (1 << _WIDTH) - 1
_ABOVE_ZERO = 2048
_MOST_MET = 20_000  # pairs of words that are remembered


_Followers = dict[str, tuple[int, "_Followers"]]  # word → what it weighs there, and what was met behind it


class Leaning(NamedTuple):
    """How likely the message is of each kind; together 1."""

    status: float
    question: float
    chatter: float
    clarify: float

    @property
    def elsewhere(self) -> tuple[Kind, float]:
        """The likeliest kind that reports nothing, and how likely it is."""
        if self.question >= self.chatter and self.question >= self.clarify:
            return "question", self.question
        return ("chatter", self.chatter) if self.chatter >= self.clarify else ("clarify", self.clarify)


def leaning(message: Message) -> Leaning:
    """What the words of the message are like."""
    question, chatter, clarify = _unpacked(_told(message))
    most = max(0, question, chatter, clarify)
    least = len(_ODDS) - 1
    status = _ODDS[min(most, least)]
    asked = _ODDS[min(most - question, least)]
    talked = _ODDS[min(most - chatter, least)]
    unclear = _ODDS[min(most - clarify, least)]
    whole = status + asked + talked + unclear
    return Leaning(status / whole, asked / whole, talked / whole, unclear / whole)


def _told(message: Message) -> int:
    """The weights of the signs of the message, added, each once."""
    words = message.said
    if len(set(words)) < len(words):
        told = sum(map(_packed, _signs(words)))
    else:
        told = _weights("^") + _chain().told(words)
    return told + _weights_around(*_circumstances(message))


class _Chain:
    """The words that were met, each behind the one before it, so that one look tells what both weigh there."""

    def __init__(self) -> None:
        self._behind: dict[str, _Followers] = {"^": {}}
        self._met = 0

    def told(self, words: list[str]) -> int:
        """What the words and pairs of neighbours of a message weigh that has no word twice."""
        told, before, after = 0, "^", self._behind["^"]
        for word in (*words, "$"):
            if word not in after:
                after[word] = self._meet(before, word)
            weight, after = after[word]
            told += weight
            before = word
        return told

    def _meet(self, before: str, word: str) -> tuple[int, _Followers]:
        self._met += 1
        if self._met > _MOST_MET:
            self._behind, self._met = {"^": {}}, 0
        plain = _plain(word)
        alone = _weights(plain) if word != "$" else 0
        return alone + _weights(f"{_plain(before)} {plain}"), self._behind.setdefault(word, {})


@cache
def _chain() -> _Chain:
    return _Chain()


def _signs(words: list[str]) -> set[str]:
    """The signs of which the table knows the weight, of a message that has a word twice."""
    signs = {"^"} & _table().keys()
    before = "^"
    for word in (*words, "$"):
        signs.update(_known_signs(before, word))
        before = word
    return signs


@lru_cache(maxsize=_MOST_MET)
def _known_signs(before: str, word: str) -> tuple[str, ...]:
    plain = _plain(word)
    pair = f"{_plain(before)} {plain}"
    alone = (plain,) if word != "$" else ()
    return tuple([sign for sign in (*alone, pair) if sign in _table()])


@cache
def _weights_around(*circumstances: str) -> int:
    """What is known beside the words weighs."""
    return sum(map(_weights, circumstances))


def _weights(sign: str) -> int:
    return _packed(sign) if sign in _table() else 0


def against_a_report(message: Message) -> str:
    """The words that speak most against a report."""
    found = [(max(_unpacked(_packed(sign))), sign) for sign in _table().keys() & signs_of(message)]
    told = [sign for weight, sign in sorted(found, reverse=True) if weight > 0 and sign[0] not in "^@"]
    return " | ".join(told[:_TOLD])


def signs_of(message: Message) -> set[str]:
    """The words of the scanned text, unmarked, and its pairs of neighbours; "^" is its beginning and "$" its end; "@…" say
    whether a task is answered, named or the only one."""
    words = ["^", *map(_plain, message.text.split())]
    signs = {*words, *[f"{a} {b}" for a, b in zip(words, [*words[1:], "$"], strict=True)]}
    signs.update(_circumstances(message))
    return signs


def _circumstances(message: Message) -> list[str]:
    context = message.context
    found = ["@reply"] if context.reply_to is not None else []
    if len(context.tasks) == 1:
        found.append("@one")
    if message.names_task():
        found.append("@named")
    return found


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    return "0" if word.isdigit() else bare(word)


@lru_cache(maxsize=8192)
def _packed(sign: str) -> int:
    """The weights of a sign side by side in one number, above zero, and 1 above them: so many are added at once."""
    number = 1 << _WIDTH * _COLUMNS
    for at, weight in enumerate(_table()[sign].split("\t")):
        number += int(weight) + _ABOVE_ZERO << _WIDTH * at
    return number


def _unpacked(number: int) -> tuple[int, int, int]:
    """For question, chatter and clarify, against status."""
    above = _ABOVE_ZERO * (number >> _WIDTH * _COLUMNS)
    return (
        (number & _MASK) - above,
        (number >> _WIDTH & _MASK) - above,
        (number >> 2 * _WIDTH & _MASK) - above,
    )


@cache
def _table() -> dict[str, str]:
    """Of each sign its weights as they are written: few are ever needed."""
    return dict(line.split("\t", 1) for line in lines("guard"))
