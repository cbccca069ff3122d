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
from storage.suspensions import Suspension

Said = Callable[[Sequence[str]], str]
SHOWN = 6
LONGEST = 60
HOW = (
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
        f"⏸ Tạm dừng nhắc <b>{len(units)} đơn vị</b> {_until(order, today)}{_why(order.reason)}:\n{_names(units)}",
        moves(moved, today),
        f"Hạn giữ nguyên, đơn vị vẫn báo cáo được. {_heard(told)}",
    ]
    return Screen("\n\n".join(parts), buttons("Tạm dừng nhắc", "suspend", proposal_id))


def done(order: PauseOrder, units: Sequence[Department], told: int, today: date) -> str:
    return (
        f"⏸ Đã tạm dừng nhắc <b>{len(units)} đơn vị</b> {_until(order, today)}{_why(order.reason)}: "
        f"{_names(units)}.\nĐã báo {told} đầu mối. Nhắc lại sớm: /tamdung"
    )


def ended(units: Sequence[Department]) -> str:
    return f"▶️ Từ nay lại nhắc: {_names(units)}. Lời nhắc đã lỡ gửi một lần vào giờ làm việc."


def told(order: PauseOrder, names: Sequence[str], today: date) -> str:
    """To a focal point of these units."""
    return (
        f"⏸ Tổ giúp việc tạm dừng nhắc <b>{esc(', '.join(names))}</b> {_until(order, today)}{_why(order.reason)}.\n"
        "Hạn các việc giữ nguyên; đồng chí vẫn báo tiến độ được bất cứ lúc nào."
    )


def told_again(names: Sequence[str]) -> str:
    return f"▶️ Từ nay tôi lại nhắc việc của <b>{esc(', '.join(names))}</b> như thường lệ."


def standing(rows: Sequence[Suspension], today: date) -> Screen:
    """What was ordered together stands in one line and has one button."""
    if not rows:
        return Screen(f"Hiện không đơn vị nào được tạm dừng nhắc.\n\n{HOW}")
    together: dict[datetime, list[Suspension]] = defaultdict(list)
    for row in rows:
        together[row.set_at].append(row)
    lines, offered = [], []
    for mine in list(together.values())[:SHOWN]:
        named = _some([row.department for row in mine])
        lines.append(f"• {named}: {_until(mine[0], today)}{_why(mine[0].reason)}")
        what = mine[0].department if len(mine) == 1 else f"{len(mine)} đơn vị, {_until(mine[0], today)}"
        offered.append([Button(f"▶️ Nhắc lại {shorten(what, 40)}", f"goon:{mine[0].id}")])
    more = [f"… và {len(together) - SHOWN} lần khác"] if len(together) > SHOWN else []
    return Screen("\n".join(["⏸ <b>Đang tạm dừng nhắc</b>:", *lines, *more, "", HOW]), offered)


def in_short(names: Sequence[str]) -> str:
    """For the digest and the list of people."""
    return f"⏸ Tạm dừng nhắc: {_some(names[:3], len(names))}."


def kept(what: PauseOrder | Suspension) -> str:
    """As the trace keeps it."""
    return f"{what.from_day}/{what.to_day}: {what.reason or ''}".rstrip(": ")


def _until(what: PauseOrder | Suspension, today: date) -> str:
    begins = f"từ {days.with_weekday(what.from_day, today)} " if what.from_day > today else ""
    return f"{begins}đến hết {days.with_weekday(what.to_day, today)}"


def _why(reason: str | None) -> str:
    return f" ({esc(shorten(reason, 120))})" if reason else ""


def _heard(told: int) -> str:
    return f"Tôi sẽ báo {told} đầu mối." if told else "Các đơn vị này chưa có đầu mối nào nhận được tin."


def _names(units: Sequence[Department]) -> str:
    return _some([unit.name for unit in units])


def _some(names: Sequence[str], of: int = 0) -> str:
    shown = names[:SHOWN]
    rest = (of or len(names)) - len(shown)
    more = f" và {rest} đơn vị khác" if rest else ""
    return ", ".join(esc(shorten(name, LONGEST)) for name in shown) + more
