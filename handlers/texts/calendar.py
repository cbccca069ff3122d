"""The year's list of days off and on, and what a change of it would move."""

import re
from collections.abc import Sequence
from datetime import date

from domain.calendar import DayOff
from domain.day_orders import AS_THE_COUNTRY, OFF, ON, DayOrder
from domain.forecast import Moved
from handlers.screens import Screen, esc, shorten
from handlers.texts import days
from handlers.texts.confirming import buttons
from handlers.texts.language import Sentence, say

KIND = {"working_saturday": Sentence("làm việc bù")}
OURS = ("added", "added_working")
NAMELESS = "theo thông báo của Tổ giúp việc"  # as it is kept
SHOWN = 8
HOW = Sentence(
    "Thêm bớt ngày: <code>/lich nghỉ 2/1/2026 lý do</code>, <code>/lich làm bù 10/1/2026</code>, "
    "<code>/lich bỏ 2/1/2026</code>."
)
VERB = {
    OFF: Sentence("nghỉ"),
    ON: Sentence("làm việc"),
    AS_THE_COUNTRY: Sentence("theo lịch chung của cả nước"),
}
NAMES = {
    "Ngày Chiến thắng": Sentence("Ngày Giải phóng miền Nam, thống nhất đất nước"),
}
_SWAPPED = re.compile(r"Ngày nghỉ \(thay cho ngày 0?(\d+)/0?(\d+)/\d+\)")


def year(number: int, listed: Sequence[DayOff]) -> str:
    lines = [
        f"• {days.with_weekday(day.day)}: {esc(KIND[day.kind]() if day.kind in KIND else _name(day.name))}{_ours(day)}"
        for day in sorted(listed, key=lambda d: d.day)
    ]
    return (
        say("<b>Ngày nghỉ và ngày làm bù năm {year}</b> (ngoài thứ Bảy, Chủ nhật)\n", year=number)
        + ("\n".join(lines) or say("Chưa có dữ liệu."))
        + say("\n\nTôi không nhắc vào ngày nghỉ; lời nhắc dời sang ngày làm việc liền kề.\n{how}", how=HOW())
    )


def preview(order: DayOrder, moved: Sequence[Moved], today: date, proposal_id: int) -> Screen:
    head = f"🗓 {_said(order, today)}."
    return Screen(f"{head}\n\n{moves(moved, today)}", buttons(say("Đồng ý"), "days", proposal_id))


def done(order: DayOrder, today: date) -> str:
    return say(
        "✅ {said}. Cả năm: <code>/lich {year}</code>", said=_said(order, today), year=order.days[0].year
    )


def moves(moved: Sequence[Moved], today: date) -> str:
    """By day how many reminders go out, before and after."""
    if not moved:
        return say("Không lời nhắc nào phải dời.")
    lines = [f"• {days.with_weekday(one.day, today)}: {one.before} → {one.after}" for one in moved[:SHOWN]]
    more = [say("… và {count} ngày khác", count=len(moved) - SHOWN)] if len(moved) > SHOWN else []
    return "\n".join([say("Số lời nhắc theo ngày sẽ đổi:"), *lines, *more])


def _said(order: DayOrder, today: date) -> str:
    named = ", ".join(days.with_weekday(day, today) for day in order.days)
    name = f" ({esc(shorten(order.name, 100))})" if order.name and order.verb != AS_THE_COUNTRY else ""
    return f"<b>{named}</b>: {VERB[order.verb]()}{name}"


def _ours(day: DayOff) -> str:
    if day.kind not in OURS:
        return ""
    return (
        say(" <i>(làm việc, Tổ giúp việc thêm)</i>")
        if day.kind == "added_working"
        else say(" <i>(Tổ giúp việc thêm)</i>")
    )


def _name(name: str) -> str:
    """The library's names, as an office says them."""
    swapped = _SWAPPED.fullmatch(name)
    return (
        say("nghỉ hoán đổi (làm bù {day}/{month})", day=swapped[1], month=swapped[2])
        if swapped
        else NAMES[name]()
        if name in NAMES
        else name
    )
