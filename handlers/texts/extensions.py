"""Wishes for a later date, asked and answered."""

from datetime import date

from domain.office import Assignment
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from storage.extensions import Extension


def card(wish: Extension, assignment: Assignment, asker: str, today: date) -> Screen:
    """What the Secretariat decides on."""
    held = days.with_weekday(wish.from_day, today) if wish.from_day else "chưa có"
    late = " (xin khi đã quá hạn)" if wish.from_day and today > wish.from_day else ""
    parts = [
        f"📅 <b>{esc(assignment.department.name)}</b> xin lùi hạn <b>{esc(assignment.task.ref)}</b>"
        f" (lần {wish.number}){late}",
        tasks.title(assignment, 200),
        f"Hạn hiện nay: {held}. Xin đến: <b>{days.with_weekday(wish.asked_day, today)}</b>.",
    ]
    if wish.asked_reason:
        parts.append(f"{esc(asker)}: “{esc(shorten(wish.asked_reason, 300))}”")
    rows = [[Button("Cho", f"grant:{wish.id}"), Button("Không cho", f"refuse:{wish.id}")]]
    return Screen("\n".join(parts), rows)


def decided_card(wish: Extension, assignment: Assignment, by: str, today: date) -> Screen:
    return Screen(
        f"📅 <b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: "
        f"{_outcome(wish, today)}.\n<i>Đồng chí {esc(by)} quyết định.</i>"
    )


def withdrawn_card(wish: Extension, assignment: Assignment, by: str) -> Screen:
    return Screen(
        f"📅 <b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: đồng chí {esc(by)} "
        f"đã rút lại đề nghị lùi hạn đến {days.short(wish.asked_day)}."
    )


def answer(wish: Extension, assignment: Assignment, today: date) -> str:
    """What the asker is told."""
    head = f"<b>{esc(assignment.task.ref)}</b> · {tasks.title(assignment, 90)}\n"
    if wish.decision == "refused":
        held = days.with_weekday(assignment.deadline, today) if assignment.deadline else "đã giao"
        return f"✋ {head}Tổ giúp việc không đồng ý lùi hạn. Đề nghị đồng chí thực hiện đúng hạn {held}."
    return f"📅 {head}Tổ giúp việc đồng ý lùi hạn đến <b>{days.with_weekday(wish.to_day or wish.asked_day, today)}</b>."


def _outcome(wish: Extension, today: date) -> str:
    if wish.decision == "refused":
        return f"không lùi hạn đến {days.short(wish.asked_day)}"
    return f"hạn mới {days.with_weekday(wish.to_day or wish.asked_day, today)}"


def ask_date(assignment: Assignment, choices: list[date], today: date) -> Screen:
    """After "Lùi hạn": to which day."""
    held = f" (hạn hiện nay {days.with_weekday(assignment.deadline, today)})" if assignment.deadline else ""
    rows = [[Button(days.with_weekday(day, today), f"wish:{assignment.id}:{day:%Y%m%d}")] for day in choices]
    return Screen(
        f"<b>{esc(assignment.task.ref)}</b>{held}: đồng chí xin lùi đến ngày nào, vì sao?\n"
        "Nhắn ví dụ «15/10 vì chờ số liệu», hoặc bấm:",
        rows,
    )


def date_not_seen() -> str:
    return "Tôi chưa thấy ngày trong tin này. Đồng chí nhắn lại, ví dụ «15/10 vì chờ số liệu»."


WISH = {
    "asked": "Đã chuyển đề nghị lùi hạn đến Tổ giúp việc; khi có trả lời, tôi báo đồng chí ngay.",
    "pending": "Một đề nghị lùi hạn trước đó đang chờ Tổ giúp việc trả lời, nên tôi chưa chuyển thêm.",
    "not_later": "Ngày xin lùi không muộn hơn hạn hiện nay, nên tôi chưa chuyển đề nghị.",
}
