"""News for a unit: to whoever answers for it today, and to the one whom it is an answer to."""

from collections import defaultdict
from collections.abc import Collection

from domain.office import Assignment, Person
from handlers.desk import Turn, Worded
from handlers.rights import actor_of
from storage import people, rights
from storage.outbox import Kind


async def who_answer(turn: Turn, unit_ids: Collection[int]) -> dict[int, list[Person]]:
    """By unit: its focal points, or who stands in for them today, whether a message reaches them or not."""
    found: dict[int, list[Person]] = defaultdict(list)
    for point in await rights.who_answer(turn.tx, unit_ids, turn.today):
        found[point.department_id].append(point.person)
    return found


async def tell_unit(turn: Turn, assignment: Assignment, worded: Worded, *, said_by: int | None) -> None:
    """A notice of what becomes of a unit's task; also to `said_by`, who spoke of it, if it is theirs yet."""
    unit_id = assignment.department.id
    told = {one.id: one for one in (await who_answer(turn, [unit_id])).get(unit_id, [])}
    one = await people.get(turn.tx, said_by) if said_by and said_by not in told else None
    if one is not None and (await actor_of(turn, one)).may_report(assignment):
        told[one.id] = one
    for person in told.values():
        await turn.tell(person, worded, Kind.NOTICE, (assignment.id,))
