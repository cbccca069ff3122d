"""Rows of an export that come back: what each said when it was exported, and what was changed in it since."""

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from domain.importing.stamps import Digests, Stamp, read_stamp
from domain.importing.values import STAMP, SheetRow
from domain.text import clean

_NOTHING: frozenset[str] = frozenset()


class Kept(NamedTuple):
    """What a row said when it was exported, and the columns that say something else now."""

    stamp: Stamp
    touched: frozenset[str]

    @property
    def key(self) -> str:
        return self.stamp.key


def kept_of(rows: Sequence[SheetRow], digests: Digests) -> list[Kept | None]:
    """Of each row of one sheet; None for one without a stamp, or with one that was damaged.

    At once where nothing was touched, and mostly nothing was.
    """
    columns = _columns(rows)
    if len(columns) < 2:
        return list(map(_kept, rows))
    places = rows[0].places
    values = itemgetter(*(places[column] for column in columns))
    unchanged = digests.beginnings(columns, [values(row.cells) for row in rows])
    return [
        Kept(Stamp(clean(words[len(head) + len(tail) :]), words), _NOTHING)
        if (words := row.text(STAMP)).startswith(head) and words.startswith(tail, len(head))
        else _kept(row)
        for row, (head, tail) in zip(rows, unchanged, strict=True)
    ]


def _columns(rows: Sequence[SheetRow]) -> tuple[str, ...]:
    """Those of which the stamps speak, in their order; none if one of them is no longer there."""
    for row in rows:
        if STAMP not in row.places:
            break
        if (first := read_stamp(row.text(STAMP))) is not None:
            columns = tuple(first.digests())
            return columns if row.places.keys() >= set(columns) else ()
    return ()


def _kept(row: SheetRow) -> Kept | None:
    found = read_stamp(row.text(STAMP))
    return None if found is None else Kept(found, found.differing(row.by_column()))
