"""Buttons under a digest that open a programme, in private and in the steering group."""

import asyncio
from dataclasses import dataclass
from functools import partial

from domain.matrix import Matrix
from domain.office import Person
from handlers import digests, matrices
from handlers.beforehand import Reading, WorkFirst, writing
from handlers.desk import Desk
from handlers.texts import programmes as texts
from papers.pictures.drawings import matrix_drawing
from papers.pictures.matrix import matrix_pdf
from storage import outbox
from storage.outbox import DRAWING, Kind, Outgoing


async def pressed(desk: Desk) -> str:
    """A part of a programme, or another page of it."""
    await digests.require_place(desk)
    task_id, view, page = desk.args
    whole = await digests.present_figures(desk)
    programme, matrix = await matrices.of_task(desk, whole, int(task_id))
    return await digests.shown(desk, matrices.shown(desk, whole, programme, matrix, view, int(page)))


@digests.to_reader
async def picture_pressed(desk: Desk, person: Person, chat_id: int) -> None:
    """Into the presser's own chat; drawn when it leaves."""
    whole = await digests.present_figures(desk)
    _, matrix = await matrices.of_task(desk, whole, int(desk.args[0]))
    body = {"caption": texts.caption(matrix), DRAWING: matrix_drawing(matrix)}
    picture = Outgoing(chat_id, "sendPhoto", body, Kind.ANSWER, person_id=person.id)
    await outbox.put(desk.tx, picture, desk.now, desk.inbox_seq)


@dataclass(frozen=True, slots=True)
class Print:
    """Made before the turn that sends it."""

    content: bytes
    matrix: Matrix


@digests.to_reader
async def print_pressed(desk: Desk, person: Person, chat_id: int) -> None:
    """Every unit with all its items on A4, into the presser's own chat."""
    made = desk.worked_out
    if not isinstance(made, Print):
        work = partial(_printed, task_id=int(desk.args[0]))
        raise WorkFirst(work, writing())
    name = texts.print_name(made.matrix)
    await desk.send_file(chat_id, person, name, made.content, texts.caption(made.matrix))


async def _printed(reading: Reading, *, task_id: int) -> Print:
    async with reading() as turn:
        _, matrix = await matrices.of_task(turn, await digests.present_figures(turn), task_id)
    return Print(await asyncio.to_thread(matrix_pdf, matrix), matrix)
