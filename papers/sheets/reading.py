"""Reading the import sheet from .xlsx and .csv, within bounds."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from domain.importing.values import (
    OTHER,
    READ_ONLY,
    READ_ONLY_SHEETS,
    STAMP,
    STAMP_HEADER,
    Fault,
    Sheet,
    SheetRow,
)
from domain.text import fold
from papers.sheets.delimited import read_records
from papers.sheets.excel import read_tables
from papers.sheets.headers import HEADER_WITHIN, Header, find_header, find_stamped, likeness
from papers.sheets.limits import BIGGEST_FILE, Table, Unreadable, refused
from papers.uncollected import uncollected

__all__ = ["Unreadable", "read_sheets"]

_OURS = frozenset({"don vi", "nhiem vu", "danh gia"})


@uncollected()
def read_sheets(data: bytes, filename: str) -> list[Sheet]:
    """The sheets of a file, told by their headers; those of no kind as OTHER. Raises Unreadable."""
    if len(data) > BIGGEST_FILE:
        raise refused("too_big", megabytes=BIGGEST_FILE // 2**20)
    ending = PurePath(filename).suffix.lower()
    if ending == ".xlsx":
        tables = read_tables(data)
    elif ending == ".csv":
        tables = [(PurePath(filename).name, read_records(data, likeness, HEADER_WITHIN))]
    else:
        raise refused("unknown_kind", ending=ending)
    filled = [(title, table) for title, table in tables if any(any(cells) for _, cells in table)]
    if not filled:
        raise refused("empty")
    headers = [find_header(table) for _, table in filled]
    faults = _faults([title for title, _ in filled], headers)
    if faults:
        raise Unreadable(*faults)
    sheets = [
        sheet
        for (title, table), header in zip(filled, headers, strict=True)
        if (sheet := _sheet(title, table, header)).kind != OTHER or title not in READ_ONLY_SHEETS
    ]
    if not any(sheet.rows for sheet in sheets):
        raise refused("empty")
    added = [_read_only(title, table) for title, table in filled if title in READ_ONLY_SHEETS]
    return [*sheets, *(sheet for sheet in added if sheet is not None)]


def _faults(titles: list[str], headers: list[Header | None]) -> list[Fault]:
    """Sheets that are meant to be ours and cannot be read as such."""
    nothing = not any(header is not None and not header.missing for header in headers)
    if nothing and not any(headers):
        return [Fault("", None, None, "no_header")]
    faults: list[Fault] = []
    for title, header in zip(titles, headers, strict=True):
        meant = nothing or fold(title) in _OURS
        if header is None:
            if meant and not nothing:
                faults.append(Fault(title, None, None, "no_header"))
        elif not header.missing:
            faults += [Fault(title, header.row, name, "column_twice") for name in header.twice]
        elif meant:
            faults += [
                Fault(title, header.row, None, "no_column", {"name": name, "seen": header.unknown})
                for name in header.missing
            ]
    return faults


def _sheet(title: str, table: Table, header: Header | None) -> Sheet:
    if header is None or header.missing:
        return Sheet(OTHER, title, frozenset(), (), ())
    columns = frozenset(column for column in header.columns if column is not None)
    rows = tuple(_rows(header.columns, table[header.at + 1 :]))
    return Sheet(header.kind, title, columns, header.unknown, rows)


def _read_only(title: str, table: Table) -> Sheet | None:
    """A sheet that an export added to be read, if it still has its stamps."""
    found = find_stamped(table)
    if found is None:
        return None
    at, names = found
    columns = tuple(STAMP if name == STAMP_HEADER else name for name in names)
    return Sheet(READ_ONLY, title, frozenset(columns), (), tuple(_rows(columns, table[at + 1 :])))


def _rows(columns: Sequence[str | None], table: Table) -> Iterator[SheetRow]:
    """Those that say something in `columns`; what stands under None is left out."""
    count = len(columns)
    places = {column: at for at, column in enumerate(columns) if column is not None}
    for number, cells in table:
        full = cells if len(cells) >= count else [*cells, *[""] * (count - len(cells))]
        if any(map(full.__getitem__, places.values())):
            yield SheetRow(number, full, places)
