"""Records of a .csv: semicolons, commas or tabs; UTF-8, or UTF-16 with its mark."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from domain.importing.values import Cell
from papers.encoding import decoded
from papers.sheets.limits import MOST_ROWS, Table, refused, text_cell

DELIMITERS = ";,\t"
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_records(data: bytes, score: Callable[[Sequence[Cell]], int], within: int) -> Table:
    """(the physical line where it starts, cells) of every record. Raises Unreadable.

    `score`: how much a record looks like the header; the delimiter is the one under which one of the
    first `within` records looks most like it.
    """
    text = decoded(data, _PACKED, not_text="not_csv", not_utf8="encoding")
    delimiter = max(DELIMITERS, key=lambda mark: _best(text, mark, score, within))
    records: list[tuple[int, list[Cell]]] = []
    started = 1
    try:
        for line, cells in _records(text, delimiter):
            records.append((started, cells))
            if len(records) > MOST_ROWS:
                raise refused("too_many_rows", most=MOST_ROWS)
            started = line + 1
    except csv.Error:  # read loosely, an open quotation mark would swallow the rows after it
        raise refused("bad_quotes", row=started) from None
    return records


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for cells in reader:
        yield reader.line_num, [text_cell(cell) for cell in cells]


def _best(text: str, delimiter: str, score: Callable[[Sequence[Cell]], int], within: int) -> int:
    best = 0
    try:
        for (_, cells), _ in zip(_records(text, delimiter), range(within), strict=False):
            best = max(best, score(cells))
    except csv.Error:
        return best
    return best
