"""The clock that BOT_CLOCK sets, and messages that Telegram stamps by the system's."""

import time
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.intake import by_our_clock
from tests.scenes.office import MORNING


def test_moments_of_telegram_are_told_by_the_clock_that_is_set() -> None:
    clock, now = Clock(MORNING), int(time.time())
    ours = int(MORNING.timestamp())
    for waited in (0, 3600):  # it may have waited for us
        assert abs(clock.of_stamp(now - waited) - (ours - waited)) <= 2
    for own in (
        ours,
        ours - 30 * 86400,
    ):  # by a server that goes by the same clock, even from before a restart
        assert clock.of_stamp(own) == own
    assert Clock().of_stamp(now) == now

    raw = {"update_id": 1, "edited_message": {"date": now - 60, "edit_date": now, "text": "60%"}}
    moved = by_our_clock(raw, clock)["edited_message"]
    assert moved["edit_date"] - moved["date"] == 60
    assert abs(datetime.fromtimestamp(moved["edit_date"], MORNING.tzinfo) - MORNING) < timedelta(seconds=5)
    assert moved["text"] == "60%"
    for other in ("no update", {"update_id": 1, "message": None}, {"message": {"date": "soon"}}):
        assert by_our_clock(other, clock) == other
