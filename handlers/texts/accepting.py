"""Results that wait for acceptance, and what became of them."""

from collections.abc import Callable
from datetime import date, datetime

from domain.office import Assignment
from domain.work import Verdict
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from handlers.texts.language import Sentence, say

Asking = Callable[[Assignment, int], Screen]  # the assignment, the question's id

ACCEPTED = Sentence("Đã công nhận.")


def submission(assignment: Assignment, sender: str, words: str | None, at: datetime, today: date) -> Screen:
    """What the Secretariat decides on."""
    parts = [
        say(
            "📥 <b>{unit}</b> báo hoàn thành <b>{ref}</b>, xin nghiệm thu.",
            unit=esc(assignment.department.name),
            ref=esc(assignment.task.ref),
        ),
        tasks.title(assignment, 200),
        say("{deadline}Báo lúc {at}.", deadline=_deadline(assignment, today), at=days.moment(at)),
    ]
    if words:
        parts.append(f"{esc(sender)}: “{esc(shorten(words, 300))}”")
    rows = [
        [
            Button(say("Công nhận"), f"approve:{assignment.id}"),
            Button(say("Trả lại"), f"return:{assignment.id}"),
        ]
    ]
    return Screen("\n".join(parts), rows)


def _deadline(assignment: Assignment, today: date) -> str:
    return (
        say("Hạn {deadline}. ", deadline=days.with_weekday(assignment.deadline, today))
        if assignment.deadline
        else ""
    )


def judged_card(
    assignment: Assignment, verdict: Verdict, reason: str | None, by: str, new_day: date | None
) -> Screen:
    """In the place of the submission's cards. `new_day`: the deadline that was given with it."""
    outcome = {
        Verdict.ACCEPTED: say("đã công nhận kết quả"),
        Verdict.RETURNED: say("đã trả lại"),
        Verdict.REOPENED: say("đã mở lại"),
    }[verdict]
    given = say(" Hạn mới: {deadline}.", deadline=days.with_weekday(new_day)) if new_day else ""
    return Screen(
        say(
            "📥 <b>{ref}</b> · {unit}: {outcome}{quoted}.{given}\n<i>Đồng chí {by} quyết định.</i>",
            ref=esc(assignment.task.ref),
            unit=esc(assignment.department.name),
            outcome=outcome,
            quoted=_quoted(reason),
            given=given,
            by=esc(by),
        )
    )


def judged(
    assignment: Assignment, verdict: Verdict, reason: str | None, today: date, new_day: date | None
) -> Screen:
    """What the unit's focal points are told; what is open again comes with its buttons."""
    head = tasks.head(assignment)
    if verdict is Verdict.ACCEPTED:
        return Screen(say("✅ {head}Tổ giúp việc đã công nhận kết quả. Cảm ơn đồng chí.", head=head))
    what = say("trả lại kết quả") if verdict is Verdict.RETURNED else say("mở lại việc này")
    because = say("đề nghị") if verdict is Verdict.RETURNED else say("lý do")
    why = f", {because}: “{esc(shorten(reason, 500))}”" if reason else ""
    held = (
        say("Hạn mới {deadline}. ", deadline=days.with_weekday(new_day, today))
        if new_day
        else _deadline(assignment, today)
    )
    return Screen(
        say(
            "↩️ {head}Tổ giúp việc {what}{why}.\n{deadline}Xong lần nữa, đồng chí báo lại giúp.",
            head=head,
            what=what,
            why=why,
            deadline=held,
        ),
        tasks.four_buttons(assignment),
    )


def ask_return(assignment: Assignment, question_id: int) -> Screen:
    return _asking(
        assignment,
        question_id,
        say(
            "xin đồng chí nhắn lý do trả lại; nếu cho thêm thời gian thì ghi cả hạn, "
            "ví dụ «bổ sung phụ lục, hạn 20/10»."
        ),
    )


def ask_reopen(assignment: Assignment, question_id: int) -> Screen:
    return _asking(assignment, question_id, say("xin đồng chí nhắn lý do mở lại; tôi chuyển nguyên văn."))


def ask_recall(assignment: Assignment, question_id: int) -> Screen:
    return _asking(
        assignment,
        question_id,
        say("xin đồng chí nhắn lý do rút việc này; tôi chuyển nguyên văn đến đơn vị."),
    )


def _asking(assignment: Assignment, question_id: int, what: str) -> Screen:
    return Screen(
        f"<b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: {what}",
        [[Button(say("Để sau"), f"drop:{question_id}")]],
    )


def not_later(day: date, assignment: Assignment, today: date) -> str:
    held = (
        say(" (hạn hiện nay {deadline})", deadline=days.with_weekday(assignment.deadline, today))
        if assignment.deadline
        else ""
    )
    return say(
        "Ngày {day} đã qua hoặc không muộn hơn hạn{held}. Xin đồng chí nhắn lại lý do và hạn khác.",
        day=days.short(day),
        held=held,
    )


def recalled(assignment: Assignment, reason: str | None) -> Screen:
    return Screen(
        say(
            "🗑 {head}Tổ giúp việc đã rút việc này{quoted}. Đồng chí không phải báo nữa.",
            head=tasks.head(assignment),
            quoted=_quoted(reason),
        )
    )


def recalled_card(assignment: Assignment, reason: str | None) -> Screen:
    return Screen(
        say(
            "🗑 Đã rút <b>{ref}</b> khỏi {unit}{quoted}. Những gì đã báo vẫn được giữ.",
            ref=esc(assignment.task.ref),
            unit=esc(assignment.department.name),
            quoted=_quoted(reason),
        )
    )


def _quoted(reason: str | None) -> str:
    return f" (“{esc(shorten(reason, 200))}”)" if reason else ""
