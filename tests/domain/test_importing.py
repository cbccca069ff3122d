"""Planning an import (contract, "The import sheet")."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from domain.deadlines import read_deadline
from domain.directives import read_directive
from domain.importing import Fault, Plan, next_ref, plan
from domain.importing.dues import due_words
from domain.importing.values import (
    COLUMNS,
    DEPARTMENTS,
    NO_DUE,
    OTHER,
    TASKS,
    Cell,
    Due,
    KnownTask,
    Sheet,
    SheetRow,
    TaskRow,
)
from domain.names import DepartmentName, Directory
from domain.office import Department
from domain.work import TaskKind
from handlers.texts.faults import say

TODAY = date(2025, 9, 24)
UNITS = [Department(1, "Sở Tài chính", ("STC",), "sở"), Department(2, "Sở Khoa học và Công nghệ", (), "sở")]
DIRECTIVE = "Kết luận 15-KL/BCĐ ngày 23/9/2025"
KNOWN = KnownTask(
    7, "NV04", "Rà soát quy định", read_directive(DIRECTIVE), TaskKind.TASK, False, False,
    Due(date(2025, 9, 30), "trong tháng 9/2025", None, standing=False), ("Sở Tài chính",), (),
)  # fmt: skip


def sheet(*rows: Mapping[str, Cell], kind: str = TASKS) -> Sheet:
    columns = frozenset(column for row in rows for column in row)
    return table(kind, tuple(columns), *(tuple(row.get(column, "") for column in columns) for row in rows))


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
        ({"text": "Mật: kiểm kê kho"}, "Nội dung", "secret_words"),
        ({"secret": "x", "deadline": "ngay sau khi có hướng dẫn"}, "Hạn", "secret_due"),
        (
            {"secret": "x", "directive": f"{DIRECTIVE} về việc kiểm kê các kho dự trữ"},
            "Văn bản",
            "secret_directive",
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


@pytest.mark.parametrize("ref", ["NV4", "NV004", "nv-04", "NV 4"])
def test_another_spelling_of_a_known_code_is_a_fault_that_names_it(ref: str) -> None:
    result = planned(sheet(task(ref=ref)))
    assert problems(result) == [(2, "Mã", "other_spelling")]
    assert f"mã «{ref}» trùng với «NV04» đã có" in say(result.faults[0])


def test_two_spellings_of_one_code_in_a_file_are_a_fault() -> None:
    result = planned(sheet(task(ref="NV9"), task(ref="NV09", text="b"), task(ref="CT9", text="c")))
    assert [(f.row, f.problem, f.facts["known"]) for f in result.faults] == [(3, "other_spelling", "NV9")]


def test_two_spellings_that_are_on_record_already_stay_two_tasks() -> None:
    other = replace(KNOWN, id=8, ref="NV4", text="b")
    rows = sheet(task(ref="NV04", text="x"), task(ref="NV4", text="y"))
    assert planned(rows, known=(KNOWN, other), taken=("NV04", "NV4")).faults == ()


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
        "Giai đoạn", "Chỉ tiêu giao", "Đơn vị tính", "Chiều", "Cách tính", "Giá trị gốc", "Chưa đánh giá được",
        "Đơn vị đề xuất cách tính", "Hạn đề xuất",
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


# corners of the contract: what must be a fault, what must not be a change

DAY_AFTER = date(2025, 9, 25)
OFFICE = [
    Department(1, "Sở Tài chính", ("STC",), "sở"),
    Department(2, "Sở Y tế", ("SYT",), "sở"),
    Department(3, "Sở Nội vụ", (), "sở"),
]
REVIEW = KnownTask(
    id=7,
    ref="NV04",
    text="Rà soát quy định đầu tư",
    directive=read_directive(DIRECTIVE),
    kind=TaskKind.TASK,
    secret=False,
    needs_acceptance=False,
    due=Due(date(2025, 9, 30), "trong tháng 9/2025", None, standing=False),
    leads=("Sở Tài chính",),
    coordinating=("Sở Nội vụ",),
)


def table(kind: str, columns: tuple[str, ...], *rows: tuple[Cell, ...], title: str = "Nhiệm vụ") -> Sheet:
    places = {column: at for at, column in enumerate(columns)}
    return Sheet(
        kind, title, frozenset(columns), (), tuple(SheetRow(n, row, places) for n, row in enumerate(rows, 2))
    )


def outcome(
    *sheets: Sheet,
    units: list[Department] = OFFICE,
    tasks: tuple[KnownTask, ...] = (),
    taken: tuple[str, ...] = (),
    today: date = DAY_AFTER,
) -> Plan:
    refs = taken + tuple(task.ref for task in tasks)
    return plan(sheets, units, tasks, refs, today, read_deadline)


def one(columns: str, *row: Cell, tasks: tuple[KnownTask, ...] = (), today: date = DAY_AFTER) -> Plan:
    return outcome(table(TASKS, tuple(columns.split()), row), tasks=tasks, today=today)


def new_task(columns: str, *row: Cell) -> TaskRow:
    found = one(columns, *row)
    assert not found.faults, [say(fault) for fault in found.faults]
    return found.new_tasks[0]


def fault_of(found: Plan) -> Fault:
    assert found.is_empty
    assert len(found.faults) == 1, [say(fault) for fault in found.faults]
    return found.faults[0]


def stored(row: TaskRow, number: int = 1) -> KnownTask:
    return KnownTask(
        number,
        row.ref,
        row.text,
        row.directive,
        row.kind,
        row.secret,
        row.needs_acceptance,
        row.due,
        row.leads,
        row.coordinating,
    )


# Hạn


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        (date(2025, 9, 30), Due(date(2025, 9, 30), None, None, standing=False)),
        ("30/09/2025", Due(date(2025, 9, 30), None, None, standing=False)),
        ("2025-09-30", Due(date(2025, 9, 30), None, None, standing=False)),
        ("30/9/2025 00:00:00", Due(date(2025, 9, 30), None, None, standing=False)),
        ("trong tháng 9/2025", Due(date(2025, 9, 30), "trong tháng 9/2025", None, standing=False)),
        ("2 tuần/1 lần", Due(None, "2 tuần/1 lần", "P2W", standing=False)),
        ("P1M", Due(None, "P1M", "P1M", standing=False)),
        ("thường xuyên", Due(None, "thường xuyên", None, standing=True)),
        ("", NO_DUE),
        (" \u200b", NO_DUE),
    ],
)
def test_a_deadline_is_read_from_dates_and_words(cell: Cell, due: Due) -> None:
    assert new_task("text leads deadline", "Việc", "Sở Y tế", cell).due == due


def test_words_are_read_against_the_date_of_the_directive_else_today() -> None:
    columns = "text leads deadline directive"
    old = "Quyết định 1683/QĐ-UBND ngày 5/2/2025"
    assert new_task(columns, "Việc", "STC", "trong tháng", old).due.deadline == date(2025, 2, 28)
    assert new_task(columns, "Việc", "STC", "trong tháng", "Quyết định").due.deadline == date(2025, 9, 30)


def test_a_condition_keeps_its_words_and_is_warned_of() -> None:
    found = one("text leads deadline", "Việc", "STC", "ngay sau khi có hướng dẫn của Trung ương")
    assert found.new_tasks[0].due == Due(
        None, "ngay sau khi có hướng dẫn của Trung ương", None, standing=False
    )
    assert [(w.row, w.column, w.problem) for w in found.warnings] == [(2, "Hạn", "no_date_of_its_own")]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("31/09/2025", "no_such_day"),
        ("30/09/0225", "far_year"),
        (date(1900, 1, 30), "far_year"),
        ("sớm", "unreadable_deadline"),
        ("45930", "unreadable_deadline"),
    ],
)
def test_a_deadline_that_says_nothing_is_a_fault(cell: Cell, problem: str) -> None:
    fault = fault_of(one("text leads deadline", "Việc", "STC", cell))
    assert (fault.row, fault.column, fault.problem) == (2, "Hạn", problem)


@pytest.mark.parametrize(
    "due",
    [
        NO_DUE,
        Due(date(2025, 9, 30), "trong tháng 9/2025", None, standing=False),
        Due(None, "2 tuần/1 lần", "P2W", standing=False),
        Due(None, None, "P3M", standing=False),
        Due(None, None, None, standing=True),
        Due(None, "ngay sau khi có hướng dẫn", None, standing=False),
    ],
)
def test_a_deadline_written_out_reads_back_as_the_same(due: Due) -> None:
    assert new_task("text leads deadline", "Việc", "STC", due_words(due)).due.same_as(due)


# which task a row is


def test_importing_the_same_rows_twice_changes_nothing_even_a_month_later() -> None:
    rows = table(
        TASKS,
        ("ref", "text", "leads", "coordinating", "deadline", "directive"),
        ("", "Việc một", "Sở Tài chính; SYT", "", "trong tháng", ""),
        ("nv7", "Việc hai", "STC", "Sở NV", "2 tuần/1 lần", DIRECTIVE),
        ("", "Việc ba", "STC", "", "thường xuyên", DIRECTIVE),
        ("", "Việc bốn", "STC", "", "", ""),
    )
    first = outcome(rows)
    assert [task.ref for task in first.new_tasks] == ["NV08", "nv7", "NV09", "NV10"]
    known = tuple(stored(task, n) for n, task in enumerate(first.new_tasks, 1))
    again = outcome(rows, tasks=known, today=date(2025, 10, 25))
    assert (again.is_empty, again.faults, again.unchanged) == (True, (), 4)


def test_a_row_without_a_code_is_known_by_its_text_and_directive() -> None:
    columns = "ref text leads deadline directive"
    row = ("", "RÀ SOÁT quy định  đầu tư", "STC", "15/10/2025", "KL 15-KL/BCĐ ngày 23 tháng 9 năm 2025")
    change = one(columns, *row, tasks=(REVIEW,)).changed_tasks[0]
    assert (change.known.ref, change.wanted.ref) == ("NV04", "NV04")
    assert {c.field for c in change.changes} == {"text", "deadline"}
    other = one(columns, "", REVIEW.text, "STC", "", "Kết luận 15-KL/BCĐ ngày 23/9/2020", tasks=(REVIEW,))
    assert [task.ref for task in other.new_tasks] == ["NV05"]


def test_without_the_column_of_directives_the_text_alone_tells_the_task() -> None:
    found = one("text leads", REVIEW.text, "STC", tasks=(REVIEW,))
    assert (found.is_empty, found.unchanged) == (True, 1)
    twin = replace(REVIEW, id=8, ref="NV05", directive=read_directive("Quyết định 1/QĐ-UBND"))
    assert one("text leads", REVIEW.text, "STC", tasks=(REVIEW, twin)).new_tasks[0].ref == "NV06"


def test_a_known_code_is_compared_folded_and_shows_old_and_new() -> None:
    found = one(
        "ref text leads coordinating deadline kind secret needs_acceptance",
        "nv04",
        "Rà soát đấu thầu",
        "Sở Y tế; STC",
        "",
        "31/10/2025",
        "Chỉ tiêu",
        "",
        "X",
        tasks=(REVIEW,),
    )
    assert [(c.field, c.old, c.new) for c in found.changed_tasks[0].changes] == [
        ("text", "Rà soát quy định đầu tư", "Rà soát đấu thầu"),
        ("kind", "task", "indicator"),
        ("needs_acceptance", "", "x"),
        ("leads", "Sở Tài chính", "Sở Tài chính; Sở Y tế"),
        ("coordinating", "Sở Nội vụ", ""),
        ("deadline", "30/09/2025", "31/10/2025"),
    ]


def test_an_empty_cell_clears_and_a_missing_column_changes_nothing() -> None:
    assert one("ref text leads", "NV04", REVIEW.text, "STC", tasks=(REVIEW,)).is_empty
    cleared = one("ref text leads deadline directive", "NV04", REVIEW.text, "STC", "", "", tasks=(REVIEW,))
    assert [(c.field, c.new) for c in cleared.changed_tasks[0].changes] == [
        ("directive", ""),
        ("deadline", ""),
    ]


def test_another_spelling_of_directive_or_department_is_no_change() -> None:
    row = ("NV04", REVIEW.text, "Sở TC", "Số 15-KL/BCĐ, ngày 23/09/2025")
    assert one("ref text leads directive", *row, tasks=(REVIEW,)).is_empty


def test_a_lead_taken_from_the_coordinating_units_leaves_them() -> None:
    found = one("ref text leads", "NV04", REVIEW.text, "Sở Nội vụ", tasks=(REVIEW,))
    assert (found.changed_tasks[0].wanted.leads, found.changed_tasks[0].wanted.coordinating) == (
        ("Sở Nội vụ",),
        (),
    )


@pytest.mark.parametrize(
    ("rows", "row", "column", "problem"),
    [
        ((("NV01", "a", "STC"), ("nv01", "b", "STC")), 3, "Mã", "twice"),
        ((("", "a", "STC"), ("", "A", "SYT")), 3, "Nội dung", "twice"),
        ((("", "a", "STC"), ("NV01", "a", "STC")), 2, "Nội dung", "twice"),
        ((("NV04", "khác", "STC"), ("", REVIEW.text, "STC")), 3, "Nội dung", "has_row"),
        ((("NV99", "a", "STC"),), 2, "Mã", "withdrawn_ref"),
        ((("NV01", "", "STC"),), 2, "Nội dung", "missing"),
        ((("NV01", "a", ""),), 2, "Chủ trì", "missing"),
        ((("NV01", "a", " ; "),), 2, "Chủ trì", "missing"),
        ((("NV01", "a", "STC; Sở Tài chính"),), 2, "Chủ trì", "twice_in_cell"),
    ],
)
def test_rows_that_cannot_be_one_task_each(
    rows: tuple[tuple[str, ...], ...], row: int, column: str, problem: str
) -> None:
    found = outcome(table(TASKS, ("ref", "text", "leads"), *rows), tasks=(REVIEW,), taken=("NV99",))
    assert [(f.row, f.column, f.problem) for f in found.faults] == [(row, column, problem)]


def test_a_code_twice_in_two_sheets_names_the_other_sheet() -> None:
    columns = ("ref", "text", "leads")
    first, second = (table(TASKS, columns, ("NV01", name, "STC"), title=name) for name in ("Tỉnh", "Xã"))
    assert [say(fault) for fault in outcome(first, second).faults] == [
        "Trang «Xã», dòng 2, cột «Mã»: «NV01» đã có ở dòng 2 trang «Tỉnh»; mỗi tệp chỉ ghi một lần."
    ]


# what a row may say


@pytest.mark.parametrize(
    ("columns", "row", "column", "said"),
    [
        ("text leads", ("a", "Sở Tài chánh"), "Chủ trì", "gần nhất: Sở Tài chính"),
        ("text leads", ("a", "Hội Cựu chiến binh"), "Chủ trì", "gần nhất: Sở"),
        ("text leads coordinating", ("a", "STC", "STC"), "Phối hợp", "chỉ ghi một vai trò"),
        ("text leads kind", ("a", "STC", "dự án"), "Loại", "nhiệm vụ, chỉ tiêu"),
        ("text leads secret", ("a", "STC", "có"), "Mật", "đánh x hoặc để trống"),
        ("text leads needs_acceptance", ("a", "STC", "1"), "Nghiệm thu", "đánh x hoặc để trống"),
        ("text leads secret", ("b" * 41, "STC", "x"), "Nội dung", "nhiều nhất 40 ký tự"),
        ("text leads deadline", ("a", "STC", "31/9/2025"), "Hạn", "30/09/2025"),
    ],
)
def test_a_fault_says_where_and_what_is_allowed(
    columns: str, row: tuple[str, ...], column: str, said: str
) -> None:
    words = say(fault_of(one(columns, *row)))
    assert words.startswith(f"Trang «Nhiệm vụ», dòng 2, cột «{column}»: ")
    assert said in words


def test_secret_text_is_never_repeated_in_a_fault() -> None:
    text = "Nội dung mật dài hơn bốn mươi ký tự, không ai được đọc"
    rows = table(TASKS, ("ref", "text", "leads", "secret"), *[("", text, "STC", "x")] * 2)
    faults = outcome(rows).faults
    assert {f.problem for f in faults} == {"secret_text", "twice"}
    assert not [fault for fault in faults if "mật dài" in say(fault)]


def test_a_label_of_forty_letters_is_enough_for_a_secret_task() -> None:
    assert new_task("text leads secret", "b" * 40, "STC", "X").secret


def test_a_task_that_stays_secret_keeps_its_label_short() -> None:
    secret = replace(REVIEW, secret=True)
    assert fault_of(one("ref text leads", "NV04", "b" * 41, "STC", tasks=(secret,))).problem == "secret_text"


# departments


def units(*rows: tuple[str, str, str]) -> Sheet:
    return table(DEPARTMENTS, ("name", "aliases", "kind"), *rows, title="Đơn vị")


def test_departments_of_the_file_are_known_to_its_tasks() -> None:
    tasks = table(TASKS, ("text", "leads", "coordinating"), ("a", "SXD", "Sở Nội vụ (mới)"))
    found = outcome(tasks, units(("Sở Xây dựng", "SXD; Sở XD", "Sở"), ("Sở Nội vụ", "Sở Nội vụ (mới)", "sở")))
    assert not found.faults
    assert (found.new_departments[0].name, found.new_departments[0].kind) == ("Sở Xây dựng", "sở")
    assert (found.new_tasks[0].leads, found.new_tasks[0].coordinating) == (("Sở Xây dựng",), ("Sở Nội vụ",))


def test_a_known_department_changes_field_by_field() -> None:
    found = outcome(units(("SỞ TÀI CHÍNH", "STC; Sở Tiền", "ban"), ("Sở Y tế", "SYT", "sở")))
    assert [(c.field, c.old, c.new) for c in found.changed_departments[0].changes] == [
        ("name", "Sở Tài chính", "SỞ TÀI CHÍNH"),
        ("aliases", "STC", "STC; Sở Tiền"),
        ("kind", "sở", "ban"),
    ]
    assert found.unchanged == 1


def test_columns_of_departments_that_are_not_there_change_nothing() -> None:
    assert outcome(table(DEPARTMENTS, ("name",), ("Sở Y tế",))).is_empty


@pytest.mark.parametrize(
    ("rows", "row", "column", "problem"),
    [
        ((("Sở Thuế", "", "sở"), ("SỞ THUẾ", "", "sở")), 3, "Tên đơn vị", "twice"),
        ((("", "ST", "sở"),), 2, "Tên đơn vị", "missing"),
        ((("Sở Thuế", "", "cục"),), 2, "Loại", "not_allowed"),
        ((("Sở Thuế", "STC", "sở"),), 2, "Tên khác", "name_taken"),
        ((("Sở Thuế", "Sở Y tế", "sở"),), 2, "Tên khác", "name_taken"),
        ((("Sở Thuế", "T", "sở"), ("Sở Tiền", "T", "sở")), 3, "Tên khác", "name_taken"),
        ((("SYT", "", "sở"),), 2, "Tên đơn vị", "name_taken"),
    ],
)
def test_a_name_means_one_department(
    rows: tuple[tuple[str, str, str], ...], row: int, column: str, problem: str
) -> None:
    found = outcome(units(*rows))
    assert [(f.row, f.column, f.problem) for f in found.faults] == [(row, column, problem)]
    assert say(found.faults[0])


def test_an_other_name_may_move_from_one_department_to_another() -> None:
    assert not outcome(units(("Sở Tài chính", "", "sở"), ("Sở Y tế", "SYT; STC", "sở"))).faults


def test_what_is_left_alone_is_warned_of() -> None:
    extra = replace(table(TASKS, ("text", "leads"), ("a", "STC")), unknown_columns=("Ghi chú",))
    found = outcome(extra, Sheet(OTHER, "Trang 3", frozenset(), (), ()))
    assert [say(warning) for warning in found.warnings] == [
        "Trang «Trang 3»: trang này không dùng đến, được bỏ qua.",
        "Trang «Nhiệm vụ»: cột «Ghi chú» không dùng đến, được bỏ qua.",
    ]


# codes, directives, size


@pytest.mark.parametrize(
    ("refs", "ref"),
    [([], "NV01"), (["NV09"], "NV10"), (["nv-12", "NV 3", "CT99"], "NV13"), (["NV120"], "NV121")],
)
def test_the_next_free_code(refs: list[str], ref: str) -> None:
    assert next_ref(refs) == ref


@pytest.mark.parametrize(
    ("words", "number", "organ", "day"),
    [
        ("Kết luận 15-KL/BCĐ ngày 23/9/2025", "15-KL/BCĐ", "BCĐ", date(2025, 9, 23)),
        ("Kết luận số 15 - KL/BCĐ - ngày 23 tháng 9 năm 2025", "15-KL/BCĐ", "BCĐ", date(2025, 9, 23)),
        ("3404-QĐ/TU", "3404-QĐ/TU", "TU", None),
        ("Kế hoạch 02-KH/BCĐTW (19/6/2025)", "02-KH/BCĐTW", "BCĐTW", date(2025, 6, 19)),
        ("Nghị định 98/2025/NĐ-CP", "98/2025/NĐ-CP", "CP", None),
        ("1683/QĐ-UBND ngày 1.2.2025", "1683/QĐ-UBND", "UBND", date(2025, 2, 1)),
        ("Quyết định 749/QĐ-TTg ngày 2020-06-03", "749/QĐ-TTg", "TTg", date(2020, 6, 3)),
        ("Luật 41/2024/QH15", "41/2024/QH15", "QH15", None),
        ("Kết luận phiên họp ngày 23/9/2025", None, None, date(2025, 9, 23)),
        ("Báo cáo 12/16 xã, ngày 31/9/2025", None, None, None),
    ],
)
def test_a_directive_in_its_parts(
    words: str, number: str | None, organ: str | None, day: date | None
) -> None:
    read = read_directive(words)
    assert (read.title, read.number, read.organ, read.day) == (words, number, organ, day)


def test_numbers_restart_each_term_so_the_day_belongs_to_the_key() -> None:
    assert read_directive(DIRECTIVE).key == read_directive("KL số 15-kl/bcđ ngày 23/09/2025").key
    assert read_directive(DIRECTIVE).key != read_directive("Kết luận 15-KL/BCĐ ngày 23/9/2020").key


def test_a_provinces_sheet_is_planned_at_once() -> None:
    rows = [("", f"Việc {n}", "STC; SYT", "trong tháng 9/2025", DIRECTIVE) for n in range(2300)]
    started = time.process_time()
    found = outcome(table(TASKS, ("ref", "text", "leads", "deadline", "directive"), *rows))
    assert time.process_time() - started < 1.5
    assert [found.new_tasks[0].ref, found.new_tasks[-1].ref] == ["NV01", "NV2300"]
