"""Days, months and quarters as they are asked for."""

from datetime import date

import pytest

from domain.spans import day_of, span_of, with_year, year_of
from domain.text import fold

TODAY, EARLIEST = date(2025, 10, 6), date(2025, 9, 23)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("quý 3", date(2025, 7, 1), date(2025, 9, 30)),
        ("Quý IV/2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("q1 năm 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("tháng 10", date(2025, 10, 1), date(2025, 10, 31)),
        ("tháng 2/2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("tháng 12 năm 2025", date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_spans(words: str, first: date, last: date) -> None:
    assert span_of(fold(words), TODAY) == (first, last)


@pytest.mark.parametrize("words", ["quý 5", "tháng 13", "tháng 0", "quý 4/9999", "tháng", "Sở Tài chính"])
def test_no_span(words: str) -> None:
    assert span_of(fold(words), TODAY) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("25/9/2025", date(2025, 9, 25)),
        ("ngày 25/09", date(2025, 9, 25)),
        ("25.9.2025", date(2025, 9, 25)),
        ("2025-09-25", date(2025, 9, 25)),
        ("hôm nay", TODAY),
        ("Hôm qua", date(2025, 10, 5)),
        ("1/12", date(2025, 12, 1)),
        ("31/2", None),
        ("2025-13-01", None),
        ("Sở Y tế", None),
    ],
)
def test_days(words: str, day: date | None) -> None:
    assert day_of(fold(words), TODAY, EARLIEST) == day


def test_a_day_without_a_year_is_the_last_one_known_of() -> None:
    assert day_of("25/12", date(2026, 1, 8), EARLIEST) == date(2025, 12, 25)
    assert day_of("29/2", date(2029, 1, 8), date(2028, 1, 1)) == date(2028, 2, 29)


def test_years() -> None:
    assert [year_of(fold(words)) for words in ("2025", "năm 2025", "Năm 1999", "25", "tháng 2025")] == [
        2025, 2025, None, None, None,
    ]  # fmt: skip
    for words in ("Sở Tài chính 2025", "Sở Tài chính năm 2025", "Sở Tài chính, năm 2025"):
        assert with_year(words) == ("Sở Tài chính", 2025)
    assert with_year("Sở Tài chính") is None
