"""Figures that equal their lists, and the moments of the cadence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.digest import Line, figures, latest_moment, moment_after, moments_between
from domain.durations import parse_duration
from domain.work import Role, State, TaskKind, Timing, Work

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 10, 6, 8, tzinfo=ZONE)
CREATED = datetime(2025, 9, 23, 1, tzinfo=UTC)


def line(n: int, ref: str, work: Work, timing: Timing, **more: object) -> Line:
    base = Line(
        n, ref, n, f"Sở {n}", Role.LEAD, TaskKind.TASK, "việc", False, date(2025, 9, 30), None,
        State(work), timing, CREATED, 0, 0, 0, None,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


LINES = [
    line(1, "NV01", Work.DONE, Timing.DONE_IN_TIME),
    line(2, "NV01", Work.NO_REPORT, Timing.OVERDUE, reminders=3),
    line(3, "NV02", Work.DONE, Timing.DONE_IN_TIME, state=State(Work.DONE, done_at=NOW - timedelta(days=1))),
    line(4, "NV03", Work.IN_PROGRESS, Timing.OVERDUE, deadline=date(2025, 9, 20)),
    line(5, "NV03", Work.IN_PROGRESS, Timing.OVERDUE, role=Role.COORDINATING),
    line(6, "CT01", Work.DONE, Timing.NO_DEADLINE, kind=TaskKind.INDICATOR),
]


def test_totals_equal_their_lists() -> None:
    whole = figures(LINES, NOW, NOW.date(), None)
    assert (
        whole.total
        == len(whole.lines)
        == sum(whole.by_work().values())
        == sum(whole.by_timing().values())
        == 4
    )
    assert all(len(whole.of(work)) == n for work, n in whole.by_work().items())
    assert len(whole.overdue()) == whole.by_timing()[Timing.OVERDUE]
    assert len(whole.indicators) == 1


def test_a_task_is_done_when_all_its_leads_are() -> None:
    assert figures(LINES, NOW, NOW.date(), None).tasks_done() == (1, 3)


def test_the_longest_late_comes_first_and_the_silent_are_those_who_were_asked() -> None:
    whole = figures(LINES, NOW, NOW.date(), None)
    assert [x.assignment_id for x in whole.overdue()] == [4, 2]
    assert [x.assignment_id for x in whole.silent()] == [2]
    assert whole.overdue()[0].days_late(NOW.date()) == 16


def test_changes_since_the_last_digest() -> None:
    changed = figures(LINES, NOW, NOW.date(), datetime(2025, 9, 25, 8, tzinfo=ZONE)).changes
    assert changed is not None
    assert [x.assignment_id for x in changed.done] == [3]
    assert [x.assignment_id for x in changed.overdue] == [2]  # due on 30 September; the other was late before
    assert changed.assigned == ()


def test_a_closed_period_is_newly_done_though_the_next_has_begun() -> None:
    since = datetime(2025, 9, 25, 8, tzinfo=ZONE)
    changed = figures(LINES, NOW, NOW.date(), since, {2}).changes
    assert changed is not None
    assert [x.assignment_id for x in changed.done] == [2, 3]


def test_the_cadence() -> None:
    start, fortnight = datetime(2025, 10, 6, 8, tzinfo=ZONE), parse_duration("P2W")
    assert latest_moment(start, fortnight, start - timedelta(seconds=1)) is None
    assert latest_moment(start, fortnight, start) == start
    assert latest_moment(start, fortnight, start + timedelta(days=30)) == start + timedelta(days=28)
    assert moment_after(start, fortnight, start) == start + timedelta(days=14)
    assert moments_between(start, fortnight, start, start + timedelta(days=28)) == [
        start + timedelta(days=14),
        start + timedelta(days=28),
    ]


def test_a_calendar_month_keeps_its_day() -> None:
    start, month = datetime(2025, 1, 31, 8, tzinfo=ZONE), parse_duration("P1M")
    assert [m.date() for m in moments_between(start, month, start, start + timedelta(days=65))] == [
        date(2025, 2, 28),
        date(2025, 3, 31),
    ]
