"""Wishes for a later date, asked and answered."""

from collections.abc import Callable
from datetime import date

from domain.office import Assignment
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from storage.extensions import Extension

# a question to the Secretariat: the wish, its assignment, the question's id, today
Asking = Callable[[Extension, Assignment, int, date], Screen]


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
    elif not assignment.task.secret:
        parts.append(f"<i>Đồng chí {esc(asker)} chưa nêu lý do; tôi đã hỏi.</i>")
    rows = [
        [Button("Cho", f"grant:{wish.id}"), Button("Không cho", f"refuse:{wish.id}")],
        [Button("Cho đến ngày sớm hơn", f"shorten:{wish.id}")],
    ]
    return Screen("\n".join(parts), rows)


def decided_card(wish: Extension, assignment: Assignment, by: str, today: date) -> Screen:
    return Screen(
        f"📅 <b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: "
        f"{outcome(wish, today)}.\n<i>Đồng chí {esc(by)} quyết định.</i>"
    )


def withdrawn_card(wish: Extension, assignment: Assignment, by: str) -> Screen:
    return Screen(
        f"📅 <b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: đồng chí {esc(by)} "
        f"đã rút lại đề nghị lùi hạn đến {days.short(wish.asked_day)}."
    )


def answer(wish: Extension, assignment: Assignment, today: date) -> str:
    """What the asker is told."""
    head = tasks.head(assignment)
    why = f"\nLý do: “{esc(shorten(wish.reason, 500))}”" if wish.reason else ""
    if wish.decision == "refused":
        held = days.with_weekday(assignment.deadline, today) if assignment.deadline else "đã giao"
        return f"✋ {head}Tổ giúp việc không đồng ý lùi hạn. Đề nghị đồng chí thực hiện đúng hạn {held}.{why}"
    new = f"<b>{days.with_weekday(wish.to_day or wish.asked_day, today)}</b>"
    if wish.asked_by == wish.decided_by:
        return f"📅 {head}Tổ giúp việc lùi hạn việc này đến {new}.{why}"
    asked = f" (đồng chí xin đến {days.short(wish.asked_day)})" if wish.decision == "shortened" else ""
    return f"📅 {head}Tổ giúp việc đồng ý lùi hạn đến {new}{asked}.{why}"


def outcome(wish: Extension, today: date) -> str:
    """What was decided, in half a line; escaped."""
    why = f" (“{esc(shorten(wish.reason, 200))}”)" if wish.reason else ""
    if wish.decision == "refused":
        return f"không lùi hạn đến {days.short(wish.asked_day)}{why}"
    return f"hạn mới {days.with_weekday(wish.to_day or wish.asked_day, today)}{why}"


def why_not(wish: Extension, assignment: Assignment, question_id: int, today: date) -> Screen:
    """After "Không cho"."""
    return Screen(
        f"<b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)}: xin đồng chí nhắn lý do không đồng ý "
        f"lùi hạn đến {days.with_weekday(wish.asked_day, today)}; tôi chuyển nguyên văn.",
        [[Button("Để sau", f"drop:{question_id}")]],
    )


def until_when(wish: Extension, assignment: Assignment, question_id: int, today: date) -> Screen:
    """After "Cho đến ngày sớm hơn"."""
    return Screen(
        f"<b>{esc(assignment.task.ref)}</b> · {esc(assignment.department.name)} {_between(wish, assignment, today)}. "
        "Xin đồng chí nhắn ngày và lý do, ví dụ «10/10 vì phải báo cáo Tỉnh uỷ».",
        [[Button("Để sau", f"drop:{question_id}")]],
    )


def not_between(wish: Extension, assignment: Assignment, today: date) -> str:
    return (
        f"Ngày này không nằm giữa hai hạn: {_between(wish, assignment, today)}. "
        "Xin đồng chí nhắn ngày khác; nếu cho đủ như đề nghị thì bấm «Cho»."
    )


def _between(wish: Extension, assignment: Assignment, today: date) -> str:
    held = days.with_weekday(assignment.deadline, today) if assignment.deadline else "chưa có"
    return f"hạn hiện nay {held}, xin đến {days.with_weekday(wish.asked_day, today)}"


def why_shorter(day: date, today: date) -> str:
    return (
        f"Vâng, hạn mới {days.with_weekday(day, today)}. Xin đồng chí nhắn thêm lý do; tôi chuyển nguyên văn."
    )


DAY_NOT_SEEN = (
    "Tôi chưa thấy ngày trong tin này. Xin đồng chí nhắn lại, ví dụ «10/10 vì phải báo cáo Tỉnh uỷ»."
)
REASON_PASSED = "Đã chuyển lý do đến Tổ giúp việc."


def ask_date(assignment: Assignment, choices: list[date], today: date, unreal: str | None = None) -> Screen:
    """After "Lùi hạn": to which day. `unreal`: a day said that does not exist."""
    no_such = f"Không có ngày {esc(unreal)}. " if unreal else ""
    held = f" (hạn hiện nay {days.with_weekday(assignment.deadline, today)})" if assignment.deadline else ""
    rows = [[Button(days.with_weekday(day, today), f"wish:{assignment.id}:{day:%Y%m%d}")] for day in choices]
    return Screen(
        f"{no_such}<b>{esc(assignment.task.ref)}</b>{held}: đồng chí xin lùi đến ngày nào, vì sao?\n"
        "Nhắn ví dụ «15/10 vì chờ số liệu», hoặc bấm:",
        rows,
    )


def date_not_seen(unreal: str | None) -> str:
    if unreal:
        return f"Không có ngày {esc(unreal)}. Đồng chí nhắn lại, ví dụ «15/10 vì chờ số liệu»."
    return "Tôi chưa thấy ngày trong tin này. Đồng chí nhắn lại, ví dụ «15/10 vì chờ số liệu»."


WISH = {
    "asked": "Đã chuyển đề nghị lùi hạn đến Tổ giúp việc; khi có trả lời, tôi báo đồng chí ngay.",
    "reason_wanted": "Đã chuyển đề nghị lùi hạn đến Tổ giúp việc. Xin đồng chí nhắn thêm lý do để Tổ giúp việc xem xét.",
    "pending": "Một đề nghị lùi hạn trước đó đang chờ Tổ giúp việc trả lời, nên tôi chưa chuyển thêm.",
    "not_later": "Ngày xin lùi không muộn hơn hạn hiện nay, nên tôi chưa chuyển đề nghị.",
}
