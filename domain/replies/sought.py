"""Patterns that are tried only where words they cannot do without are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cached_property


class Sought:
    """`pattern`, made at first need; of each set in `needs` one word must be among the words of the text."""

    def __init__(self, pattern: str, *needs: Iterable[str]) -> None:
        self.pattern = pattern
        self.needs = tuple(map(frozenset, needs))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def within(self, text: str, said: Set[str]) -> Iterable[re.Match[str]]:
        """What matches in `text`, the words of which are `said`."""
        for words in self.needs:
            if words.isdisjoint(said):
                return ()
        return self.regex.finditer(text)
