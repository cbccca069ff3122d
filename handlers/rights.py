"""What a person may do today, from the rows that say what they are; and the trace of these rows."""

from domain.hierarchy import below
from domain.office import Actor, Person
from handlers import menus
from handlers.desk import Turn
from storage import (
    departments,
    deputies,
    handovers,
    invitations,
    outbox,
    people,
    questions,
    rights,
)
from storage.changes import Change
from storage.outbox import Kind


async def actor_of(turn: Turn, person: Person) -> Actor:
    held = await rights.held(turn.tx, person.id, turn.today)
    above = await departments.above(turn.tx) if held.own or held.headed else {}
    telegram_id = person.telegram_id or 0
    return Actor(
        person,
        own_ids=held.own,
        below_ids=below(above, held.own),
        headed_ids=held.headed | below(above, held.headed),
        secretariat=telegram_id in turn.office.secretariat_ids,
        leader=held.leader or telegram_id in turn.office.leader_ids,
    )


async def let_go(turn: Turn, person: Person) -> None:
    """What was open with somebody who has lost an office: questions, and messages that wait to be sent.

    Who answers for no unit any more needs nobody in their place.
    """
    await questions.close_all(turn.tx, person.id, turn.now)
    await outbox.give_up(turn.tx, person.id, [Kind.REMINDER, Kind.NUDGE, Kind.QUESTION])
    if not await people.departments_of(turn.tx, person.id):
        for given in await deputies.of_people(turn.tx, [person.id], turn.today):
            await deputies.end(turn.tx, given.id, turn.now)
        await invitations.void_for(turn.tx, person.id, turn.now)
        await handovers.drop_of(turn.tx, person.id, turn.now)
    if person.reachable and person.telegram_id is not None:
        await menus.offer(turn, person.telegram_id, await actor_of(turn, person))


async def note(turn: Turn, unit_id: int, field: str, old: str | None, new: str | None) -> None:
    """A change of who is what, in the history of the unit. People by id only."""
    await turn.trace(Change("department", unit_id, field, old, new))
