"""The year's list of days off and on."""

from collections.abc import Sequence

from domain.calendar import DayOff
from handlers.screens import esc
from handlers.texts import days

KIND = {"working_saturday": "làm việc bù"}


def year(number: int, listed: Sequence[DayOff]) -> str:
    lines = [
        f"• {days.with_weekday(day.day)}: {esc(KIND.get(day.kind, day.name))}"
        for day in sorted(listed, key=lambda d: d.day)
    ]
    return (
        f"<b>Ngày nghỉ và ngày làm bù năm {number}</b> (ngoài thứ Bảy, Chủ nhật)\n"
        + ("\n".join(lines) or "Chưa có dữ liệu.")
        + "\n\nNhững ngày này tôi không nhắc; lời nhắc dời sang ngày làm việc liền kề."
    )
