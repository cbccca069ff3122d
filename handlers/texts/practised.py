"""Who has practised and who has not, for the Secretariat."""

from domain.practice import STEPS, Practice
from handlers.screens import Screen, esc, shorten
from handlers.texts.language import say
from handlers.texts.pages import page_of
from handlers.texts.registration import LONGEST_NAME, Roll, to_people


def practised(roll: Roll, wanted: int) -> Screen:
    """Who has not understood comes first: they are to be helped."""
    rows = sorted(
        ((one.unit, name, practice) for one in roll.manned for name, practice in one.practised),
        key=lambda row: row[2] is not None and row[2].done_at is not None,
    )
    page = page_of(rows, wanted)
    lines = [
        f"• {esc(shorten(unit.name, LONGEST_NAME))}, {esc(shorten(name, LONGEST_NAME))}: {_how_far(practice)}"
        for unit, name, practice in page.entries
    ]
    head = say("<b>Tập dượt: {total} đầu mối</b>{where}", total=page.total, where=page.where)
    hint = say("Mời đầu mối tập: nhắn họ gõ /tapdung cho bot.")
    return Screen("\n".join([head, *lines, "", hint]), [page.turning("people:practised"), [to_people()]])


def _how_far(practice: Practice | None) -> str:
    if practice is None:
        return say("chưa tập")
    tried = say("{tried}/{steps} bước", tried=practice.step.tried, steps=STEPS)
    return (
        say("đã hiểu, thử {tried}", tried=tried)
        if practice.done_at is not None
        else say("đang tập, mới {tried}", tried=tried)
    )
