"""Pages of the office on a Monday in October, as large or as strange as a test wants them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.digest import Figures, Line, figures
from domain.exporting import ExportAssignment, ExportExtension, ExportState
from domain.importing.values import Cell, SheetRow
from domain.indicators import Goal, Mark, Reached
from domain.report_page import Form, Issuer
from domain.work import Role, State, TaskKind, Work, timing

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 10, 20, 8, 0, tzinfo=ZONE)
TODAY = NOW.date()
LONG = ("Ban Quản lý dự án đầu tư xây dựng hạ tầng công nghệ thông tin và an toàn thông tin mạng " * 2)[:120]
WILD = r"""#panic("x") $x^2$ *đậm* _nghiêng_ \u{41} "kép" 'đơn' <b>&amp;</b> @nhãn `mã` // /* ["""
PARTY = Issuer(
    Form.PARTY, "Tỉnh uỷ Nghệ An", "Ban Chỉ đạo Nghị quyết 57", "BCĐ", "Nghệ An", "Trưởng ban",
    "Ban Chỉ đạo", ("Ban Thường vụ Tỉnh uỷ", "Văn phòng Tỉnh uỷ"),
)  # fmt: skip
STATE = Issuer(
    Form.STATE, "UBND tỉnh Nghệ An", "Sở Khoa học và Công nghệ", "SKHCN", "Nghệ An", "Giám đốc", "", ("UBND tỉnh",)
)  # fmt: skip


def line(
    ref: str, unit: str, work: Work, deadline: date | None, task: str = "Rà soát quy định", asked: int = 2
) -> Line:
    done_at = NOW - timedelta(days=3) if work is Work.DONE else None
    state = State(work, reported_at=NOW - timedelta(days=3), done_at=done_at)
    when = timing(state, deadline, TODAY, 14, ZONE)
    return Line(
        assignment_id=0, ref=ref, department_id=0, department=unit, role=Role.LEAD, kind=TaskKind.TASK,
        task=task, secret=False, deadline=deadline, recurrence=None, state=state, timing=when,
        created_at=NOW - timedelta(days=40), reminders=asked, nudges=1, extensions=0, wish=None,
    )  # fmt: skip


def digest_figures(units: int, *, name: str = "Đơn vị", task: str = "Rà soát quy định") -> Figures:
    """Four tasks for each unit: one done, one late, one due in a week, one standing."""
    lines = []
    for nth in range(units):
        unit = f"{name} {nth + 1}" if units > 1 else name
        lines += [
            line(f"NV{4 * nth + 1:02}", unit, Work.DONE, TODAY - timedelta(days=1), task),
            line(f"NV{4 * nth + 2:02}", unit, Work.BLOCKED, TODAY - timedelta(days=nth % 30 + 1), task),
            line(f"NV{4 * nth + 3:02}", unit, Work.NO_REPORT, TODAY + timedelta(days=7), task),
            line(f"NV{4 * nth + 4:02}", unit, Work.RECURRING, None, task),
        ]
    return figures(lines, NOW, TODAY, NOW - timedelta(days=14))


def exported(
    ref: str,
    unit: str,
    work: Work,
    deadline: date | None,
    *,
    task: str = "Rà soát quy định",
    directive: str | None = "Kết luận 15-KL/BCĐ ngày 23/9/2025",
    blocker: str | None = None,
    secret: bool = False,
    kind: TaskKind = TaskKind.TASK,
    extensions: tuple[ExportExtension, ...] = (),
) -> ExportAssignment:
    done_at = NOW - timedelta(days=3) if work is Work.DONE else None
    state = State(work, blocked=blocker is not None, blocker=blocker, done_at=done_at)
    return ExportAssignment(
        ref=ref, department=unit, role=Role.LEAD, kind=kind, task=task, directive=directive, secret=secret,
        needs_acceptance=False, task_due="", deadline=deadline, recurrence=None, state=state,
        timing=timing(state, deadline, TODAY, 14, ZONE), nudges=0, reminders=2, extensions=extensions,
        reports=(), periods=(),
    )  # fmt: skip


def of_2025() -> ExportState:
    """35 of 82 tasks done and 29 of 45 indicators met, as in the conclusion; one late with its cause."""
    tasks = [
        exported(f"NV{nth:02}", f"Đơn vị {nth % 7}", Work.DONE if nth <= 35 else Work.IN_PROGRESS, date(2025, 12, 31))
        for nth in range(1, 82)
    ]  # fmt: skip
    tasks.append(
        exported("NV82", "Sở Tài chính", Work.BLOCKED, date(2025, 10, 8), directive=None, blocker="chờ số liệu huyện")
    )  # fmt: skip
    indicators = [
        replace(
            exported(f"CT{nth:02}", "Sở Y tế", Work.IN_PROGRESS, None, kind=TaskKind.INDICATOR),
            period="2025", indicator=Reached(Goal(25, "%"), (), None, Mark.MET if nth <= 29 else Mark.NOT_MET),
        )
        for nth in range(1, 46)
    ]  # fmt: skip
    return ExportState(NOW, (*tasks, *indicators), ())


def saying(row: SheetRow, **said: Cell) -> SheetRow:
    """With something else in these columns."""
    cells = list(row.cells)
    for column, value in said.items():
        cells[row.places[column]] = value
    return row._replace(cells=tuple(cells))
