"""Results that wait for acceptance, and what became of them."""

from collections.abc import Callable
from datetime import date, datetime

from domain.office import Assignment
from domain.work import Verdict
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks

Asking = Callable[[Assignment, int], Screen]  # the assignment, the question's id

ACCEPTED = "Đã công nhận."


def submission(assignment: Assignment, sender: str, words: str | None, at: datetime, today: date) -> Screen:
    """What the Secretariat decides on."""
    parts = [
        f"📥 <b>{esc(assignment.department.name)}</b> báo hoàn thành <b>{esc(assignment.task.ref)}</b>, "
        "xin nghiệm thu.",
        tasks.title(assignment, 200),
        f"{_deadline(assignment, today)}Báo lúc {days.moment(at)}.",
    ]
    if words:
        parts.append(f"{esc(sender)}: “{esc(shorten(words, 300))}”")
    rows = [[Button("Công nhận", f"approve:{assignment.id}"), Button("Trả lại", f"return:{assignment.id}")]]
    return Screen("\n".join(parts), rows)


def _deadline(assignment: Assignment, today: date) -> str:
    return f"Hạn {days.with_weekday(assignment.deadline, today)}. " if assignment.deadline else ""


def judged_card(
    assignment: Assignment, verdict: Verdict, reason: str | None, by: str, new_day: date | None
) -> Screen:
    """In the place of the submission's cards. `new_day`: the deadline that was given with it."""
    outcome = {
        Verdict.ACCEPTED: "đã công nhận kết quả",
        Verdict.RETURNED: "đã trả lại",
        Verdict.REOPENED: "đã mở lại",
    }[verdict]
    given = f" Hạn mới: {days.with_weekday(new_day)}." if new_day else ""
    return Screen(
        f"📥 <b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: {outcome}{_quoted(reason)}."
        f"{given}\n<i>Đồng chí {esc(by)} quyết định.</i>"
    )


def judged(
    assignment: Assignment, verdict: Verdict, reason: str | None, today: date, new_day: date | None
) -> Screen:
    """What the unit's focal points are told; what is open again comes with its buttons."""
    head = tasks.head(assignment)
    if verdict is Verdict.ACCEPTED:
        return Screen(f"✅ {head}Tổ giúp việc đã công nhận kết quả. Cảm ơn đồng chí.")
    what = "trả lại kết quả" if verdict is Verdict.RETURNED else "mở lại việc này"
    because = "đề nghị" if verdict is Verdict.RETURNED else "lý do"
    why = f", {because}: “{esc(shorten(reason, 500))}”" if reason else ""
    held = f"Hạn mới {days.with_weekday(new_day, today)}. " if new_day else _deadline(assignment, today)
    return Screen(
        f"↩️ {head}Tổ giúp việc {what}{why}.\n{held}Xong lần nữa, đồng chí báo lại giúp.",
        tasks.four_buttons(assignment),
    )


def ask_return(assignment: Assignment, question_id: int) -> Screen:
    return _asking(
        assignment,
        question_id,
        "xin đồng chí nhắn lý do trả lại; nếu cho thêm thời gian thì ghi cả hạn, ví dụ «bổ sung phụ lục, hạn 20/10».",
    )


def ask_reopen(assignment: Assignment, question_id: int) -> Screen:
    return _asking(assignment, question_id, "xin đồng chí nhắn lý do mở lại; tôi chuyển nguyên văn.")


def ask_recall(assignment: Assignment, question_id: int) -> Screen:
    return _asking(
        assignment, question_id, "xin đồng chí nhắn lý do rút việc này; tôi chuyển nguyên văn đến đơn vị."
    )


def _asking(assignment: Assignment, question_id: int, what: str) -> Screen:
    return Screen(
        f"<b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: {what}",
        [[Button("Để sau", f"drop:{question_id}")]],
    )


def not_later(day: date, assignment: Assignment, today: date) -> str:
    held = f" (hạn hiện nay {days.with_weekday(assignment.deadline, today)})" if assignment.deadline else ""
    return f"Ngày {days.short(day)} đã qua hoặc không muộn hơn hạn{held}. Xin đồng chí nhắn lại lý do và hạn khác."


def recalled(assignment: Assignment, reason: str | None) -> Screen:
    return Screen(
        f"🗑 {tasks.head(assignment)}Tổ giúp việc đã rút việc này{_quoted(reason)}. Đồng chí không phải báo nữa."
    )


def recalled_card(assignment: Assignment, reason: str | None) -> Screen:
    return Screen(
        f"🗑 Đã rút <b>{esc(assignment.task.ref)}</b> khỏi {esc(assignment.department.name)}{_quoted(reason)}. "
        "Những gì đã báo vẫn được giữ."
    )


def _quoted(reason: str | None) -> str:
    return f" (“{esc(shorten(reason, 200))}”)" if reason else ""
