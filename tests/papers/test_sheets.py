"""Sheets in and out: what Excel and people make of a file."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from domain.deadlines import read_deadline
from domain.exporting import (
    ExportAssignment,
    ExportDepartment,
    ExportPerson,
    ExportReport,
    ExportState,
    totals_of,
)
from domain.importing import plan
from domain.importing.values import DEPARTMENTS, TASKS, Sheet
from domain.work import Role, State, TaskKind, Timing, Work
from papers.sheets.reading import Unreadable, read_sheets
from papers.sheets.writing import write_state_csv, write_state_xlsx
from papers.state_json import state_to_json

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def xlsx(**sheets: Sequence[Sequence[Any]]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
    return held.getvalue()


def problem(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_sheets(data, name)
    return caught.value.faults[0].problem


def only(data: bytes, name: str) -> Sheet:
    (sheet,) = read_sheets(data, name)
    return sheet


def test_the_header_is_found_by_names_in_any_order_case_and_diacritics() -> None:
    rows = [
        ["Danh mục nhiệm vụ"],
        [],
        [None, "CHU TRI", "nội dung", "Ghi chú", "Hạn"],
        [None, "STC", "Rà soát", "?", date(2025, 9, 30)],
    ]
    sheet = only(xlsx(Anything=rows), "a.xlsx")
    assert (sheet.kind, sheet.unknown_columns) == (TASKS, ("Ghi chú",))
    assert sheet.rows[0].number == 4
    assert dict(sheet.rows[0].cells) == {"leads": "STC", "text": "Rà soát", "deadline": date(2025, 9, 30)}


def test_numbers_are_as_people_see_them() -> None:
    sheet = only(xlsx(A=[["Mã", "Nội dung", "Chủ trì"], [7, 1.5, "STC"]]), "a.xlsx")
    assert dict(sheet.rows[0].cells) == {"ref": "7", "text": "1.5", "leads": "STC"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_offices_save_it(delimiter: str, encoding: str) -> None:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(
        [["Tên đơn vị", "Tên khác"], ["Sở Tài chính", "STC;TC, tỉnh\nSở TC"], [], ["Sở Y tế", ""]]
    )
    sheet = only(held.getvalue().encode(encoding), "a.csv")
    assert sheet.kind == DEPARTMENTS
    assert [row.number for row in sheet.rows] == [2, 5]  # the record of two lines, then a blank one
    assert sheet.rows[0].text("aliases").startswith("STC;TC, tỉnh")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"not a zip", "a.xlsx", "not_xlsx"),
        ("Nội dung;Chủ trì\nRà soát;STC".encode("utf-16-le"), "a.csv", "encoding"),
        ("Tên đơn vị\nSở Tài chính".encode("cp1258", "replace"), "a.csv", "encoding"),
        (b"", "a.csv", "empty"),
        ("Tên đơn vị;Loại\n".encode(), "a.csv", "empty"),
        (b"a;b\n1;2\n", "a.csv", "no_header"),
        (b"%PDF", "a.pdf", "unknown_kind"),
        ("Tên đơn vị;Loại;loai\nSở;sở;sở\n".encode(), "a.csv", "column_twice"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, expected: str) -> None:
    assert problem(data, name) == expected


def test_a_zip_bomb_is_not_unpacked() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    assert problem(held.getvalue(), "a.xlsx") == "too_big_unpacked"


def assignment(**more: Any) -> ExportAssignment:
    values: dict[str, Any] = {
        "ref": "NV04", "department": "Sở Tài chính", "role": Role.LEAD, "kind": TaskKind.TASK, "task": "=1+1 rà soát",
        "directive": "Kết luận 15-KL/BCĐ ngày 23/9/2025", "secret": False, "needs_acceptance": True,
        "task_due": "30/09/2025", "deadline": date(2025, 9, 30), "recurrence": None,
        "state": State(Work.IN_PROGRESS, percent=60.0, blocked=True, blocker="@chờ"), "timing": Timing.DUE_SOON,
        "nudges": 1, "reminders": 3, "extensions": (), "periods": (),
        "reports": (ExportReport(datetime(2025, 9, 25, 2, tzinfo=UTC), "An", "60% rồi ạ", Work.IN_PROGRESS, 60.0, "valid"),),
    }  # fmt: skip
    return ExportAssignment(**(values | more))


STATE = ExportState(
    datetime(2025, 9, 25, 9, tzinfo=ZONE),
    (
        assignment(),
        assignment(department="Sở Y tế", state=State(Work.DONE), timing=Timing.DONE_IN_TIME),
        assignment(department="Sở Nội vụ", role=Role.COORDINATING, state=None, timing=None),
        assignment(ref="CT01", kind=TaskKind.INDICATOR, task="5G phủ 20%"),
    ),
    (
        ExportDepartment("Sở Tài chính", ("STC", "Tài chính"), "sở", (ExportPerson("An", reachable=True),)),
        ExportDepartment("Sở Y tế", (), None, ()),
        ExportDepartment("Sở Nội vụ", (), "sở", ()),
    ),
)


def test_what_is_exported_can_be_imported() -> None:
    sheets = read_sheets(write_state_xlsx(STATE), "x.xlsx")
    assert [sheet.kind for sheet in sheets] == [DEPARTMENTS, TASKS]
    result = plan(sheets, [], [], [], date(2025, 9, 25), read_deadline)
    assert result.faults == ()
    assert result.warnings == ()
    assert [(t.ref, t.leads, t.coordinating) for t in result.new_tasks] == [
        ("NV04", ("Sở Tài chính", "Sở Y tế"), ("Sở Nội vụ",)),
        ("CT01", ("Sở Tài chính",), ()),
    ]


def test_formulas_of_people_stay_text() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_state_xlsx(STATE)))
    assert book.get_sheet_by_name("Nhiệm vụ").to_python()[1][1] == "=1+1 rà soát"
    with zipfile.ZipFile(io.BytesIO(write_state_xlsx(STATE))) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist() if "worksheets" in name)
    rows = list(csv.reader(io.StringIO(write_state_csv(STATE).decode("utf-8-sig")), delimiter=";"))
    assert rows[1][3] == "'=1+1 rà soát"
    assert rows[1][11] == "'@chờ"


def test_the_json_of_the_contract() -> None:
    told = state_to_json(STATE)
    assert told["as_of"] == "2025-09-25T09:00:00+07:00"
    assert told["totals"] == totals_of(STATE.assignments)
    assert told["totals"] == {
        "assignments": 2, "done": 1, "in_progress": 1, "not_started": 0, "blocked": 0, "recurring": 0, "no_report": 0,
        "overdue": 0,
    }  # fmt: skip
    first, coordinating = told["assignments"][0], told["assignments"][2]
    assert (first["work"], first["time"], first["percent"], first["blocker"]) == (
        "in_progress",
        "due_soon",
        60,
        "@chờ",
    )
    assert first["reports"][0] == {
        "at": "2025-09-25T09:00:00+07:00", "by": "An", "text": "60% rồi ạ", "work": "in_progress", "percent": 60,
        "state": "valid",
    }  # fmt: skip
    assert (coordinating["work"], coordinating["time"]) == (None, None)
    assert told["departments"][0] == {
        "name": "Sở Tài chính",
        "focal_points": [{"name": "An", "reachable": True}],
    }
