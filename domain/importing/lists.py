"""A list of units in Chủ trì: "UBND cấp xã" is each unit of the one that is kept, or of those kinds."""

from collections.abc import Sequence

from domain.importing.units import UnitPlan
from domain.importing.values import NewList
from domain.unit_lists import UnitList, is_collective, list_key, number_said, proposed_list


class ListPlan:
    """`new`: lists that nobody has kept yet; they are, once the import is confirmed."""

    def __init__(self, kept: Sequence[UnitList], units: UnitPlan) -> None:
        self._kept = {one.key: one for one in kept}
        self._units = units
        self._found: dict[str, tuple[str, ...] | None] = {}
        self.new: list[NewList] = []

    def names(self, words: str) -> tuple[str, ...] | None:
        """Its units as the store has them; None where the words mean no list, or one of nobody."""
        key = list_key(words)
        if key not in self._found:
            self._found[key] = self._named(words, key)
        return self._found[key]

    def differs(self, words: str) -> int | None:
        """The number that the words say ("130 xã, phường") where it is not the list's."""
        said = number_said(words)
        return said if said is not None and said != len(self.names(words) or ()) else None

    def _named(self, words: str, key: str) -> tuple[str, ...] | None:
        if key in self._kept:
            return tuple(map(self._units.official, self._kept[key].unit_ids)) or None
        if not is_collective(words):
            return None
        proposed = proposed_list(words, self._units.every())
        names = tuple(map(self._units.official, proposed.unit_ids))
        if names:
            self.new.append(NewList(key, proposed.name, names))
        return names or None
