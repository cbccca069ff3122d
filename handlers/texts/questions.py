"""Answers to what people ask about their tasks."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from domain.history import Report, valid
from domain.office import Assignment
from domain.work import Work
from handlers.screens import Screen, esc
from handlers.texts import days, tasks
from handlers.texts.history import DECISION
from handlers.texts.language import Sentence, say
from handlers.texts.saying import said
from storage.extensions import Extension

NO_DEADLINE_AHEAD = Sentence("Đơn vị hiện không có việc nào sắp đến hạn. Xem các việc: /viec")
SHOWN = 8


def counted(leads: Sequence[Assignment], today: date) -> Screen:
    """How many are open, late and done."""
    todo = [a for a in leads if a.state.work is not Work.DONE]
    late = sum(1 for a in todo if a.deadline is not None and a.deadline < today)
    if not todo:
        return Screen(say("Đơn vị không còn việc nào đang mở; đã xong {count} việc.", count=len(leads)))
    tail = say(", trong đó <b>{late}</b> việc quá hạn", late=late) if late else ""
    text = say(
        "Đơn vị còn <b>{count}</b> việc đang mở{tail}; đã xong {done} việc.",
        count=len(todo),
        tail=tail,
        done=len(leads) - len(todo),
    )
    return Screen(text, tasks.open_buttons(todo[:SHOWN]))


def late(found: Sequence[Assignment], today: date) -> Screen:
    if not found:
        return Screen(say("Đơn vị không có việc nào quá hạn."))
    return Screen(
        "\n\n".join(
            [
                say("<b>{count} việc quá hạn</b>:", count=len(found)),
                *(tasks.line(a, today) for a in found[:SHOWN]),
            ]
        ),
        tasks.open_buttons(list(found[:SHOWN])),
    )


def deadlines(about: Sequence[Assignment], today: date) -> str:
    """One line a task."""
    if not about:
        return NO_DEADLINE_AHEAD()
    lines = [
        f"<b>{esc(a.task.ref)}</b>: {tasks.deadline(a, today)}. {tasks.title(a, 70)}" for a in about[:SHOWN]
    ]
    more = say("\n… và {count} việc khác: /viec", count=len(about) - SHOWN) if len(about) > SHOWN else ""
    return "\n".join(lines) + more


def who(assignment: Assignment, leads: Sequence[str], others: Sequence[str]) -> str:
    def names(units: Sequence[str]) -> str:
        more = say(" và {count} đơn vị khác", count=len(units) - 12) if len(units) > 12 else ""
        return esc(", ".join(units[:12])) + more

    joined = say("Phối hợp: {names}.", names=names(others)) if others else say("Không có đơn vị phối hợp.")
    return say(
        "<b>{ref}</b> · {title}\nChủ trì: {names}.\n{joined}",
        ref=esc(assignment.task.ref),
        title=tasks.title(assignment, 90),
        names=names(leads),
        joined=joined,
    )


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
        return say("{head}\nChưa có báo cáo nào.", head=head)
    lines = [
        f"• {days.moment(local(r.at))}, {esc(names.get(r.person_id or 0, say('người đã rời')))}: {said(r.said, today)}"
        for r in counting
    ]
    return "\n".join([head, *lines])


def unreported(waiting: Sequence[Assignment]) -> str:
    more = say(" và {count} việc khác", count=len(waiting) - SHOWN) if len(waiting) > SHOWN else ""
    return say(
        "Chưa báo cáo: {waiting}{more}.",
        waiting=", ".join(esc(a.task.ref) for a in waiting[:SHOWN]),
        more=more,
    )


def wishes(found: Sequence[tuple[Assignment, Extension]]) -> str:
    """What became of the wishes for a later date, the last of each task."""
    last = {a.id: (a, wish) for a, wish in found if wish.decision != "withdrawn"}
    if not last:
        return say("Tôi chưa nhận đề nghị lùi hạn nào của đơn vị.")
    return "\n".join(
        say(
            "<b>{ref}</b>: xin lùi đến {asked_day}, {decision}.",
            ref=esc(a.task.ref),
            asked_day=days.short(wish.asked_day),
            decision=DECISION[wish.decision](),
        )
        for a, wish in last.values()
    )
