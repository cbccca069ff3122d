"""Reading back what was understood, and asking where it was not."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.office import Assignment
from domain.work import Role, Said, Work
from handlers.recording import Recorded
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, tasks
from handlers.texts.extensions import WISH

ALREADY = "Tôi đã ghi như vậy rồi."
LIGHT = "Dạ, cảm ơn đồng chí."
NOT_A_REPORT = (
    "Tôi chưa ghi gì từ tin này. Nếu là báo cáo, đồng chí nhắn mã việc và tình hình, ví dụ «NV04 60%». "
    "Xem việc: /viec"
)
NO_OPEN_TASK = "Đơn vị đồng chí hiện không còn việc nào đang mở nên tôi chưa ghi gì. Xem lại: /viec"
NOT_FOR_YOU = "Tôi chưa hiểu ý này. Những gì đồng chí dùng được: /trogiup"
ONLY_IN_PRIVATE = "Báo tiến độ xin nhắn riêng cho tôi."
EDIT_NOT_A_REPORT = (
    "Tin sửa lại không còn là báo cáo. Báo cáo trước vẫn giữ; nếu sai, đồng chí bấm «Lấy lại»."
)


def said(what: Said, today: date) -> str:
    """What one report says, in words, escaped."""
    if what.work is None:
        return "không có gì mới"
    parts = [f"<b>{tasks.WORK[what.work]}</b>"]
    if what.percent is not None:
        parts.append(f"<b>{tasks.percent(what.percent)}</b>")
    if what.done is not None:
        parts.append(
            f"<b>{what.done}/{what.total}</b>" if what.total is not None else f"được <b>{what.done}</b>"
        )
    if what.blocked and what.work is not Work.BLOCKED:
        parts.append("đang vướng")
    if what.blocker:
        parts[-1] += f": “{esc(shorten(what.blocker, 160))}”"
    if what.expected_date:
        parts.append(f"dự kiến xong {days.with_weekday(what.expected_date, today)}")
    if what.requested_deadline:
        parts.append(f"xin lùi đến {days.with_weekday(what.requested_deadline, today)}")
    return ", ".join(parts)


def read_back(done: Sequence[Recorded], at: datetime, today: date, note: str | None) -> Screen:
    """One entry a task, with the buttons to correct and to take back."""
    parts = [_entry(entry, today) for entry in done]
    if note:
        parts.append(esc(note))
    parts.append(f"<i>Ghi lúc {days.moment(at)}.</i>")
    first = done[0]
    if len(done) == 1:
        rows = [[Button("Sửa", f"fix:{first.report_id}"), Button("Lấy lại", f"undo:{first.report_id}")]]
    else:
        fixes = [Button(f"Sửa {r.assignment.task.ref}", f"fix:{r.report_id}") for r in done[:24]]
        rows = [*in_rows(fixes, 2), [Button("Lấy lại tất cả", f"undo:{first.report_id}")]]
    return Screen("\n\n".join(parts), rows)


def _entry(entry: Recorded, today: date) -> str:
    assignment = entry.assignment
    ref = f"<b>{esc(assignment.task.ref)}</b>"
    if assignment.role is Role.COORDINATING:
        return f"📝 Đã lưu ý kiến về {ref} (đơn vị phối hợp; tình hình do đơn vị chủ trì báo)."
    sign = tasks.WORK_SIGN[entry.said.work] if entry.said.work else "📝"
    what = said(entry.said, today)
    if assignment.state.acceptance == "waiting" and entry.said.work is Work.DONE:
        what += ", chờ Tổ giúp việc nghiệm thu"
    text = f"{sign} Đã ghi {ref}: {what}.\n{tasks.title(assignment, 110)}"
    if entry.said.work is Work.DONE and assignment.task.recurrence and assignment.deadline:
        text += f"\n<i>Việc {days.period(assignment.task.recurrence)}, kỳ hạn {days.short(assignment.deadline)}.</i>"
    return f"{text}\n{WISH[entry.wish]}" if entry.wish else text


def which_task(candidates: Sequence[Assignment], question_id: int, meant: Said | None, today: date) -> Screen:
    """Two tasks fit, or none was named: the press is enough."""
    heard = f" ({said(meant, today)})" if meant is not None and meant.work is not None else ""
    rows = [
        [Button(f"{a.task.ref} · {shorten(a.task.text, 34)}", f"pick:{question_id}:{a.id}")]
        for a in candidates[:8]
    ]
    rows.append([Button("Không phải báo cáo", f"drop:{question_id}")])
    return Screen(f"Đồng chí báo việc nào ạ{heard}? Tôi chưa ghi; đồng chí bấm chọn:", rows)


def which_unit(candidates: Sequence[Assignment], question_id: int) -> Screen:
    """One code, two units that the person answers for."""
    rows = [[Button(a.department.name, f"pick:{question_id}:{a.id}")] for a in candidates[:8]]
    return Screen(f"<b>{esc(candidates[0].task.ref)}</b>: đồng chí báo cho đơn vị nào?", rows)


def which_state(assignment: Assignment, words: str, today: date) -> Screen:
    """A bare "rồi", "80" or hearsay: the task is clear, what it means is not."""
    heard = f"«{esc(shorten(words, 60))}»: " if words else ""
    screen = tasks.card(assignment, today)
    return Screen(
        f"{heard}tôi chưa rõ nên chưa ghi. Việc <b>{esc(assignment.task.ref)}</b> đến đâu rồi ạ?\n"
        f"{tasks.title(assignment, 110)}",
        screen.rows,
    )


def pass_on(question_id: int) -> Screen:
    """Wrong unit, reassignment, cancellation: a person must decide."""
    return Screen(
        "Việc này cần Tổ giúp việc xem, tôi chưa ghi gì. Đồng chí có muốn tôi chuyển nguyên văn tin này không?",
        [[Button("📨 Chuyển Tổ giúp việc", f"pass:{question_id}"), Button("Thôi", f"drop:{question_id}")]],
    )


def passed_on(sender: str, units: Sequence[str], words: str) -> str:
    return f"📨 Đồng chí {esc(sender)} ({esc(', '.join(units))}) nhắn:\n“{esc(shorten(words, 1500))}”"


PASSED = "Đã chuyển Tổ giúp việc."
DROPPED = "Vâng, tôi không ghi gì."


def unknown_ref(words: str, refs: Sequence[str]) -> str:
    known = ", ".join(esc(ref) for ref in refs[:12])
    return (
        f"«{esc(shorten(words, 60))}»: đơn vị không có việc đó đang mở, nên tôi chưa ghi gì.\n"
        f"Đang mở: {known}. Xem đủ: /viec"
    )


def what_blocks(assignment: Assignment) -> str:
    return f"🟠 <b>{esc(assignment.task.ref)}</b>: đồng chí cho biết đang vướng ở đâu, để báo cáo lãnh đạo tháo gỡ."


def fix(report_id: int, assignment: Assignment) -> Screen:
    """Sửa: the right state by one press, or in words."""
    rows = [
        [Button("Xong", f"be:{report_id}:done"), Button("Đang làm", f"be:{report_id}:progress")],
        [Button("Vướng", f"be:{report_id}:blocked"), Button("Chưa làm", f"be:{report_id}:notstarted")],
        [Button("Nhầm việc: chọn việc khác", f"other:{report_id}")],
    ]
    return Screen(
        f"Sửa <b>{esc(assignment.task.ref)}</b>: đồng chí bấm đúng tình hình, hoặc nhắn lại, ví dụ «65%».",
        rows,
    )


def other_task(report_id: int, candidates: Sequence[Assignment]) -> Screen:
    rows = [
        [Button(f"{a.task.ref} · {shorten(a.task.text, 34)}", f"move:{report_id}:{a.id}")]
        for a in candidates[:12]
    ]
    return Screen("Báo cáo vừa rồi thuộc việc nào ạ?" if rows else "Đơn vị không còn việc mở nào khác.", rows)


def undone(assignments: Sequence[Assignment]) -> str:
    """What stands again; of a coordinating unit only the remark is gone."""
    lines = [
        f"• <b>{esc(a.task.ref)}</b>: {tasks.state(a.state)}" for a in assignments if a.role is Role.LEAD
    ]
    if not lines:
        refs = ", ".join(f"<b>{esc(a.task.ref)}</b>" for a in assignments)
        return f"↩️ Đã lấy lại ý kiến về {refs}."
    return "↩️ Đã lấy lại báo cáo. Hiện nay:\n" + "\n".join(lines)
