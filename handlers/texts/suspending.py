"""A pause of the reminders: before, after, to those concerned, and the list of those that stand."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime

from domain.forecast import Moved
from domain.office import Department
from domain.suspending import PauseOrder
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.calendar import moves
from handlers.texts.confirming import buttons
from handlers.texts.language import Sentence, say
from storage.suspensions import Suspension

Said = Callable[[Sequence[str]], str]
SHOWN = 6
LONGEST = 60
HOW = Sentence(
    "Tạm dừng: <code>/tamdung Sở Y tế; các xã đến 15/10 bão số 10</code>\n"
    "Nhắc lại sớm: <code>/tamdung bỏ Sở Y tế</code>"
)


def preview(
    order: PauseOrder,
    units: Sequence[Department],
    told: int,
    moved: Sequence[Moved],
    today: date,
    proposal_id: int,
) -> Screen:
    parts = [
        say(
            "⏸ Tạm dừng nhắc <b>{count} đơn vị</b> {until}{why}:\n{names}",
            count=len(units),
            until=_until(order, today),
            why=_why(order.reason),
            names=_names(units),
        ),
        moves(moved, today),
        say("Hạn giữ nguyên, đơn vị vẫn báo cáo được. {heard}", heard=_heard(told)),
    ]
    return Screen("\n\n".join(parts), buttons(say("Tạm dừng nhắc"), "suspend", proposal_id))


def done(order: PauseOrder, units: Sequence[Department], told: int, today: date) -> str:
    return say(
        "⏸ Đã tạm dừng nhắc <b>{count} đơn vị</b> {until}{why}: {names}.\n"
        "Đã báo {told} đầu mối. Nhắc lại sớm: /tamdung",
        count=len(units),
        until=_until(order, today),
        why=_why(order.reason),
        names=_names(units),
        told=told,
    )


def ended(units: Sequence[Department]) -> str:
    return say(
        "▶️ Từ nay lại nhắc: {names}. Lời nhắc đã lỡ gửi một lần vào giờ làm việc.", names=_names(units)
    )


def told(order: PauseOrder, names: Sequence[str], today: date) -> str:
    """To a focal point of these units."""
    return say(
        "⏸ Tổ giúp việc tạm dừng nhắc <b>{names}</b> {until}{why}.\n"
        "Hạn các việc giữ nguyên; đồng chí vẫn báo tiến độ được bất cứ lúc nào.",
        names=esc(", ".join(names)),
        until=_until(order, today),
        why=_why(order.reason),
    )


def told_again(names: Sequence[str]) -> str:
    return say("▶️ Từ nay tôi lại nhắc việc của <b>{names}</b> như thường lệ.", names=esc(", ".join(names)))


def standing(rows: Sequence[Suspension], today: date) -> Screen:
    """What was ordered together stands in one line and has one button."""
    if not rows:
        return Screen(say("Hiện không đơn vị nào được tạm dừng nhắc.\n\n{how}", how=HOW()))
    together: dict[datetime, list[Suspension]] = defaultdict(list)
    for row in rows:
        together[row.set_at].append(row)
    lines, offered = [], []
    for mine in list(together.values())[:SHOWN]:
        named = _some([row.department for row in mine])
        lines.append(f"• {named}: {_until(mine[0], today)}{_why(mine[0].reason)}")
        what = (
            mine[0].department
            if len(mine) == 1
            else say("{count} đơn vị, {until}", count=len(mine), until=_until(mine[0], today))
        )
        offered.append([Button(say("▶️ Nhắc lại {what}", what=shorten(what, 40)), f"goon:{mine[0].id}")])
    more = [say("… và {count} lần khác", count=len(together) - SHOWN)] if len(together) > SHOWN else []
    return Screen("\n".join([say("⏸ <b>Đang tạm dừng nhắc</b>:"), *lines, *more, "", HOW()]), offered)


def in_short(names: Sequence[str]) -> str:
    """For the digest and the list of people."""
    return say("⏸ Tạm dừng nhắc: {some}.", some=_some(names[:3], len(names)))


def kept(what: PauseOrder | Suspension) -> str:
    """As the trace keeps it."""
    return f"{what.from_day}/{what.to_day}: {what.reason or ''}".rstrip(": ")


def _until(what: PauseOrder | Suspension, today: date) -> str:
    begins = (
        say("từ {from_day} ", from_day=days.with_weekday(what.from_day, today))
        if what.from_day > today
        else ""
    )
    return say("{begins}đến hết {to_day}", begins=begins, to_day=days.with_weekday(what.to_day, today))


def _why(reason: str | None) -> str:
    return f" ({esc(shorten(reason, 120))})" if reason else ""


def _heard(told: int) -> str:
    return (
        say("Tôi sẽ báo {told} đầu mối.", told=told)
        if told
        else say("Các đơn vị này chưa có đầu mối nào nhận được tin.")
    )


def _names(units: Sequence[Department]) -> str:
    return _some([unit.name for unit in units])


def _some(names: Sequence[str], of: int = 0) -> str:
    shown = names[:SHOWN]
    rest = (of or len(names)) - len(shown)
    more = say(" và {rest} đơn vị khác", rest=rest) if rest else ""
    return ", ".join(esc(shorten(name, LONGEST)) for name in shown) + more
