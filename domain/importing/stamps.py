"""What a row of an export said when it was written, so that its return tells who changed what since."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import getitem
from typing import Any

from domain.importing.dues import day_in_figures, due_words
from domain.importing.goals import goal_cells, read_number
from domain.importing.values import TASK_KINDS, Cell, KnownTask, in_figures
from domain.names import canonical, split_names
from domain.office import Department
from domain.text import clean

_VERSION = "1"
_MOST_VALUES = 10_000  # to be remembered of one column
_KIND = {kind: words for words, kind in TASK_KINDS.items()}


@dataclass(frozen=True, slots=True)
class Stamp:
    """`key`: the task's code or the unit's name; `said`: the digests of the columns' values, as written."""

    key: str
    said: str

    def differing(self, cells: Mapping[str, Cell]) -> frozenset[str]:
        """The columns whose value is another one than it was; one that is not among `cells` says nothing."""
        return frozenset(
            column
            for column, was in self.digests().items()
            if column in cells and was != _remembered(column, cells[column])
        )

    def digests(self) -> dict[str, str]:
        """By column."""
        return dict(_pair(pair) for pair in self.said.split(";"))


class Stamps:
    """Of rows with the same columns, in this order; `read`: what a value is in the sheet."""

    def __init__(self, columns: Iterable[str], read: Callable[[Any], Cell] = lambda value: value) -> None:
        self._digests = [_Digests(column, read) for column in columns]

    def stamp(self, key: str, values: Iterable[Any]) -> str:
        """As it stands in the hidden column."""
        return f"{self._beginning(values)}{key}"

    def same(self, words: str, values: Iterable[Any]) -> Stamp | None:
        """The stamp that `words` are, if it is of these very values."""
        beginning = self._beginning(values)
        if not words.startswith(beginning):
            return None
        return Stamp(clean(words[len(beginning) :]), beginning[len(_VERSION) + 1 : -1])

    def _beginning(self, values: Iterable[Any]) -> str:
        return f"{_VERSION}|{';'.join(map(getitem, self._digests, values))}|"


class _Digests(dict[Any, str]):
    """Of a column, by value: most cells of a sheet are empty or say what others say."""

    def __init__(self, column: str, read: Callable[[Any], Cell]) -> None:
        super().__init__()
        self._column, self._read = column, read

    def __missing__(self, value: Any) -> str:
        digest = f"{self._column}={_digest(self._column, self._read(value))}"
        if len(self) < _MOST_VALUES:
            self[value] = digest
        return digest


def read_stamp(words: str) -> Stamp | None:
    """None for what is none, or was damaged."""
    version, _, rest = words.partition("|")
    said, bar, key = rest.partition("|")
    if version != _VERSION or not bar or not all("=" in pair for pair in said.split(";")):
        return None
    return Stamp(clean(key), said)


def _pair(words: str) -> tuple[str, str]:
    column, _, digest = words.rpartition("=")
    return column, digest


def task_cells(known: KnownTask) -> dict[str, Cell]:
    """What an export would write of a task in the columns that an import takes in."""
    return {
        "ref": known.ref,
        "text": known.text,
        "leads": "; ".join(known.leads),
        "coordinating": "; ".join(known.coordinating),
        "deadline": due_words(known.due),
        "directive": known.directive.title if known.directive else "",
        "kind": _KIND[known.kind],
        "secret": "x" if known.secret else "",
        "needs_acceptance": "x" if known.needs_acceptance else "",
        "period": known.period,
        **goal_cells(known.goal),
        # those of a period move by themselves
        "deadlines": "" if known.due.recurrence else present_deadlines(known.deadlines),
    }


def unit_cells(known: Department) -> dict[str, Cell]:
    return {"name": known.name, "aliases": "; ".join(known.aliases), "kind": known.kind or ""}


def present_deadlines(deadlines: Iterable[date | None]) -> str:
    """The leads' deadlines as they are now, an extension included."""
    days = {day for day in deadlines if day is not None}
    return "; ".join(map(in_figures, sorted(days)))


def _digest(column: str, value: Cell) -> str:
    words = in_figures(value) if isinstance(value, date) else clean(value)
    normal = _NORMAL.get(column)
    return hashlib.blake2b((normal(words) if normal else words).encode(), digest_size=4).hexdigest()


_remembered = lru_cache(maxsize=4096)(_digest)


def _names(words: str) -> str:
    return ";".join(sorted(canonical(name) for name in split_names(words)))


def _aliases(words: str) -> str:
    return ";".join(clean(name) for name in split_names(words))


def _day(words: str) -> str:
    try:
        day = day_in_figures(words)
    except ValueError:
        return words
    return in_figures(day) if day else words


def _flag(words: str) -> str:
    return words.lower()


def _number(words: str) -> str:
    number = read_number(words)
    return words if number is None else repr(number)


# what a spreadsheet or a careful hand writes differently is no change
_NORMAL: dict[str, Callable[[str], str]] = {
    "leads": _names,
    "coordinating": _names,
    "aliases": _aliases,
    "deadline": _day,
    "method_due": _day,
    "method_by": _names,
    "target": _number,
    "baseline": _number,
    "unassessed": _flag,
    "secret": _flag,
    "needs_acceptance": _flag,
}
