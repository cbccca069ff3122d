"""Giving out a task: what is missing, what was assigned, what is new."""

import re
from datetime import date

from domain.deadlines import DeadlinePhrase
from domain.office import Assignment
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks

EXAMPLE = "<code>/giao Sở Tài chính: rà soát quy định đầu tư, hạn trong tháng 9/2025</code>"
DOUBT = {
    "conditional": "Hạn phụ thuộc một việc khác nên tôi chưa ghi ngày; khi biết ngày, đồng chí báo lại.",
    "by_plan": "Hạn theo kế hoạch đã duyệt nên tôi chưa ghi ngày; đồng chí cho ngày trong kế hoạch.",
}
LEFT = "Vâng, tôi không giao việc này."
SAMPLES = "Ví dụ «30/9», «trong tháng 10», «2 tuần một lần»."
WHY = {
    "missing": f"Hạn khi nào ạ? {SAMPLES}",
    "conditional": f"Hạn chờ một việc khác nên tôi chưa biết ngày. Hạn là ngày nào ạ? {SAMPLES}",
    "by_plan": f"Hạn theo kế hoạch nên tôi chưa biết ngày. Kế hoạch ghi ngày nào ạ? {SAMPLES}",
}


def ask(missing: str, unit: str, question_id: int) -> Screen:
    if missing == "unit":
        words = f"Giao cho đơn vị nào, việc gì, hạn khi nào? Ví dụ:\n{EXAMPLE}"
    else:
        words = f"Giao <b>{esc(unit)}</b> việc gì ạ?"
    return Screen(words, [[_leave(question_id)]])


def ask_deadline(doubt: str, said: str, question_id: int) -> Screen:
    """`doubt`: missing, unread, past, conditional, by_plan; `said`: the words of the deadline so far."""
    rows = [[Button("Không có hạn", f"nodeadline:{question_id}"), _leave(question_id)]]
    if doubt == "unread":
        return Screen(f"Tôi chưa đọc được hạn «{esc(_bare(said))}». Hạn là ngày nào ạ? {SAMPLES}", rows)
    if doubt == "past":
        rows.insert(0, [Button("Vẫn giao với hạn này", f"anyway:{question_id}")])
        return Screen(
            f"Hạn «{esc(_bare(said))}» đã qua. Đồng chí nhắn ngày khác, hoặc vẫn giao với hạn này?", rows
        )
    return Screen(WHY[doubt], rows)


def no_unit(words: str, near: list[str]) -> str:
    """For an order without a colon in which no unit was found."""
    meant = f" Gần nhất: {', '.join(esc(name) for name in near)}." if near else ""
    return (
        f"Tôi không tìm thấy đơn vị trong «{esc(shorten(words, 60))}».{meant}\n"
        f"Đồng chí đặt dấu hai chấm sau tên đơn vị giúp, ví dụ:\n{EXAMPLE}"
    )


def _leave(question_id: int) -> Button:
    return Button("Thôi", f"noassign:{question_id}")


def _bare(said: str) -> str:
    """The deadline without the word that leads to it."""
    return shorten(re.sub(r"^(?:thời )?hạn:?\s+", "", said, flags=re.IGNORECASE), 60)


def assigned(assignment: Assignment, today: date, phrase: DeadlinePhrase, *, manned: bool) -> Screen:
    task = assignment.task
    parts = [
        f"📌 Đã giao <b>{esc(task.ref)}</b> cho <b>{esc(assignment.department.name)}</b>: "
        f"{tasks.deadline(assignment, today)}.",
        tasks.title(assignment, 400),
    ]
    if task.recurrence:
        parts.append(f"Việc {days.period(task.recurrence)}.")
    if phrase.doubt in DOUBT:
        parts.append(DOUBT[phrase.doubt])
    rows = [[Button("Rút lại", f"withdraw:{assignment.id}")]]
    if not manned:
        parts.append("Đơn vị này chưa có đầu mối.")
        rows.append([Button("✉️ Lấy đường dẫn mời", f"invite:{assignment.department.id}")])
    return Screen("\n".join(parts), rows)


def withdrawn(assignment: Assignment) -> Screen:
    return Screen(
        f"Tổ giúp việc đã rút <b>{esc(assignment.task.ref)}</b> của {esc(assignment.department.name)}:\n"
        f"{tasks.title(assignment, 160)}"
    )
