"""An export that comes back changes what was changed in it, and nothing else, whatever the store holds."""

import string
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.deadlines import read_deadline
from domain.directives import read_directive
from domain.exporting import ExportAssignment, ExportDepartment, ExportState
from domain.importing import Plan, Sheet, plan
from domain.importing.dues import due_words
from domain.importing.stamps import task_cells
from domain.importing.values import NO_DUE, READ_ONLY, Cell, Due, KnownTask
from domain.office import Department
from domain.text import clean
from domain.work import Role, State, TaskKind, Timing, Work
from papers.sheets.reading import read_sheets
from papers.sheets.writing import write_state_xlsx
from tests.papers.samples import saying
from tests.scenes.office import ZONE

AS_OF = datetime(2025, 9, 25, 9, 0, 31, tzinfo=ZONE)
LATER = date(2026, 2, 3)
UNITS = [
    Department(1, "Sở Tài chính", ("STC", "Sở TC"), "sở"),
    Department(2, "Sở Khoa học và Công nghệ"),
    Department(3, "UBND xã Quỳnh Lưu", (), "xã"),
]
NAMES = [unit.name for unit in UNITS]
WORDS = st.text(string.printable + "ạđẤ“”;–\u00a0\u200b=@", min_size=1, max_size=60).map(clean).filter(bool)
DUES = st.one_of(
    st.just(NO_DUE),
    st.dates(date(2025, 1, 1), date(2027, 1, 1)).map(lambda day: Due(day, None, None, standing=False)),
    st.sampled_from(
        [
            Due(date(2025, 9, 30), "trong tháng 9/2025", None, standing=False),
            Due(None, "2 tuần/1 lần", "P2W", standing=False),
            Due(None, "thường xuyên", None, standing=True),
            Due(None, "ngay sau khi có hướng dẫn", None, standing=False),
        ]
    ),
)
DIRECTIVES = [None, "Kết luận 15-KL/BCĐ ngày 23/9/2025", "Công văn 1683/UBND-TH", "Lời dặn tại phiên họp"]


@st.composite
def tasks(draw: st.DrawFn) -> list[KnownTask]:
    texts = draw(st.lists(WORDS, min_size=1, max_size=4, unique_by=lambda words: words.casefold()))
    return [_task(draw, number, words) for number, words in enumerate(texts, 1)]


def _task(draw: st.DrawFn, number: int, words: str) -> KnownTask:
    named = draw(st.permutations(NAMES))
    leads = draw(st.integers(1, 3))
    title = draw(st.sampled_from(DIRECTIVES))
    return KnownTask(
        number,
        f"NV{number:02d}",
        words,
        read_directive(title) if title else None,
        draw(st.sampled_from(TaskKind)),
        False,
        draw(st.booleans()),
        draw(DUES),
        tuple(named[:leads]),
        tuple(named[leads : draw(st.integers(leads, 3))]),
        tuple(draw(st.lists(st.none() | st.dates(date(2025, 1, 1)), min_size=leads, max_size=leads))),
    )


def exported(known: Sequence[KnownTask], states: Sequence[State]) -> list[Sheet]:
    """As the sheets come back."""
    rows: list[ExportAssignment] = []
    for task, state in zip(known, states, strict=True):
        days = [*task.deadlines, *[None] * len(task.coordinating)]
        for unit, day in zip((*task.leads, *task.coordinating), days, strict=True):
            lead = unit in task.leads
            rows.append(_row(task, unit, day, state if lead else None))
    units = tuple(ExportDepartment(unit.name, unit.aliases, unit.kind, ()) for unit in UNITS)
    return read_sheets(write_state_xlsx(ExportState(AS_OF, tuple(rows), units)), "x.xlsx")


def _row(task: KnownTask, unit: str, day: date | None, state: State | None) -> ExportAssignment:
    return ExportAssignment(
        ref=task.ref,
        department=unit,
        role=Role.LEAD if state else Role.COORDINATING,
        kind=task.kind,
        task=task.text,
        directive=task.directive.title if task.directive else None,
        secret=False,
        needs_acceptance=task.needs_acceptance,
        task_due=due_words(task.due),
        deadline=day,
        recurrence=task.due.recurrence,
        state=state,
        timing=Timing.NOT_DUE if state else None,
        nudges=0,
        reminders=2,
        extensions=(),
        reports=(),
        periods=(),
    )


def planned(sheets: Sequence[Sheet], known: Sequence[KnownTask], units: Sequence[Department] = UNITS) -> Plan:
    return plan(sheets, units, known, [task.ref for task in known], LATER, read_deadline)


def edited(sheets: Sequence[Sheet], title: str, row: int, **cells: Cell) -> list[Sheet]:
    def with_cells(sheet: Sheet) -> Sheet:
        rows = list(sheet.rows)
        rows[row] = saying(rows[row], **cells)
        return replace(sheet, rows=tuple(rows))

    return [with_cells(sheet) if sheet.title == title else sheet for sheet in sheets]


STATE = State(Work.IN_PROGRESS, percent=62.5, blocked=True, blocker="thiếu vốn", reported_at=AS_OF)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EDITS: dict[str, Cell] = {
    "text": "Một việc khác hẳn",
    "leads": "Sở Y tế mới",
    "deadline": date(2025, 12, 31),
    "directive": "Kế hoạch 9-KH/TU ngày 1/10/2025",
    "needs_acceptance": "",
    "kind": "",
}


@FEW
@given(tasks(), st.data())
def test_whatever_is_exported_comes_back_as_it_was(known: list[KnownTask], data: st.DataObject) -> None:
    states = [data.draw(st.sampled_from([STATE, State(Work.NO_REPORT), State(Work.DONE)])) for _ in known]
    found = planned(exported(known, states), known)
    assert (found.faults, found.warnings, found.is_empty) == ((), (), True)
    assert found.unchanged == len(known) + len(UNITS)


@FEW
@given(tasks(), st.sampled_from(["text", "deadline", "directive", "needs_acceptance", "kind"]), st.data())
def test_an_edited_cell_changes_that_cell_alone(
    known: list[KnownTask], column: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(known) - 1))
    known[at] = replace(known[at], kind=TaskKind.INDICATOR, needs_acceptance=True)
    sheets = edited(exported(known, [STATE] * len(known)), "Nhiệm vụ", at, **{column: EDITS[column]})
    found = planned(sheets, known)
    assert found.faults == ()
    changed = [(c.known.ref, [x.field for x in c.changes]) for c in found.changed_tasks]
    same_deadline = column == "deadline" and known[at].due.deadline == EDITS["deadline"]
    assert changed == ([] if same_deadline else [(known[at].ref, [column])])


@FEW
@given(tasks(), st.data())
def test_what_the_store_changed_since_stays(known: list[KnownTask], data: st.DataObject) -> None:
    sheets = exported(known, [STATE] * len(known))
    at = data.draw(st.integers(0, len(known) - 1))
    since: dict[str, Any] = data.draw(
        st.sampled_from(
            [
                {"text": "Đổi trong máy"},
                {"due": Due(date(2027, 3, 1), None, None, standing=False)},
                {"coordinating": (), "leads": ("UBND xã Quỳnh Lưu",)},
                {"needs_acceptance": not known[at].needs_acceptance},
            ]
        )
    )
    now = [replace(task, **since) if n == at else task for n, task in enumerate(known)]
    assume(task_cells(now[at]) != task_cells(known[at]))
    assert planned(sheets, now).is_empty
    both = planned(edited(sheets, "Nhiệm vụ", at, text="Đổi trong tệp"), now)
    (warned,) = both.warnings
    assert (both.faults, both.is_empty, warned.problem) == ((), True, "both_sides")
    assert (warned.row, warned.facts["value"]) == (at + 2, known[at].ref)
    other = replace(now[at], text="Đổi trong tệp")
    if "text" in since:  # the same on both sides is no quarrel
        agreed = [other if n == at else task for n, task in enumerate(now)]
        same = planned(edited(sheets, "Nhiệm vụ", at, text="Đổi trong tệp"), agreed)
        assert (same.is_empty, same.warnings) == (True, ())


ONE = KnownTask(
    1, "NV01", "Rà soát", None, TaskKind.TASK, False, False, Due(date(2025, 9, 30), None, None, standing=False),
    ("Sở Tài chính",), (), (date(2025, 9, 30),),
)  # fmt: skip


def problems(found: Plan) -> list[tuple[str, int | None, str | None, str]]:
    return [(f.sheet, f.row, f.column, f.problem) for f in found.faults]


def test_what_only_a_report_may_change_is_refused_by_row_and_column() -> None:
    sheets = exported([ONE], [STATE])
    for title, column, name, value, problem in (
        ("Nhiệm vụ", "work", "Tình hình (chỉ xem)", "xong", "reported_only"),
        ("Nhiệm vụ", "percent", "% (chỉ xem)", "100", "reported_only"),
        ("Nhiệm vụ", "deadlines", "Hạn hiện nay (chỉ xem)", "1/10/2025", "deadline_elsewhere"),
        ("Phân công", "Tình hình", "Tình hình", "xong", "reported_only"),
        ("Phân công", "%", "%", "", "reported_only"),
        ("Phân công", "Hạn", "Hạn", date(2026, 1, 1), "changed_in_tasks"),
    ):
        found = planned(edited(sheets, title, 0, **{column: value}), [ONE])
        assert problems(found) == [(title, 2, name, problem)]
    new = planned(edited(sheets, "Nhiệm vụ", 0, ref="", stamp="", text="Mới", work="xong"), [ONE])
    assert "reported_only" in [fault.problem for fault in new.faults]


def test_an_extension_since_the_export_is_not_overruled_by_a_file_that_does_not_know_it() -> None:
    sheets = exported([ONE], [STATE])
    extended = [replace(ONE, deadlines=(date(2025, 10, 15),))]
    assert planned(sheets, extended).is_empty
    moved = planned(edited(sheets, "Nhiệm vụ", 0, deadline="10/10/2025"), extended)
    assert (moved.is_empty, [w.problem for w in moved.warnings]) == (True, ["both_sides"])
    renamed = planned(edited(sheets, "Nhiệm vụ", 0, text="Rà soát kỹ"), extended)
    assert [[x.field for x in c.changes] for c in renamed.changed_tasks] == [["text"]]


def test_codes_copies_and_rows_of_another_store() -> None:
    sheets = exported([ONE], [STATE])
    assert [f.problem for f in planned(edited(sheets, "Nhiệm vụ", 0, ref="NV09"), [ONE]).faults] == [
        "ref_changed"
    ]
    same = planned(edited(sheets, "Nhiệm vụ", 0, ref="", text="Tên mới"), [ONE])
    assert [c.known.ref for c in same.changed_tasks] == ["NV01"]
    (tasks_sheet,) = [sheet for sheet in sheets if sheet.title == "Nhiệm vụ"]
    copy = saying(tasks_sheet.rows[0], ref="", text="Bản sao")._replace(number=3)
    copied = [replace(s, rows=(*s.rows, copy)) if s is tasks_sheet else s for s in sheets]
    assert [task.text for task in planned(copied, [ONE]).new_tasks] == ["Bản sao"]
    elsewhere = plan([s for s in sheets if s.kind != READ_ONLY], [], [], [], LATER, read_deadline)
    assert ([t.ref for t in elsewhere.new_tasks], len(elsewhere.new_departments)) == (["NV01"], 3)


def test_a_unit_is_renamed_by_its_row_and_its_tasks_follow() -> None:
    sheets = exported([ONE], [STATE])
    renamed = edited(sheets, "Đơn vị", 0, name="Sở Kế hoạch và Tài chính")
    found = planned(edited(renamed, "Nhiệm vụ", 0, text="Rà soát kỹ"), [ONE])
    assert found.faults == ()
    assert [(u.id, u.name, u.aliases) for u in found.changed_departments] == [
        (1, "Sở Kế hoạch và Tài chính", ("STC", "Sở TC"))
    ]
    (changed,) = found.changed_tasks
    assert ([x.field for x in changed.changes], changed.wanted.leads) == (
        ["text"],
        ("Sở Kế hoạch và Tài chính",),
    )


def test_a_row_that_lost_its_stamp_or_has_anothers_may_be_out_of_date() -> None:
    two = [ONE, replace(ONE, id=2, ref="NV02", text="Báo cáo")]
    sheets = exported(two, [STATE, STATE])
    others = next(s.rows[0].text("stamp") for s in sheets if s.title == "Nhiệm vụ")
    for stamp in ("", "1|hỏng", others):
        for title, row, column in (("Nhiệm vụ", 1, "Mã"), ("Đơn vị", 2, "Tên đơn vị")):
            found = planned(edited(sheets, title, row, stamp=stamp), two)
            assert problems(found) == [(title, row + 2, column, "stamp_lost")]


def test_without_its_stamps_a_file_is_a_sheet_like_any_other() -> None:
    sheets = exported([ONE], [STATE])

    def bare(sheet: Sheet) -> Sheet:
        rows = tuple(
            row._replace(places={k: at for k, at in row.places.items() if k != "stamp"}) for row in sheet.rows
        )
        return replace(sheet, columns=sheet.columns - {"stamp"}, rows=rows)

    plain = [bare(sheet) for sheet in sheets if sheet.kind != READ_ONLY]
    found = planned(edited(plain, "Nhiệm vụ", 0, work="xong", text="Khác"), [ONE])
    assert [w.problem for w in found.warnings] == ["no_stamp"]
    assert [[x.field for x in c.changes] for c in found.changed_tasks] == [["text"]]
