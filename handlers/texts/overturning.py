"""When one focal point's words take back a colleague's "xong"."""

from datetime import date

from domain.office import Assignment
from domain.work import Said
from handlers.screens import Screen, esc
from handlers.texts import saying, tasks


def overturned(assignment: Assignment, by: str, said: Said, today: date) -> Screen:
    """Told to the colleague."""
    return Screen(
        f"ℹ️ <b>{esc(assignment.task.ref)}</b>: đồng chí {esc(by)} vừa báo {saying.said(said, today)}. "
        f"Trước đó đồng chí đã báo xong.\n{tasks.title(assignment, 110)}"
    )


def note(colleague: str, *, told: bool) -> str:
    """Said to who reports now."""
    then = "tôi đã nhắn đồng chí ấy" if told else "tôi chưa nhắn được đồng chí ấy"
    return f"Trước đó đồng chí {esc(colleague)} đã báo xong; {then}."
