"""Wishes for a later date, asked and answered."""

from collections.abc import Callable
from datetime import date

from domain.office import Assignment
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from handlers.texts.language import Sentence, say
from storage.extensions import Extension

# a question to the Secretariat: the wish, its assignment, the question's id, today
Asking = Callable[[Extension, Assignment, int, date], Screen]


def card(wish: Extension, assignment: Assignment, asker: str, today: date) -> Screen:
    """What the Secretariat decides on."""
    held = days.with_weekday(wish.from_day, today) if wish.from_day else say("chưa có")
    late = say(" (xin khi đã quá hạn)") if wish.from_day and today > wish.from_day else ""
    parts = [
        say(
            "📅 <b>{unit}</b> xin lùi hạn <b>{ref}</b> (lần {number}){late}",
            unit=esc(assignment.department.name),
            ref=esc(assignment.task.ref),
            number=wish.number,
            late=late,
        ),
        tasks.title(assignment, 200),
        say(
            "Hạn hiện nay: {held}. Xin đến: <b>{asked_day}</b>.",
            held=held,
            asked_day=days.with_weekday(wish.asked_day, today),
        ),
    ]
    if wish.asked_reason:
        parts.append(f"{esc(asker)}: “{esc(shorten(wish.asked_reason, 300))}”")
    elif not assignment.task.secret:
        parts.append(say("<i>Đồng chí {asker} chưa nêu lý do; tôi đã hỏi.</i>", asker=esc(asker)))
    rows = [
        [Button(say("Cho"), f"grant:{wish.id}"), Button(say("Không cho"), f"refuse:{wish.id}")],
        [Button(say("Cho đến ngày sớm hơn"), f"shorten:{wish.id}")],
    ]
    return Screen("\n".join(parts), rows)


def decided_card(wish: Extension, assignment: Assignment, by: str, today: date) -> Screen:
    return Screen(
        say(
            "📅 <b>{ref}</b> · {unit}: {outcome}.\n<i>Đồng chí {by} quyết định.</i>",
            ref=esc(assignment.task.ref),
            unit=esc(assignment.department.name),
            outcome=outcome(wish, today),
            by=esc(by),
        )
    )


def withdrawn_card(wish: Extension, assignment: Assignment, by: str) -> Screen:
    return Screen(
        say(
            "📅 <b>{ref}</b> · {unit}: đồng chí {by} đã rút lại đề nghị lùi hạn đến {asked_day}.",
            ref=esc(assignment.task.ref),
            unit=esc(assignment.department.name),
            by=esc(by),
            asked_day=days.short(wish.asked_day),
        )
    )


def answer(wish: Extension, assignment: Assignment, today: date) -> str:
    """What the asker is told."""
    head = tasks.head(assignment)
    why = say("\nLý do: “{reason}”", reason=esc(shorten(wish.reason, 500))) if wish.reason else ""
    if wish.decision == "refused":
        held = days.with_weekday(assignment.deadline, today) if assignment.deadline else say("đã giao")
        return say(
            "✋ {head}Tổ giúp việc không đồng ý lùi hạn. Đề nghị đồng chí thực hiện đúng hạn {held}.{why}",
            head=head,
            held=held,
            why=why,
        )
    new = f"<b>{days.with_weekday(wish.to_day or wish.asked_day, today)}</b>"
    if wish.asked_by == wish.decided_by:
        return say("📅 {head}Tổ giúp việc lùi hạn việc này đến {new}.{why}", head=head, new=new, why=why)
    asked = (
        say(" (đồng chí xin đến {asked_day})", asked_day=days.short(wish.asked_day))
        if wish.decision == "shortened"
        else ""
    )
    return say(
        "📅 {head}Tổ giúp việc đồng ý lùi hạn đến {new}{asked}.{why}",
        head=head,
        new=new,
        asked=asked,
        why=why,
    )


def outcome(wish: Extension, today: date) -> str:
    """What was decided, in half a line; escaped."""
    why = f" (“{esc(shorten(wish.reason, 200))}”)" if wish.reason else ""
    if wish.decision == "refused":
        return say("không lùi hạn đến {asked_day}{why}", asked_day=days.short(wish.asked_day), why=why)
    return say(
        "hạn mới {to_day}{why}", to_day=days.with_weekday(wish.to_day or wish.asked_day, today), why=why
    )


def why_not(wish: Extension, assignment: Assignment, question_id: int, today: date) -> Screen:
    """After "Không cho"."""
    return Screen(
        say(
            "<b>{ref}</b> · {unit}: xin đồng chí nhắn lý do không đồng ý lùi hạn đến {asked_day}; "
            "tôi chuyển nguyên văn.",
            ref=esc(assignment.task.ref),
            unit=esc(assignment.department.name),
            asked_day=days.with_weekday(wish.asked_day, today),
        ),
        [[Button(say("Để sau"), f"drop:{question_id}")]],
    )


def until_when(wish: Extension, assignment: Assignment, question_id: int, today: date) -> Screen:
    """After "Cho đến ngày sớm hơn"."""
    return Screen(
        say(
            "<b>{ref}</b> · {unit} {between}. Xin đồng chí nhắn ngày và lý do, "
            "ví dụ «10/10 vì phải báo cáo Tỉnh uỷ».",
            ref=esc(assignment.task.ref),
            unit=esc(assignment.department.name),
            between=_between(wish, assignment, today),
        ),
        [[Button(say("Để sau"), f"drop:{question_id}")]],
    )


def not_between(wish: Extension, assignment: Assignment, today: date) -> str:
    return say(
        "Ngày này không nằm giữa hai hạn: {between}. "
        "Xin đồng chí nhắn ngày khác; nếu cho đủ như đề nghị thì bấm «Cho».",
        between=_between(wish, assignment, today),
    )


def _between(wish: Extension, assignment: Assignment, today: date) -> str:
    held = days.with_weekday(assignment.deadline, today) if assignment.deadline else say("chưa có")
    return say(
        "hạn hiện nay {held}, xin đến {asked_day}",
        held=held,
        asked_day=days.with_weekday(wish.asked_day, today),
    )


def why_shorter(day: date, today: date) -> str:
    return say(
        "Vâng, hạn mới {day}. Xin đồng chí nhắn thêm lý do; tôi chuyển nguyên văn.",
        day=days.with_weekday(day, today),
    )


DAY_NOT_SEEN = Sentence(
    "Tôi chưa thấy ngày trong tin này. Xin đồng chí nhắn lại, ví dụ «10/10 vì phải báo cáo Tỉnh uỷ»."
)
REASON_PASSED = Sentence("Đã chuyển lý do đến Tổ giúp việc.")


def ask_date(assignment: Assignment, choices: list[date], today: date, unreal: str | None = None) -> Screen:
    """After "Lùi hạn": to which day. `unreal`: a day said that does not exist."""
    no_such = say("Không có ngày {unreal}. ", unreal=esc(unreal)) if unreal else ""
    held = (
        say(" (hạn hiện nay {deadline})", deadline=days.with_weekday(assignment.deadline, today))
        if assignment.deadline
        else ""
    )
    rows = [[Button(days.with_weekday(day, today), f"wish:{assignment.id}:{day:%Y%m%d}")] for day in choices]
    return Screen(
        say(
            "{no_such}<b>{ref}</b>{held}: đồng chí xin lùi đến ngày nào, vì sao?\n"
            "Nhắn ví dụ «15/10 vì chờ số liệu», hoặc bấm:",
            no_such=no_such,
            ref=esc(assignment.task.ref),
            held=held,
        ),
        rows,
    )


def date_not_seen(unreal: str | None) -> str:
    if unreal:
        return say(
            "Không có ngày {unreal}. Đồng chí nhắn lại, ví dụ «15/10 vì chờ số liệu».", unreal=esc(unreal)
        )
    return say("Tôi chưa thấy ngày trong tin này. Đồng chí nhắn lại, ví dụ «15/10 vì chờ số liệu».")


WISH = {
    "asked": Sentence("Đã chuyển đề nghị lùi hạn đến Tổ giúp việc; khi có trả lời, tôi báo đồng chí ngay."),
    "reason_wanted": Sentence(
        "Đã chuyển đề nghị lùi hạn đến Tổ giúp việc. Xin đồng chí nhắn thêm lý do để Tổ giúp việc xem xét."
    ),
    "pending": Sentence(
        "Một đề nghị lùi hạn trước đó đang chờ Tổ giúp việc trả lời, nên tôi chưa chuyển thêm."
    ),
    "no_deadline": Sentence("Việc này không có hạn, nên tôi không chuyển đề nghị lùi hạn."),
    "not_later": Sentence("Ngày xin lùi không muộn hơn hạn hiện nay, nên tôi chưa chuyển đề nghị."),
}
