"""Who has to be telephoned: the morning's list, and the sheet to be printed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from domain.office import Assignment, Department
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.language import Sentence, say
from handlers.texts.pages import WITH_BUTTONS
from handlers.texts.registration import LONGEST_NAME, invite_button

NOBODY_TO_CALL = Sentence("Hiện đơn vị nào có việc cũng có đầu mối nhận được tin; không phải gọi ai.")
TITLE = "Gọi điện"
HEADER = ("Đơn vị", "Người", "Tình trạng", "Việc đang mở", "Hạn gần nhất", "Điện thoại", "Kết quả gọi")
WIDTHS = (34, 24, 26, 60, 13, 16, 26)
TASKS_SHOWN = 12
Row = Sequence[Any]


def list_of_the_morning(nobody: Sequence[Department], lost: Sequence[tuple[Department, str]]) -> Screen:
    """What is new since the last one; `lost`: a unit and its focal point whom no message reaches."""
    parts = []
    if nobody:
        names = [f"• {esc(shorten(unit.name, LONGEST_NAME))}" for unit in nobody]
        parts.append(
            _part(say("<b>{count} đơn vị có việc nhưng chưa có đầu mối</b>:", count=len(nobody)), names)
        )
    if lost:
        names = [f"• {esc(shorten(u.name, LONGEST_NAME))}: {esc(shorten(n, LONGEST_NAME))}" for u, n in lost]
        parts.append(
            _part(
                say("<b>{count} đầu mối không nhận được tin</b> (đã chặn hoặc xoá bot):", count=len(lost)),
                names,
            )
        )
    parts.append(say("Bấm để in danh sách gọi điện, hoặc lấy đường dẫn mời. Xem đủ: /daumoi"))
    units = [*nobody, *(unit for unit, _ in lost)]
    invited = [[invite_button(unit)] for unit in dict.fromkeys(units)]
    return Screen(
        "📵 " + "\n\n".join(parts),
        [[Button(say("🖨 Danh sách gọi điện"), "phonelist")], *invited[:WITH_BUTTONS]],
    )


def _part(head: str, names: Sequence[str]) -> str:
    more = (
        [say("… và {count} đơn vị khác", count=len(names) - WITH_BUTTONS)]
        if len(names) > WITH_BUTTONS
        else []
    )
    return "\n".join([head, *names[:WITH_BUTTONS], *more])


def row(
    unit: Department, name: str | None, since: datetime | None, found: Sequence[Assignment], today: date
) -> Row:
    """A line of the sheet, in Vietnamese as every document; the last two cells are for the pen."""
    state = "chưa có đầu mối" if name is None else "không nhận được tin"
    if since is not None:
        state += f" từ {days.typed(since.date())}"
    lines = [f"{a.task.ref}: {shorten(a.task.text, 90)}" for a in found[:TASKS_SHOWN]]
    if len(found) > TASKS_SHOWN:
        lines.append(f"… và {len(found) - TASKS_SHOWN} việc khác")
    nearest = min((a.deadline for a in found if a.deadline is not None), default=None)
    return unit.name, name, state, "\n".join(lines), nearest, None, None


def caption(count: int, at: datetime) -> str:
    return say("Danh sách gọi điện: {count} dòng, lập lúc {at}.", count=count, at=days.moment(at))


def file_name(today: date) -> str:
    return f"goi-dien-{today:%Y-%m-%d}.xlsx"
