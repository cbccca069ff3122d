"""When one focal point's words take back a colleague's "xong"."""

from datetime import date

from domain.office import Assignment
from domain.work import Said
from handlers.screens import Screen, esc
from handlers.texts import saying, tasks
from handlers.texts.language import say


def overturned(assignment: Assignment, by: str, said: Said, today: date) -> Screen:
    """Told to the colleague."""
    return Screen(
        say(
            "ℹ️ <b>{ref}</b>: đồng chí {by} vừa báo {said}. Trước đó đồng chí đã báo xong.\n{title}",
            ref=esc(assignment.task.ref),
            by=esc(by),
            said=saying.said(said, today),
            title=tasks.title(assignment, 110),
        )
    )


def note(colleague: str, *, told: bool) -> str:
    """Said to who reports now."""
    then = say("tôi đã nhắn đồng chí ấy") if told else say("tôi chưa nhắn được đồng chí ấy")
    return say("Trước đó đồng chí {colleague} đã báo xong; {then}.", colleague=esc(colleague), then=then)
