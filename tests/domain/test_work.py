"""Where a task stands: reports in, state out."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.work import (
    Acceptance,
    Basis,
    Moved,
    Period,
    Reported,
    Said,
    State,
    Timing,
    Work,
    play,
    timing,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLAIN = Basis(date(2025, 9, 30), None, None, standing=False, needs_acceptance=False)
FORTNIGHTLY = Basis(None, "P2W", date(2025, 9, 23), standing=False, needs_acceptance=False)


def at(day: int, month: int = 9, hour: int = 9) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=ZONE)


def said(day: int, work: Work | None, month: int = 9, **more: object) -> Reported:
    return Reported(at(day, month), Said(work=work, **more))  # type: ignore[arg-type]


def test_nothing_said_is_no_report() -> None:
    present = play(PLAIN, [], date(2025, 9, 25), ZONE)
    assert (present.state.work, present.deadline) == (Work.NO_REPORT, date(2025, 9, 30))


def test_figures_stand_until_said_otherwise_but_the_obstacle_follows_the_latest_report() -> None:
    events = [
        said(
            24,
            Work.IN_PROGRESS,
            percent=60,
            blocked=True,
            blocker="chờ số liệu",
            expected_date=date(2025, 9, 29),
        ),
        said(25, Work.IN_PROGRESS),
    ]
    state = play(PLAIN, events, date(2025, 9, 25), ZONE).state
    assert (state.percent, state.expected_date) == (60, date(2025, 9, 29))
    assert (state.blocked, state.blocker) == (False, None)


def test_completion_clears_forecast_and_obstacle_and_keeps_what_was_counted() -> None:
    events = [
        said(24, Work.IN_PROGRESS, done=12, total=16, blocked=True, expected_date=date(2025, 9, 29)),
        said(26, Work.DONE),
    ]
    state = play(PLAIN, events, date(2025, 9, 26), ZONE).state
    assert (state.work, state.done, state.total) == (Work.DONE, 12, 16)
    assert (state.blocked, state.expected_date, state.done_at) == (False, None, at(26))


def test_nothing_new_is_an_answer_that_changes_nothing() -> None:
    events = [said(24, Work.BLOCKED, blocked=True, blocker="chờ vốn"), said(25, None)]
    state = play(PLAIN, events, date(2025, 9, 25), ZONE).state
    assert (state.work, state.blocker, state.reported_at) == (Work.BLOCKED, "chờ vốn", at(25))


@pytest.mark.parametrize(
    ("done_at", "expected"),
    [
        (datetime(2025, 9, 30, 16, 59, tzinfo=UTC), Timing.DONE_IN_TIME),  # 23:59 in Vietnam
        (datetime(2025, 9, 30, 17, 0, tzinfo=UTC), Timing.DONE_LATE),  # 1 October in Vietnam
    ],
)
def test_lateness_is_judged_by_the_local_day_of_the_report(done_at: datetime, expected: Timing) -> None:
    present = play(PLAIN, [Reported(done_at, Said(Work.DONE))], date(2025, 10, 5), ZONE)
    assert timing(present.state, present.deadline, date(2025, 10, 5), 14, ZONE) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 9, 15), Timing.NOT_DUE),
        (date(2025, 9, 16), Timing.DUE_SOON),
        (date(2025, 9, 30), Timing.DUE_SOON),
        (date(2025, 10, 1), Timing.OVERDUE),
    ],
)
def test_the_time_axis_of_an_open_task(today: date, expected: Timing) -> None:
    assert timing(State(Work.IN_PROGRESS), date(2025, 9, 30), today, 14, ZONE) is expected


def test_a_submission_waits_and_counts_as_in_progress() -> None:
    basis = Basis(date(2025, 9, 30), None, None, standing=False, needs_acceptance=True)
    state = play(basis, [said(29, Work.DONE)], date(2025, 9, 29), ZONE).state
    assert (state.work, state.acceptance, state.done_at) == (Work.IN_PROGRESS, Acceptance.WAITING, at(29))


def test_a_standing_duty_stays_one_and_a_dated_task_cannot_be_talked_into_one() -> None:
    standing = Basis(None, None, None, standing=True, needs_acceptance=False)
    assert play(standing, [said(24, Work.DONE)], date(2025, 9, 24), ZONE).state.work is Work.RECURRING
    assert play(PLAIN, [said(24, Work.RECURRING)], date(2025, 9, 24), ZONE).state.work is Work.IN_PROGRESS


def test_a_moved_deadline_is_the_one_in_force() -> None:
    events: list[Reported | Moved] = [Moved(at(25), date(2025, 10, 15)), said(5, Work.DONE, month=10)]
    present = play(PLAIN, events, date(2025, 10, 6), ZONE)
    assert present.deadline == date(2025, 10, 15)
    assert timing(present.state, present.deadline, date(2025, 10, 6), 14, ZONE) is Timing.DONE_IN_TIME


def test_the_first_period_ends_one_period_after_the_directive() -> None:
    assert play(FORTNIGHTLY, [], date(2025, 9, 24), ZONE).deadline == date(2025, 10, 7)


def test_done_closes_one_period_only() -> None:
    events = [said(6, Work.DONE, month=10)]
    on_the_day = play(FORTNIGHTLY, events, date(2025, 10, 7), ZONE)
    assert (on_the_day.state.work, on_the_day.deadline) == (Work.DONE, date(2025, 10, 7))
    after = play(FORTNIGHTLY, events, date(2025, 10, 8), ZONE)
    assert (after.state.work, after.deadline) == (Work.NO_REPORT, date(2025, 10, 21))
    assert after.periods == (Period(date(2025, 10, 7), Timing.DONE_IN_TIME, at(6, 10)),)


def test_a_late_done_closes_the_period_that_ended() -> None:
    present = play(FORTNIGHTLY, [said(10, Work.DONE, month=10)], date(2025, 10, 10), ZONE)
    assert present.periods == (Period(date(2025, 10, 7), Timing.DONE_LATE, at(10, 10)),)
    assert (present.state.work, present.deadline) == (Work.NO_REPORT, date(2025, 10, 21))


def test_a_period_is_missed_once_half_of_the_next_is_over() -> None:
    still_open = play(FORTNIGHTLY, [], date(2025, 10, 14), ZONE)
    assert (still_open.deadline, still_open.periods) == (date(2025, 10, 7), ())
    missed = play(FORTNIGHTLY, [], date(2025, 10, 15), ZONE)
    assert missed.deadline == date(2025, 10, 21)
    assert missed.periods == (Period(date(2025, 10, 7), Timing.MISSED, None),)


def test_after_a_year_of_silence_every_period_is_accounted_for() -> None:
    present = play(FORTNIGHTLY, [], date(2026, 9, 23), ZONE)
    assert len(present.periods) == 25
    assert {p.timing for p in present.periods} == {Timing.MISSED}
    assert present.deadline == date(2026, 9, 22)
