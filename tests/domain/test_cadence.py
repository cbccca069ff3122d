"""When digests are due, whatever became of the cadence on the way."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.cadence import Cadence, due_between, latest_due, next_due, read_cadence
from domain.refusal import Refusal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZONE)


SETTINGS = Cadence(at("2025-09-23T08:00"), at("2025-10-06T08:00"), "P2W", None)
WEEKLY = Cadence(at("2025-10-29T00:00"), at("2025-10-29T09:00"), "P1W", 3)
SOONER = Cadence(at("2025-10-22T00:00"), at("2025-10-22T09:00"), "P1W", 3)


def test_a_change_counts_from_its_day() -> None:
    history = [SETTINGS, WEEKLY]
    found = due_between(history, at("2025-10-01T00:00"), at("2025-11-06T00:00"))
    assert [f"{m:%d/%m %H}" for m in found] == ["06/10 08", "20/10 08", "29/10 09", "05/11 09"]
    assert next_due(history, at("2025-10-20T08:00")) == at("2025-10-29T09:00")
    assert latest_due(history, at("2025-10-28T08:00")) == at("2025-10-20T08:00")
    assert latest_due(history, at("2025-10-29T08:00")) is None
    assert latest_due(history, at("2025-10-29T09:00")) == at("2025-10-29T09:00")


def test_what_is_set_later_wins_over_a_change_still_to_come() -> None:
    found = due_between([SETTINGS, WEEKLY, SOONER], at("2025-10-01T00:00"), at("2025-10-30T00:00"))
    assert [f"{m:%d/%m}" for m in found] == ["06/10", "20/10", "22/10", "29/10"]


@pytest.mark.parametrize(
    ("words", "every", "start"),
    [
        ("hằng tuần từ 13/10", "P1W", "2025-10-13T08:00"),
        ("2 tuần một lần từ 13/10/2025 9h30", "P2W", "2025-10-13T09:30"),
        ("hang thang tu 1/11 luc 7:45", "P1M", "2025-11-01T07:45"),
        ("hằng tuần", "P1W", "2025-10-06T08:00"),
        ("ngày 25 hằng tháng từ 25/10", "P1M", "2025-10-25T08:00"),
    ],
)
def test_cadences_are_read(words: str, every: str, start: str) -> None:
    assert read_cadence(words, at("2025-10-06T08:00"), at("2025-09-23T10:00")) == (every, at(start))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("lúc nào cũng được", "cadence_not_seen"),
        ("từ 13/10", "cadence_not_seen"),
        ("hằng tuần từ 31/2", "cadence_from_when"),
        ("thứ Hai hằng tuần", "cadence_from_when"),
        ("hằng tuần từ 1/9/2025", "cadence_in_the_past"),
        ("hằng tuần từ hôm nay", "cadence_in_the_past"),
        ("hằng tuần từ 13/10/2030", "cadence_too_far"),
    ],
)
def test_bad_cadences(words: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_cadence(words, at("2025-10-06T08:00"), at("2025-09-23T10:00"))
    assert refused.value.reason == reason
