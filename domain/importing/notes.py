"""Gathering faults and warnings with the place they are about."""

from collections.abc import Iterable, Sequence
from typing import Any

from domain.importing.values import HEADERS, READ_ONLY, Fault, FieldChange, Sheet, SheetRow


class Notes:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def count(self) -> int:
        return len(self.faults) + len(self.warnings)

    def fault(
        self, sheet: Sheet, row: SheetRow | None, column: str | None, problem: str, **facts: Any
    ) -> None:
        self.faults.append(_placed(sheet, row, column, problem, facts))

    def warn(
        self, sheet: Sheet, row: SheetRow | None, column: str | None, problem: str, **facts: Any
    ) -> None:
        self.warnings.append(_placed(sheet, row, column, problem, facts))

    def both_sides(
        self, sheet: Sheet, row: SheetRow, key: str, changes: Sequence[FieldChange], elsewhere: Iterable[str]
    ) -> None:
        """A row that was changed in the file and, since the export, in the store: the store's stands."""
        names = HEADERS[sheet.kind]
        told = ", ".join(f"{names[c.field]}: {c.new or 'trống'}" for c in changes)
        self.warn(
            sheet,
            row,
            None,
            "both_sides",
            value=key,
            file=told,
            store=", ".join(sorted(names[c].removesuffix(" (chỉ xem)") for c in elsewhere)),
        )

    def unknown_columns(self, sheet: Sheet) -> None:
        for name in sheet.unknown_columns:
            self.warn(sheet, None, None, "unknown_column", name=name)


class FirstSeen:
    """Where in the file something stood first: a second time is a fault that names the first."""

    def __init__(self) -> None:
        self._places: dict[object, tuple[str, int]] = {}

    def again(self, key: object, sheet: Sheet, row: SheetRow) -> dict[str, Any] | None:
        """None for the first time; else the facts that name it."""
        title, number = self._places.setdefault(key, (sheet.title, row.number))
        if (title, number) == (sheet.title, row.number):
            return None
        return {"first": number, "first_sheet": None if title == sheet.title else title}


def _placed(
    sheet: Sheet, row: SheetRow | None, column: str | None, problem: str, facts: dict[str, Any]
) -> Fault:
    header = HEADERS[sheet.kind][column] if column and sheet.kind != READ_ONLY else column
    return Fault(sheet.title, row.number if row else None, header, problem, facts)
