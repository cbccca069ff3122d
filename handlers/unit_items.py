"""A unit's items of its programmes, as they stand now."""

from collections.abc import Sequence

from domain.office import Assignment
from domain.programmes import UnitItems, item_number, items_of_units
from handlers.desk import Turn
from storage import assignments, programmes


async def of_units(turn: Turn, some: Sequence[Assignment]) -> list[UnitItems]:
    """All items of each unit that has one among `some`."""
    units = {a.department.id for a in some if item_number(a.task.ref)}
    return await among(turn, await assignments.of_departments(turn.tx, units)) if units else []


async def among(turn: Turn, mine: Sequence[Assignment]) -> list[UnitItems]:
    if not any(item_number(a.task.ref) for a in mine):
        return []
    return items_of_units(await programmes.every(turn.tx), mine)
