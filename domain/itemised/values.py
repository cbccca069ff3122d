"""What is known before such a text is read, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.work import Said, Work


@dataclass(frozen=True, slots=True)
class Known:
    """A unit's items and how far each is; what was submitted counts as done. `names`: patterns in folded
    text that only name the programme or the unit."""

    work: Mapping[int, Work]
    names: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return len(self.work)

    @property
    def done(self) -> frozenset[int]:
        return frozenset(number for number, work in self.work.items() if work is Work.DONE)


class Heard(StrEnum):
    """SAID: to be stored. WHETHER: understood, yet a press is wanted. WHICH: the number is known, the items
    are not. SAME: nothing that was not known. The others are asked about: COUNT and TOTAL, numbers that do
    not agree; NO_ITEM, one that the programme has not; UNCLEAR."""

    SAID = "said"
    WHETHER = "whether"
    WHICH = "which"
    SAME = "same"
    COUNT = "count"
    TOTAL = "total"
    NO_ITEM = "no_item"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class ItemReply:
    """`said`: by item, of those that are named or meant. `done`: how many are done, where that was said or
    follows. `named`: every item that the text names."""

    heard: Heard
    said: Mapping[int, Said] = field(default_factory=dict)
    done: int | None = None
    named: frozenset[int] = frozenset()
