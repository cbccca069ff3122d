"""The rows of a sheet in the form of the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from papers.sheets.strings import Strings

Row = Sequence[Any]
LETTER = 1.1  # of a column's unit, with what is lost where a line breaks between words
LINE_POINTS, HIGHEST_POINTS = 15, 405
_ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Page:
    """`last`: what a row says besides, in a column of its own."""

    widths: Row
    rows: Sequence[Row]
    last: Callable[[Row], str] | None
    columns: int


def rows_of(page: Page, index: Mapping[str, int], strings: Strings) -> Iterator[bytes]:
    """`index`: the numbers of the forms for a text, a number, a day and a moment."""
    others = _Others(index)
    columns = [
        (f'<c r="{letters_of(at)}', int(width / LETTER), width) for at, width in enumerate(page.widths)
    ]
    text = f'" s="{index["text"]}" t="s"><v>'
    hidden = f'<c r="{letters_of(page.columns - 1)}'
    pieces: list[str] = []
    for number, row in enumerate(page.rows, 2):
        cells: list[str] = []
        lines = 1
        for (begin, room, width), value in zip(columns, row, strict=False):  # a row may end before they do
            if isinstance(value, str):
                if value:
                    cells.append(f"{begin}{number}{text}{strings[value]}</v></c>")
                    if len(value) > room:
                        lines = max(lines, lines_of(value, width))
            elif value is not None:
                cells.append(f"{begin}{number}{others[value]}</v></c>")
        if page.last is not None:
            cells.append(f'{hidden}{number}" t="s"><v>{strings.add(page.last(row))}</v></c>')
        height = f' ht="{height_of(lines)}" customHeight="1"' if lines > 1 else ""
        pieces.append(f'<row r="{number}"{height}>{"".join(cells)}</row>')
        if len(pieces) == _ROWS_AT_ONCE:
            yield "".join(pieces).encode()
            pieces.clear()
    yield "".join(pieces).encode()


def letters_of(column: int) -> str:
    """A is 0."""
    letters = ""
    column += 1
    while column:
        column, at = divmod(column - 1, 26)
        letters = chr(65 + at) + letters
    return letters


def lines_of(words: Any, width: float) -> int:
    """For every line of its text: LibreOffice works out no height, and writes over the next row."""
    return -int(-len(words) * LETTER // width)


def height_of(lines: int) -> int:
    return min(lines * LINE_POINTS, HIGHEST_POINTS)


class _Others(dict[Any, str]):
    """The rest of a cell that holds a number, a day or a moment, by what it holds."""

    def __init__(self, index: Mapping[str, int]) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, value: Any) -> str:
        if isinstance(value, datetime):
            seconds = value.hour * 3600 + value.minute * 60 + value.second
            form, number = "moment", _serial(value, seconds / 86400)
        elif isinstance(value, date):
            form, number = "day", _serial(value, 0)
        else:
            form, number = "number", value
        self[value] = f'" s="{self._index[form]}"><v>{number:.16G}'
        return self[value]


def _serial(day: date, part: float) -> float:
    """Days as a spreadsheet counts them, for which 1900 was a leap year."""
    days = day.toordinal() - date(1899, 12, 31).toordinal() + part
    return days + 1 if days > 59 else days
