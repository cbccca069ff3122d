"""The values of an indicator over time, as a picture."""

from domain.indicators import Reached
from domain.office import Assignment
from domain.refusal import Refusal
from domain.series import Point, Series
from handlers import digests, indicators
from handlers.desk import Desk
from handlers.texts import digests as digest_texts
from handlers.texts import indicators as texts
from papers.pictures.drawings import series_drawing
from papers.vietnamese import MARK
from storage import assignments, outbox
from storage.outbox import DRAWING, Kind, Outgoing


async def series_pressed(desk: Desk) -> str:
    """The values of one unit over time, as a picture, into the presser's own chat."""
    if not desk.in_private:
        await digests.require_place(desk)
    assignment = await assignments.get(desk.tx, int(desk.args[0]))
    if assignment is None or not desk.actor.may_read(assignment):
        raise Refusal("gone")
    known = await indicators.of(desk, assignment)
    if known is None or not known.values or assignment.task.secret:
        raise Refusal("gone")
    person = desk.actor.person
    if not person.reachable or person.telegram_id is None:
        return digest_texts.START_FIRST()
    body = {
        "caption": texts.series_caption(assignment, known),
        DRAWING: series_drawing(series_of(assignment, known)),
    }
    about = (assignment.id,)
    picture = Outgoing(person.telegram_id, "sendPhoto", body, Kind.ANSWER, person_id=person.id, about=about)
    await outbox.put(desk.tx, picture, desk.now, desk.inbox_seq)
    return "" if desk.in_private else digest_texts.SENT_TO_YOU()


def series_of(assignment: Assignment, known: Reached) -> Series:
    """Of several values of one day the last."""
    by_day = {value.day: value.value for value in known.values}
    points = tuple(Point(day, value) for day, value in sorted(by_day.items()))
    name = f"{assignment.task.ref} · {assignment.task.text}"
    return Series(name, known.goal.unit, points, known.goal.target, MARK[known.mark])
