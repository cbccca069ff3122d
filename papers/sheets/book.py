"""A workbook: XlsxWriter makes all of it but the rows, which are written as they stand in the file's form.

Measured: of a million cells XlsxWriter makes as many objects first, and takes five times as long.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from papers.sheets.strings import Strings

Row = Sequence[Any]
LETTER = 1.1  # of a column's unit, with what is lost where a line breaks between words
LINE_POINTS, HIGHEST_POINTS = 15, 405
LETTERS_A_PAGE = 190
PACKING = 5  # the last levels of zlib take twice the time for a hundredth of the size
_ROWS_AT_ONCE = 200
_OF_ROWS = ("text", "day", "number", "moment")
_EXAMPLES = re.compile(rb'<row r="2".*?</row>')
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "border": 1},
    "told": {"italic": True, "text_wrap": True, "valign": "top", "bg_color": "#E7E6E6", "border": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"valign": "top"},
    "day": {"num_format": "dd/mm/yyyy", "valign": "top"},
    "moment": {"num_format": "hh:mm dd/mm/yyyy", "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class _Page:
    """`last`: what a row says besides, in a column of its own."""

    widths: Row
    rows: Sequence[Row]
    last: Callable[[Row], str] | None
    columns: int


class Book:
    """What people typed is text in it, whatever it looks like."""

    def __init__(self) -> None:
        import xlsxwriter

        self._held = io.BytesIO()
        self._frame = xlsxwriter.Workbook(self._held, {"in_memory": True, "strings_to_formulas": False})
        self.formats = {name: self._frame.add_format(form) for name, form in _FORMATS.items()}
        self._pages: list[_Page] = []

    def sheet(
        self,
        title: str,
        header: Sequence[str],
        widths: Row,
        rows: Sequence[Row],
        last: tuple[str, Callable[[Row], str]] | None = None,
    ) -> Any:
        """XlsxWriter's sheet, to be gone on with. `last`: a hidden column, its header and its values."""
        sheet = self._frame.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        for column, (name, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, self.formats["head"])
        lines = max((_lines(name, width) for name, width in zip(header, widths, strict=True)), default=1)
        if lines > 1:
            sheet.set_row(0, _height(lines))
        columns = len(header)
        if last is not None:
            sheet.write_string(0, columns, last[0], self.formats["told"])
            sheet.set_column(columns, columns, 9, None, {"hidden": True})
            columns += 1
        # a row that is sorted takes its hidden cell along
        sheet.autofilter(0, 0, max(len(rows), 1), columns - 1)
        _to_be_printed(sheet, sum(widths))
        self._pages.append(_Page(widths, rows, last[1] if last else None, columns))
        return sheet

    def content(self) -> bytes:
        for at, name in enumerate(_OF_ROWS):  # XlsxWriter numbers a form when it is first used
            self._frame.worksheets()[0].write_blank(1, at, None, self.formats[name])
        self._frame.close()
        done = io.BytesIO()
        with (
            zipfile.ZipFile(self._held) as frame,
            zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKING) as packed,
        ):
            examples = _EXAMPLES.findall(frame.read("xl/worksheets/sheet1.xml"))
            index = dict(zip(_OF_ROWS, map(int, re.findall(rb' s="(\d+)"', examples[0])), strict=True))
            strings = Strings(frame.read("xl/sharedStrings.xml"))
            pages = {f"xl/worksheets/sheet{n}.xml": page for n, page in enumerate(self._pages, 1)}
            for entry in frame.infolist():
                if entry.filename == "xl/sharedStrings.xml":
                    continue
                with packed.open(entry.filename, "w", force_zip64=True) as part:
                    for piece in _part(frame.read(entry), pages.get(entry.filename), index, strings):
                        part.write(piece)
            with packed.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
                for piece in strings.file():
                    part.write(piece)
        return done.getvalue()


def _part(part: bytes, page: _Page | None, index: dict[str, int], strings: Strings) -> Iterator[bytes]:
    if page is None:
        yield part
        return
    whole = f'<dimension ref="A1:{_letters(page.columns - 1)}{len(page.rows) + 1}"/>'.encode()
    begun = _EXAMPLES.sub(b"", re.sub(rb"<dimension [^>]*/>", whole, part, count=1))
    before, end, after = begun.partition(b"</sheetData>")
    yield before
    yield from _rows(page, index, strings)
    yield end + after


def _rows(page: _Page, index: dict[str, int], strings: Strings) -> Iterator[bytes]:
    others = _Others(index)
    columns = [(f'<c r="{_letters(at)}', int(width / LETTER), width) for at, width in enumerate(page.widths)]
    text = f'" s="{index["text"]}" t="s"><v>'
    hidden = f'<c r="{_letters(page.columns - 1)}'
    pieces: list[str] = []
    for number, row in enumerate(page.rows, 2):
        cells: list[str] = []
        lines = 1
        for (begin, room, width), value in zip(columns, row, strict=False):  # a row may end before they do
            if isinstance(value, str):
                if value:
                    cells.append(f"{begin}{number}{text}{strings[value]}</v></c>")
                    if len(value) > room:
                        lines = max(lines, _lines(value, width))
            elif value is not None:
                cells.append(f"{begin}{number}{others[value]}</v></c>")
        if page.last is not None:
            cells.append(f'{hidden}{number}" t="s"><v>{strings.add(page.last(row))}</v></c>')
        height = f' ht="{_height(lines)}" customHeight="1"' if lines > 1 else ""
        pieces.append(f'<row r="{number}"{height}>{"".join(cells)}</row>')
        if len(pieces) == _ROWS_AT_ONCE:
            yield "".join(pieces).encode()
            pieces.clear()
    yield "".join(pieces).encode()


class _Others(dict[Any, str]):
    """The rest of a cell that holds a number, a day or a moment, by what it holds."""

    def __init__(self, index: dict[str, int]) -> None:
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


def _lines(words: Any, width: float) -> int:
    """For every line of its text: LibreOffice works out no height, and writes over the next row."""
    return -int(-len(words) * LETTER // width)


def _height(lines: int) -> int:
    return min(lines * LINE_POINTS, HIGHEST_POINTS)


def _letters(column: int) -> str:
    """A is 0."""
    letters = ""
    column += 1
    while column:
        column, at = divmod(column - 1, 26)
        letters = chr(65 + at) + letters
    return letters


def _to_be_printed(sheet: Any, letters: int) -> None:
    """Landscape A4, as many pages wide as leave the letters readable, the header and the code on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(-(-letters // LETTERS_A_PAGE), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
