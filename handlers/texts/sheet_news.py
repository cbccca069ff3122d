"""What a changed sheet says to those whose tasks it changed."""

from collections.abc import Collection, Sequence
from datetime import date

from domain.importing.news import News
from domain.importing.values import FieldChange
from domain.office import Assignment
from domain.work import Role
from handlers.screens import Screen, esc, shorten
from handlers.texts import tasks
from handlers.texts.changes import UNITS, came_and_went, told_apart
from handlers.texts.history import due, field, value
from handlers.texts.language import say

SHOWN = 8


def changed(news: Sequence[News], today: date, asked: Collection[int]) -> Screen:
    """One or many; the buttons open those that the unit leads. `asked`: ids of what is near its deadline."""
    several = len({one.assignment.department.id for one in news}) > 1
    head = (
        say("✏️ <b>Tổ giúp việc vừa sửa {count} việc</b>:", count=len(news))
        if len(news) > 1
        else say("✏️ <b>Tổ giúp việc vừa sửa một việc</b>:")
    )
    longest = 160 if len(news) <= 2 else 70
    parts = [_one(one, today, longest, with_unit=several) for one in news[:SHOWN]]
    if len(news) > SHOWN:
        refs = ", ".join(one.assignment.task.ref for one in news[SHOWN:])
        parts.append(
            say(
                "… và {count} việc khác: {refs}. Xem tất cả: /viec",
                count=len(news) - SHOWN,
                refs=esc(shorten(refs, 200)),
            )
        )
    if asked:
        near = [one.assignment for one in news if one.assignment.id in asked]
        refs = ", ".join(dict.fromkeys(a.task.ref for a in near))
        parts.append(
            say(
                "Việc gần hạn: {refs}. Đến đâu rồi ạ? Đồng chí bấm nút, hoặc nhắn vài chữ như «{ref} {further}».",
                refs=esc(shorten(refs, 200)),
                ref=esc(near[0].task.ref),
                further=tasks.further(near[0].state),
            )
        )
    led = [one.assignment for one in news if not one.gone and one.assignment.role is Role.LEAD]
    return Screen("\n\n".join([head, *parts]), tasks.open_buttons(led))


def _one(one: News, today: date, longest: int, *, with_unit: bool) -> str:
    a = one.assignment
    unit = f" · {esc(a.department.name)}" if with_unit else ""
    role = say(" <i>(phối hợp)</i>") if a.role is not Role.LEAD else ""
    if one.gone:
        return say(
            "🗑 <b>{ref}</b>{of_unit}: không còn giao cho đơn vị\n{title}",
            ref=esc(a.task.ref),
            of_unit=unit,
            title=tasks.title(a, longest),
        )
    lines = [f"<b>{esc(a.task.ref)}</b>{unit}{role} · {due(a, today)}", tasks.title(a, longest)]
    if one.joined:
        lines.append(say("• giao lại cho đơn vị"))
    if one.turned:
        lines.append(say("• đơn vị nay chủ trì") if a.role is Role.LEAD else say("• đơn vị nay phối hợp"))
    closed = a.task.secret and any(change.field == "secret" for change in one.changes)
    if closed:
        lines.append(say("• nay là việc mật, nội dung đồng chí hỏi trực tiếp Tổ giúp việc"))
    shown = [change for change in one.changes if not closed or change.field not in ("secret", "text")]
    return "\n".join(lines + [f"• {_change(a, change, longest)}" for change in shown])


def _change(a: Assignment, change: FieldChange, longest: int) -> str:
    """What it was says of a secret task what may not be said: only that it changed."""
    name = field(change.field)
    if a.task.secret and change.field not in UNITS:
        return say("đổi {what}", what=name)
    if change.field in UNITS:
        return f"{name}: {esc(came_and_went(change.old, change.new))}"
    old, new = told_apart(value(change.field, change.old), value(change.field, change.new), longest)
    return f"{name}: {esc(old)} → {esc(new)}"
