"""Which of many rules are worth trying on a text: those of which everything that must be there is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.replies.patterns import Words


class Sieve:
    """Built from what each rule needs: of every set at least one word, or one pair of words in a row ("a b").

    A rule has a bit for each of its sets. What a word brings is kept as one number, so that a text costs
    one "or" a word, however many rules there are.
    """

    def __init__(self, needs: Iterable[Sequence[Words]]) -> None:
        rules = list(needs)
        self._rules = len(rules)
        self._most = max((len(sets) for sets in rules), default=0)
        self._given = 0  # bits of sets that a rule does not have
        self._words: dict[str, int] = {}
        self._pairs: dict[str, dict[str, int]] = {}
        for rule, sets in enumerate(rules):
            for at in range(self._most):
                bit = 1 << (at * self._rules + rule)
                if at < len(sets):
                    self._add(sets[at], bit)
                else:
                    self._given |= bit

    def _add(self, keys: Words, bit: int) -> None:
        for key in keys:
            word, _, after = key.partition(" ")
            held = self._pairs.setdefault(word, {}) if after else self._words
            held[after or word] = held.get(after or word, 0) | bit

    def passing(self, words: Sequence[str]) -> Iterator[int]:
        """The places of the rules that may match where `words` stand in this order."""
        there = self._given
        alone, pairs = self._words, self._pairs
        before: dict[str, int] | None = None
        for word in words:
            if word in alone:
                there |= alone[word]
            if before is not None and word in before:
                there |= before[word]
            before = pairs.get(word)
        left = there & ((1 << self._rules) - 1)
        for _ in range(self._most - 1):
            there >>= self._rules
            left &= there
        while left:
            lowest = left & -left
            left ^= lowest
            yield lowest.bit_length() - 1
