"""Buttons under a digest that open a programme, in private and in the steering group."""

from domain.refusal import Refusal
from handlers import digests, matrices
from handlers.desk import Desk
from handlers.texts import digests as digest_texts
from handlers.texts import programmes as texts
from papers.pictures.drawings import matrix_drawing
from storage import outbox
from storage.outbox import DRAWING, Kind, Outgoing


async def pressed(desk: Desk) -> str:
    """A part of a programme, or another page of it."""
    await digests.require_place(desk)
    task_id, view, page = desk.args
    whole = await digests.present_figures(desk)
    programme, matrix = await matrices.of_task(desk, whole, int(task_id))
    return await digests.shown(desk, matrices.shown(desk, whole, programme, matrix, view, int(page)))


async def picture_pressed(desk: Desk) -> str:
    """Into the presser's own chat; drawn when it leaves."""
    await digests.require_place(desk)
    if not desk.actor.reads_all:
        raise Refusal("readers_only")
    person = desk.actor.person
    if not person.reachable or person.telegram_id is None:
        return digest_texts.START_FIRST()
    whole = await digests.present_figures(desk)
    _, matrix = await matrices.of_task(desk, whole, int(desk.args[0]))
    body = {"caption": texts.caption(matrix), DRAWING: matrix_drawing(matrix)}
    picture = Outgoing(person.telegram_id, "sendPhoto", body, Kind.ANSWER, person_id=person.id)
    await outbox.put(desk.tx, picture, desk.now, desk.inbox_seq)
    return "" if desk.in_private else digest_texts.SENT_TO_YOU()
