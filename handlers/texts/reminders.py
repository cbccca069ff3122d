"""The morning's reminder: one task with its four buttons, or several with one button each."""

from collections.abc import Collection, Sequence
from datetime import date

from domain.office import Assignment
from handlers.screens import Screen, esc
from handlers.texts import snoozing, tasks

LONG = 12


def reminder(
    name: str,
    owing: Sequence[Assignment],
    new: Sequence[Assignment],
    late: Sequence[Assignment],
    today: date,
    may_wait: Collection[int],
    nudged: Collection[int] = (),
) -> Screen:
    """`owing`: what the person is asked about, the most pressing first; `new`: what they are told of; `late`: what
    is overdue in a unit at whose head they are; `may_wait`: ids of those whose reminder can be put off; `nudged`:
    of those that the Secretariat asks for by hand."""
    parts, rows = [], tasks.open_buttons([a for a in new if a.role == "lead"])
    if late:
        parts.append(_late(late, today))
    if new:
        parts.append(_new(new, today))
    if by_hand := _by_hand([a.task.ref for a in owing if a.id in nudged], len(owing)):
        parts.append(by_hand)
    if owing:
        asked = _one(owing[0], today) if len(owing) == 1 else _several(name, owing, today)
        parts.append(asked.text)
        rows = [list(row) for row in asked.rows]
        if len(owing) == 1 and owing[0].id in may_wait:
            rows.append([snoozing.button(owing[0])])
    return Screen("\n\n".join(parts), rows)


def _by_hand(refs: Sequence[str], of: int) -> str:
    """Which of them, where others are reminded of by the clock in the same message."""
    if not refs:
        return ""
    which = "" if len(refs) == of else f" việc {esc(', '.join(refs[:LONG]))}"
    return f"📣 <b>Tổ giúp việc đôn đốc{which}, mong đồng chí trả lời sớm.</b>"


def _late(late: Sequence[Assignment], today: date) -> str:
    """For the head of the unit, who reads and does not report."""
    units = list(dict.fromkeys(a.department.name for a in late))
    shown = [tasks.line(a, today, with_unit=len(units) > 1) for a in late[:LONG]]
    more = [f"… và {len(late) - LONG} việc khác: /viec"] if len(late) > LONG else []
    head = f"🔴 <b>{esc(', '.join(units))}</b> có <b>{len(late)} việc quá hạn</b>:"
    return "\n\n".join([head, *shown, *more])


def _new(new: Sequence[Assignment], today: date) -> str:
    head = "📌 <b>Việc mới giao</b>:" if len(new) == 1 else f"📌 <b>{len(new)} việc mới giao</b>:"
    lines = []
    for a in new[:LONG]:
        role = " <i>(phối hợp)</i>" if a.role != "lead" else ""
        lines.append(f"<b>{esc(a.task.ref)}</b>{role} · {tasks.deadline(a, today)}\n{tasks.title(a, 120)}")
    if len(new) > LONG:
        lines.append(f"… và {len(new) - LONG} việc khác: /viec")
    return "\n\n".join([head, *lines])


def _one(assignment: Assignment, today: date) -> Screen:
    return Screen(
        f"⏰ {tasks.sign(assignment, today)} <b>{esc(assignment.task.ref)}</b> · {tasks.deadline(assignment, today)}\n"
        f"{tasks.title(assignment, 500)}\n"
        f"<i>{esc(assignment.department.name)} · {tasks.state(assignment.state)}</i>\n\n"
        "Việc này đến đâu rồi ạ? Đồng chí bấm nút, hoặc nhắn vài chữ như «60%», «xong rồi».",
        tasks.four_buttons(assignment),
    )


def _several(name: str, owing: Sequence[Assignment], today: date) -> Screen:
    units = list(dict.fromkeys(a.department.name for a in owing))
    head = f"⏰ Đồng chí {esc(name)}, {esc(', '.join(units))} có <b>{len(owing)} việc</b> cần báo tiến độ:"
    if len(owing) <= LONG:
        body = "\n\n".join(tasks.line(a, today, with_unit=len(units) > 1) for a in owing)
    else:
        body = "\n".join(
            f"{tasks.sign(a, today)} <b>{esc(a.task.ref)}</b> · {tasks.deadline(a, today)}" for a in owing
        )
    ref = esc(owing[0].task.ref)
    foot = f"Bấm vào từng việc, hoặc nhắn, ví dụ «{ref} xong», «{ref} 60%»."
    return Screen("\n\n".join([head, body, foot]), tasks.open_buttons(list(owing)))
