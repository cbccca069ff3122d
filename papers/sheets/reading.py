"""Reading the import sheet from .xlsx and .csv, within bounds."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from domain.importing.values import COLUMNS, REQUIRED, Cell, Fault, Sheet, SheetRow
from domain.text import clean, fold

BIGGEST_FILE = 20 * 1024 * 1024
BIGGEST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 100_000
HEADER_WITHIN = 10

Table = Sequence[tuple[int, Sequence[Cell]]]


class Unreadable(Exception):
    """The file as a whole cannot be read: `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.problem for fault in faults))
        self.faults = faults


def read_sheets(data: bytes, filename: str) -> list[Sheet]:
    """The sheets of a file that are departments or tasks. Raises Unreadable."""
    if len(data) > BIGGEST_FILE:
        raise Unreadable(_fault("too_big", megabytes=BIGGEST_FILE // 2**20))
    ending = PurePath(filename).suffix.lower()
    if ending == ".xlsx":
        tables = _xlsx(data)
    elif ending == ".csv":
        tables = ((PurePath(filename).name, _csv(data)),)
    else:
        raise Unreadable(_fault("unknown_kind", ending=ending))
    if all(not rows for _, rows in tables):
        raise Unreadable(_fault("empty"))
    sheets = [sheet for title, rows in tables if (sheet := _sheet(title, rows)) is not None]
    if not sheets:
        raise Unreadable(_fault("no_header"))
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable(_fault("empty"))
    return sheets


def _fault(problem: str, sheet: str = "", **facts: Any) -> Fault:
    return Fault(sheet, None, None, problem, facts)


def _xlsx(data: bytes) -> Sequence[tuple[str, Table]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Unreadable(_fault("not_xlsx")) from None
    if unpacked > BIGGEST_UNPACKED:
        raise Unreadable(_fault("too_big_unpacked", megabytes=BIGGEST_UNPACKED // 2**20))
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS:
                raise Unreadable(_fault("too_many_rows", name, most=MOST_ROWS))
            rows = sheet.to_python(skip_empty_area=False)
            found.append((name, [(n, [_cell(value) for value in row]) for n, row in enumerate(rows, 1)]))
    except (CalamineError, ValueError, OSError):
        raise Unreadable(_fault("not_xlsx")) from None
    return found


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return "" if value is None else str(value).strip()


def _csv(data: bytes) -> Table:
    text = _decoded(data)
    head = [line for line in text.splitlines()[: HEADER_WITHIN + 1] if line.strip()]
    delimiter = max(";,\t", key=lambda mark: max((_known(line.split(mark)) for line in head), default=0))
    rows: list[tuple[int, list[Cell]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    started = 1
    try:
        for row in reader:
            if len(rows) > MOST_ROWS:
                raise Unreadable(_fault("too_many_rows", most=MOST_ROWS))
            rows.append((started, [cell.strip() for cell in row]))
            started = reader.line_num + 1
    except csv.Error:
        raise Unreadable(_fault("not_csv")) from None
    return [row for row in rows if any(row[1])]


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark; anything else is refused, not guessed."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_fault("encoding")) from None
    if "\0" in text:
        raise Unreadable(_fault("not_csv"))
    return text


def _known(cells: Sequence[str]) -> int:
    return max(sum(_canonical(kind, cell.strip('" ')) is not None for cell in cells) for kind in COLUMNS)


def _canonical(kind: str, header: Cell) -> str | None:
    if isinstance(header, date):
        return None
    folded = fold(header)
    return next((column for column, name in COLUMNS[kind].items() if folded == fold(name)), None)


def _sheet(title: str, rows: Table) -> Sheet | None:
    """None when no header is found in the first rows."""
    for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        for kind in COLUMNS:
            found = [_canonical(kind, cell) for cell in cells]
            if all(column in found for column in REQUIRED[kind]):
                return _body(title, kind, cells, found, rows[at + 1 :])
    return None


def _body(title: str, kind: str, header: Sequence[Cell], found: Sequence[str | None], rows: Table) -> Sheet:
    twice = [column for column in set(found) if column and found.count(column) > 1]
    if twice:
        raise Unreadable(*(_fault("column_twice", title, name=COLUMNS[kind][column]) for column in twice))
    unknown = tuple(
        clean(str(cell))
        for cell, column in zip(header, found, strict=True)
        if column is None and str(cell).strip()
    )
    return Sheet(
        kind,
        title,
        frozenset(column for column in found if column),
        unknown,
        tuple(_rows(found, rows)),
    )


def _rows(found: Sequence[str | None], rows: Table) -> Iterator[SheetRow]:
    for number, cells in rows:
        held: dict[str, Cell] = {
            column: cells[i] if i < len(cells) else "" for i, column in enumerate(found) if column
        }
        if any(held.values()):
            yield SheetRow(number, held)
