"""Units by items: who has done which of the same tasks (130 communes × 16)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.digest import Line
from domain.programmes import Programme, item_number
from domain.ratings import Colour, Rating
from domain.work import Work


class Cell(StrEnum):
    """SILENT: not reported yet; ABSENT: the unit does not answer for it."""

    DONE = "done"
    OPEN = "open"
    SILENT = "silent"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit, with a cell for each item; `rating`: the Central's last word on it."""

    unit_id: int
    unit: str
    cells: tuple[Cell, ...]
    rating: Rating | None = None

    @property
    def done(self) -> int:
        return self.cells.count(Cell.DONE)

    @property
    def of(self) -> int:
        return len(self.cells) - self.cells.count(Cell.ABSENT)

    @property
    def complete(self) -> bool:
        return self.done == self.of

    @property
    def silent(self) -> bool:
        """Nothing was ever reported."""
        return self.cells.count(Cell.SILENT) == self.of


@dataclass(frozen=True, slots=True)
class Matrix:
    """`as_of` is aware and local; `numbers` and `items`: what the cells of each row are of."""

    title: str
    as_of: datetime
    numbers: tuple[int, ...]
    items: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    rating: Rating | None = None
    unit_word: str = "đơn vị"

    @property
    def complete(self) -> int:
        return sum(row.complete for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def cells(self) -> int:
        return sum(row.of for row in self.rows)

    def missing(self, row: MatrixRow) -> tuple[int, ...]:
        """The numbers of what the unit has not done."""
        pairs = zip(self.numbers, row.cells, strict=True)
        return tuple(number for number, cell in pairs if cell in (Cell.OPEN, Cell.SILENT))

    def worst_first(self) -> tuple[MatrixRow, ...]:
        return tuple(sorted(self.rows, key=lambda row: (row.done - row.of, row.done, row.unit)))

    def behind(self) -> tuple[MatrixRow, ...]:
        return tuple(row for row in self.worst_first() if not row.complete)

    def of_item(self, index: int) -> tuple[int, int]:
        """How many units have done the item with this index, from 0, of how many."""
        cells = [row.cells[index] for row in self.rows]
        return cells.count(Cell.DONE), len(cells) - cells.count(Cell.ABSENT)

    def rated(self) -> dict[Colour, int]:
        found = [row.rating.colour for row in self.rows if row.rating]
        return {colour: found.count(colour) for colour in Colour if colour in found}


def matrix_of(
    programme: Programme,
    lines: Iterable[Line],
    as_of: datetime,
    ratings: Mapping[int | None, Rating],
    communes: Collection[int] = (),
) -> Matrix:
    """From the lines of the digest, so that its totals are theirs. `communes`: which units are xã, phường."""
    places = {item.number: place for place, item in enumerate(programme.items)}
    cells: dict[tuple[int, str], list[Cell]] = {}
    for line in lines:
        found = item_number(line.ref)
        if found is not None and found[0] == programme.key and found[1] in places:
            unit = (line.department_id, line.department)
            row = cells.setdefault(unit, [Cell.ABSENT] * len(places))
            row[places[found[1]]] = _cell(line.state.work)
    rows = tuple(
        MatrixRow(unit_id, unit, tuple(held), ratings.get(unit_id))
        for (unit_id, unit), held in sorted(cells.items(), key=lambda item: item[0][1])
    )
    return Matrix(
        programme.name,
        as_of,
        tuple(item.number for item in programme.items),
        tuple(item.text for item in programme.items),
        rows,
        ratings.get(None),
        "xã, phường" if rows and all(row.unit_id in communes for row in rows) else "đơn vị",
    )


def _cell(work: Work) -> Cell:
    return Cell.DONE if work is Work.DONE else Cell.SILENT if work is Work.NO_REPORT else Cell.OPEN
