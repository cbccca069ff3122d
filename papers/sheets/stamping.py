"""The hidden column of an exported sheet, and what a cell will be when it is read again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from domain.importing.stamps import stamp
from domain.importing.values import COLUMNS, DEPARTMENTS, STAMP_HEADER, TASKS, Cell

Row = Sequence[Any]
LONGEST_CELL = 32_767  # what Excel takes


_TAKEN = frozenset({*COLUMNS[DEPARTMENTS], *COLUMNS[TASKS]})


def stamp_sheet(
    sheet: Any, formats: dict[str, Any], header: Sequence[str], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Adds what each row is, hidden, and shows which columns are not taken in.

    `columns`: the names by which the import knows them; the first one's value is the row's key.
    """
    after = len(columns)
    for at, (name, column) in enumerate(zip(header, columns, strict=True)):
        if column not in _TAKEN:
            sheet.write_string(0, at, name, formats["told"])
    sheet.write_string(0, after, STAMP_HEADER, formats["told"])
    sheet.set_column(after, after, 9, None, {"hidden": True})
    for number, row in enumerate(rows, 1):
        cells = {column: as_read(value) for column, value in zip(columns, row, strict=True)}
        sheet.write_string(number, after, stamp(str(row[0]), cells))
    sheet.autofilter(0, 0, max(len(rows), 1), after)  # a row that is sorted takes its stamp along


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
