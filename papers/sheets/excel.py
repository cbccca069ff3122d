"""Cells of an .xlsx, after what it unpacks to has been measured."""

import io
import re
import string
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date, datetime
from itertools import islice
from typing import Any

from domain.importing.values import Cell
from papers.sheets.limits import BIGGEST_UNPACKED, MOST_CELLS, MOST_ROWS, Table, refused, text_cell

_ROWS_AT_ONCE = 200
_CELL_AT = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{1,3})(\d{1,9})""")
_ROW_AT = re.compile(rb"""\br\s*=\s*["']\s*(\d{1,9})""")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
# without such an address, all lies within the columns up to Z and 99,999 rows: 2.6 million cells
_SIGNS = bytes.maketrans(
    f"{string.ascii_letters}{string.digits}'".encode(), b"A" * len(string.ascii_letters) + b"0" * 10 + b'"'
)
_FAR = (b'"AA0', b'"AAA0', b'"000000', b'"A000000')


def read_tables(data: bytes) -> list[tuple[str, Table]]:
    """(title, rows with the sheet's own numbers) of every sheet. Raises Unreadable."""
    for part in _unpacked(data):
        if b"sheetData" in part:
            _measure(part)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, list(enumerate(_rows(book.get_sheet_by_name(name)), 1))) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError):
        raise refused("not_xlsx") from None


def _rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    """Some at a time: what was just made is near at hand, and a column of them is read at once."""
    rows = sheet.iter_rows()
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield from zip(*map(_cells_of, zip(*some, strict=True)), strict=True)


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Every part of the file as it truly unpacks: the sizes that a zip declares may lie."""
    left = BIGGEST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > left:  # an honest one: not unpacked
                raise refused("too_big_unpacked", megabytes=BIGGEST_UNPACKED // 2**20)
            for entry in packed.infolist():
                boundless = copy(entry)
                boundless.file_size = left + 2  # one more than is read: a sum is checked at the end only
                with packed.open(boundless) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise refused("too_big_unpacked", megabytes=BIGGEST_UNPACKED // 2**20)
                yield part
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        raise refused("not_xlsx") from None


def _measure(sheet: bytes) -> None:
    """Refuses cells scattered so widely that the grid between them would not fit into memory.

    Measured: calamine lays out the whole grid, and one cell in XFD1048576 ends the process.
    """
    if b"\0" in sheet:
        raise refused("not_xlsx")
    if sheet.count(b"<") <= MOST_CELLS and not _may_be_far(sheet):
        return
    rows, columns = {1}, {b"A"}
    places = 0
    for places, found in enumerate(_CELL_AT.finditer(sheet), 1):
        if places > MOST_CELLS:
            raise refused("too_heavy")
        columns.add(found[1])
        rows.add(int(found[2]))
    if sum(1 for _ in _CELL_TAG.finditer(sheet)) > places:  # cells without an address follow their row's
        rows |= {int(found[1]) for found in _ROW_AT.finditer(sheet)}
    last_row, last_column = max(rows), max(map(_column, columns))
    if last_row > MOST_ROWS:
        raise refused("too_many_rows", most=MOST_ROWS)
    if last_row * last_column > MOST_CELLS:
        raise refused("too_wide", rows=last_row, columns=last_column)


def _may_be_far(sheet: bytes) -> bool:
    signs = sheet.translate(_SIGNS, string.whitespace.encode())
    return any(address in signs for address in _FAR)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _cells_of(values: Sequence[Any]) -> Iterable[Cell]:
    """The cells of a column, at once: most hold nothing but plain words, or say one thing many times."""
    try:
        words = "".join(values)
    except TypeError:
        if bool in set(map(type, values)):  # True is 1.0 to a dict
            return map(_cell, values)
        return map(_Cells().__getitem__, values)
    seen = words.isascii() or words.isprintable()  # an invisible sign may stand alone
    return map(str.strip if seen else text_cell, values)


class _Cells(dict[Any, Cell]):
    """By what stands there."""

    def __missing__(self, value: Any) -> Cell:
        self[value] = cell = _cell(value)
        return cell


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return "" if value is None else str(value)
