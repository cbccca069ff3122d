"""What was worked out of words that were met, so that it is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_MOST, _LONGEST = 8192, 60  # words, characters


class Met(dict[str, T]):
    """`make` of each word, by looking it up; quicker than a cache that knows which word was met last."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> T:
        made = self._make(word)
        if len(self) >= _MOST:
            self.clear()
        if len(word) <= _LONGEST:
            self[word] = made
        return made
