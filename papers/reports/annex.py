"""The annex: each task, and each indicator after them, with where it stands."""

from datetime import date

from domain.exporting import ExportAssignment
from domain.indicators import Reached
from domain.obstacles import obstacle
from domain.report_page import ReportPage
from domain.work import Acceptance, State, TaskKind, Timing, Work
from papers.vietnamese import MARK, PERIODS, WORK, full_day, measured, number


def annex_rows(page: ReportPage) -> tuple[tuple[str, ...], ...]:
    """(number, ref, text, directive, units, deadline, standing) of each."""
    today = page.as_of.date()
    return tuple(
        (
            str(nth),
            a.ref,
            a.task + (" (chỉ tiêu)" if a.kind is TaskKind.INDICATOR else ""),
            a.directive or "",
            a.department + (f" (phối hợp: {', '.join(helpers)})" if helpers else ""),
            _due(a),
            _standing(a, today),
        )
        for nth, (a, helpers) in enumerate(zip(page.annex, page.coordinating, strict=True), 1)
    )


def _due(a: ExportAssignment) -> str:
    if a.deadline is None:
        return "thường xuyên" if a.state and a.state.work is Work.RECURRING else "không có hạn"
    period = f" ({PERIODS.get(a.recurrence, 'theo kỳ')})" if a.recurrence else ""
    return full_day(a.deadline) + period


def _standing(a: ExportAssignment, today: date) -> str:
    if a.state is None:
        return ""
    if a.indicator is not None and not a.secret:
        return _judged(a.indicator)
    if a.timing is Timing.DONE_LATE:
        return "xong muộn"
    if a.timing is Timing.DONE_IN_TIME:
        return "xong đúng hạn"
    said = [_work(a.state), *_progress(a.state)]
    if a.state.blocked and a.state.work is not Work.BLOCKED:
        said.append("đang vướng")
    if a.state.blocked and a.state.blocker and not a.secret:
        said.append(f"lý do: “{obstacle(a.state.blocker)}”")
    if a.timing is Timing.OVERDUE and a.deadline:
        said.append(f"quá hạn {number((today - a.deadline).days)} ngày")
    return ", ".join(said)


def _judged(known: Reached) -> str:
    """ "20% (23/9/2025), mục tiêu 25%: chưa đạt mục tiêu"."""
    goal = known.goal
    value = f"{measured(known.last.value, goal.unit)} ({full_day(known.last.day)}), " if known.last else ""
    aimed = f"mục tiêu {measured(goal.target, goal.unit)}: " if goal.target is not None else ""
    return value + aimed + MARK[known.mark]


def _work(state: State) -> str:
    waiting = state.acceptance is Acceptance.WAITING
    return "đã báo xong, chờ nghiệm thu" if waiting else WORK[state.work]


def _progress(state: State) -> list[str]:
    found = [] if state.percent is None else [f"{number(state.percent, 1)}%"]
    if state.done is not None:
        found.append(f"{state.done}/{state.total}" if state.total is not None else f"được {state.done}")
    return found
