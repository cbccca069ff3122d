"""What may be nudged, and from when again."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import vietnam
from domain.ladder import Hours
from domain.nudging import may_again_from

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = Hours(time(7, 30), time(17), ZONE)


@pytest.mark.parametrize(
    ("nudged", "again"),
    [
        ("2025-09-23T08:00", "2025-09-23T12:00"),
        ("2025-09-23T15:00", "2025-09-23T19:00"),
        ("2025-09-23T20:00", "2025-09-24T11:30"),
        ("2025-09-26T17:00", "2025-09-29T11:30"),
        ("2025-09-01T09:00", "2025-09-03T11:30"),
    ],
)
def test_four_hours_are_counted_from_when_it_could_leave(nudged: str, again: str) -> None:
    given = datetime.fromisoformat(nudged).replace(tzinfo=ZONE)
    assert may_again_from(given, HOURS, vietnam()) == datetime.fromisoformat(again).replace(tzinfo=ZONE)
