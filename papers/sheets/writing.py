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
    STAMP_HEADER,
    TASKS,
)
from papers.sheets.book import Book
from papers.sheets.cells import Row
from papers.sheets.rows import assignment_rows, claim_rows, people_rows, report_rows, task_rows, unit_rows
from papers.sheets.stamping import Stamper, tell_what_is_not_taken
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
_HEADERS = {**HEADERS[DEPARTMENTS], **HEADERS[TASKS]}


@uncollected()
def write_state_xlsx(state: ExportState) -> bytes:
    """Đơn vị and Nhiệm vụ as the import takes them, with what was reported; the other sheets to be read.

    A hidden column says what each row was, so that the import knows what was changed since.
    """
    book = Book()
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
        header = [_HEADERS.get(column, column) for column in columns]
        sheet = book.sheet(title, header, widths, list(rows), (STAMP_HEADER, Stamper(columns).stamp))
        tell_what_is_not_taken(sheet, book.formats["told"], header, columns)
    if state.claims:
        claim_header = tuple(COLUMNS[CLAIMS].values())
        book.sheet("Số liệu", claim_header, (60, 11, 50, 12), list(claim_rows(state)))
    return book.content()


def write_book(sheets: Iterable[tuple[str, Row, Row, Iterable[Row]]]) -> bytes:
    """Title, header, widths and rows of each sheet."""
    book = Book()
    for title, header, widths, rows in sheets:
        book.sheet(title, header, widths, list(rows))
    return book.content()


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
    book = Book()
    book.sheet(title, header, widths, list(rows)).fit_to_pages(1, 0)
    return book.content()


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
