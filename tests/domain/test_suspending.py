"""A pause of the reminders as it is typed, and the units of a kind."""

from datetime import date

import pytest

from domain.office import Department
from domain.refusal import Refusal
from domain.several_units import of_kind
from domain.suspending import PauseOrder, ended_units, read_pause

TODAY = date(2025, 9, 23)
READ = [
    ("Sở Tài chính; Xã Kim Liên đến 15/10 bão số 10", "Sở Tài chính; Xã Kim Liên", "2025-09-23", "bão số 10"),
    ("các xã, phường đến hết ngày 15/10/2025 (bão số 10)", "các xã, phường", "2025-09-23", "bão số 10"),
    ("Sở Y tế từ 1/10 đến 15/10 vì lũ", "Sở Y tế", "2025-10-01", "lũ"),
    ("so y te den 15/10 lut", "so y te", "2025-09-23", "lut"),
    ("nhắc cho Sở Y tế tới 15/10", "Sở Y tế", "2025-09-23", ""),
    ("Sở Y tế until 15/10 because of floods", "Sở Y tế", "2025-09-23", "floods"),
]


@pytest.mark.parametrize(("words", "units", "begins", "reason"), READ)
def test_pauses_are_read(words: str, units: str, begins: str, reason: str) -> None:
    wanted = PauseOrder(units, date.fromisoformat(begins), date(2025, 10, 15), reason)
    assert read_pause(words, TODAY) == wanted


def test_a_day_just_gone_is_not_taken_for_next_year() -> None:
    for words, reason in {
        "Sở Y tế đến 20/9 bão": "far_day",
        "Sở Y tế đến 20/9/2025 bão": "pause_over",
    }.items():
        with pytest.raises(Refusal) as refused:
            read_pause(words, TODAY)
        assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("bỏ Sở Y tế", "Sở Y tế"),
        ("resume Sở Y tế", "Sở Y tế"),
        ("nhắc lại các xã", "các xã"),
        ("bỏ", ""),
        ("Sở Y tế đến 15/10", None),
    ],
)
def test_an_end_is_told_from_a_beginning(words: str, units: str | None) -> None:
    assert ended_units(words) == units


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("các xã", [2, 4]),
        ("các xã, phường", [2, 3, 4]),
        ("tất cả các phường và xã", [2, 3, 4]),
        ("cac xa phuong", [2, 3, 4]),
        ("tất cả", [1, 2, 3, 4]),
        ("các ban", []),
        ("các xã lớn", None),
        ("Sở Y tế", None),
    ],
)
def test_units_of_a_kind(words: str, found: list[int] | None) -> None:
    units = [
        Department(1, "Sở Y tế", kind="sở"),
        Department(2, "Kim Liên", kind="xã"),
        Department(3, "Phường Vinh Phú"),
        Department(4, "Xã Nam Đàn"),
    ]
    known = of_kind(words, units)
    assert (None if known is None else [unit.id for unit in known]) == found
