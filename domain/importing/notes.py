"""Gathering faults and warnings with the place they are about."""

from typing import Any

from domain.importing.values import COLUMNS, Fault, Sheet, SheetRow


class Notes:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def fault(
        self, sheet: Sheet, row: SheetRow | None, column: str | None, problem: str, **facts: Any
    ) -> None:
        self.faults.append(_placed(sheet, row, column, problem, facts))

    def warn(
        self, sheet: Sheet, row: SheetRow | None, column: str | None, problem: str, **facts: Any
    ) -> None:
        self.warnings.append(_placed(sheet, row, column, problem, facts))

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
    header = COLUMNS[sheet.kind][column] if column else None
    return Fault(sheet.title, row.number if row else None, header, problem, facts)
