"""What a row of an export said when it was written, so that its return tells who changed what since."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import getitem
from typing import Any, NamedTuple

from domain.importing.dues import day_in_figures, due_words
from domain.importing.goals import goal_cells, read_number
from domain.importing.values import TASK_KINDS, Cell, KnownTask, in_figures
from domain.names import canonical, split_names
from domain.office import Department
from domain.text import clean

Normal = Callable[[str], str]
_VERSION = "1"
_SAMPLE = 200  # rows
_MOST_VALUES = 10_000  # to be remembered of one column
_KIND = {kind: words for words, kind in TASK_KINDS.items()}


class Stamp(NamedTuple):
    """`key`: the task's code or the unit's name; `words`: all of it, the digests of the values among it."""

    key: str
    words: str

    def differing(self, cells: Mapping[str, Cell]) -> frozenset[str]:
        """The columns whose value is another one than it was; one that is not among `cells` says nothing."""
        return frozenset(
            column
            for column, was in self.digests().items()
            if column in cells and was != _remembered(_NORMAL.get(column), cells[column])
        )

    def digests(self) -> dict[str, str]:
        """By column."""
        return dict(_pair(pair) for pair in self.words.split("|", 2)[1].split(";"))


class Digests:
    """Of the values of one file, whose sheets say the same more than once."""

    def __init__(self) -> None:
        self._values: dict[Normal | None, _Values] = {}

    def beginnings(self, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, str]]:
        """How a stamp begins, which is all but its key, that was made of each of `rows`; in two parts.

        The second is of the columns behind the last one that differs from row to row, and mostly known.
        """
        some = list(zip(*rows[:_SAMPLE], strict=True))
        various = [at for at, values in enumerate(some) if len(set(values)) > len(values) / 2]
        cut = max(various, default=0) + 1
        values = zip(*(row[:cut] for row in rows), strict=True)
        digests = [
            map(self._of(column).__getitem__, held) for column, held in zip(columns, values, strict=False)
        ]
        head = f"{_VERSION}|{_said(columns[:cut])}"
        tails = _Tails(columns[cut:], list(map(self._of, columns[cut:])))
        return (
            (head % one, tails[row[cut:]]) for one, row in zip(zip(*digests, strict=True), rows, strict=True)
        )

    def _of(self, column: str) -> "_Values":
        normal = _NORMAL.get(column)
        return self._values.setdefault(normal, _Values(normal))


class _Values(dict[Cell, str]):
    def __init__(self, normal: Normal | None) -> None:
        super().__init__()
        self._normal = normal

    def __missing__(self, value: Cell) -> str:
        self[value] = digest = _digest(self._normal, value)
        return digest


class _Tails(dict[Sequence[Cell], str]):
    def __init__(self, columns: Sequence[str], digests: Sequence[_Values]) -> None:
        super().__init__()
        self._said = "".join(f";{_said([column])}" for column in columns) + "|"
        self._digests = digests

    def __missing__(self, values: Sequence[Cell]) -> str:
        self[values] = tail = self._said % tuple(map(getitem, self._digests, values))
        return tail


def _said(columns: Iterable[str]) -> str:
    """What stands in a stamp, with room for the digests."""
    return ";".join(f"{column.replace('%', '%%')}=%s" for column in columns)


class Stamps:
    """Of rows with the same columns, in this order; `read`: what a value is in the sheet."""

    def __init__(self, columns: Iterable[str], read: Callable[[Any], Cell]) -> None:
        self._digests = [_Digests(column, read) for column in columns]

    def stamp(self, key: str, values: Iterable[Any]) -> str:
        """As it stands in the hidden column."""
        return f"{_VERSION}|{';'.join(map(getitem, self._digests, values))}|{key}"


class _Digests(dict[Any, str]):
    """Of a column, by value: most cells of a sheet are empty or say what others say."""

    def __init__(self, column: str, read: Callable[[Any], Cell]) -> None:
        super().__init__()
        self._column, self._read, self._normal = column, read, _NORMAL.get(column)

    def __missing__(self, value: Any) -> str:
        digest = f"{self._column}={_digest(self._normal, self._read(value))}"
        if len(self) < _MOST_VALUES:
            self[value] = digest
        return digest


def read_stamp(words: str) -> Stamp | None:
    """None for what is none, or was damaged."""
    version, _, rest = words.partition("|")
    said, bar, key = rest.partition("|")
    if version != _VERSION or not bar or not all("=" in pair for pair in said.split(";")):
        return None
    return Stamp(clean(key), words)


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


def _digest(normal: Normal | None, value: Cell) -> str:
    words = in_figures(value) if isinstance(value, date) else clean(value)
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
_NORMAL: dict[str, Normal] = {
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
