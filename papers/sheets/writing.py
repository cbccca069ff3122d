"""The state as a sheet: those of the import, to be corrected and sent back, and others to be read."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from domain.exporting import ExportState
from domain.importing.values import (
    ASSIGNMENTS_SHEET,
    CLAIMS,
    COLUMNS,
    DEPARTMENTS,
    HEADERS,
    PEOPLE_SHEET,
    REPORTED,
    REPORTS_SHEET,
    TASKS,
)
from papers.sheets.rows import assignment_rows, claim_rows, people_rows, report_rows, task_rows, unit_rows
from papers.sheets.stamping import Row, as_written, stamp_sheet
from papers.uncollected import uncollected

UNIT_COLUMNS = tuple(COLUMNS[DEPARTMENTS])
PEOPLE_HEADER = ("Đơn vị", "Đầu mối", "Liên lạc được")
TASK_COLUMNS = (*COLUMNS[TASKS], *REPORTED[TASKS])
TASK_HEADER = tuple(COLUMNS[TASKS].values())
TASK_WIDTHS = (9, 70, 34, 34, 18, 40, 11, 7, 11, 12, 11, 12, 18, 10, 11, 11, 30, 12)
ASSIGNMENT_HEADER = (
    "Mã", "Đơn vị", "Vai trò", "Nội dung", "Hạn", "Tình hình", "Theo hạn", "%", "Đạt", "Trên", "Vướng",
    "Vướng gì", "Dự kiến xong", "Báo cáo lúc", "Số lần nhắc", "Số lần đôn đốc", "Số lần lùi hạn",
    "Số liệu", "Ngày số liệu", "Đánh giá",
)  # fmt: skip
REPORT_HEADER = ("Mã", "Đơn vị", "Lúc", "Người báo", "Tình hình", "%", "Nguyên văn", "Hiệu lực")
# as OWASP lists them, the wide forms too: a spreadsheet set to Chinese or Japanese takes those for the narrow
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LETTER = 1.1  # of a column's unit, with what is lost where a line breaks between words
LINE_POINTS, HIGHEST_POINTS = 15, 405
LETTERS_A_PAGE = 190
_HEADERS = {**HEADERS[DEPARTMENTS], **HEADERS[TASKS]}


@uncollected()
def write_state_xlsx(state: ExportState) -> bytes:
    """Đơn vị and Nhiệm vụ as the import takes them, with what was reported; the other sheets to be read.

    A hidden column says what each row was, so that the import knows what was changed since.
    """
    held = io.BytesIO()
    book, formats = open_book(held)
    for title, columns, widths, rows in (
        ("Đơn vị", UNIT_COLUMNS, (36, 24, 14), unit_rows(state)),
        ("Nhiệm vụ", TASK_COLUMNS, (*TASK_WIDTHS, 14, 15, 15, 9, 36, 17), task_rows(state)),
        (
            ASSIGNMENTS_SHEET,
            ASSIGNMENT_HEADER,
            (9, 32, 10, 60, 12, 14, 15, 7, 7, 7, 8, 36, 12, 17, 9, 9, 9, 12, 12, 20),
            assignment_rows(state),
        ),
        (PEOPLE_SHEET, PEOPLE_HEADER, (36, 30, 14), people_rows(state)),
        (REPORTS_SHEET, REPORT_HEADER, (9, 32, 17, 22, 14, 7, 60, 14), report_rows(state)),
    ):
        header, written = [_HEADERS.get(column, column) for column in columns], list(rows)
        sheet = write_sheet(book, formats, title, header, widths, written)
        stamp_sheet(sheet, formats, header, columns, written)
    if state.claims:
        claim_header = tuple(COLUMNS[CLAIMS].values())
        write_sheet(book, formats, "Số liệu", claim_header, (60, 11, 50, 12), claim_rows(state))
    book.close()
    for sheet in book.worksheets():
        sheet.table.clear()  # in a circle with its book: only the collector would find a million cells
    return held.getvalue()


def write_book(sheets: Iterable[tuple[str, Row, Row, Iterable[Row]]]) -> bytes:
    """Title, header, widths and rows of each sheet."""
    held = io.BytesIO()
    book, formats = open_book(held)
    for title, header, widths, rows in sheets:
        write_sheet(book, formats, title, header, widths, rows)
    book.close()
    return held.getvalue()


def open_book(held: io.BytesIO) -> tuple[Any, dict[str, Any]]:
    """A workbook in which what people typed is text, whatever it looks like, and its formats."""
    import xlsxwriter

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(held, options)
    return book, {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "border": 1}
        ),
        "told": book.add_format(
            {"italic": True, "text_wrap": True, "valign": "top", "bg_color": "#E7E6E6", "border": 1}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "moment": book.add_format({"num_format": "hh:mm dd/mm/yyyy", "valign": "top"}),
    }


def write_table_xlsx(title: str, header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """One sheet, its columns as wide as what they hold asks for."""
    held = list(rows)
    columns = list(zip(*held, strict=True)) if held else [() for _ in header]
    widths = [_width(name, values) for name, values in zip(header, columns, strict=True)]
    return write_book([(title, header, widths, held)])


def _width(name: str, values: Iterable[Any]) -> int:
    """A short one in one line, a long one in three or four; the header may break."""
    longest = max((len(_csv_cell(value)) for value in values), default=0)
    wanted = longest if longest <= 24 else 24 + (longest - 24) // 3
    return max(min(wanted, 60), min(len(name), 12)) + 2


def write_list_xlsx(title: str, header: Row, widths: Row, rows: Iterable[Row]) -> bytes:
    """One sheet to be printed: landscape A4, its header on every page."""
    held = io.BytesIO()
    book, formats = open_book(held)
    write_sheet(book, formats, title, header, widths, rows).fit_to_pages(1, 0)
    book.close()
    return held.getvalue()


def write_state_csv(state: ExportState) -> bytes:
    """The assignments, one a line."""
    return write_table_csv(ASSIGNMENT_HEADER, assignment_rows(state))


def write_table_csv(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Semicolons, UTF-8 with its mark, as Excel in Vietnam opens it."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def write_sheet(
    book: Any, formats: dict[str, Any], title: str, header: Row, widths: Row, rows: Iterable[Row]
) -> Any:
    """The sheet, to be gone on with."""
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 1)
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, formats["head"])
    _make_room(sheet, 0, header, widths)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, formats, last, column, value)
        _make_room(sheet, last, row, widths)
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)
    _to_be_printed(sheet, sum(widths))
    return sheet


def _make_room(sheet: Any, row: int, values: Row, widths: Row) -> None:
    """For every line of its longest text: LibreOffice works out no height, and writes over the next row."""
    lines = 1
    for value, width in zip(values, widths, strict=False):  # a row may end before its columns do
        if isinstance(value, str) and len(value) * LETTER > width:
            lines = max(lines, -int(-len(value) * LETTER // width))
    if lines > 1:
        sheet.set_row(row, min(lines * LINE_POINTS, HIGHEST_POINTS))


def _to_be_printed(sheet: Any, letters: int) -> None:
    """Landscape A4, as many pages wide as leave the letters readable, the header and the code on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(-(-letters // LETTERS_A_PAGE), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)


def _write(sheet: Any, formats: dict[str, Any], row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None, microsecond=0), formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["number"])
    else:
        sheet.write_string(row, column, as_written(str(value)), formats["text"])


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        return f"{value:g}"
    return text_in_csv(str(value))


def text_in_csv(words: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{words}" if words.startswith(FORMULA_BEGINS) else words
