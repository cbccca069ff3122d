"""The state as a sheet: those of the import, to be corrected and sent back, and others to be read."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from domain.exporting import ExportState
from domain.importing.values import (
    ASSIGNMENTS_SHEET,
    COLUMNS,
    DEPARTMENTS,
    HEADERS,
    PEOPLE_SHEET,
    REPORTED,
    REPORTS_SHEET,
    STAMP_HEADER,
    TASKS,
)
from papers.sheets.rows import Row, assignment_rows, people_rows, report_rows, task_rows, unit_rows
from papers.sheets.stamping import as_written, stamp_row

UNIT_COLUMNS = tuple(COLUMNS[DEPARTMENTS])
PEOPLE_HEADER = ("Đơn vị", "Đầu mối", "Liên lạc được")
TASK_COLUMNS = (*COLUMNS[TASKS], *REPORTED[TASKS])
ASSIGNMENT_HEADER = (
    "Mã", "Đơn vị", "Vai trò", "Nội dung", "Hạn", "Tình hình", "Theo hạn", "%", "Đạt", "Trên", "Vướng",
    "Vướng gì", "Dự kiến xong", "Báo cáo lúc", "Số lần nhắc", "Số lần đôn đốc", "Số lần lùi hạn",
)  # fmt: skip
REPORT_HEADER = ("Mã", "Đơn vị", "Lúc", "Người báo", "Tình hình", "%", "Nguyên văn", "Hiệu lực")
# as OWASP lists them, the wide forms too: a spreadsheet set to Chinese or Japanese takes those for the narrow
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HEADERS = {**HEADERS[DEPARTMENTS], **HEADERS[TASKS]}


def write_state_xlsx(state: ExportState) -> bytes:
    """Đơn vị and Nhiệm vụ as the import takes them, with what was reported; the other sheets to be read.

    A hidden column says what each row was, so that the import knows what was changed since.
    """
    import xlsxwriter

    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(held, options)
    formats = {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "border": 1}
        ),
        "told": book.add_format(
            {"italic": True, "text_wrap": True, "valign": "top", "bg_color": "#E7E6E6", "border": 1}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "moment": book.add_format({"num_format": "hh:mm dd/mm/yyyy", "valign": "top"}),
    }
    for title, columns, widths, rows in (
        ("Đơn vị", UNIT_COLUMNS, (36, 24, 14), unit_rows(state)),
        (
            "Nhiệm vụ",
            TASK_COLUMNS,
            (9, 70, 34, 34, 18, 40, 11, 7, 11, 14, 15, 15, 9, 36, 17),
            task_rows(state),
        ),
        (
            ASSIGNMENTS_SHEET,
            ASSIGNMENT_HEADER,
            (9, 32, 10, 60, 12, 14, 15, 7, 7, 7, 8, 36, 12, 17, 9, 9, 9),
            assignment_rows(state),
        ),
        (PEOPLE_SHEET, PEOPLE_HEADER, (36, 30, 14), people_rows(state)),
        (REPORTS_SHEET, REPORT_HEADER, (9, 32, 17, 22, 14, 7, 60, 14), report_rows(state)),
    ):
        _sheet(book, formats, title, columns, widths, rows)
    book.close()
    return held.getvalue()


def write_state_csv(state: ExportState) -> bytes:
    """The assignments, one a line; semicolons, UTF-8 with its mark, as Excel in Vietnam opens it."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow(ASSIGNMENT_HEADER)
    for row in assignment_rows(state):
        writer.writerow([_csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def _sheet(
    book: Any, formats: dict[str, Any], title: str, columns: Sequence[str], widths: Row, rows: Iterable[Row]
) -> None:
    """`columns`: by the import's names, or by their headers in a sheet that is only read."""
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 1)
    taken = {*COLUMNS[DEPARTMENTS], *COLUMNS[TASKS]}
    for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(
            0, at, _HEADERS.get(column, column), formats["head" if column in taken else "told"]
        )
    sheet.write_string(0, len(columns), STAMP_HEADER, formats["told"])
    sheet.set_column(len(columns), len(columns), 9, None, {"hidden": True})
    last = 0
    for last, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            _write(sheet, formats, last, at, value)
        sheet.write_string(last, len(columns), stamp_row(columns, row))
    sheet.autofilter(0, 0, max(last, 1), len(columns))  # a row that is sorted takes its stamp along


def _write(sheet: Any, formats: dict[str, Any], row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None, microsecond=0), formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
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
