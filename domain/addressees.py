"""Whom the words of a document mean: a unit on record, a list of units, or nobody known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.names import DepartmentName, Directory
from domain.office import Department
from domain.text import clean, fold
from domain.unit_lists import UnitList, is_collective, list_key, proposed_list

_PARTS = re.compile(r"\s*(?:[;\n]|,|\s(?:và|va)\s)\s*")
_SURE = re.compile(r"\s*[;\n]\s*")
_KINDS_ONLY = re.compile(
    r"(?:(?:cac|so|ban|nganh|xa|phuong|ubnd|don vi|co quan|dia phuong|doan the|dang|cap|tinh|lien quan|co|va"
    r"|\d{1,3})[,\s]*){2,}"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """`units`: whom the words mean. `of_list`: they do so together; one without an id is nobody's word yet.

    Without `units`: `near` are the names that may be meant, all of them as good where `ambiguous`.
    """

    words: str
    units: tuple[Department, ...] = ()
    of_list: UnitList | None = None
    near: tuple[str, ...] = ()
    ambiguous: bool = False

    @property
    def known(self) -> bool:
        """Whether it can be assigned to as it stands."""
        return bool(self.units) and (self.of_list is None or self.of_list.id is not None)


class Addressing:
    """The units and the lists as they stand."""

    def __init__(self, units: Sequence[Department], lists: Sequence[UnitList]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._lists = {kept.key: kept for kept in lists}
        self._known = Directory([DepartmentName(u.id, u.name, u.aliases) for u in units])

    def read(self, words: str) -> Addressee:
        found = self._known.find(words)
        if found is not None:
            return Addressee(words, (self._units[found],))
        kept = self._lists.get(list_key(words))
        if kept is not None or is_collective(words):
            meant = kept or proposed_list(words, list(self._units.values()))
            return Addressee(words, tuple(self._units[i] for i in meant.unit_ids), meant)
        several = self._known.search(words)
        if len(several) == 1:
            return Addressee(words, (self._units[several[0]],))
        if several:
            return Addressee(words, near=tuple(self._units[i].name for i in several[:5]), ambiguous=True)
        short = tuple(self._known.by_initials(words)[:5])
        return Addressee(words, near=short or tuple(self._known.nearest(words)), ambiguous=len(short) > 1)

    def read_all(self, names: Sequence[str]) -> list[Addressee]:
        return [self.read(name) for name in names]

    def split(self, words: str) -> list[str]:
        """The names in a reply. Commas and "và" also stand in names, so the longest that is known counts."""
        names: list[str] = []
        for part in _SURE.split(clean(words.replace("\n", ";"))):
            names += self._split_loose(part)
        return names

    def _split_loose(self, words: str) -> list[str]:
        cuts = [(m.start(), m.end()) for m in _PARTS.finditer(words)]
        starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)]
        names: list[str] = []
        at = 0
        while at < len(starts):
            longest = range(len(ends) - 1, at, -1)
            upto = next((n for n in longest if self._is(words[starts[at] : ends[n]])), at)
            names.append(words[starts[at] : ends[upto]].strip(" .,"))
            at = upto + 1
        return [name for name in names if name]

    def _is(self, words: str) -> bool:
        name = words.strip(" .,")
        return bool(name) and (
            self._known.find(name) is not None or list_key(name) in self._lists or _lists_kinds(name)
        )


def _lists_kinds(name: str) -> bool:
    """ "các Sở, ban, ngành": commas between kinds of units, not between units."""
    return _KINDS_ONLY.fullmatch(fold(name)) is not None
