"""A row of the sheet Nhiệm vụ with what tells which task it is."""

from collections.abc import Callable, Collection, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from domain.directives import Directive, read_directive
from domain.importing.kept import Kept, kept_of
from domain.importing.stamps import Digests
from domain.importing.values import REPORTED, STAMP, TASKS, Cell, Sheet, SheetRow
from domain.text import clean, fold


class Row(NamedTuple):
    """A row, its code and text cleaned.

    `beside`: what its other cells hold, with the columns that the sheet has: rows that agree in it say the
    same of different tasks.
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
    beside: object

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
        return self._replace(ref=ref, code=fold(ref), kept=kept, touched=touched)


def rows_of(sheet: Sheet, digests: Digests) -> Iterator[Row]:
    """With what their stamps tell, if the sheet was exported."""
    columns = sheet.columns.difference(("ref", "text", STAMP), REPORTED[TASKS])
    beside: Callable[[Sequence[Cell]], object] | None = None
    for cells, stamped in zip(sheet.rows, kept_of(sheet.rows, digests), strict=True):
        if beside is None:
            beside = itemgetter(*(cells.places[column] for column in sorted(columns)))
        words, text, ref = cells.text("directive"), clean(cells.text("text")), clean(cells.text("ref"))
        directive = read_directive(words) if words and clean(words) else None
        yield Row(
            sheet,
            cells,
            ref,
            fold(ref),
            text,
            directive,
            stamped,
            None,
            sheet.columns,
            (sheet.columns, beside(cells.cells)),
        )


def text_key(text: str, directive: Directive | None) -> tuple[str, str]:
    return fold(text), directive.key if directive else ""
