"""Patterns compiled at first need: a process that reads one reply needs few of those that the reader has."""

from __future__ import annotations

import re
from typing import Any, cast

_USES = ("search", "match", "fullmatch", "finditer", "findall", "sub")


def late(pattern: str) -> re.Pattern[str]:
    """What re.compile gives, but compiled when it is first used."""
    return cast("re.Pattern[str]", _Late(pattern))


class _Late:
    """Takes the methods of the compiled pattern for its own, so that further uses cost nothing more."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, use: str) -> Any:
        if use not in _USES:
            raise AttributeError(use)
        compiled = re.compile(self.pattern)
        self.__dict__.update({name: getattr(compiled, name) for name in _USES})
        return self.__dict__[use]
