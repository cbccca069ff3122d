"""A programme (kế hoạch): numbered items that many units answer for alike (02-KH/BCĐTW: 130 × 16).

Its items are collective tasks whose codes share a stem: KH02.01 … KH02.16 are items 1 to 16 of KH02.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.office import Assignment, Department
from domain.text import fold
from domain.work import Acceptance, Role, Work

FEWEST_UNITS = 3  # a task of two units is one that they share, no programme
_ITEM = re.compile(r"(\S+)\.(\d{1,3})")
_TITLE = re.compile(r"(\D{3,30}?)\s+(?:số\s+)?(\d{1,4})\b")


@dataclass(frozen=True, slots=True)
class ItemTask:
    """A task that may be an item; `of_many`: at least FEWEST_UNITS lead it."""

    task_id: int
    ref: str
    text: str
    directive: str | None
    of_many: bool


@dataclass(frozen=True, slots=True)
class Item:
    number: int
    task_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Programme:
    """`stem`: what the codes begin with; `name`: how it is called, "Kế hoạch 02"; items by number."""

    stem: str
    name: str
    directive: str | None
    items: tuple[Item, ...]

    @property
    def key(self) -> str:
        """By which it is kept and compared."""
        return fold(self.stem)

    def named_in(self, words: str) -> bool:
        return self.spelling().search(fold(words)) is not None

    def spelling(self) -> re.Pattern[str]:
        """Its name and its number in folded text: "kế hoạch 02", "KH02", "kế hoạch số 02-KH/BCĐTW"."""
        forms = [r"\s*".join(map(re.escape, re.findall(r"[^\W\d]+|\d+", self.key)))]
        kind, _, digits = fold(self.name).rpartition(" ")
        if kind and digits.isdigit():
            forms.insert(0, rf"{re.escape(kind)}\s+(?:so\s+)?0*{int(digits)}(?:-[a-z]+/\w+)?")
            forms.insert(1, rf"0*{int(digits)}-[a-z]+/\w+")
        return re.compile(rf"(?<![\w/])(?:{'|'.join(forms)})(?![\w/.]|-\w)")


@dataclass(frozen=True, slots=True)
class UnitItems:
    """What one unit answers for in a programme, by number."""

    programme: Programme
    unit: Department
    items: Mapping[int, Assignment]

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(a.id for a in self.items.values())

    @property
    def left(self) -> tuple[int, ...]:
        """Not done yet; what waits to be accepted was reported done."""
        return tuple(number for number, a in self.items.items() if reported(a) is not Work.DONE)

    @property
    def done(self) -> int:
        return len(self.items) - len(self.left)


def items_of_units(programmes: Iterable[Programme], mine: Sequence[Assignment]) -> list[UnitItems]:
    """Of the leads among `mine`; a unit with a single item of a programme has a task like others."""
    found = []
    for programme in programmes:
        numbers = {item.task_id: item.number for item in programme.items}
        by_unit: dict[int, list[Assignment]] = {}
        for a in mine:
            if a.role is Role.LEAD and a.task.id in numbers:
                by_unit.setdefault(a.department.id, []).append(a)
        for held in by_unit.values():
            if len(held) > 1:
                items = {numbers[a.task.id]: a for a in sorted(held, key=lambda a: numbers[a.task.id])}
                found.append(UnitItems(programme, held[0].department, items))
    return found


def reported(assignment: Assignment) -> Work:
    """As its unit sees it: what was submitted is done."""
    waits = assignment.state.acceptance is Acceptance.WAITING
    return Work.DONE if waits else assignment.state.work


def item_number(ref: str) -> tuple[str, int] | None:
    """Stem, folded, and number of a code that may be an item's."""
    found = _ITEM.fullmatch(ref)
    return (fold(found[1]), int(found[2])) if found else None


def programmes_among(tasks: Iterable[ItemTask]) -> tuple[Programme, ...]:
    """In the order of their tasks; a stem with a second item is a programme's if many units lead one."""
    by_stem: dict[str, dict[int, ItemTask]] = {}
    for task in tasks:
        found = item_number(task.ref)
        if found is not None:
            by_stem.setdefault(found[0], {}).setdefault(found[1], task)
    return tuple(
        _programme(held)
        for held in by_stem.values()
        if len(held) > 1 and any(task.of_many for task in held.values())
    )


def ranges(numbers: Collection[int]) -> str:
    """ "1–3, 5, 9"; two in a row stay two."""
    parts: list[str] = []
    run: list[int] = []
    for number in [*sorted(numbers), 0]:
        if run and number == run[-1] + 1:
            run.append(number)
            continue
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
        run = [number]
    return ", ".join(parts)


def _programme(held: dict[int, ItemTask]) -> Programme:
    first = held[min(held)]
    stem = first.ref.rpartition(".")[0]
    items = tuple(Item(number, held[number].task_id, held[number].text) for number in sorted(held))
    titled = _TITLE.match(first.directive or "")
    return Programme(stem, f"{titled[1]} {titled[2]}" if titled else stem, first.directive, items)
