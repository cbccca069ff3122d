"""The tables of rules: data/rules.tsv and data/moments.tsv, compiled once, tried in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial

from domain.replies.kept import kept
from domain.replies.patterns import USED, compile_pattern
from domain.replies.tables import classes, rows
from domain.sieve import Bits, WordSieve, word_bits

_LETTERS = re.compile(r"[^\W\d_]+")
_CLASS = re.compile(r"<\w+>")
_NOT_SPACE = re.compile(r"\S")
_Row = tuple[str, str, str, str, tuple[str, ...], frozenset[str]]


@dataclass(frozen=True)
class Rule:
    """`name` fires on `regex` and says `meaning` (see meanings.py); `example` is a reply it fires on."""

    name: str
    meaning: str
    pattern: str  # a regular expression
    example: str
    words: tuple[str, ...]
    needed: frozenset[str]  # of which one must be there

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Made at first need: most replies need few."""
        return re.compile(self.pattern)


@dataclass(slots=True)  # not frozen: that would take five times as long to make, and every reply has some
class Signal:
    """A rule that fired on the characters `start` to `end` of the standard text."""

    rule: Rule
    start: int
    end: int
    meaning: str


@dataclass(frozen=True, slots=True)
class RuleTable:
    rules: tuple[Rule, ...]
    sieve: WordSieve

    def scan(self, text: str, words: Sequence[str]) -> list[Signal]:
        """What fires in `text` (standard `words`, each after a space), in the order of the text.

        A word is used by one rule only, the first in the table.
        """
        found: list[Signal] = []
        left: Set[str] | None = None  # words that no rule has used, where one has used some
        for index in self.sieve.passing(words):
            rule = self.rules[index]
            if left is not None and left.isdisjoint(rule.needed):
                continue
            unused = _fire(rule, text, found)
            if unused is not text:
                text, left = unused, set(unused.split())
        if len(found) > 1:
            found.sort(key=_start)
        return found


def _fire(rule: Rule, text: str, found: list[Signal]) -> str:
    """Adds what `rule` fires on; `text` with those words used up."""
    search = rule.regex.search
    match = search(text)
    while match is not None:
        start, end = match.span()
        found.append(Signal(rule, start, end, rule.meaning))
        text = text[:start] + _used_up(text[start:end]) + text[end:]
        match = search(text, end) if end < len(text) else None
    return text


@lru_cache(maxsize=4096)
def _used_up(words: str) -> str:
    return _NOT_SPACE.sub(USED, words)


def _start(signal: Signal) -> int:
    return signal.start


@cache
def rule_table(name: str = "rules") -> RuleTable:
    """The compiled table; ValueError when a row of data/<name>.tsv is malformed."""
    rules, sieve = kept(name, partial(_made_of, name))
    return RuleTable(tuple([Rule(*rule) for rule in rules]), WordSieve(*sieve))


def phrases_of_rules() -> list[str]:
    """The runs of plain words that the rules read, from which unmarked spelling is restored."""
    return [phrase for row in rows("rules") for phrase in compile_pattern(row[2], classes()).phrases]


def _made_of(name: str) -> tuple[list[_Row], tuple[int, int, int, Bits]]:
    """Of each row what a Rule is made of, and what their sieve is made of."""
    rules: list[_Row] = []
    needs = []
    for row in rows(name):
        if len(row) != 4:
            raise ValueError(f"{name}.tsv: four columns are needed: {row}")
        title, meaning, pattern, example = row
        compiled = compile_pattern(pattern, classes())
        words = tuple(dict.fromkeys(_LETTERS.findall(_CLASS.sub(" ", pattern))))
        needed = frozenset([key.partition(" ")[0] for key in compiled.needs[0]])
        rules.append((title, meaning, compiled.regex, example, words, needed))
        needs.append(compiled.needs)
    return rules, word_bits(needs)
