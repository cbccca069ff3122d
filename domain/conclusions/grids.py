"""Tables in which a row is a task: which column is which, and the row read."""

from dataclasses import dataclass

from domain.conclusions.drafts import Draft, Drafts
from domain.conclusions.fields import Fields, due_of, units_in
from domain.conclusions.sentences import piece
from domain.conclusions.tables import patterns
from domain.conclusions.values import Place


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns by what they hold."""

    columns: tuple[str | None, ...]

    def add(self, cells: tuple[str, ...], drafts: Drafts, place: Place) -> None:
        """A row without a unit is a heading of the table."""
        held = {name: cell for name, cell in zip(self.columns, cells, strict=False) if name and cell.strip()}
        if "task" not in held or "lead" not in held:
            return
        due = due_of(held.get("due", ""), drafts.today)
        said = Fields(held["task"], units_in(held["lead"]), units_in(held.get("coordinating", "")), due)
        drafts.put(Draft.whole(said.task, said, place))


def grid_of(cells: tuple[str, ...]) -> Grid | None:
    """The columns, where the row is a header: one names the work, one the unit."""
    columns = tuple(column_of(cell) for cell in cells)
    return Grid(columns) if {"task", "lead"} <= set(columns) else None


def column_of(cell: str) -> str | None:
    """What stands in the column with this head."""
    words = piece(" ".join(cell.split())).words.strip(" .:")
    return next((kind for kind, pattern in patterns("columns") if pattern.search(words)), None)
