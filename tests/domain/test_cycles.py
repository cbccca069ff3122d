"""Periods that end on the day that is named."""

from datetime import date

import pytest

from domain.deadlines import read_deadline
from domain.importing.cycles import anchor_of, names_a_last_day
from domain.importing.values import Due
from domain.work import Basis, period_end

ASSIGNED = date(2025, 9, 23)  # a Tuesday


@pytest.mark.parametrize(
    ("words", "assigned", "ends"),
    [
        ("ngày 25 hằng tháng", ASSIGNED, ["2025-09-25", "2025-10-25", "2025-11-25"]),
        ("trước ngày 20 hằng tháng", ASSIGNED, ["2025-10-20", "2025-11-20"]),
        ("ngày 23 hằng tháng", ASSIGNED, ["2025-10-23", "2025-11-23"]),
        ("ngày mùng 5 hằng tháng", date(2025, 12, 31), ["2026-01-05", "2026-02-05"]),
        ("ngày 30 hằng tháng", date(2025, 12, 31), ["2026-01-30", "2026-02-28", "2026-03-30"]),
        ("ngày 31 hằng tháng", ASSIGNED, ["2025-09-30", "2025-10-31", "2025-11-30"]),
        ("cuối mỗi tháng", date(2025, 10, 23), ["2025-11-30", "2025-12-31", "2026-01-31"]),
        ("thứ Sáu hằng tuần", ASSIGNED, ["2025-09-26", "2025-10-03"]),
        ("vào thứ 3 hằng tuần", ASSIGNED, ["2025-09-30", "2025-10-07"]),
        ("chủ nhật hằng tuần", ASSIGNED, ["2025-09-28", "2025-10-05"]),
        ("2 tuần/1 lần vào thứ Hai", ASSIGNED, ["2025-10-06", "2025-10-20"]),
        ("trước ngày 25 tháng cuối quý hằng quý", ASSIGNED, ["2025-09-25", "2025-12-25", "2026-03-25"]),
        ("2 tuần/1 lần", ASSIGNED, ["2025-10-07", "2025-10-21"]),
        ("hằng tháng", ASSIGNED, ["2025-10-23"]),
        ("hằng năm", ASSIGNED, ["2026-09-23"]),
    ],
)
def test_periods_end_on_the_day_that_is_named(words: str, assigned: date, ends: list[str]) -> None:
    recurrence = read_deadline(words, assigned).recurrence
    assert recurrence is not None
    basis = Basis(None, recurrence, anchor_of(words, recurrence, assigned), False, False)
    assert [period_end(basis, n).isoformat() for n in range(1, len(ends) + 1)] == ends


def test_another_day_of_the_cycle_is_another_deadline() -> None:
    held = Due(None, "ngày 25 hằng tháng", "P1M", standing=False)
    assert held.same_as(Due(None, "trước ngày 25 mỗi tháng", "P1M", standing=False))
    assert not held.same_as(Due(None, "ngày 20 hằng tháng", "P1M", standing=False))
    assert not held.same_as(Due(None, "hằng tháng", "P1M", standing=False))


def test_a_last_day_is_noticed() -> None:
    assert names_a_last_day("hằng quý đến hết năm 2026")
    assert names_a_last_day("hằng tháng, đến 31/12/2026")
    assert not names_a_last_day("ngày 25 hằng tháng")
