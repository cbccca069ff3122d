"""What was given out from a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.conclusions import Place
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts.language import Sentence, say

GIVEN = Sentence("Đã giao.")


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
    """Kept with the task, and so in Vietnamese: its number in the text, else the paragraph."""
    return f"mục {stands.label}" if stands.label else f"đoạn {stands.paragraph}"


def given(made: Given, directive_id: int) -> Screen:
    codes = (
        made.refs[0]
        if len(made.refs) == 1
        else say("{first} đến {last}", first=made.refs[0], last=made.refs[-1])
    )
    parts = [
        say(
            "📌 <b>Đã giao {count} việc</b> ({codes}) theo {title}: {assignments} phân công cho {units} đơn vị.",
            count=len(made.refs),
            codes=esc(codes),
            title=esc(shorten(made.title, 160)),
            assignments=made.assignments,
            units=made.units,
        ),
        say("Mỗi đầu mối được báo bằng một tin trong giờ làm việc."),
    ]
    if made.lost:
        parts.append(say("{lost} đơn vị chưa có đầu mối nhận được tin: /daumoi", lost=made.lost))
    rows = []
    if made.waiting:
        parts.append(say("Còn {waiting} việc chưa xem.", waiting=made.waiting))
        rows.append([Button(say("Xem tiếp"), f"walk:{directive_id}")])
    return Screen("\n".join(parts), rows)
