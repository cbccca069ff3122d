"""Units that are named together, or by their kind."""

import re

from domain.names import Directory
from domain.office import Department
from domain.refusal import Refusal
from domain.several_units import of_kind, parts_of
from domain.unit_lists import list_key
from handlers.desk import Turn
from handlers.registration import directory, find_unit
from storage import departments, unit_lists

_BETWEEN = re.compile(r"\s*,\s*|\s+và\s+", re.IGNORECASE)


async def find_units(turn: Turn, words: str) -> list[Department]:
    """ "Sở X; Xã Y", "các xã, phường": each unit once; Refusal for the first that cannot be told.

    A list that the Secretariat keeps under that name comes before the units of that kind.
    """
    lists = {one.key: one.unit_ids for one in await unit_lists.every(turn.tx) if one.unit_ids}
    every, known = await departments.every(turn.tx), await directory(turn)
    found: dict[int, Department] = {}
    for part in parts_of(words):
        listed = lists.get(list_key(part))
        kind = [unit for unit in every if unit.id in listed] if listed else of_kind(part, every)
        if kind is None:
            mine = [await find_unit(turn, name) for name in _names(part, known)]
        elif kind:
            mine = kind
        else:
            raise Refusal("none_of_kind", words=part)
        found |= {unit.id: unit for unit in mine}
    return list(found.values())


def _names(part: str, known: Directory) -> list[str]:
    """A comma may stand in a name, or between two."""
    names = _BETWEEN.split(part)
    several = known.find(part) is None and all(known.find(n) or len(known.search(n)) == 1 for n in names)
    return names if several else [part]
