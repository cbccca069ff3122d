"""A year on one page: its figures, its months as small pictures, its units as a table of what fits."""

from dataclasses import dataclass
from datetime import date

from domain.exporting import ExportState
from domain.report_page import Issuer, report_page
from domain.shares import share
from domain.trends import Course, Trends
from domain.work import Role, TaskKind, Timing


@dataclass(frozen=True, slots=True)
class MonthBars:
    """A value for each month begun; None: nothing to be measured. `unit` is written after a number."""

    name: str
    unit: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """`tasks_done` of `tasks` by all their leads, as known on `until`. `periods`: (in time, ended) of duties
    with a period. `bars`: punctuality, answers, silence, put off and sent back.
    """

    issuer: Issuer
    year: int
    until: date
    over: bool
    tasks_done: int
    tasks: int
    periods: tuple[int, int]
    whole: Course
    bars: tuple[MonthBars, ...]
    units: tuple[Course, ...]


def year_page(found: Trends, state: ExportState, issuer: Issuer) -> YearPage:
    """`state`: as it was known on the last day that the trends count."""
    counted = report_page(state, issuer)
    ended = [
        period.timing
        for one in state.assignments
        if one.role is Role.LEAD and one.kind is TaskKind.TASK
        for period in one.periods
        if period.deadline.year == found.year
    ]
    months = found.whole.months
    return YearPage(
        issuer,
        found.year,
        found.until,
        found.over,
        counted.tasks_done,
        counted.tasks,
        (ended.count(Timing.DONE_IN_TIME), len(ended)),
        found.whole,
        (
            MonthBars(
                "Tỷ lệ đúng hạn", "%", tuple(share(m.in_time, m.due) if m.due else None for m in months)
            ),
            MonthBars(
                "Trả lời lời nhắc, trung vị",
                "ngày",
                tuple(m.answer.total_seconds() / 86400 if m.answer is not None else None for m in months),
            ),
            MonthBars(
                "Đơn vị im lặng", "đơn vị", tuple(None if m.nothing else float(len(m.silent)) for m in months)
            ),
            MonthBars(
                "Xin lùi hạn, bị trả lại",
                "lần",
                tuple(None if m.nothing else float(m.wishes + m.returned) for m in months),
            ),
        ),
        found.units,
    )
