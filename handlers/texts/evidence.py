"""Photos and files that prove a report."""

from datetime import datetime

from domain.evidence import FILE_NAME, PHOTO_NAME
from domain.office import Assignment
from domain.work import Role
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks

KEPT_TOO = "📎 Đã lưu ảnh, tệp kèm theo."
FILE_GONE = "Tệp này không còn trong kho nên tôi không gửi lại được. Đồng chí xin lại đơn vị đã gửi."
PRESS_FOR_FILE = "Đồng chí bấm nút chọn ở câu hỏi trên giúp, để tôi lưu cả ảnh, tệp đã gửi."


def kept_alone(assignment: Assignment, report_id: int, kind: str) -> Screen:
    """A bare picture for a task that is known: kept, and the state asked for."""
    what = "ảnh" if kind == "photo" else "tệp"
    text = f"📎 Đã lưu {what} cho <b>{esc(assignment.task.ref)}</b>.\n{tasks.title(assignment, 110)}"
    back = [Button("Lấy lại", f"undo:{report_id}")]
    if assignment.role is not Role.LEAD:
        return Screen(text, [back])
    return Screen(f"{text}\n\nViệc này đến đâu rồi ạ?", [*tasks.four_buttons(assignment), back])


def added(assignment: Assignment) -> str:
    """A picture sent as a reply to a read-back."""
    return f"📎 Đã lưu kèm báo cáo <b>{esc(assignment.task.ref)}</b>."


def of_which(question_id: int, candidates: list[Assignment]) -> Screen:
    """A bare picture, and several tasks it may be of."""
    several = len({a.department.id for a in candidates}) > 1
    rows = [[Button(tasks.label(a, unit=several), f"pick:{question_id}:{a.id}")] for a in candidates[:5]]
    rows.append([Button("Không phải báo cáo", f"drop:{question_id}")])
    if len(candidates) > 5:
        rows[-1].append(Button("Việc khác", "tasks:0"))
    return Screen("📎 Ảnh, tệp này của việc nào ạ? Tôi chưa lưu; đồng chí bấm chọn:", rows)


def button(assignment: Assignment, count: int) -> Button:
    """Under a history."""
    return Button(f"📎 Xem {count} tệp · {shorten(assignment.department.name, 24)}", f"files:{assignment.id}")


def caption(ref: str, who: str, at: datetime | None, name: str) -> str:
    """Plain text, under the file itself."""
    said = " · ".join(filter(None, (ref, who, days.moment(at) if at else "")))
    return said if name in (PHOTO_NAME, FILE_NAME) else f"{said}\n{shorten(name, 120)}"


def more(count: int, shown: int) -> str:
    return f"Tôi gửi {shown} tệp mới nhất trong {count} tệp." if count > shown else ""


def mark(count: int) -> str:
    """In a line of the history."""
    return f" 📎{count if count > 1 else ''}" if count else ""
