"""A row of the sheet Nhiệm vụ with what tells which task it is."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from domain.directives import Directive, read_directive
from domain.importing.stamps import Stamp, read_stamp
from domain.importing.values import STAMP, Sheet, SheetRow
from domain.text import clean, fold


@dataclass(frozen=True, slots=True)
class Row:
    """A row, its code and text cleaned.

    `kept`: what it said when it was exported. `touched`: the columns that say something now; of a row that
    was exported, those that were changed.
    """

    sheet: Sheet
    cells: SheetRow
    ref: str
    text: str
    directive: Directive | None
    text_key: tuple[str, str]
    kept: Stamp | None
    touched: frozenset[str]

    def has(self, column: str) -> bool:
        return column in self.touched

    def as_exported(self, taken: Collection[str], in_file: set[str]) -> "Row":
        """With its stamp, unless it is of another store, or a copy made into a new task.

        `taken`: every code ever given; `in_file`: those of the file; folded.
        """
        kept = read_stamp(self.cells.text(STAMP))
        if kept is None or fold(kept.key) not in taken or fold(kept.key) in in_file - {fold(self.ref)}:
            return self
        touched = kept.differing(self.cells.cells) - {"ref"}
        return replace(self, ref=self.ref or kept.key, kept=kept, touched=touched)


def row_of(sheet: Sheet, cells: SheetRow) -> Row:
    said, text = clean(cells.text("directive")), clean(cells.text("text"))
    directive = read_directive(said) if said else None
    return Row(
        sheet,
        cells,
        clean(cells.text("ref")),
        text,
        directive,
        text_key(text, directive),
        None,
        sheet.columns,
    )


def text_key(text: str, directive: Directive | None) -> tuple[str, str]:
    return fold(text), directive.key if directive else ""
