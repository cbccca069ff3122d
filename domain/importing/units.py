"""The sheet Đơn vị: departments new and changed, and the directory that the tasks are read with."""

from collections.abc import Sequence

from domain.importing.comparing import changes_of
from domain.importing.kept import Kept, kept_of
from domain.importing.notes import FirstSeen, Notes
from domain.importing.stamps import Digests, unit_cells
from domain.importing.values import (
    DEPARTMENT_KINDS,
    STAMP,
    DepartmentChange,
    NewDepartment,
    Sheet,
    SheetRow,
)
from domain.names import DepartmentName, Directory, canonical, split_names
from domain.office import Department
from domain.text import clean, fold

_KINDS = {fold(name): name for name in DEPARTMENT_KINDS}


class UnitPlan:
    """The departments as they will be once the file is in."""

    def __init__(self, units: Sequence[Department], notes: Notes) -> None:
        self._known = {canonical(unit.name): unit for unit in units}
        self._names = {unit.id: DepartmentName(unit.id, unit.name, unit.aliases) for unit in units}
        self._kinds = {unit.id: unit.kind for unit in units}
        self._rows: list[tuple[Sheet, SheetRow, int]] = []
        self._seen = FirstSeen()
        self._renamed: dict[str, str] = {}
        self._notes = notes
        self.new: list[NewDepartment] = []
        self.changed: list[DepartmentChange] = []
        self.unchanged = 0

    def directory(self) -> Directory:
        return Directory(self._names.values())

    def every(self) -> list[Department]:
        """Those of the file too, by the kind that it gives them; the new ones with ids of its own."""
        return [Department(u.id, u.name, u.aliases, self._kinds[u.id]) for u in self._names.values()]

    def official(self, unit_id: int) -> str:
        return self._names[unit_id].name

    def name_now(self, name: str) -> str:
        """A unit's name on record, as it will be."""
        return self._renamed.get(name, name)

    @property
    def renames(self) -> bool:
        return bool(self._renamed)

    def read(self, sheet: Sheet, digests: Digests) -> None:
        self._notes.unknown_columns(sheet)
        in_file = {canonical(clean(row.text("name"))) for row in sheet.rows}
        for row, kept in zip(sheet.rows, kept_of(sheet.rows, digests), strict=True):
            name = clean(row.text("name"))
            key = canonical(name)
            if not key:
                self._notes.fault(sheet, row, "name", "missing")
            elif (first := self._seen.again(key, sheet, row)) is not None:
                self._notes.fault(sheet, row, "name", "twice", value=name, **first)
            else:
                was = canonical(kept.key) if kept else ""
                if (
                    kept is None
                    or was not in self._known
                    or (was != key and (was in in_file or key in self._known))
                ):
                    self._row(
                        sheet, row, name, key, None
                    )  # not of an export, or of another store's, or a copy
                else:
                    self._row(sheet, row, name, was, kept)

    def check_names(self) -> None:
        """A name must mean one department: faults for the rows that would give it a second meaning."""
        in_file = {unit_id for _, _, unit_id in self._rows}
        of_others = {
            canonical(alias): unit.id
            for unit in self._names.values()
            if unit.id not in in_file
            for alias in unit.aliases
        }
        owners = of_others | {canonical(unit.name): unit.id for unit in self._names.values()}
        for sheet, row, unit_id in self._rows:
            unit = self._names[unit_id]
            owner = of_others.get(canonical(unit.name), unit_id)
            if owner != unit_id:
                self._taken(sheet, row, "name", unit.name, owner)
            for alias in unit.aliases:
                owner = owners.setdefault(canonical(alias), unit_id)
                if owner != unit_id:
                    self._taken(sheet, row, "aliases", alias, owner)

    def _taken(self, sheet: Sheet, row: SheetRow, column: str, value: str, owner: int) -> None:
        self._notes.fault(sheet, row, column, "name_taken", value=value, owner=self.official(owner))

    def _row(self, sheet: Sheet, row: SheetRow, name: str, key: str, kept: Kept | None) -> None:
        """`kept`: of a unit on record, what the row said when it was exported."""
        touched = kept.touched if kept else sheet.columns
        if not touched:
            self.unchanged += 1
            return
        kind = self._kind(sheet, row)
        aliases = tuple(dict.fromkeys(clean(alias) for alias in split_names(row.text("aliases"))))
        known = self._known.get(key)
        if known is None:
            self.new.append(NewDepartment(name, aliases, kind))
            number = -len(self.new)  # its id comes with the writing
            self._names[number] = DepartmentName(number, name, aliases)
            self._kinds[number] = kind
            self._rows.append((sheet, row, number))
            return
        if kept is None and STAMP in sheet.columns:
            self._notes.fault(sheet, row, "name", "stamp_lost", value=known.name)
            return
        name = name if kept is None or "name" in touched else known.name
        aliases = aliases if "aliases" in touched else known.aliases
        kind = kind if "kind" in touched else known.kind
        changes = changes_of(
            ("name", known.name, name),
            ("aliases", "; ".join(known.aliases), "; ".join(aliases)),
            ("kind", known.kind or "", kind or ""),
        )
        elsewhere = kept.stamp.differing(unit_cells(known)) if kept else frozenset()
        if elsewhere and changes:
            self._notes.both_sides(sheet, row, known.name, changes, elsewhere)
            return
        if canonical(name) != canonical(known.name):
            self._renamed[known.name] = name
        self._names[known.id] = DepartmentName(known.id, name, aliases)
        self._kinds[known.id] = kind
        self._rows.append((sheet, row, known.id))
        if changes:
            self.changed.append(DepartmentChange(known.id, name, aliases, kind, changes))
        else:
            self.unchanged += 1

    def _kind(self, sheet: Sheet, row: SheetRow) -> str | None:
        said = clean(row.text("kind"))
        if not said:
            return None
        kind = _KINDS.get(fold(said))
        if kind is None:
            self._notes.fault(sheet, row, "kind", "not_allowed", value=said, allowed=DEPARTMENT_KINDS)
        return kind
