"""When a reminder is owed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import vietnam
from domain.ladder import Hours, Ladder, owed, rung_reached

CALENDAR = vietnam()
LADDER = Ladder((14, 7, 3, 1, 0), 7)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = Hours(time(7, 30), time(17), ZONE)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2025-09-15", None),
        ("2025-09-16", 14),
        ("2025-09-22", 14),
        ("2025-09-23", 7),
        ("2025-09-25", 7),
        ("2025-09-26", 3),  # 27 September is a Saturday: the rung moves back
        ("2025-09-29", 1),
        ("2025-09-30", 0),
        ("2025-10-01", -1),
        ("2025-10-07", -1),
        ("2025-10-08", -8),
        ("2025-10-15", -15),
    ],
)
def test_the_ladder_of_the_end_of_september(today: str, expected: int | None) -> None:
    assert rung_reached(date(2025, 9, 30), date.fromisoformat(today), LADDER, CALENDAR) == expected


def test_overdue_rungs_move_forward_each_by_itself() -> None:
    friday = date(2025, 10, 31)
    reached = {
        day: rung_reached(friday, day, LADDER, CALENDAR)
        for day in (
            date(2025, 11, 1),
            date(2025, 11, 2),
            date(2025, 11, 3),
            date(2025, 11, 7),
            date(2025, 11, 10),
        )
    }
    assert reached == {
        date(2025, 11, 1): 0,
        date(2025, 11, 2): 0,
        date(2025, 11, 3): -1,  # Saturday 1 November moves to Monday
        date(2025, 11, 7): -1,
        date(2025, 11, 10): -8,  # Saturday 8 November moves to Monday 10, not to 14
    }


def test_overdue_once_only() -> None:
    once = Ladder((7,), 0)
    assert rung_reached(date(2025, 9, 30), date(2025, 12, 1), once, CALENDAR) == -1


def test_rungs_longer_than_half_the_period_are_left_out() -> None:
    assert LADDER.within(14).before == (3, 1, 0)
    assert LADDER.within(7).before == (3, 1, 0)


@pytest.mark.parametrize(
    ("rung", "sent", "expected"),
    [
        (None, None, False),
        (7, None, True),
        (7, 14, True),
        (7, 7, False),
        (7, 3, False),
        (-1, 0, True),
        (-8, -8, False),
    ],
)
def test_several_past_rungs_make_one_reminder(rung: int | None, sent: int | None, expected: bool) -> None:
    assert owed(rung, sent) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2025-09-23T07:29:59", False),
        ("2025-09-23T07:30:00", True),
        ("2025-09-23T16:59:59", True),
        ("2025-09-23T17:00:00", False),
        ("2025-09-27T10:00:00", False),  # Saturday
    ],
)
def test_working_hours(moment: str, expected: bool) -> None:
    assert HOURS.open_at(datetime.fromisoformat(moment).replace(tzinfo=ZONE), CALENDAR) is expected


def test_the_next_opening_skips_the_weekend() -> None:
    friday_evening = datetime(2025, 9, 26, 18, tzinfo=ZONE)
    assert HOURS.next_opening(friday_evening, CALENDAR) == datetime(2025, 9, 29, 7, 30, tzinfo=ZONE)
    at_noon = datetime(2025, 9, 26, 12, tzinfo=ZONE)
    assert HOURS.next_opening(at_noon, CALENDAR) == at_noon


def test_every_day_of_a_year_has_at_most_one_step_down() -> None:
    deadline, before = date(2025, 9, 30), None
    for n in range(365):
        rung = rung_reached(deadline, date(2025, 9, 1) + timedelta(days=n), LADDER, CALENDAR)
        assert before is None or (rung is not None and rung <= before)
        before = rung
