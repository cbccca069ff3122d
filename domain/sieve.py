"""Which of many rules are worth trying on a text: those of which everything that must be there is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial

_DIGITS = re.compile(r"\d+")
_NOTHING: Mapping[str, int] = {}
_MOST_KEPT, _LONGEST_KEPT = 4096, 40  # words, characters


class _Slots:
    """A bit for each set that a rule needs: a text is one number, and what passes is found without a loop.

    `most`: how many sets any of the `rules` has; `given`: the bits of sets that a rule does not have.
    """

    def __init__(self, rules: int, most: int, given: int) -> None:
        self._rules, self._most, self.given = rules, most, given
        self._alone = [1 << rule for rule in range(rules)]
        self._all = (1 << rules) - 1

    def passing(self, there: int) -> list[int]:
        """The places of the rules all of whose bits are there."""
        left = there & self._all
        for _ in range(self._most - 1):
            if not left:
                return []
            there >>= self._rules
            left &= there
        found = []
        alone = self._alone
        while left:
            last = left.bit_length() - 1
            left ^= alone[last]
            found.append(last)
        found.reverse()
        return found


def _bits(rules: Sequence[Sequence[Set[str]]]) -> tuple[int, int, dict[str, int]]:
    """(`most`, `given`, the bits of each word or part of a word that some rule needs) for _Slots."""
    most = max((len(sets) for sets in rules), default=0)
    given = 0
    places: dict[str, list[int]] = {}
    for rule, sets in enumerate(rules):
        for at in range(most):
            place = at * len(rules) + rule
            if at >= len(sets):
                given |= 1 << place
                continue
            for key in sets[at]:
                places.setdefault(key, []).append(place)
    return most, given, {key: _number(found) for key, found in places.items()}


def _number(places: Sequence[int]) -> int:
    if len(places) == 1:
        return 1 << places[0]
    number = bytearray(max(places) // 8 + 1)
    for place in places:
        number[place // 8] |= 1 << place % 8
    return int.from_bytes(number, "little")


Bits = dict[str, tuple[bytes, dict[str, bytes]]]


def word_bits(needs: Iterable[Sequence[Set[str]]]) -> tuple[int, int, int, Bits]:
    """What a WordSieve is made of, for rules that need, of each of their sets, a word or a pair of words in a
    row ("a b")."""
    rules = list(needs)
    most, given, bits = _bits(rules)
    alone: dict[str, bytes] = {}
    pairs: dict[str, dict[str, bytes]] = {}  # first word → second
    for key, of_key in bits.items():
        word, _, after = key.partition(" ")
        held = pairs.setdefault(word, {}) if after else alone
        held[after or word] = of_key.to_bytes(of_key.bit_length() // 8 + 1, "little")
    return (
        len(rules),
        most,
        given,
        {word: (alone.get(word, b""), pairs.get(word, {})) for word in alone | pairs},
    )


class WordSieve:
    """Which rules are worth trying, by the words and the pairs of words that they need (see word_bits)."""

    def __init__(self, rules: int, most: int, given: int, words: Bits) -> None:
        self._slots = _Slots(rules, most, given)
        number = partial(int.from_bytes, byteorder="little")
        self._words = {
            word: (number(bits), {after: number(of_pair) for after, of_pair in pairs.items()} or _NOTHING)
            for word, (bits, pairs) in words.items()
        }

    def passing(self, words: Sequence[str]) -> list[int]:
        """The places of the rules that may match where `words` stand in this order."""
        there = self._slots.given
        known = self._words
        after = _NOTHING
        for word in words:
            if word in after:
                there |= after[word]
            if word in known:
                bits, after = known[word]
                there |= bits
            else:
                after = _NOTHING
        return self._slots.passing(there)


class PartSieve:
    """Rules that need, of each of their sets, what stands anywhere within a folded word; every number is "0",
    a space in front or behind is the word's beginning or end."""

    def __init__(self, needs: Iterable[Sequence[Set[str]]], fold: Callable[[str], str]) -> None:
        rules = list(needs)
        most, given, self._of_part = _bits(rules)
        self._slots = _Slots(len(rules), most, given)
        self._fold = fold
        self._known: dict[str, int] = {}

    def passing(self, words: Iterable[str]) -> list[int]:
        there = self._slots.given
        known = self._known
        for word in words:
            there |= known[word] if word in known else self._bits(word)
        return self._slots.passing(there)

    def _bits(self, word: str) -> int:
        bits, shape = 0, f" {_DIGITS.sub('0', self._fold(word))} "
        for part, of_part in self._of_part.items():
            if part in shape:
                bits |= of_part
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        if len(word) <= _LONGEST_KEPT:
            self._known[word] = bits
        return bits
