"""Units by tasks: who has done which of the same tasks (130 communes × 16)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What another body decided, as entered or imported: `colour` XANH, VÀNG or ĐỎ; never computed."""

    colour: str
    day: date
    source: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit. `cells`: done, missing, or None where it is not known which.

    `said`: how many are done, where a unit gave the number alone ("xong 14/16").
    """

    unit: str
    cells: tuple[bool | None, ...]
    said: int | None = None

    @property
    def done(self) -> int:
        return self.cells.count(True) if self.said is None else self.said

    @property
    def complete(self) -> bool:
        return self.done == len(self.cells)

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the tasks known to be missing, from 1."""
        return tuple(number for number, cell in enumerate(self.cells, 1) if cell is False)


@dataclass(frozen=True, slots=True)
class Matrix:
    """`as_of` is aware and local; each row has a cell for each of `tasks`."""

    title: str
    as_of: datetime
    tasks: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    verdict: Verdict | None = None
    unit_word: str = "xã"

    @property
    def complete(self) -> int:
        return sum(row.complete for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def cells(self) -> int:
        return len(self.tasks) * len(self.rows)

    def worst_first(self) -> tuple[MatrixRow, ...]:
        return tuple(sorted(self.rows, key=lambda row: (row.done, row.unit)))

    def done_of(self, task: int) -> int:
        """How many units are known to have done the task with this index, from 0."""
        return sum(row.complete or row.cells[task] is True for row in self.rows)
