"""Numbers, days and letters as Vietnamese write them."""

from datetime import date, datetime

import pytest

from domain.shares import share
from papers.lettering import printable, shorten
from papers.vietnamese import full_day, listed, moment, number, percent


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0, 0, "0"), (1234.5, 1, "1.234,5"), (99.74, 2, "99,74"), (1e6, 2, "1.000.000"), (-3, 0, "−3"),
     (0.5, 0, "1"), (2.5, 0, "3"), (2.345, 2, "2,35")],
)  # fmt: skip
def test_numbers(value: float, decimals: int, written: str) -> None:
    assert number(value, decimals) == written


@pytest.mark.parametrize(
    ("part", "whole", "percents"),
    [(39, 65, 60), (29, 45, 64), (37, 102, 36), (35, 82, 43), (1, 8, 13), (0, 0, 0), (130, 130, 100)],
)
def test_an_office_rounds_halves_up(part: int, whole: int, percents: int) -> None:
    assert share(part, whole) == percents
    assert percent(part, whole) == f"{percents}%"


def test_days() -> None:
    assert full_day(date(2025, 9, 30)) == "30/9/2025"
    assert full_day(date(2025, 2, 5)) == "05/02/2025"
    assert moment(datetime(2025, 10, 6, 8, 0)) == "08:00 thứ Hai 06/10/2025"  # noqa: DTZ001


def test_words() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a và b", "a, b và c"]  # fmt: skip
    assert shorten("Rà soát quy định", 12) == "Rà soát quy…"
    assert printable(" Sở\n Y\t tế \u202e\U0001f600 ") == "Sở Y tế"
