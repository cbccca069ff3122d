"""The hidden column of an exported sheet, and what a cell will be when it is read again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from domain.importing.stamps import Stamps
from domain.importing.values import COLUMNS, DEPARTMENTS, TASKS, Cell
from papers.sheets.strings import as_written

_TAKEN = frozenset({*COLUMNS[DEPARTMENTS], *COLUMNS[TASKS]})


class Stamper:
    """`columns`: the names by which the import knows them; the first one's value is a row's key."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._stamps = Stamps(columns, as_read)

    def stamp(self, row: Sequence[Any]) -> str:
        return self._stamps.stamp(str(row[0]), row)


def tell_what_is_not_taken(sheet: Any, told: Any, header: Sequence[str], columns: Sequence[str]) -> None:
    """Shows by the form of their header which columns an import passes over."""
    for at, (name, column) in enumerate(zip(header, columns, strict=True)):
        if column not in _TAKEN:
            sheet.write_string(0, at, name, told)


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
