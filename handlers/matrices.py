"""Programmes as who reads all sees them: by item, by unit, who is missing, and as a picture."""

from collections.abc import Sequence
from datetime import datetime

from domain.digest import Figures, Line
from domain.matrix import Matrix, matrix_of
from domain.programmes import Programme, item_number
from domain.refusal import Refusal
from domain.text import fold
from handlers.desk import Desk, Turn
from handlers.screens import Screen
from handlers.texts import programmes as texts
from storage import assignments, programmes, ratings

VIEWS = ("items", "units", "missing")


async def every(turn: Turn, whole: Figures) -> list[tuple[Programme, Matrix]]:
    """From the lines of the digest, so that their totals are the digest's."""
    if not any(item_number(line.ref) for line in whole.lines):
        return []
    return await _from(turn, whole.lines, whole.as_of)


async def present(turn: Turn) -> list[tuple[Programme, Matrix]]:
    """The same as of now, from the lines of what may be an item alone."""
    ids = await programmes.led(turn.tx)
    soon, zone = turn.office.ladder.soon, turn.office.zone
    lines = await assignments.lines_of(turn.tx, ids, turn.today, soon, zone)
    return await _from(turn, lines, turn.local(turn.now)) if lines else []


async def _from(turn: Turn, lines: Sequence[Line], as_of: datetime) -> list[tuple[Programme, Matrix]]:
    known = await programmes.every(turn.tx)
    communes = await programmes.communes(turn.tx) if known else ()
    return [
        (one, matrix_of(one, lines, as_of, await ratings.present(turn.tx, one.key), communes))
        for one in known
    ]


async def of_task(turn: Turn, whole: Figures, task_id: int) -> tuple[Programme, Matrix]:
    """The programme that has this item; Refusal once there is none."""
    for programme, matrix in await every(turn, whole):
        if any(item.task_id == task_id for item in programme.items):
            return programme, matrix
    raise Refusal("gone")


async def named(turn: Turn, words: str) -> Programme | None:
    """ "kế hoạch 02", "KH02"."""
    known = await programmes.every(turn.tx)
    return next((one for one in known if one.spelling().fullmatch(fold(words))), None)


def shown(desk: Desk, whole: Figures, programme: Programme, matrix: Matrix, view: str, page: int) -> Screen:
    if view not in VIEWS:
        raise Refusal("gone")
    if view == "items":
        rates = desk.in_private and desk.actor.secretariat
        return texts.by_item(programme, matrix, _first_ids(whole, programme), rates=rates)
    return texts.by_unit(programme, matrix, page, missing=view == "missing")


def _first_ids(whole: Figures, programme: Programme) -> Sequence[int]:
    """Of each item one assignment in force, 0 where there is none."""
    firsts: dict[int, int] = {}
    for line in whole.lines:
        found = item_number(line.ref)
        if found is not None and found[0] == programme.key:
            firsts.setdefault(found[1], line.assignment_id)
    return [firsts.get(item.number, 0) for item in programme.items]
