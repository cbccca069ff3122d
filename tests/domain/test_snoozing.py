"""To which days a reminder may be put off."""

from datetime import date

from domain.calendar import WorkCalendar
from domain.snoozing import choices, may_wait_until

CALENDAR = WorkCalendar()
TUESDAY = date(2025, 9, 23)


def test_days_are_working_days_before_the_deadline() -> None:
    assert choices(date(2025, 9, 26), TUESDAY, CALENDAR) == [date(2025, 9, 24), date(2025, 9, 25)]
    assert choices(date(2025, 9, 24), TUESDAY, CALENDAR) == []
    assert choices(TUESDAY, TUESDAY, CALENDAR) == []
    assert choices(date(2025, 9, 29), date(2025, 9, 26), CALENDAR) == [], "only a week-end between"


def test_at_most_four_from_the_next_to_the_last() -> None:
    found = choices(date(2025, 10, 7), TUESDAY, CALENDAR)
    assert len(found) == 4
    assert (found[0], found[-1]) == (date(2025, 9, 24), date(2025, 10, 6))
    assert found == sorted(found)


def test_a_day_that_may_be_chosen() -> None:
    deadline = date(2025, 9, 30)
    assert may_wait_until(date(2025, 9, 29), deadline, TUESDAY, CALENDAR)
    assert not any(
        may_wait_until(day, deadline, TUESDAY, CALENDAR)
        for day in (TUESDAY, deadline, date(2025, 9, 28), date(2025, 10, 1))
    )
