"""The texts of a workbook, each kept once, whichever cells say it."""

import re
from collections.abc import Iterator

LONGEST_CELL = 32_767  # what Excel takes, in units of UTF-16
_AT_ONCE = 1000
_COUNTS = re.compile(rb' count="\d+" uniqueCount="(\d+)"')
_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Strings(dict[str, int]):
    """By text its number, given when it is first asked for, after those of `begun`: a file of that kind."""

    def __init__(self, begun: bytes) -> None:
        super().__init__()
        self._begun, _, self._end = begun.rpartition(b"</sst>")
        found = _COUNTS.search(begun)
        self._first = int(found[1]) if found else 0
        self._elements: list[str] = []

    def __missing__(self, words: str) -> int:
        self[words] = number = self.add(words)
        return number

    def add(self, words: str) -> int:
        """The same for what is said only once."""
        self._elements.append(_element(as_written(words)))
        return self._first + len(self._elements) - 1

    def file(self) -> Iterator[bytes]:
        count = self._first + len(self._elements)
        yield _COUNTS.sub(b' uniqueCount="%d"' % count, self._begun, count=1)
        for at in range(0, len(self._elements), _AT_ONCE):
            yield "".join(self._elements[at : at + _AT_ONCE]).encode()
        yield b"</sst>" + self._end


def as_written(words: str) -> str:
    """A text longer than a cell is cut visibly."""
    if len(words) <= LONGEST_CELL // 2 or _units(words) <= LONGEST_CELL:
        return words
    cut = words[: LONGEST_CELL - 1]
    while _units(cut) >= LONGEST_CELL:
        cut = cut[: (LONGEST_CELL - 1) * len(cut) // _units(cut)]
    return f"{cut}…"


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _element(words: str) -> str:
    if words.isprintable() and not words.startswith(" ") and not words.endswith(" "):
        if "&" in words or "<" in words or ">" in words or "_x" in words:
            words = _escaped(words)
        return f"<si><t>{words}</t></si>"
    space = ' xml:space="preserve"' if words[:1].isspace() or words[-1:].isspace() else ""
    return f"<si><t{space}>{_escaped(words)}</t></si>"


def _escaped(words: str) -> str:
    told = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", told)
