"""The sheets and columns that only tell: what was changed in them is refused, never passed over."""

from domain.importing.kept import Kept, kept_of
from domain.importing.notes import Notes
from domain.importing.stamps import Digests
from domain.importing.values import ASSIGNMENTS_SHEET, PEOPLE_SHEET, REPORTED, STAMP, TASKS, Sheet, SheetRow

# columns of the sheet Phân công that the Secretariat changes in Nhiệm vụ
_IN_TASKS = frozenset({"Mã", "Đơn vị", "Vai trò", "Nội dung", "Hạn"})


def check_untouched(sheet: Sheet, digests: Digests, notes: Notes) -> None:
    """Of a sheet that an export added: every cell as it was, in rows that were there."""
    for row, kept in zip(sheet.rows, kept_of(sheet.rows, digests), strict=True):
        if kept is None:
            notes.fault(sheet, row, None, "read_only_row")
            continue
        for column in sorted(kept.touched):
            notes.fault(sheet, row, column, _why(sheet.title, column), ref=kept.key)


def check_reported(sheet: Sheet, row: SheetRow, ref: str, kept: Kept | None, notes: Notes) -> None:
    """Of a task's row: what only a report may change. Without any stamp nothing can be told."""
    if STAMP not in sheet.columns:
        return
    there = [column for column in REPORTED[TASKS] if column in row.places]
    differing = kept.touched if kept else frozenset(column for column in there if row.text(column))
    for column in there:
        if column in differing:
            problem = "deadline_elsewhere" if column == "deadlines" else "reported_only"
            notes.fault(sheet, row, column, problem, ref=ref)


def _why(title: str, column: str) -> str:
    if title == ASSIGNMENTS_SHEET:
        return "changed_in_tasks" if column in _IN_TASKS else "reported_only"
    return "changed_by_invitation" if title == PEOPLE_SHEET else "said_already"
