"""A row of the sheet Nhiệm vụ with what tells which task it is."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.directives import Directive, read_directive
from domain.importing.kept import Kept
from domain.importing.values import Sheet, SheetRow
from domain.text import clean, fold


@dataclass(frozen=True, slots=True)
class Row:
    """A row, its code and text cleaned.

    `code`: its code, folded. `stamped`: what its stamp tells; `kept`: the same, if this store exported it.
    `touched`: the columns that say something now; of a row that was exported, those that were changed.
    """

    sheet: Sheet
    cells: SheetRow
    ref: str
    code: str
    text: str
    directive: Directive | None
    stamped: Kept | None
    kept: Kept | None
    touched: frozenset[str]

    @property
    def text_key(self) -> tuple[str, str]:
        return text_key(self.text, self.directive)

    def has(self, column: str) -> bool:
        return column in self.touched

    def as_exported(self, taken: Collection[str], in_file: set[str]) -> "Row":
        """With its stamp, unless it is of another store, or a copy made into a new task.

        `taken`: every code ever given; `in_file`: those of the file; folded.
        """
        kept = self.stamped
        if kept is None or (key := fold(kept.key)) not in taken or (key in in_file and key != self.code):
            return self
        ref = self.ref or kept.key
        touched = kept.touched - {"ref"}
        return Row(self.sheet, self.cells, ref, fold(ref), self.text, self.directive, kept, kept, touched)


def row_of(sheet: Sheet, cells: SheetRow, stamped: Kept | None) -> Row:
    words, text = cells.text("directive"), clean(cells.text("text"))
    directive = read_directive(words) if words and clean(words) else None
    ref = clean(cells.text("ref"))
    return Row(
        sheet,
        cells,
        ref,
        fold(ref),
        text,
        directive,
        stamped,
        None,
        sheet.columns,
    )


def text_key(text: str, directive: Directive | None) -> tuple[str, str]:
    return fold(text), directive.key if directive else ""
