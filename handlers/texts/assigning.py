"""Giving out a task: what is missing, what was assigned, what is new."""

from datetime import date

from domain.deadlines import DeadlinePhrase
from domain.office import Assignment
from handlers.screens import Button, Screen, esc
from handlers.texts import days, tasks

EXAMPLE = "<code>/giao Sở Tài chính: rà soát quy định đầu tư, hạn trong tháng 9/2025</code>"
DOUBT = {
    "conditional": "Hạn phụ thuộc một việc khác nên tôi chưa ghi ngày; khi biết ngày, đồng chí báo lại.",
    "by_plan": "Hạn theo kế hoạch đã duyệt nên tôi chưa ghi ngày; đồng chí cho ngày trong kế hoạch.",
    "past": "Ngày này đã qua; đồng chí xem lại giúp.",
}


def ask(missing: str, unit: str) -> Screen:
    if missing == "unit":
        return Screen(f"Giao cho đơn vị nào, việc gì, hạn khi nào? Ví dụ:\n{EXAMPLE}")
    if missing == "text":
        return Screen(f"Giao <b>{esc(unit)}</b> việc gì ạ?")
    return Screen(
        "Hạn khi nào ạ? Ví dụ «30/9», «trong tháng 10», «2 tuần một lần».",
        [[Button("Không có hạn", "nodeadline")]],
    )


def deadline_not_read(words: str) -> str:
    return f"Tôi chưa đọc được hạn «{esc(words[:80])}». Đồng chí ghi ví dụ «30/9», «quý IV», «hằng tháng»."


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
