"""Codes of tasks: kept as written, compared folded; the next free one where a sheet gives none."""

import re
from collections.abc import Iterable

from domain.text import fold

_NUMBERED = re.compile(r"nv[\s.\-_]*0*(\d{1,9})")  # "NV 07" is NV07 to whoever reads it aloud
_SPELLED = re.compile(r"([a-z]+)[\s.\-_]*0*(\d{1,9})")


def spelling(ref: str) -> str:
    """Equal for two codes that a reader takes for one: NV1, NV01 and nv-001."""
    found = _SPELLED.fullmatch(fold(ref))
    return f"{found[1]}{found[2]}" if found else fold(ref)


def next_ref(refs: Iterable[str]) -> str:
    """The next free code: NV and a number above all that were ever given, two digits at least."""
    return FreeRefs(refs).take()


class FreeRefs:
    """Hands out codes that none of `taken` has."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = taken
        self._last: int | None = None

    def take(self) -> str:
        if self._last is None:  # most files give every code themselves
            numbers = (int(found[1]) for ref in self._taken if (found := _NUMBERED.fullmatch(fold(ref))))
            self._last = max(numbers, default=0)
        self._last += 1
        return f"NV{self._last:02d}"
