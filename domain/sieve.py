"""Which of many rules are worth trying on a text: those of which everything that must be there is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set

from domain.met import Met

_DIGITS = re.compile(r"\d+")
_MOST_PAIRS_KEPT = 20_000

_Followers = dict[str, tuple[int, "_Followers"]]  # word → the bits it has there, and what was met behind it


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
            there >>= self._rules
            left &= there
        if not left:
            return []
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
    """Which rules are worth trying, by the words and the pairs of words that they need (see word_bits).

    Words that were met are remembered behind those they followed: one look tells what both mean there.
    """

    def __init__(self, rules: int, most: int, given: int, words: Bits) -> None:
        self._slots = _Slots(rules, most, given)
        self._words = words
        self._met: dict[str, _Followers] = {}
        self._kept = 0

    def passing(self, words: Sequence[str]) -> list[int]:
        """The places of the rules that may match where `words` stand in this order."""
        there = self._slots.given
        before = ""
        after = self._met.setdefault("", {})
        for word in words:
            found = after.get(word)
            if found is None:
                found = after[word] = self._meet(before, word)
            bits, after = found
            if bits:
                there |= bits
            before = word
        return self._slots.passing(there)

    def _meet(self, before: str, word: str) -> tuple[int, _Followers]:
        """The bits of the word and of the pair it makes with the one before it; what was met behind it."""
        self._kept += 1
        if self._kept > _MOST_PAIRS_KEPT:
            self._met, self._kept = {}, 0
        alone = self._words[word][0] if word in self._words else b""
        pair = self._words[before][1].get(word, b"") if before in self._words else b""
        bits = int.from_bytes(alone, "little") | int.from_bytes(pair, "little")
        return bits, self._met.setdefault(word, {})


class PartSieve:
    """Rules that need, of each of their sets, what stands anywhere within a folded word; every number is "0",
    a space in front or behind is the word's beginning or end."""

    def __init__(self, needs: Iterable[Sequence[Set[str]]], fold: Callable[[str], str]) -> None:
        rules = list(needs)
        most, given, self._of_part = _bits(rules)
        self._slots = _Slots(len(rules), most, given)
        self._fold = fold
        self._known = Met(self._bits)

    def passing(self, words: Iterable[str]) -> list[int]:
        there = self._slots.given
        for bits in map(self._known.__getitem__, words):
            if bits:
                there |= bits
        return self._slots.passing(there)

    def _bits(self, word: str) -> int:
        bits, shape = 0, f" {_DIGITS.sub('0', self._fold(word))} "
        for part, of_part in self._of_part.items():
            if part in shape:
                bits |= of_part
        return bits
