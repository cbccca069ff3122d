"""Answers to what people ask about their tasks."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from domain.history import Report, valid
from domain.office import Assignment
from domain.work import Work
from handlers.screens import Screen, esc
from handlers.texts import days, tasks
from handlers.texts.history import DECISION
from handlers.texts.saying import said
from storage.extensions import Extension

NO_DEADLINE_AHEAD = "Đơn vị hiện không có việc nào sắp đến hạn. Xem các việc: /viec"
SHOWN = 8


def counted(leads: Sequence[Assignment], today: date) -> Screen:
    """How many are open, late and done."""
    todo = [a for a in leads if a.state.work is not Work.DONE]
    late = sum(1 for a in todo if a.deadline is not None and a.deadline < today)
    if not todo:
        return Screen(f"Đơn vị không còn việc nào đang mở; đã xong {len(leads)} việc.")
    tail = f", trong đó <b>{late}</b> việc quá hạn" if late else ""
    text = f"Đơn vị còn <b>{len(todo)}</b> việc đang mở{tail}; đã xong {len(leads) - len(todo)} việc."
    return Screen(text, tasks.open_buttons(todo[:SHOWN]))


def late(found: Sequence[Assignment], today: date) -> Screen:
    if not found:
        return Screen("Đơn vị không có việc nào quá hạn.")
    return Screen(
        "\n\n".join([f"<b>{len(found)} việc quá hạn</b>:", *(tasks.line(a, today) for a in found[:SHOWN])]),
        tasks.open_buttons(list(found[:SHOWN])),
    )


def deadlines(about: Sequence[Assignment], today: date) -> str:
    """One line a task."""
    if not about:
        return NO_DEADLINE_AHEAD
    lines = [
        f"<b>{esc(a.task.ref)}</b>: {tasks.deadline(a, today)}. {tasks.title(a, 70)}" for a in about[:SHOWN]
    ]
    more = f"\n… và {len(about) - SHOWN} việc khác: /viec" if len(about) > SHOWN else ""
    return "\n".join(lines) + more


def who(assignment: Assignment, leads: Sequence[str], others: Sequence[str]) -> str:
    def names(units: Sequence[str]) -> str:
        more = f" và {len(units) - 12} đơn vị khác" if len(units) > 12 else ""
        return esc(", ".join(units[:12])) + more

    joined = f"Phối hợp: {names(others)}." if others else "Không có đơn vị phối hợp."
    return f"<b>{esc(assignment.task.ref)}</b> · {tasks.title(assignment, 90)}\nChủ trì: {names(leads)}.\n{joined}"


def reported(
    assignment: Assignment,
    history: Sequence[Report],
    names: dict[int, str],
    local: Callable[[datetime], datetime],
    today: date,
) -> str:
    """The last three reports that count."""
    head = f"<b>{esc(assignment.task.ref)}</b> · {tasks.title(assignment, 70)}"
    counting = valid(history)[-3:]
    if not counting:
        return f"{head}\nChưa có báo cáo nào."
    lines = [
        f"• {days.moment(local(r.at))}, {esc(names.get(r.person_id or 0, 'người đã rời'))}: {said(r.said, today)}"
        for r in counting
    ]
    return "\n".join([head, *lines])


def unreported(waiting: Sequence[Assignment]) -> str:
    more = f" và {len(waiting) - SHOWN} việc khác" if len(waiting) > SHOWN else ""
    return f"Chưa báo cáo: {', '.join(esc(a.task.ref) for a in waiting[:SHOWN])}{more}."


def wishes(found: Sequence[tuple[Assignment, Extension]]) -> str:
    """What became of the wishes for a later date, the last of each task."""
    last = {a.id: (a, wish) for a, wish in found if wish.decision != "withdrawn"}
    if not last:
        return "Tôi chưa nhận đề nghị lùi hạn nào của đơn vị."
    return "\n".join(
        f"<b>{esc(a.task.ref)}</b>: xin lùi đến {days.short(wish.asked_day)}, {DECISION[wish.decision]}."
        for a, wish in last.values()
    )
