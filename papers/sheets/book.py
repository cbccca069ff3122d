"""A workbook: XlsxWriter makes all of it but the rows, which are written as they stand in the file's form.

Measured: of a million cells XlsxWriter makes as many objects first, and takes five times as long.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from papers.sheets.cells import Page, Row, height_of, letters_of, lines_of, rows_of
from papers.sheets.strings import Strings

LETTERS_A_PAGE = 190
PACKING = 5  # the last levels of zlib take twice the time for a hundredth of the size
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


class Book:
    """What people typed is text in it, whatever it looks like."""

    def __init__(self) -> None:
        import xlsxwriter

        self._held = io.BytesIO()
        self._frame = xlsxwriter.Workbook(self._held, {"in_memory": True, "strings_to_formulas": False})
        self.formats = {name: self._frame.add_format(form) for name, form in _FORMATS.items()}
        self._pages: list[Page] = []

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
        lines = max((lines_of(name, width) for name, width in zip(header, widths, strict=True)), default=1)
        if lines > 1:
            sheet.set_row(0, height_of(lines))
        columns = len(header)
        if last is not None:
            sheet.write_string(0, columns, last[0], self.formats["told"])
            sheet.set_column(columns, columns, 9, None, {"hidden": True})
            columns += 1
        # a row that is sorted takes its hidden cell along
        sheet.autofilter(0, 0, max(len(rows), 1), columns - 1)
        _to_be_printed(sheet, sum(widths))
        self._pages.append(Page(widths, rows, last[1] if last else None, columns))
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


def _part(part: bytes, page: Page | None, index: Mapping[str, int], strings: Strings) -> Iterator[bytes]:
    if page is None:
        yield part
        return
    whole = f'<dimension ref="A1:{letters_of(page.columns - 1)}{len(page.rows) + 1}"/>'.encode()
    begun = _EXAMPLES.sub(b"", re.sub(rb"<dimension [^>]*/>", whole, part, count=1))
    before, end, after = begun.partition(b"</sheetData>")
    yield before
    yield from rows_of(page, index, strings)
    yield end + after


def _to_be_printed(sheet: Any, letters: int) -> None:
    """Landscape A4, as many pages wide as leave the letters readable, the header and the code on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(-(-letters // LETTERS_A_PAGE), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
