"""/rehearse: asked for in the chat, played through apart from it, handed over as a sheet."""

import asyncio
from collections import defaultdict
from functools import partial

from domain.rehearsing import period_of
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.rehearsal import rehearse
from handlers.texts import rehearsal as texts
from papers.sheets.rehearsal import PlannedMessage, write_rehearsal_xlsx
from storage import departments, outbox, people, rehearsals
from storage.outbox import Kind
from storage.rehearsals import Asked

# of a conversation, not of the clock
ANSWERS = (Kind.ANSWER, Kind.READBACK, Kind.QUESTION)


async def ask(desk: Desk) -> None:
    """/rehearse [PERIOD]: noted; it is played through as soon as this is answered."""
    require_secretariat(desk)
    first, last = period_of(" ".join(desk.args), desk.today)
    asked = await rehearsals.ask(desk.tx, desk.actor.person.id, first, last, desk.now)
    await desk.say(texts.begun(first, last, desk.today), key=_key(asked))


def _key(asked_id: int) -> str:
    """Ended, for the keys of others may not begin with it."""
    return f"rehearsal:{asked_id}."


async def play(turn: Turn, asked: Asked) -> list[PlannedMessage]:
    """Only to be called where nothing is kept."""
    answers = [row.id for row in await outbox.unsent(turn.tx, turn.now) if row.kind in ANSWERS]
    await outbox.all_sent(turn.tx, answers, turn.now)
    found = await rehearse(turn, asked.first_day, asked.last_day)
    names = {unit.id: unit.name for unit in await departments.every(turn.tx)}
    units: dict[int | None, list[str]] = defaultdict(list)
    for point in await people.focal_points_of(turn.tx):
        units[point.person.id].append(names[point.department_id])
    return [
        PlannedMessage(one.at, one.to, tuple(units[one.person_id]), one.kind, one.refs, one.text)
        for one in found
    ]


async def hand_over(turn: Turn, asked: Asked, content: bytes, caption: str) -> None:
    """`content`: the sheet; empty where nothing would go out."""
    person = await people.get(turn.tx, asked.person_id)
    if not await rehearsals.done(turn.tx, asked.id, turn.now) or person is None:
        return
    ended = partial(texts.ended, asked.first_day, asked.last_day, turn.today)
    await turn.rewrite_delivered(_key(asked.id), ended)
    if not content or person.telegram_id is None:
        await turn.tell(person, lambda: caption, Kind.ANSWER)
        return
    name = texts.sheet_name(asked.first_day, asked.last_day)
    await turn.send_file(person.telegram_id, person, name, content, caption)


async def sheet_of(turn: Turn, asked: Asked) -> tuple[bytes, str]:
    """The sheet and its caption."""
    found = await play(turn, asked)
    caption = texts.caption(found, asked.first_day, asked.last_day, turn.today)
    return (await asyncio.to_thread(write_rehearsal_xlsx, found) if found else b""), caption
