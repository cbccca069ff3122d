"""What a document proposes as a sheet of the import: corrected and sent back it is taken as any other."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.work import TaskKind
from papers.sheets.rows import due_cell
from papers.sheets.writing import TASK_HEADER, TASK_WIDTHS, write_book
from papers.vietnamese import KIND


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """Units by their names; `due` as it stands in Hạn."""

    text: str
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    due: str


def write_proposals_xlsx(directive: str, proposed: Sequence[ProposedRow]) -> bytes:
    kind = KIND[TaskKind.TASK]
    rows = [
        ("", p.text, "; ".join(p.leads), "; ".join(p.coordinating), due_cell(p.due), directive, kind, "", "")
        for p in proposed
    ]
    columns = len(rows[0]) if rows else len(TASK_HEADER)  # what is no part of a proposal is left out
    return write_book([("Nhiệm vụ", TASK_HEADER[:columns], TASK_WIDTHS[:columns], rows)])
