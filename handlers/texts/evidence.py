"""Photos and files that prove a report."""

from datetime import datetime

from domain.evidence import FILE_NAME, PHOTO_NAME
from domain.office import Assignment
from domain.work import Role
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from handlers.texts.language import Sentence, say

KEPT_TOO = Sentence("📎 Đã lưu ảnh, tệp kèm theo.")
FILE_GONE = Sentence(
    "Tệp này không còn trong kho nên tôi không gửi lại được. Đồng chí xin lại đơn vị đã gửi."
)
PRESS_FOR_FILE = Sentence("Đồng chí bấm nút chọn ở câu hỏi trên giúp, để tôi lưu cả ảnh, tệp đã gửi.")


def kept_alone(assignment: Assignment, report_id: int, kind: str) -> Screen:
    """A bare picture for a task that is known: kept, and the state asked for."""
    what = say("ảnh") if kind == "photo" else say("tệp")
    text = say(
        "📎 Đã lưu {what} cho <b>{ref}</b>.\n{title}",
        what=what,
        ref=esc(assignment.task.ref),
        title=tasks.title(assignment, 110),
    )
    back = [Button(say("Lấy lại"), f"undo:{report_id}")]
    if assignment.role is not Role.LEAD:
        return Screen(text, [back])
    return Screen(
        say("{text}\n\nViệc này đến đâu rồi ạ?", text=text), [*tasks.four_buttons(assignment), back]
    )


def added(assignment: Assignment) -> str:
    """A picture sent as a reply to a read-back."""
    return say("📎 Đã lưu kèm báo cáo <b>{ref}</b>.", ref=esc(assignment.task.ref))


def of_which(question_id: int, candidates: list[Assignment]) -> Screen:
    """A bare picture, and several tasks it may be of."""
    several = len({a.department.id for a in candidates}) > 1
    rows = [[Button(tasks.label(a, unit=several), f"pick:{question_id}:{a.id}")] for a in candidates[:5]]
    rows.append([Button(say("Không phải báo cáo"), f"drop:{question_id}")])
    if len(candidates) > 5:
        rows[-1].append(Button(say("Việc khác"), "tasks:0"))
    return Screen(say("📎 Ảnh, tệp này của việc nào ạ? Tôi chưa lưu; đồng chí bấm chọn:"), rows)


def button(assignment: Assignment, count: int) -> Button:
    """Under a history."""
    return Button(
        say("📎 Xem {count} tệp · {unit}", count=count, unit=shorten(assignment.department.name, 24)),
        f"files:{assignment.id}",
    )


def caption(ref: str, who: str, at: datetime | None, name: str) -> str:
    """Plain text, under the file itself."""
    said = " · ".join(filter(None, (ref, who, days.moment(at) if at else "")))
    return said if name in (PHOTO_NAME, FILE_NAME) else f"{said}\n{shorten(name, 120)}"


def more(count: int, shown: int) -> str:
    return (
        say("Tôi gửi {shown} tệp mới nhất trong {count} tệp.", shown=shown, count=count)
        if count > shown
        else ""
    )


def mark(count: int) -> str:
    """In a line of the history."""
    return f" 📎{count if count > 1 else ''}" if count else ""
