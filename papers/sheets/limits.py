"""What a file may cost us, and how one that may not be read is refused."""

from collections.abc import Sequence
from typing import Any

from domain.importing.values import Cell, Fault
from domain.text import clean

BIGGEST_FILE = 20 * 1024 * 1024
BIGGEST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 100_000
MOST_CELLS = 5_000_000

Table = Sequence[tuple[int, Sequence[Cell]]]


class Unreadable(Exception):
    """The file as a whole cannot be read: `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.problem for fault in faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[Fault, ...]]:
        return Unreadable, self.faults  # it comes out of another process


def refused(problem: str, sheet: str = "", row: int | None = None, **facts: Any) -> Unreadable:
    return Unreadable(Fault(sheet, row, None, problem, facts))


def text_cell(words: str) -> str:
    """Without the blanks around it; "" where nothing can be seen."""
    stripped = words.strip()
    return stripped if stripped.isprintable() or clean(stripped) else ""
