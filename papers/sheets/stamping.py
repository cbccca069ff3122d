"""The hidden column of an exported sheet, and what a cell will be when it is read again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from domain.importing.stamps import stamp
from domain.importing.values import Cell

LONGEST_CELL = 32_767  # what Excel takes


def stamp_row(columns: Sequence[str], row: Sequence[Any]) -> str:
    """`columns`: the names by which the import knows them; the first one's value is the row's key."""
    cells = {column: as_read(value) for column, value in zip(columns, row, strict=True)}
    return stamp(str(row[0]), cells)


def as_read(value: Any) -> Cell:
    """The value as the import reads it back from the sheet."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else str(float(value))
    return as_written(str(value))


def as_written(words: str) -> str:
    """A text longer than a cell is cut visibly."""
    return words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1] + "…"
