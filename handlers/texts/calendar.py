"""The year's list of days off and on."""

import re
from collections.abc import Sequence

from domain.calendar import DayOff
from handlers.screens import esc
from handlers.texts import days

KIND = {"working_saturday": "làm việc bù"}
NAMES = {
    "Ngày Chiến thắng": "Ngày Giải phóng miền Nam, thống nhất đất nước",
}
_SWAPPED = re.compile(r"Ngày nghỉ \(thay cho ngày 0?(\d+)/0?(\d+)/\d+\)")


def year(number: int, listed: Sequence[DayOff]) -> str:
    lines = [
        f"• {days.with_weekday(day.day)}: {esc(KIND.get(day.kind) or _name(day.name))}"
        for day in sorted(listed, key=lambda d: d.day)
    ]
    return (
        f"<b>Ngày nghỉ và ngày làm bù năm {number}</b> (ngoài thứ Bảy, Chủ nhật)\n"
        + ("\n".join(lines) or "Chưa có dữ liệu.")
        + "\n\nTôi không nhắc vào ngày nghỉ; lời nhắc dời sang ngày làm việc liền kề."
    )


def _name(name: str) -> str:
    """The library's names, as an office says them."""
    swapped = _SWAPPED.fullmatch(name)
    return f"nghỉ hoán đổi (làm bù {swapped[1]}/{swapped[2]})" if swapped else NAMES.get(name, name)
