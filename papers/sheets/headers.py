"""Finding the header of a table and telling by it what the table is."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.importing.values import COLUMNS, HEADERS, REQUIRED, STAMP_HEADER, Cell
from domain.text import clean, fold
from papers.sheets.limits import Table

HEADER_WITHIN = 10
_BY_HEADER = {kind: {fold(name): column for column, name in names.items()} for kind, names in HEADERS.items()}


@dataclass(frozen=True, slots=True)
class Header:
    """`at`: its index in the table; `row`: the sheet's number; `columns`: canonical names by index."""

    kind: str
    at: int
    row: int
    columns: tuple[str | None, ...]
    unknown: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there, as people write them."""
        return tuple(COLUMNS[self.kind][name] for name in REQUIRED[self.kind] if name not in self.columns)

    @property
    def twice(self) -> tuple[str, ...]:
        found = [column for column in self.columns if column is not None]
        return tuple(HEADERS[self.kind][name] for name in dict.fromkeys(found) if found.count(name) > 1)


def find_header(table: Table) -> Header | None:
    """The first complete header within the first ten rows, else the likest row; None: nothing like one."""
    likest: Header | None = None
    for at, (row, cells) in enumerate(table[:HEADER_WITHIN]):
        header = max((_read(kind, at, row, cells) for kind in COLUMNS), key=_rank)
        if not header.missing:
            return header
        if any(header.columns) and (likest is None or _rank(header) > _rank(likest)):
            likest = header
    return likest


def find_stamped(table: Table) -> tuple[int, tuple[str, ...]] | None:
    """Where the header of a sheet that an export added stands, and its names; None: it has no stamp."""
    for at, (_, cells) in enumerate(table[:HEADER_WITHIN]):
        names = tuple(clean(cell) if isinstance(cell, str) else str(cell) for cell in cells)
        if STAMP_HEADER in names:
            return at, names
    return None


def likeness(cells: Sequence[Cell]) -> int:
    """How many cells are names of columns of one kind of sheet."""
    return max(_rank(_read(kind, 0, 0, cells))[1] for kind in COLUMNS)


def _rank(header: Header) -> tuple[bool, int]:
    return not header.missing, sum(column is not None for column in header.columns)


def _read(kind: str, at: int, row: int, cells: Sequence[Cell]) -> Header:
    names = _BY_HEADER[kind]
    words = [clean(cell).strip(" *:") if isinstance(cell, str) else str(cell) for cell in cells]
    columns = tuple(names.get(fold(word)) for word in words)
    unknown = tuple(word for word, column in zip(words, columns, strict=True) if word and column is None)
    return Header(kind, at, row, columns, unknown)
