"""What is said of days, and what it changes."""

from datetime import date

import pytest

from domain.calendar import vietnam
from domain.day_orders import AS_THE_COUNTRY, OFF, ON, DayOrder, changed, read_day_order
from domain.forecast import Owing, moved, reminders_by_day
from domain.ladder import Ladder
from domain.refusal import Refusal

TODAY = date(2025, 9, 23)
CALENDAR = vietnam(extra_off={date(2025, 11, 3): "Hội nghị"}, extra_on={date(2025, 10, 25): "Làm bù"})
READ = [
    ("nghỉ 3/10/2025 Họp toàn tỉnh", OFF, ["2025-10-03"], "Họp toàn tỉnh"),
    ("nghi 3/10", OFF, ["2025-10-03"], ""),
    ("nghỉ bù 3/10", OFF, ["2025-10-03"], ""),
    ("nghỉ bão số 10: 3/10", OFF, ["2025-10-03"], "bão số 10"),
    ("nghỉ 2/10-5/10 bão", OFF, ["2025-10-02", "2025-10-03"], "bão"),
    ("nghỉ hôm nay", OFF, ["2025-09-23"], ""),
    ("làm bù 11/10/2025", ON, ["2025-10-11"], ""),
    ("lam bu 2/9/2026 trực", ON, ["2026-09-02"], "trực"),
    ("bỏ 3/11/2025", AS_THE_COUNTRY, ["2025-11-03"], ""),
    ("huỷ ngày làm bù 25/10", AS_THE_COUNTRY, ["2025-10-25"], ""),
]
REFUSED = [
    ("nghỉ 31/2/2026", "day_not_seen"),
    ("nghỉ", "day_not_seen"),
    ("nghỉ 1/9/2025", "day_past"),
    ("nghỉ 1/9/2031", "day_too_far"),
    ("nghỉ tháng 10", "days_too_many"),
    ("nghỉ 4/10/2025", "day_is_so_already"),
    ("nghỉ 1/1/2026", "day_is_so_already"),
    ("làm bù 3/10/2025", "day_is_so_already"),
    ("bỏ 3/10/2025", "day_not_ours"),
    ("bỏ 1/1/2026", "day_not_ours"),
]


@pytest.mark.parametrize(("words", "verb", "days", "name"), READ)
def test_orders_are_read(words: str, verb: str, days: list[str], name: str) -> None:
    wanted = DayOrder(verb, tuple(map(date.fromisoformat, days)), name)
    assert read_day_order(words, TODAY, CALENDAR) == wanted


@pytest.mark.parametrize(("words", "reason"), REFUSED)
def test_bad_days_are_refused(words: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_day_order(words, TODAY, CALENDAR)
    assert refused.value.reason == reason


@pytest.mark.parametrize("words", ["", "2026", "Sở Tài chính", "nghỉnghỉ 3/10", "bốn"])
def test_what_is_no_order_is_none(words: str) -> None:
    assert read_day_order(words, TODAY, CALENDAR) is None


def test_a_day_off_moves_the_rungs_that_fall_on_it() -> None:
    """Deadline Tuesday 30/9: the rung of the day before goes from Monday 29/9 to Friday, where that of 3 is."""
    order = DayOrder(OFF, (date(2025, 9, 29),), "")
    after = changed(CALENDAR, order)
    owing = {Owing(date(2025, 9, 30), None, 7): 5, Owing(date(2025, 10, 31), None, None): 2}
    span = (date(2025, 9, 24), date(2025, 10, 2))
    ladder = Ladder((14, 7, 3, 1, 0), 7)
    before = reminders_by_day(owing, span, ladder, CALENDAR)
    assert before == {date(2025, 9, 26): 5, date(2025, 9, 29): 5, date(2025, 9, 30): 5, date(2025, 10, 1): 5}
    found = moved(before, reminders_by_day(owing, span, ladder, after))
    assert [(one.day.day, one.before, one.after) for one in found] == [(29, 5, 0)]


def test_in_silence_nothing_goes_out_and_it_is_made_up_for_once() -> None:
    owing = {Owing(date(2025, 9, 30), None, 7): 5}
    span, silent = (date(2025, 9, 24), date(2025, 10, 10)), (date(2025, 9, 24), date(2025, 10, 2))
    found = reminders_by_day(owing, span, Ladder((14, 7, 3, 1, 0), 7), CALENDAR, silent)
    assert found == {date(2025, 10, 3): 5, date(2025, 10, 8): 5}
