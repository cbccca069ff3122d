"""The Secretariat hears who joined: one card a day, rewritten as others come."""

from datetime import datetime, time
from functools import partial

from handlers.desk import Desk
from handlers.texts import joining as texts
from storage import departments, outbox, people


async def tell_joined(desk: Desk) -> None:
    """After somebody has become a focal point by an invitation; they themselves are told otherwise."""
    names = {unit.id: unit.name for unit in await departments.every(desk.tx)}
    morning = datetime.combine(desk.today, time(), desk.office.zone)
    come = await people.joined_since(desk.tx, morning)
    manned = {point.department_id for point in await people.focal_points_of(desk.tx)}
    listed = [(point.person.name, names[point.department_id]) for point in come]
    card = partial(texts.joined, listed, len(names.keys() - manned))
    for person in await desk.secretariat():
        if person.id == desk.actor.person.id:
            continue
        cards, edits = (f"{what}:{desk.today}:{person.id}:" for what in ("joined", "joinededit"))
        await outbox.take_back_all(desk.tx, edits)  # of a hundred in one hour only the last is of use
        if sent := await outbox.delivered(desk.tx, cards):
            await desk.rewrite_at(sent, card, key=f"{edits}{desk.inbox_seq}:")
            continue
        await outbox.take_back_all(desk.tx, cards)
        await desk.tell(person, card, key=f"{cards}{desk.inbox_seq}")
