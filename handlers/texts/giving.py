"""What was given out from a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.conclusions import Place
from handlers.screens import Button, Screen, esc, shorten

GIVEN = "Đã giao."


@dataclass(frozen=True, slots=True)
class Given:
    """`lost`: units that nobody answers for; `waiting`: proposals not decided on yet."""

    title: str
    refs: Sequence[str]
    assignments: int
    units: int
    lost: int
    waiting: int


def place(stands: Place) -> str:
    """Kept with the task: its number in the text, else the paragraph."""
    return f"mục {stands.label}" if stands.label else f"đoạn {stands.paragraph}"


def given(made: Given, directive_id: int) -> Screen:
    codes = made.refs[0] if len(made.refs) == 1 else f"{made.refs[0]} đến {made.refs[-1]}"
    parts = [
        f"📌 <b>Đã giao {len(made.refs)} việc</b> ({esc(codes)}) theo {esc(shorten(made.title, 160))}: "
        f"{made.assignments} phân công cho {made.units} đơn vị.",
        "Mỗi đầu mối được báo bằng một tin trong giờ làm việc.",
    ]
    if made.lost:
        parts.append(f"{made.lost} đơn vị chưa có đầu mối nhận được tin: /daumoi")
    rows = []
    if made.waiting:
        parts.append(f"Còn {made.waiting} việc chưa xem.")
        rows.append([Button("Xem tiếp", f"walk:{directive_id}")])
    return Screen("\n".join(parts), rows)
