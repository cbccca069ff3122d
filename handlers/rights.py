"""What a person may do today, from the rows that say what they are; and the trace of these rows."""

from domain.hierarchy import below
from domain.office import Actor, Person
from handlers.desk import Desk, Turn
from storage import changes, departments, rights
from storage.changes import Change


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


async def note(turn: Turn, unit_id: int, field: str, old: str | None, new: str | None) -> None:
    """A change of who is what, in the history of the unit. People by id only."""
    actor = turn.actor.person.id if isinstance(turn, Desk) else None
    await changes.keep(
        turn.tx,
        [Change("department", unit_id, field, old, new)],
        at=turn.now,
        person_id=actor,
        source="telegram",
        inbox_seq=turn.inbox_seq,
    )
