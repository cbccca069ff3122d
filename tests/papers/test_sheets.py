"""Sheets in and out: what Excel and people make of a file."""

import csv
import gc
import io
import random
import re
import struct
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from bot.commands.invite import csv_of
from domain.deadlines import read_deadline
from domain.directives import read_directive
from domain.exporting import (
    ExportAssignment,
    ExportDepartment,
    ExportPerson,
    ExportReport,
    ExportState,
    totals_of,
)
from domain.importing import plan
from domain.importing.values import DEPARTMENTS, OTHER, READ_ONLY, TASKS, Due, KnownTask, Sheet
from domain.office import Department
from domain.work import Role, State, TaskKind, Timing, Work
from handlers.texts.faults import say
from papers.sheets.reading import Unreadable, read_sheets
from papers.sheets.writing import (
    FORMULA_BEGINS,
    write_list_xlsx,
    write_state_csv,
    write_state_xlsx,
    write_table_xlsx,
)
from papers.state_json import state_to_json
from papers.uncollected import uncollected
from tests.papers.samples import saying

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
    rows: list[list[Any]] = [
        ["Danh mục nhiệm vụ"],
        [],
        [None, "CHU TRI", "nội dung", "Ghi chú", "Hạn"],
        [None, "STC", "Rà soát", "?", date(2025, 9, 30)],
    ]
    sheet = only(xlsx(Anything=rows), "a.xlsx")
    assert (sheet.kind, sheet.unknown_columns) == (TASKS, ("Ghi chú",))
    assert sheet.rows[0].number == 4
    assert sheet.rows[0].by_column() == {"leads": "STC", "text": "Rà soát", "deadline": date(2025, 9, 30)}


def test_numbers_are_as_people_see_them() -> None:
    sheet = only(xlsx(A=[["Mã", "Nội dung", "Chủ trì"], [7, 1.5, "STC"]]), "a.xlsx")
    assert sheet.rows[0].by_column() == {"ref": "7", "text": "1.5", "leads": "STC"}


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
    assert [sheet.kind for sheet in sheets] == [DEPARTMENTS, TASKS, *[READ_ONLY] * 3]
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


def test_a_long_text_has_room_for_its_lines_and_the_sheet_fits_its_paper() -> None:
    rows = [("NV01", "rà soát " * 15), ("NV02", "ngắn"), ("NV03",)]
    data = write_list_xlsx("Việc", ("Mã", "Nội dung"), (9, 30), rows)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        page = packed.read("xl/worksheets/sheet1.xml").decode()
    heights = {found[1]: found[2] for found in re.finditer(r'<row r="(\d)"[^>]*? ht="([\d.]+)"', page)}
    assert heights == {"2": "75"}
    assert 'orientation="landscape"' in page
    assert re.search(r'<pageSetup paperSize="9"[^>]*fitToHeight="0"', page)
    with zipfile.ZipFile(io.BytesIO(write_table_xlsx("Việc", ("STT", "Tên"), [(1, "x" * 84)]))) as packed:
        page = packed.read("xl/worksheets/sheet1.xml").decode()
    widths = [float(width) for width in re.findall(r'<col [^>]*?width="([\d.]+)"', page)]
    assert [round(width) for width in widths] == [6, 47]


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


# hostile and careless files; an export corrected and sent back

HEADER = "Mã;Nội dung;Chủ trì;Hạn\n"
ROW = "NV01;Rà soát;Sở Y tế;30/09/2025\n"
CELLS = {"ref": "NV01", "text": "Rà soát", "leads": "Sở Y tế", "deadline": "30/09/2025"}


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for title, rows in sheets.items():
        page = book.add_worksheet(title.replace("_", " "))
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return held.getvalue()


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """`data` with one part of the package replaced."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return held.getvalue()


def the_sheet(data: bytes, filename: str = "viec.csv") -> Sheet:
    (sheet,) = read_sheets(data, filename)
    return sheet


def refusal(data: bytes, filename: str) -> tuple[str, str]:
    with pytest.raises(Unreadable) as unreadable:
        read_sheets(data, filename)
    return unreadable.value.faults[0].problem, say(unreadable.value.faults[0])


# csv


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_is_read_in_every_usual_form(delimiter: str, encoding: str, end: str) -> None:
    text = (HEADER + ROW).replace(";", delimiter).replace("\n", end)
    sheet = the_sheet(text.encode(encoding))
    assert (sheet.kind, sheet.title, sheet.unknown_columns) == (TASKS, "viec.csv", ())
    assert [(row.number, row.by_column()) for row in sheet.rows] == [(2, CELLS)]


def test_the_delimiter_is_told_by_the_header_not_by_what_is_frequent() -> None:
    sheet = the_sheet("Nội dung;Chủ trì;Phối hợp\na, b, c, d;Sở Y tế;\n".encode())
    assert sheet.rows[0].text("text") == "a, b, c, d"
    several = the_sheet('Nội dung,Chủ trì\na,"Sở Y tế;Sở Nội vụ;STC"\n'.encode())
    assert several.rows[0].text("leads") == "Sở Y tế;Sở Nội vụ;STC"


def test_row_numbers_are_the_lines_of_the_file() -> None:
    text = 'sep=;\n\nBẢNG GIAO VIỆC\nMã;Nội dung;Chủ trì\nNV01;"hai\ndòng";Sở Y tế\n\n;;\nNV02;b;Sở Y tế\n'
    assert [(row.number, row.text("ref")) for row in the_sheet(text.encode()).rows] == [
        (5, "NV01"),
        (9, "NV02"),
    ]


def test_columns_are_found_by_name_in_any_order_case_and_spelling() -> None:
    sheet = the_sheet("HAN;chu tri ;Ghi chú;No\u0323\u0302i dung;;Lãnh đạo\n30/9;Sở Y tế;x;Việc;;\n".encode())
    assert sheet.unknown_columns == ("Ghi chú", "Lãnh đạo")
    assert sheet.rows[0].by_column() == {"deadline": "30/9", "leads": "Sở Y tế", "text": "Việc"}


def test_a_sheet_of_departments_is_told_by_its_header() -> None:
    assert the_sheet("Tên đơn vị,Tên khác,Loại\nSở Y tế,SYT,sở\n".encode()).kind == DEPARTMENTS


def test_short_and_long_records_are_read_as_far_as_the_header_goes() -> None:
    sheet = the_sheet((HEADER + "NV01;a;Sở Y tế\nNV02;b;Sở Y tế;;;;dư\n").encode())
    assert [row.text("deadline") for row in sheet.rows] == ["", ""]


@pytest.mark.parametrize("lines", [9, 10])
def test_the_header_is_within_the_first_ten_rows(lines: int) -> None:
    data = ("tiêu đề\n" * lines + HEADER + ROW).encode()
    if lines < 10:
        assert the_sheet(data).rows[0].number == 11
    else:
        assert refusal(data, "a.csv")[0] == "no_header"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ((HEADER + ROW).encode("utf-16-le"), "encoding"),
        ((HEADER + ROW).encode("utf-32"), "encoding"),
        ("Nội dung;Chủ trì\nRà soát;Sở Y tế\n".encode()[:-6] + b"\xe0\n", "encoding"),
        (b"N\xf4i dung;Ch\xfc tr\xec\n", "encoding"),
        ("Nôi dung;Hạn".encode("cp1258", "ignore"), "encoding"),
        ((HEADER + ROW).encode("utf-16")[:-1], "encoding"),
        ((HEADER + "NV01;a\0b;Sở Y tế;").encode(), "not_csv"),
        (workbook(Sheet=[["Nội dung", "Chủ trì"]]), "not_csv"),
        (b"%PDF-1.7", "not_csv"),
        (b"", "empty"),
        (b"\n;;\n \n", "empty"),
        (HEADER.encode(), "empty"),
        (b"a;b\n1;2\n", "no_header"),
        ("Mã;Nội dung;Đơn vị chủ trì\n1;a;b\n".encode(), "no_column"),
        ("Nội dung;Chủ trì;NOI DUNG\na;b;c\n".encode(), "column_twice"),
        ((HEADER + 'NV01;"a;Sở Y tế;\nNV02;b;Sở Y tế;\n').encode(), "bad_quotes"),
        ((HEADER + 'NV01;"Xoá mù" số;Sở Y tế;\n').encode(), "bad_quotes"),
        ((HEADER + ROW * 100_001).encode(), "too_many_rows"),
        (b" " * (20 * 2**20 + 1), "too_big"),
    ],
)
def test_a_csv_is_read_exactly_or_refused(data: bytes, problem: str) -> None:
    assert refusal(data, "viec.csv")[0] == problem


def test_a_refusal_says_what_to_do() -> None:
    missing = "Mã;Nội dung;Đơn vị chủ trì\n1;a;b\n".encode()
    assert refusal(missing, "viec.csv")[1] == (
        "Trang «viec.csv», dòng 1: thiếu cột «Chủ trì»; dòng tiêu đề có cột lạ: Đơn vị chủ trì."
    )
    twice = "\nNội dung;Chủ trì;NOI DUNG\na;b;c\n".encode()
    assert (
        refusal(twice, "viec.csv")[1]
        == "Trang «viec.csv», dòng 2, cột «Nội dung»: cột này có hai lần; chỉ để một."
    )
    assert refusal((HEADER + ROW + 'NV02;"a\n').encode(), "viec.csv")[1].startswith("Dòng 3: dấu ngoặc kép")
    assert refusal(b"x", "viec.pdf")[0] == refusal(b"x", "viec")[0] == "unknown_kind"


# xlsx

EVENING = datetime(2025, 9, 30, 17, 0)  # noqa: DTZ001 - a spreadsheet knows no zones


def test_cells_of_a_workbook_become_what_people_meant() -> None:
    rows: list[list[Any]] = [
        ["Danh sách"],
        [],
        ["Mã", "Nội dung", "Chủ trì", "Hạn", "Mật", "Nghiệm thu"],
        [1.0, "Việc", "Sở Y tế", date(2025, 9, 30), True, False],
        [],
        [1.5, 2025, "Sở Y tế", EVENING, "", "x"],
    ]
    (sheet,) = read_sheets(workbook(Nhiem_vu=rows), "viec.XLSX")
    assert [(row.number, tuple(row.by_column().values())) for row in sheet.rows] == [
        (4, ("1", "Việc", "Sở Y tế", date(2025, 9, 30), "x", "")),
        (6, ("1.5", "2025", "Sở Y tế", date(2025, 9, 30), "", "x")),
    ]


def test_sheets_of_a_workbook_are_told_by_their_headers() -> None:
    data = workbook(
        Tuy_y=[["Tên đơn vị"], ["Sở Y tế"]],
        Viec=[["Chủ trì", "Nội dung"], ["Sở Y tế", "a"]],
        Ghi_chu=[["Tên", "Số máy"], ["An", "1"]],
        Trong=[],
    )
    assert [(s.title, s.kind) for s in read_sheets(data, "a.xlsx")] == [
        ("Tuy y", DEPARTMENTS),
        ("Viec", TASKS),
        ("Ghi chu", OTHER),
    ]


def test_a_sheet_with_our_title_and_another_header_is_not_passed_over() -> None:
    data = workbook(Don_vi=[["Tên đơn vị"], ["Sở Y tế"]], Nhiem_vu=[["Nội dung", "Đơn vị"], ["a", "Sở Y tế"]])
    assert refusal(data, "a.xlsx")[1].startswith("Trang «Nhiem vu», dòng 1: thiếu cột «Chủ trì»")


GOOD = workbook(Nhiem_vu=[["Nội dung", "Chủ trì"], ["a", "Sở Y tế"]])
PAGE = "xl/worksheets/sheet1.xml"


def lying(data: bytes, part: str, declared: int) -> bytes:
    """A zip whose directory declares another size for `part` than it unpacks to."""
    held = bytearray(data)
    at = held.index(b"PK\x01\x02")
    while held[at + 46 : at + 46 + len(part)] != part.encode():
        at = held.index(b"PK\x01\x02", at + 4)
    held[at + 24 : at + 28] = struct.pack("<I", declared)
    return bytes(held)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not_xlsx"),
        ((HEADER + ROW).encode(), "not_xlsx"),
        (GOOD[: len(GOOD) // 2], "not_xlsx"),
        (repacked(GOOD, "xl/workbook.xml", b"<nonsense"), "not_xlsx"),
        (workbook(Sheet=[["Nội dung", "Chủ trì"]]), "empty"),
        (workbook(Sheet=[]), "empty"),
    ],
)
def test_a_workbook_that_is_none_is_refused(data: bytes, problem: str) -> None:
    assert refusal(data, "viec.xlsx")[0] == problem


def test_what_unpacks_to_too_much_is_refused_whatever_it_declares() -> None:
    bomb = repacked(GOOD, PAGE, bytes(210 * 2**20))
    assert len(bomb) < 2**20
    assert refusal(bomb, "viec.xlsx")[0] == "too_big_unpacked"
    assert refusal(lying(bomb, PAGE, 1000), "viec.xlsx")[0] == "too_big_unpacked"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "too_many_rows"),
        (b'<row r="1048576"><c><v>1</v></c></row>', "too_many_rows"),
        (b"<row r='90000'><c  r = 'xfd90000' ><v>1</v></c></row>", "too_wide"),
    ],
)
def test_one_far_cell_does_not_take_all_memory(cell: bytes, problem: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        page = packed.read(PAGE)
    far = repacked(GOOD, PAGE, page.replace(b"</sheetData>", cell + b"</sheetData>"))
    assert refusal(far, "viec.xlsx")[0] == problem


def test_a_styled_but_empty_last_row_is_no_reason_to_refuse() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        page = packed.read(PAGE)
    styled = page.replace(b"</sheetData>", b'<row r="1048576" customFormat="1"/></sheetData>')
    assert read_sheets(repacked(GOOD, PAGE, styled), "viec.xlsx")[0].rows[0].number == 2


def test_damaged_workbooks_are_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(57)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    problems: list[str] = []
    for _ in range(300):
        name = chance.choice(list(parts))
        damaged = bytearray(parts[name])
        for _ in range(chance.randint(1, 5)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'0<>"/&AZ9 -')
        try:
            read_sheets(repacked(GOOD, name, bytes(damaged)), "viec.xlsx")
        except Unreadable as unreadable:
            problems += [say(fault) for fault in unreadable.faults]
    assert 0 < len(problems) < 300


def test_a_provinces_workbook_is_read_at_once() -> None:
    rows = [[f"NV{n}", f"Việc {n}", "Sở Y tế", date(2025, 9, 30)] for n in range(2300)]
    data = workbook(Nhiem_vu=[["Mã", "Nội dung", "Chủ trì", "Hạn"], *rows])
    started = time.process_time()
    assert len(read_sheets(data, "viec.xlsx")[0].rows) == 2300
    assert time.process_time() - started < 1


# out

AS_OF = datetime(2025, 9, 25, 9, 0, tzinfo=ZONE)
CONCLUSION = "Kết luận 15-KL/BCĐ ngày 23/9/2025"


def exported(ref: str, unit: str, due: str, **other: Any) -> ExportAssignment:
    values: dict[str, Any] = {
        "role": Role.LEAD,
        "kind": TaskKind.TASK,
        "task": "Rà soát",
        "directive": CONCLUSION,
        "secret": False,
        "needs_acceptance": False,
        "deadline": date(2025, 10, 15),
        "recurrence": None,
        "state": State(Work.IN_PROGRESS, percent=60, reported_at=AS_OF),
        "timing": Timing.NOT_DUE,
        "nudges": 1,
        "reminders": 3,
        "extensions": (),
        "reports": (),
        "periods": (),
    }
    return ExportAssignment(ref=ref, department=unit, task_due=due, **(values | other))


REPORT = ExportReport(AS_OF, "An", '=HYPERLINK("http://x";"y")', Work.IN_PROGRESS, 60, "valid")
PROVINCE = ExportState(
    AS_OF,
    (
        exported("NV01", "Sở Tài chính", "30/09/2025", task="=1+1", reports=(REPORT,)),
        exported("NV01", "Sở Y tế", "30/09/2025", task="=1+1"),
        exported(
            "NV01", "Sở Nội vụ", "30/09/2025", task="=1+1", role=Role.COORDINATING, state=None, timing=None
        ),
        exported("NV02", "Sở Y tế", "2 tuần/1 lần", recurrence="P2W", needs_acceptance=True),
        exported("NV03", "Sở Y tế", "thường xuyên", kind=TaskKind.INDICATOR, directive=None),
        exported("NV04", "Sở Y tế", "", secret=True, task="Việc A", deadline=None),
        exported("NV05", "Sở Y tế", "ngay sau khi có hướng dẫn", deadline=None),
    ),
    (
        ExportDepartment("Sở Tài chính", ("STC", "Sở TC tỉnh"), "sở", (ExportPerson("An", reachable=True),)),
        ExportDepartment("Sở Y tế", (), None, (ExportPerson("Bình", reachable=False),)),
        ExportDepartment("Sở Nội vụ", (), "sở", ()),
    ),
)
STORE = [
    Department(1, "Sở Tài chính", ("STC", "Sở TC tỉnh"), "sở"),
    Department(2, "Sở Y tế"),
    Department(3, "Sở Nội vụ", (), "sở"),
]


def known(ref: str, task: str, due: Due, *, leads: tuple[str, ...] = ("Sở Y tế",), **other: Any) -> KnownTask:
    values: dict[str, Any] = {
        "directive": read_directive(CONCLUSION),
        "kind": TaskKind.TASK,
        "secret": False,
        "needs_acceptance": False,
        "coordinating": (),
    }
    return KnownTask(id=int(ref[2:]), ref=ref, text=task, due=due, leads=leads, **(values | other))


ON_RECORD = [
    known(
        "NV01",
        "=1+1",
        Due(date(2025, 9, 30), "trong tháng 9/2025", None, standing=False),
        leads=("Sở Tài chính", "Sở Y tế"),
        coordinating=("Sở Nội vụ",),
        deadlines=(date(2025, 10, 15), date(2025, 10, 15)),
    ),
    known("NV02", "Rà soát", Due(None, "2 tuần/1 lần", "P2W", standing=False), needs_acceptance=True),
    known(
        "NV03",
        "Rà soát",
        Due(None, "thường xuyên", None, standing=True),
        kind=TaskKind.INDICATOR,
        directive=None,
    ),
    known("NV04", "Việc A", Due(None, None, None, standing=False), secret=True),
    known("NV05", "Rà soát", Due(None, "ngay sau khi có hướng dẫn", None, standing=False)),
]


def test_an_export_that_is_imported_again_changes_nothing() -> None:
    sheets = read_sheets(write_state_xlsx(PROVINCE), "tinh-hinh.xlsx")
    refs = [task.ref for task in ON_RECORD]
    found = plan(sheets, STORE, ON_RECORD, refs, date(2025, 12, 1), read_deadline)
    assert [say(fault) for fault in found.faults] == []
    assert (found.is_empty, found.unchanged) == (True, len(STORE) + len(ON_RECORD))
    assert found.warnings == ()


def test_an_export_that_is_corrected_changes_what_was_corrected() -> None:
    sheets = read_sheets(write_state_xlsx(PROVINCE), "tinh-hinh.xlsx")
    rows = sheets[1].rows
    sheets[1] = replace(sheets[1], rows=(saying(rows[0], deadline="1/9/2025"), *rows[1:]))
    refs = [task.ref for task in ON_RECORD]
    found = plan(sheets, STORE, ON_RECORD, refs, date(2025, 12, 1), read_deadline)
    assert [(c.known.ref, [x.field for x in c.changes]) for c in found.changed_tasks] == [
        ("NV01", ["deadline"])
    ]


def test_the_workbook_holds_real_dates_and_no_formulas() -> None:
    from python_calamine import CalamineWorkbook

    data = write_state_xlsx(PROVINCE)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Đơn vị", "Nhiệm vụ", "Phân công", "Đầu mối", "Báo cáo"]
    tasks = book.get_sheet_by_name("Nhiệm vụ").to_python()
    assert tasks[1][:5] == ["NV01", "=1+1", "Sở Tài chính; Sở Y tế", "Sở Nội vụ", date(2025, 9, 30)]
    assert [row[4] for row in tasks[2:]] == ["2 tuần/1 lần", "thường xuyên", "", "ngay sau khi có hướng dẫn"]
    rows = book.get_sheet_by_name("Phân công").to_python()
    assert rows[1][4:8] == [date(2025, 10, 15), "đang làm", "chưa đến hạn", 60.0]
    assert rows[1][13:17] == [AS_OF.replace(tzinfo=None), 3.0, 1.0, 0.0]
    assert [row[2] for row in rows[1:4]] == ["chủ trì", "chủ trì", "phối hợp"]
    assert [row[:3] for row in book.get_sheet_by_name("Đầu mối").to_python()[1:]] == [
        ["Sở Tài chính", "An", "x"],
        ["Sở Y tế", "Bình", ""],
    ]
    assert book.get_sheet_by_name("Báo cáo").to_python()[1][6] == '=HYPERLINK("http://x";"y")'
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        pages = b"".join(packed.read(name) for name in packed.namelist() if "worksheets/" in name)
    assert b"<f>" not in pages
    assert b"<hyperlink" not in pages
    assert pages.count(b'state="frozen"') == 5


def test_the_csv_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    spoken = ("=1+1", "+84", "-1", "@SUM(A1)", "\tx", "\r=x", "\n=x", "＝1+1", "－1", "an toàn")
    rows = tuple(exported(f"NV{n:02d}", "Sở Y tế", "", task=words) for n, words in enumerate(spoken))
    data = write_state_csv(ExportState(AS_OF, rows, ()))
    assert data.startswith(b"\xef\xbb\xbf")
    header, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert [line[3] for line in lines] == [*(f"'{words}" for words in spoken[:-1]), "an toàn"]
    assert dict(zip(header, lines[0], strict=True)) == {
        "Mã": "NV00",
        "Đơn vị": "Sở Y tế",
        "Vai trò": "chủ trì",
        "Nội dung": "'=1+1",
        "Hạn": "15/10/2025",
        "Tình hình": "đang làm",
        "Theo hạn": "chưa đến hạn",
        "%": "60",
        "Đạt": "",
        "Trên": "",
        "Vướng": "",
        "Vướng gì": "",
        "Dự kiến xong": "",
        "Báo cáo lúc": "09:00 25/09/2025",
        "Số lần nhắc": "3",
        "Số lần đôn đốc": "1",
        "Số lần lùi hạn": "0",
        "Số liệu": "",
        "Ngày số liệu": "",
        "Đánh giá": "",
    }


def test_the_csv_of_assignments_is_not_mistaken_for_an_import() -> None:
    problem, words = refusal(write_state_csv(PROVINCE), "tinh-hinh.csv")
    assert problem == "no_column"
    assert "«Chủ trì»" in words


def test_a_text_longer_than_a_cell_is_cut_visibly() -> None:
    from python_calamine import CalamineWorkbook

    long = ExportState(AS_OF, (exported("NV01", "Sở Y tế", "", task="a" * 40_000),), ())
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_state_xlsx(long)))
    held = book.get_sheet_by_name("Phân công").to_python()[1][3]
    assert isinstance(held, str)
    assert (len(held), held[-1]) == (32_767, "…")


def test_every_letter_that_people_type_comes_back() -> None:
    typed = [
        "<b>Đ&T</b> ]]>",
        "_x0041_ và &amp;",
        "  hai dấu cách  ",
        "dòng 1\ndòng 2",
        "😀" * 16_383,
        "a\u00a0b",
    ]
    data = write_table_xlsx("Việc", ("STT", "Tên"), list(enumerate(typed, 1)))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == typed
    too_long = write_table_xlsx("Việc", ("STT", "Tên"), [(1, "😀" * 16_384)])
    cut = CalamineWorkbook.from_filelike(io.BytesIO(too_long)).get_sheet_by_index(0).to_python()[1][1]
    assert cut == "😀" * 16_383 + "…"


@pytest.mark.parametrize("begins", FORMULA_BEGINS)
def test_whatever_people_write_is_text_in_every_column(begins: str) -> None:
    evil = f"{begins}cmd|' /C calc'!A0"
    state = State(Work.IN_PROGRESS, blocked=True, blocker=evil, reported_at=AS_OF)
    report = ExportReport(AS_OF, evil, evil, Work.BLOCKED, None, "valid")
    row = exported(evil, evil, evil, task=evil, directive=evil, state=state, reports=(report,))
    people = (ExportPerson(evil, reachable=True),)
    province = ExportState(AS_OF, (row,), (ExportDepartment(evil, (evil,), None, people),))
    with zipfile.ZipFile(io.BytesIO(write_state_xlsx(province))) as packed:
        pages = b"".join(packed.read(name) for name in packed.namelist() if "worksheets/" in name)
    cells = re.findall(rb"<c [^>]*?(?:/>|>.*?</c>)", pages)
    assert len(cells) > 60
    assert all(b't="s"' in cell or re.search(rb"<v>[\d.]+</v>", cell) for cell in cells)
    assert b"<f" not in pages
    _, line = csv.reader(
        io.StringIO(write_state_csv(province).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    assert sum(cell == f"'{evil}" for cell in line) == 4
    assert not any(cell.startswith(FORMULA_BEGINS) for cell in line)
    if begins != "\r":  # a unit's name in the store has no line ends
        _, line = csv.reader(io.StringIO(csv_of([(evil, "https://t.me/x?start=y")]), newline=""))
        assert line == [f"'{evil}", "https://t.me/x?start=y"]


def test_the_collector_is_back_whatever_became_of_the_work() -> None:
    @uncollected()
    def fails() -> None:
        assert not gc.isenabled()
        raise InterruptedError

    with pytest.raises(InterruptedError):
        fails()
    assert gc.isenabled()
