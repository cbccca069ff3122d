"""How promises are kept over a year: each figure from what happened, the year the sum of its units."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.trends import Asked, Due, Record, Returned, Wish, trends
from domain.work import Acceptance, Work

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NAMES = {1: "Sở Tài chính", 2: "Sở Y tế", 3: "Sở Nội vụ"}
TODAY = date(2025, 11, 4)
NOTHING = Record((), (), {}, (), ())


def at(month: int, day: int, hour: int = 8, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


def test_on_time_is_judged_by_the_day_of_the_report() -> None:
    dues = [
        Due(1, date(2025, 9, 30), Work.DONE, None, at(9, 30, 23)),
        Due(1, date(2025, 9, 30), Work.DONE, None, at(10, 1, 0)),
        Due(1, date(2025, 10, 31), Work.IN_PROGRESS, None, None),  # overdue
        Due(2, date(2025, 11, 30), Work.DONE, Acceptance.ACCEPTED, at(11, 1)),  # before its time
        Due(2, date(2025, 11, 30), Work.IN_PROGRESS, None, None),  # not due yet
        Due(2, date(2025, 10, 1), Work.IN_PROGRESS, Acceptance.WAITING, at(9, 1)),  # not judged yet
    ]
    found = trends(2025, Record(dues, (), {}, (), ()), NAMES, TODAY, ZONE)
    assert (found.whole.year.in_time, found.whole.year.due) == (2, 4)
    assert [(m.in_time, m.due) for m in found.whole.months[8:]] == [(1, 2), (0, 1), (1, 1)]
    assert [(u.name, u.year.in_time, u.year.due) for u in found.units] == [
        ("Sở Tài chính", 1, 3),
        ("Sở Y tế", 1, 1),
    ]
    assert found.until == TODAY
    assert not found.over


def test_half_of_the_answers_took_no_longer() -> None:
    asked = [
        Asked(1, at(9, 1), at(9, 2)),
        Asked(1, at(9, 10), at(9, 10, 10)),
        Asked(2, at(9, 30), at(10, 9)),
        Asked(2, at(10, 20), None),
    ]
    found = trends(2025, Record((), asked, {}, (), ()), NAMES, TODAY, ZONE).whole
    assert (found.year.answer, found.year.asked, found.year.unanswered) == (timedelta(days=1), 4, 1)
    assert found.months[8].answer == timedelta(days=1)
    assert found.months[9].answer is None
    assert found.months[9].unanswered == 1


def test_who_was_asked_and_reported_nothing_was_silent() -> None:
    asked = [Asked(1, at(9, 1), at(10, 2)), Asked(2, at(9, 1), None), Asked(3, at(10, 1), None)]
    reported = {(1, 10): 1, (3, 10): 2}  # the third unit wrote, though not of what it was asked about
    found = trends(2025, Record((), asked, reported, (), ()), NAMES, TODAY, ZONE)
    assert [m.silent for m in found.whole.months[8:]] == [
        ("Sở Tài chính", "Sở Y tế"),
        ("Sở Y tế",),
        ("Sở Nội vụ", "Sở Y tế"),
    ]
    assert found.whole.year.silent == ("Sở Y tế",)
    health = found.of_unit(2)
    assert health is not None
    assert health.year.silent == ("Sở Y tế",)


def test_put_off_and_sent_back_by_the_local_month() -> None:
    last_hour = datetime(2025, 9, 30, 17, 30, tzinfo=ZoneInfo("UTC"))  # the first of October at home
    wishes = [Wish(1, last_hour, granted=True), Wish(1, at(10, 2), granted=False)]
    found = trends(2025, Record((), (), {}, wishes, [Returned(2, at(10, 5))]), NAMES, TODAY, ZONE)
    assert [(m.wishes, m.granted, m.returned) for m in found.whole.months[8:10]] == [(0, 0, 0), (2, 1, 1)]
    for name in ("wishes", "granted", "returned", "due", "in_time", "asked", "unanswered"):
        for nth, month in enumerate(found.whole.months):
            assert getattr(month, name) == sum(getattr(unit.months[nth], name) for unit in found.units)


def test_a_year_that_is_over_has_twelve_months_and_an_empty_one_no_units() -> None:
    found = trends(2025, NOTHING, NAMES, date(2026, 2, 1), ZONE)
    assert found.over
    assert len(found.whole.months) == 12
    assert found.units == ()
    assert found.whole.year.nothing
