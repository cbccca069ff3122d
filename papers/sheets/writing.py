"""The state as a sheet: those of the import, to be corrected and sent back, and others to be read."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from domain.exporting import ExportAssignment, ExportState
from domain.importing.dues import day_in_figures
from domain.importing.values import ASSIGNMENTS_SHEET, PEOPLE_SHEET, REPORTS_SHEET
from domain.work import Role, TaskKind
from papers.vietnamese import TIMING, WORK

KIND = {TaskKind.TASK: "nhiệm vụ", TaskKind.INDICATOR: "chỉ tiêu"}
ROLE = {Role.LEAD: "chủ trì", Role.COORDINATING: "phối hợp"}

UNIT_HEADER = ("Tên đơn vị", "Tên khác", "Loại")
PEOPLE_HEADER = ("Đơn vị", "Đầu mối", "Liên lạc được")
TASK_HEADER = ("Mã", "Nội dung", "Chủ trì", "Phối hợp", "Hạn", "Văn bản", "Loại", "Mật", "Nghiệm thu")
TASK_WIDTHS = (9, 70, 34, 34, 18, 40, 11, 7, 11)
ASSIGNMENT_HEADER = (
    "Mã", "Đơn vị", "Vai trò", "Nội dung", "Hạn", "Tình hình", "Theo hạn", "%", "Đạt", "Trên", "Vướng",
    "Vướng gì", "Dự kiến xong", "Báo cáo lúc", "Số lần nhắc", "Số lần đôn đốc", "Số lần lùi hạn",
)  # fmt: skip
REPORT_HEADER = ("Mã", "Đơn vị", "Lúc", "Người báo", "Tình hình", "%", "Nguyên văn", "Hiệu lực")
STANDING = {"valid": "còn hiệu lực", "corrected": "đã sửa lại", "undone": "đã lấy lại"}
LONGEST_CELL = 32_767  # what Excel takes
# as OWASP lists them, the wide forms too: a spreadsheet set to Chinese or Japanese takes those for the narrow
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Row = Sequence[Any]


def write_state_xlsx(state: ExportState) -> bytes:
    """Đơn vị and Nhiệm vụ as the import takes them; the other sheets to be read."""
    held = io.BytesIO()
    book, formats = open_book(held)
    for title, header, widths, rows in (
        ("Đơn vị", UNIT_HEADER, (36, 24, 14), _units(state)),
        ("Nhiệm vụ", TASK_HEADER, TASK_WIDTHS, _tasks(state)),
        (
            ASSIGNMENTS_SHEET,
            ASSIGNMENT_HEADER,
            (9, 32, 10, 60, 12, 14, 15, 7, 7, 7, 8, 36, 12, 17, 9, 9, 9),
            _assignments(state),
        ),
        (PEOPLE_SHEET, PEOPLE_HEADER, (36, 30, 14), _people(state)),
        (REPORTS_SHEET, REPORT_HEADER, (9, 32, 17, 22, 14, 7, 60, 14), _reports(state)),
    ):
        write_sheet(book, formats, title, header, widths, rows)
    book.close()
    return held.getvalue()


def open_book(held: io.BytesIO) -> tuple[Any, dict[str, Any]]:
    """A workbook that takes texts as texts, and its formats."""
    import xlsxwriter

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
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "moment": book.add_format({"num_format": "hh:mm dd/mm/yyyy", "valign": "top"}),
    }
    return book, formats


def write_table_xlsx(title: str, header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """One sheet."""
    held = io.BytesIO()
    book, formats = open_book(held)
    write_sheet(book, formats, title, header, [max(12, min(60, len(name) + 4)) for name in header], rows)
    book.close()
    return held.getvalue()


def write_state_csv(state: ExportState) -> bytes:
    """The assignments, one a line; semicolons, UTF-8 with its mark, as Excel in Vietnam opens it."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow(ASSIGNMENT_HEADER)
    for row in _assignments(state):
        writer.writerow([csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def write_sheet(
    book: Any, formats: dict[str, Any], title: str, header: Row, widths: Row, rows: Iterable[Row]
) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 1)
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, formats["head"])
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, formats, last, column, value)
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)


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
        words = str(value)
        if len(words) > LONGEST_CELL:
            words = words[: LONGEST_CELL - 1] + "…"
        sheet.write_string(row, column, words, formats["text"])


def csv_cell(value: Any) -> str:
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


def _units(state: ExportState) -> Iterable[Row]:
    for unit in state.departments:
        yield unit.name, "; ".join(unit.aliases), unit.kind


def _people(state: ExportState) -> Iterable[Row]:
    for unit in state.departments:
        for person in unit.focal_points:
            yield unit.name, person.name, "x" if person.reachable else None


def _tasks(state: ExportState) -> Iterable[Row]:
    """One row a task, its leads joined as the import takes them."""
    by_ref: dict[str, list[ExportAssignment]] = {}
    for assignment in state.assignments:
        by_ref.setdefault(assignment.ref, []).append(assignment)
    for ref, rows in by_ref.items():
        first = rows[0]
        leads = "; ".join(a.department for a in rows if a.role is Role.LEAD)
        others = "; ".join(a.department for a in rows if a.role is Role.COORDINATING)
        secret, accepted = ("x" if flag else "" for flag in (first.secret, first.needs_acceptance))
        yield (
            ref,
            first.task,
            leads,
            others,
            due_cell(first.task_due),
            first.directive,
            KIND[first.kind],
            secret,
            accepted,
        )


def due_cell(words: str) -> date | str:
    """A day as a real date; words stay words, to be read back as they are."""
    return day_in_figures(words) or words


def _assignments(state: ExportState) -> Iterable[Row]:
    zone = state.as_of.tzinfo
    for a in state.assignments:
        known = a.state
        moved = sum(e.decision in ("granted", "shortened") for e in a.extensions)
        head = (a.ref, a.department, ROLE[a.role], a.task, a.deadline)
        if known is None:
            yield (*head, None, None, None, None, None, None, None, None, None, a.reminders, a.nudges, moved)
            continue
        reported = known.reported_at.astimezone(zone) if known.reported_at else None
        yield (
            *head,
            WORK[known.work],
            TIMING[a.timing] if a.timing else None,
            known.percent,
            known.done,
            known.total,
            "x" if known.blocked else None,
            known.blocker,
            known.expected_date,
            reported,
            a.reminders,
            a.nudges,
            moved,
        )


def _reports(state: ExportState) -> Iterable[Row]:
    zone = state.as_of.tzinfo
    for a in state.assignments:
        for r in a.reports:
            what = WORK[r.work] if r.work else None
            yield (
                a.ref,
                a.department,
                r.at.astimezone(zone),
                r.by,
                what,
                r.percent,
                r.text,
                STANDING[r.standing],
            )
