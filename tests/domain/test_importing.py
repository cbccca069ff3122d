"""Planning an import (contract, "The import sheet")."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deadlines import read_deadline
from domain.directives import read_directive
from domain.importing import Plan, next_ref, plan
from domain.importing.values import COLUMNS, DEPARTMENTS, TASKS, Cell, Due, KnownTask, Sheet, SheetRow
from domain.names import DepartmentName, Directory
from domain.office import Department
from domain.work import TaskKind

TODAY = date(2025, 9, 24)
UNITS = [Department(1, "Sở Tài chính", ("STC",), "sở"), Department(2, "Sở Khoa học và Công nghệ", (), "sở")]
DIRECTIVE = "Kết luận 15-KL/BCĐ ngày 23/9/2025"
KNOWN = KnownTask(
    7, "NV04", "Rà soát quy định", read_directive(DIRECTIVE), TaskKind.TASK, False, False,
    Due(date(2025, 9, 30), "trong tháng 9/2025", None, standing=False), ("Sở Tài chính",), (),
)  # fmt: skip


def sheet(*rows: dict[str, Cell], kind: str = TASKS) -> Sheet:
    columns = frozenset(column for row in rows for column in row)
    return Sheet(kind, "Nhiệm vụ", columns, (), tuple(SheetRow(n, row) for n, row in enumerate(rows, 2)))


def planned(
    *sheets: Sheet, known: tuple[KnownTask, ...] = (KNOWN,), taken: tuple[str, ...] = ("NV04",)
) -> Plan:
    return plan(sheets, UNITS, known, taken, TODAY, read_deadline)


def problems(result: Plan) -> list[tuple[int | None, str | None, str]]:
    return [(f.row, f.column, f.problem) for f in result.faults]


def task(**cells: Cell) -> dict[str, Cell]:
    return {"text": "Việc mới", "leads": "Sở Tài chính"} | cells


def test_a_new_task_gets_the_next_free_code_and_its_own_assignments() -> None:
    result = planned(sheet(task(leads="STC; Sở KH&CN", deadline="trong tháng 10/2025", directive=DIRECTIVE)))
    assert result.faults == ()
    new = result.new_tasks[0]
    assert (new.ref, new.leads) == ("NV05", ("Sở Tài chính", "Sở Khoa học và Công nghệ"))
    assert new.due.deadline == date(2025, 10, 31)


def test_the_same_again_changes_nothing() -> None:
    row = {
        "ref": "nv04",
        "text": KNOWN.text,
        "leads": "STC",
        "deadline": "30/09/2025",
        "directive": DIRECTIVE,
    }
    assert planned(sheet(row)).is_empty
    without_code = {k: v for k, v in row.items() if k != "ref"}
    assert planned(sheet(without_code)).is_empty


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_cell_clears() -> None:
    row = {"ref": "NV04", "text": KNOWN.text, "leads": "STC"}
    assert planned(sheet(row)).is_empty
    changed = planned(sheet(row | {"deadline": "", "directive": DIRECTIVE})).changed_tasks[0]
    assert [(c.field, c.old, c.new) for c in changed.changes] == [("deadline", "30/09/2025", "")]


def test_words_in_the_deadline_are_read_against_the_directive() -> None:
    directive = "Kết luận 3-KL/BCĐ ngày 5/11/2025"
    result = planned(sheet(task(deadline="trong tháng", directive=directive)))
    assert result.new_tasks[0].due.deadline == date(2025, 11, 30)


@pytest.mark.parametrize(
    ("words", "recurrence", "standing"),
    [
        ("2 tuần/1 lần", "P2W", False),
        ("hằng quý", "P3M", False),
        ("thường xuyên", None, True),
        ("", None, False),
    ],
)
def test_periods_and_standing_duties(words: str, recurrence: str | None, standing: bool) -> None:
    due = planned(sheet(task(deadline=words))).new_tasks[0].due
    assert (due.recurrence, due.standing, due.deadline) == (recurrence, standing, None)


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ({"text": ""}, "Nội dung", "missing"),
        ({"leads": ""}, "Chủ trì", "missing"),
        ({"leads": "Sở Tài chánh"}, "Chủ trì", "unknown_department"),
        ({"leads": "STC; Sở Tài chính"}, "Chủ trì", "twice_in_cell"),
        ({"coordinating": "STC"}, "Phối hợp", "both_roles"),
        ({"kind": "công việc"}, "Loại", "not_allowed"),
        ({"secret": "có"}, "Mật", "not_a_flag"),
        (
            {"secret": "x", "text": "một nội dung dài quá bốn mươi ký tự thì không được"},
            "Nội dung",
            "secret_text",
        ),
        ({"deadline": "31/2/2025"}, "Hạn", "no_such_day"),
        ({"deadline": "khi nào cũng được"}, "Hạn", "unreadable_deadline"),
    ],
)
def test_faults_name_row_and_column(cells: dict[str, Cell], column: str, problem: str) -> None:
    result = planned(sheet(task(**cells)))
    assert problems(result) == [(2, column, problem)]
    assert result.new_tasks == ()


def test_an_unknown_unit_is_answered_with_the_nearest() -> None:
    fault = planned(sheet(task(leads="Sở Tài chánh"))).faults[0]
    assert fault.facts["near"][0] == "Sở Tài chính"


def test_a_code_twice_and_a_text_twice() -> None:
    rows = sheet(
        task(ref="NV09", text="a"), task(ref="nv09", text="b"), task(ref="", text="c"), task(ref="", text="C")
    )
    assert problems(planned(rows)) == [(3, "Mã", "twice"), (5, "Nội dung", "twice")]


def test_a_code_that_was_withdrawn_is_not_used_again() -> None:
    assert problems(planned(sheet(task(ref="NV04")), known=())) == [(2, "Mã", "withdrawn_ref")]


def test_a_conditional_deadline_is_kept_in_words_with_a_warning() -> None:
    result = planned(sheet(task(deadline="ngay sau khi có hướng dẫn của Trung ương")))
    assert [w.problem for w in result.warnings] == ["no_date_of_its_own"]
    assert result.new_tasks[0].due == Due(
        None, "ngay sau khi có hướng dẫn của Trung ương", None, standing=False
    )


def test_units_of_the_same_file_are_known_to_its_tasks() -> None:
    units = sheet({"name": "Sở Y tế", "aliases": "SYT; Y tế", "kind": "Sở"}, kind=DEPARTMENTS)
    result = planned(units, sheet(task(leads="SYT")))
    assert result.new_departments[0].kind == "sở"
    assert result.new_tasks[0].leads == ("Sở Y tế",)


def test_leads_withdrawn_and_added_are_one_change() -> None:
    row = {"ref": "NV04", "text": KNOWN.text, "leads": "Sở Khoa học và Công nghệ"}
    change = planned(sheet(row)).changed_tasks[0].changes[0]
    assert (change.field, change.old, change.new) == ("leads", "Sở Tài chính", "Sở Khoa học và Công nghệ")


def test_a_moved_deadline_counts_and_a_reworded_one_does_not() -> None:
    row = {"ref": "NV04", "text": KNOWN.text, "leads": "STC"}
    assert planned(sheet(row | {"deadline": "chậm nhất 30/9/2025"})).is_empty
    moved = planned(sheet(row | {"deadline": date(2025, 10, 15)})).changed_tasks[0]
    assert [(c.field, c.new) for c in moved.changes] == [("deadline", "15/10/2025")]
    periodic = replace(KNOWN, due=Due(None, "hằng tháng", "P1M", standing=False))
    assert planned(sheet(row | {"deadline": "mỗi tháng 1 lần"}), known=(periodic,)).is_empty


@pytest.mark.parametrize(
    ("refs", "expected"), [([], "NV01"), (["NV09", "A1", "nv 3"], "NV10"), (["NV099"], "NV100")]
)
def test_next_ref(refs: list[str], expected: str) -> None:
    assert next_ref(refs) == expected


def test_every_column_of_the_contract_is_known() -> None:
    assert list(COLUMNS[DEPARTMENTS].values()) == ["Tên đơn vị", "Tên khác", "Loại"]
    assert list(COLUMNS[TASKS].values()) == [
        "Mã", "Nội dung", "Chủ trì", "Phối hợp", "Hạn", "Văn bản", "Loại", "Mật", "Nghiệm thu",
    ]  # fmt: skip


NAMES = Directory(
    [
        DepartmentName(1, "Sở Khoa học và Công nghệ", ("Sở KH&CN",)),
        DepartmentName(2, "Uỷ ban Mặt trận Tổ quốc tỉnh"),
        DepartmentName(3, "Văn phòng Tỉnh uỷ"),
        DepartmentName(4, "Văn phòng UBND tỉnh"),
    ]
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sở khcn", 1),
        ("SO KHOA HOC VA CONG NGHE", 1),
        ("Sở KH-CN", 1),
        ("Ủy ban Mặt trận Tổ quốc tỉnh", 2),
        ("UBMTTQ tỉnh", 2),
        ("VP Tỉnh ủy", 3),
        ("Văn phòng Uỷ ban nhân dân tỉnh", 4),
        ("Văn phòng", None),
    ],
)
def test_units_as_people_write_them(words: str, expected: int | None) -> None:
    assert NAMES.find(words) == expected


def test_a_part_of_a_name_finds_all_that_hold_it() -> None:
    assert NAMES.search("văn phòng") == [3, 4]
    assert NAMES.search("mặt trận") == [2]
