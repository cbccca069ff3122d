"""The tables of rules: data/rules.tsv and data/moments.tsv, compiled once, tried in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from domain.replies.patterns import USED, Compiled, compile_pattern
from domain.replies.tables import classes, rows

_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_SPACE = re.compile(r"\S+")


@dataclass(frozen=True)
class Rule:
    """`name` fires on `regex` and says `meaning` (see meanings.py); `example` is a reply it fires on."""

    name: str
    meaning: str
    pattern: Compiled
    example: str
    words: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Made at first need: most replies need few."""
        return re.compile(self.pattern.regex)


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired on the characters `start` to `end` of the standard text."""

    rule: Rule
    start: int
    end: int

    @property
    def meaning(self) -> str:
        return self.rule.meaning


@dataclass(frozen=True, slots=True)
class RuleTable:
    rules: tuple[Rule, ...]
    by_key: dict[str, tuple[int, ...]]  # by the words of the smallest set that a rule needs

    def scan(self, text: str) -> list[Signal]:
        """What fires in `text` (standard words, each after a space), in the order of the text.

        A word is used by one rule only, the first in the table.
        """
        wanted: set[int] = set()
        by_key = self.by_key
        words = set(text.split())
        for word in words:
            hits = by_key.get(word)
            if hits:
                wanted.update(hits)
        found: list[Signal] = []
        for index in sorted(wanted):
            rule = self.rules[index]
            for need in rule.pattern.needs:
                if need.isdisjoint(words):
                    break
            else:
                text = _fire(rule, text, found)
        found.sort(key=_start)
        return found


def _fire(rule: Rule, text: str, found: list[Signal]) -> str:
    """Adds what `rule` fires on; `text` with those words used up."""
    match = rule.regex.search(text)
    while match is not None:
        start, end = match.span()
        found.append(Signal(rule, start, end))
        text = text[:start] + _NOT_SPACE.sub(_used, text[start:end]) + text[end:]
        match = rule.regex.search(text, end)
    return text


def _used(match: re.Match[str]) -> str:
    return USED * len(match.group())


def _start(signal: Signal) -> int:
    return signal.start


@cache
def rule_table(name: str = "rules") -> RuleTable:
    """The compiled table; ValueError when a row of data/<name>.tsv is malformed."""
    rules = []
    by_key: dict[str, list[int]] = {}
    for index, row in enumerate(rows(name)):
        if len(row) != 4:
            raise ValueError(f"{name}.tsv: four columns are needed: {row}")
        title, meaning, pattern, example = row
        compiled = compile_pattern(pattern, classes())
        words = frozenset(_LETTERS.findall(re.sub(r"<\w+>", " ", pattern)))
        rules.append(Rule(title, meaning, compiled, example, words))
        for key in compiled.needs[0]:
            by_key.setdefault(key, []).append(index)
    return RuleTable(tuple(rules), {key: tuple(indexes) for key, indexes in by_key.items()})
