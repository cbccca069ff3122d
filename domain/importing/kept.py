"""Rows of an export that come back: what each said when it was exported, and what was changed in it since."""

from dataclasses import dataclass

from domain.importing.stamps import Stamp, Stamps, read_stamp
from domain.importing.values import STAMP, SheetRow


@dataclass(frozen=True, slots=True)
class Kept:
    """What a row said when it was exported, and the columns that say something else now."""

    stamp: Stamp
    touched: frozenset[str]

    @property
    def key(self) -> str:
        return self.stamp.key


class Stamped:
    """Reads the stamps of one sheet: at once where nothing was touched, and mostly nothing was."""

    def __init__(self) -> None:
        self._columns: tuple[str, ...] | None = None
        self._stamps = Stamps(())

    def read(self, row: SheetRow) -> Kept | None:
        """None for a row without a stamp, or with one that was damaged."""
        words = row.text(STAMP)
        if not words:
            return None
        if self._columns is None:
            self._learn(words, row)
        if self._columns:
            same = self._stamps.same(words, map(row.cells.__getitem__, self._columns))
            if same is not None:
                return Kept(same, frozenset())
        found = read_stamp(words)
        return None if found is None else Kept(found, found.differing(row.cells))

    def _learn(self, words: str, row: SheetRow) -> None:
        """Which columns the stamps speak of, in their order; none, if one of them is no longer there."""
        first = read_stamp(words)
        if first is not None:
            columns = tuple(first.digests())
            self._columns = columns if all(column in row.cells for column in columns) else ()
            self._stamps = Stamps(self._columns)
