"""The plan of an import (contract, "The import sheet")."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from domain.deadlines import DeadlinePhrase
from domain.directives import Directive, read_directive
from domain.importing.values import (
    COLUMNS,
    DEPARTMENT_KINDS,
    DEPARTMENTS,
    LONGEST_LABEL,
    NO_DUE,
    TASK_KINDS,
    TASKS,
    DepartmentChange,
    Due,
    Fault,
    FieldChange,
    KnownTask,
    NewDepartment,
    Plan,
    Sheet,
    SheetRow,
    TaskChange,
    TaskRow,
)
from domain.names import DepartmentName, Directory, canonical, split_names
from domain.office import Department
from domain.text import clean, fold
from domain.work import TaskKind

ReadDeadline = Callable[[str, date], DeadlinePhrase]
_REF = re.compile(r"NV0*(\d+)", re.IGNORECASE)
_KINDS = {fold(name): name for name in DEPARTMENT_KINDS}
_TASK_KINDS = {fold(name): kind for name, kind in TASK_KINDS.items()}
_ONLY_STARTS = frozenset({"conditional", "by_plan"})


def next_ref(refs: Iterable[str]) -> str:
    """The next free code: NV and a number above all that were ever given."""
    numbers = [int(found[1]) for ref in refs if (found := _REF.fullmatch(ref.strip()))]
    return f"NV{max(numbers, default=0) + 1:02d}"


def plan(
    sheets: Sequence[Sheet],
    units: Sequence[Department],
    tasks: Sequence[KnownTask],
    taken_refs: Iterable[str],
    today: date,
    read_deadline: ReadDeadline,
) -> Plan:
    """What `sheets` would change in the store described by `units`, `tasks` and every code ever given."""
    planning = _Planning(units, tasks, taken_refs, today, read_deadline)
    for sheet in sheets:
        if sheet.kind == DEPARTMENTS:
            planning.departments(sheet)
    for sheet in sheets:
        if sheet.kind == TASKS:
            planning.tasks(sheet)
    return planning.result()


class _Planning:
    """One pass over the sheets; what it finds is gathered here and given out as a Plan."""

    def __init__(
        self,
        units: Sequence[Department],
        tasks: Sequence[KnownTask],
        taken_refs: Iterable[str],
        today: date,
        read_deadline: ReadDeadline,
    ) -> None:
        self._units = {canonical(unit.name): unit for unit in units}
        self._names = [DepartmentName(unit.id, unit.name, unit.aliases) for unit in units]
        self._official = {unit.id: unit.name for unit in units}
        self._by_ref = {fold(task.ref): task for task in tasks}
        self._by_text = {_text_key(task.text, task.directive): task for task in tasks}
        self._taken = {fold(ref): ref for ref in taken_refs}
        self._today = today
        self._read_deadline = lru_cache(maxsize=4096)(read_deadline)  # a sheet repeats a few phrases
        self._found: dict[str, list[Any]] = {
            name: []
            for name in (
                "faults",
                "warnings",
                "new_departments",
                "changed_departments",
                "new_tasks",
                "changed_tasks",
            )
        }
        self._unchanged = 0
        self._directory: Directory | None = None

    def result(self) -> Plan:
        return Plan(**{name: tuple(found) for name, found in self._found.items()}, unchanged=self._unchanged)

    def _fault(
        self, sheet: Sheet, row: SheetRow | None, column: str | None, problem: str, **facts: Any
    ) -> None:
        header = COLUMNS[sheet.kind][column] if column else None
        self._found["faults"].append(Fault(sheet.title, row.number if row else None, header, problem, facts))

    def _warn(
        self, sheet: Sheet, row: SheetRow | None, column: str | None, problem: str, **facts: Any
    ) -> None:
        header = COLUMNS[sheet.kind][column] if column else None
        self._found["warnings"].append(
            Fault(sheet.title, row.number if row else None, header, problem, facts)
        )

    def _unknown_columns(self, sheet: Sheet) -> None:
        for name in sheet.unknown_columns:
            self._warn(sheet, None, None, "unknown_column", name=name)

    # units

    def departments(self, sheet: Sheet) -> None:
        self._unknown_columns(sheet)
        seen: dict[str, int] = {}
        for row in sheet.rows:
            name = clean(row.text("name"))
            if not name:
                self._fault(sheet, row, "name", "missing")
                continue
            key = canonical(name)
            if key in seen:
                self._fault(sheet, row, "name", "twice", value=name, first=seen[key])
                continue
            seen[key] = row.number
            self._department(sheet, row, name, key)

    def _department(self, sheet: Sheet, row: SheetRow, name: str, key: str) -> None:
        kind = self._department_kind(sheet, row)
        aliases = tuple(dict.fromkeys(split_names(row.text("aliases"))))
        known = self._units.get(key)
        if known is None:
            self._found["new_departments"].append(NewDepartment(name, aliases, kind))
            number = -len(self._found["new_departments"])  # its id comes with the writing
            self._names.append(DepartmentName(number, name, aliases))
            self._official[number] = name
            return
        wanted_aliases = aliases if "aliases" in sheet.columns else known.aliases
        wanted_kind = kind if "kind" in sheet.columns else known.kind
        changes = _changes(
            (
                ("name", known.name, name),
                ("aliases", "; ".join(known.aliases), "; ".join(wanted_aliases)),
                ("kind", known.kind or "", wanted_kind or ""),
            )
        )
        if not changes:
            self._unchanged += 1
            return
        self._found["changed_departments"].append(
            DepartmentChange(known.id, name, wanted_aliases, wanted_kind, changes)
        )
        self._names = [n for n in self._names if n.id != known.id]
        self._names.append(DepartmentName(known.id, name, wanted_aliases))
        self._official[known.id] = name

    def _department_kind(self, sheet: Sheet, row: SheetRow) -> str | None:
        said = row.text("kind").strip()
        if not said:
            return None
        kind = _KINDS.get(fold(said))
        if kind is None:
            self._fault(sheet, row, "kind", "not_allowed", value=said, allowed=DEPARTMENT_KINDS)
        return kind

    # tasks

    def tasks(self, sheet: Sheet) -> None:
        self._unknown_columns(sheet)
        self._directory = Directory(self._names)
        seen: dict[tuple[str, ...], int] = {}
        in_file = {fold(row.text("ref")) for row in sheet.rows if row.text("ref")}
        fresh_refs = list(self._taken.values()) + [row.text("ref") for row in sheet.rows if row.text("ref")]
        for row in sheet.rows:
            ref = clean(row.text("ref"))
            directive = self._directive(row)
            text_key = _text_key(row.text("text"), directive)
            key = ("ref", fold(ref)) if ref else ("text", *text_key)
            if key in seen:
                value = ref or row.text("text")[:60]
                self._fault(sheet, row, key[0], "twice", value=value, first=seen[key])
                continue
            seen[key] = row.number
            known = self._by_ref.get(fold(ref)) if ref else self._by_text.get(text_key)
            if known is not None and not ref and fold(known.ref) in in_file:
                self._fault(sheet, row, "text", "twice", value=row.text("text")[:60], first=known.ref)
                continue
            if known is None and ref and fold(ref) in self._taken:
                self._fault(sheet, row, "ref", "withdrawn_ref", value=ref)
                continue
            wanted = self._task(sheet, row, known, directive)
            if wanted is None:
                continue
            if known is not None:
                self._compare(known, wanted)
                continue
            if not ref:
                wanted = _with_ref(wanted, next_ref(fresh_refs))
                fresh_refs.append(wanted.ref)
            self._found["new_tasks"].append(wanted)

    def _task(
        self, sheet: Sheet, row: SheetRow, known: KnownTask | None, directive: Directive | None
    ) -> TaskRow | None:
        """None when something in the row is wrong (which has been noted)."""
        before = len(self._found["faults"])
        columns = sheet.columns
        text = clean(row.text("text"))
        if not text:
            self._fault(sheet, row, "text", "missing")
        secret = self._flag(sheet, row, "secret", known.secret if known else False)
        if secret and len(text) > LONGEST_LABEL:
            self._fault(sheet, row, "text", "secret_text", longest=LONGEST_LABEL, length=len(text))
        leads = self._units_in(sheet, row, "leads")
        coordinating = self._units_in(sheet, row, "coordinating")
        if not row.text("leads").strip():
            self._fault(sheet, row, "leads", "missing")
        for name in leads:
            if name in coordinating:
                self._fault(sheet, row, "coordinating", "both_roles", value=name)
        if known and "directive" not in columns:
            directive = known.directive
        if known and "coordinating" not in columns:
            coordinating = known.coordinating
        kind = self._task_kind(sheet, row, known)
        due = self._due(sheet, row, directive) if "deadline" in columns else (known.due if known else NO_DUE)
        acceptance = self._flag(sheet, row, "needs_acceptance", known.needs_acceptance if known else False)
        if len(self._found["faults"]) > before or due is None:
            return None
        ref = clean(row.text("ref")) or (known.ref if known else "")
        return TaskRow(ref, text, directive, kind, secret, acceptance, due, leads, coordinating)

    def _directive(self, row: SheetRow) -> Directive | None:
        said = clean(row.text("directive"))
        return read_directive(said) if said else None

    def _task_kind(self, sheet: Sheet, row: SheetRow, known: KnownTask | None) -> TaskKind:
        said = row.text("kind").strip()
        if "kind" not in sheet.columns and known is not None:
            return known.kind
        if not said:
            return TaskKind.TASK
        kind = _TASK_KINDS.get(fold(said))
        if kind is None:
            self._fault(sheet, row, "kind", "not_allowed", value=said, allowed=tuple(TASK_KINDS))
        return kind or TaskKind.TASK

    def _flag(self, sheet: Sheet, row: SheetRow, column: str, before: bool) -> bool:
        if column not in sheet.columns:
            return before
        said = row.text(column).strip().lower()
        if said not in ("", "x"):
            self._fault(sheet, row, column, "not_a_flag", value=said[:20])
        return said == "x"

    def _units_in(self, sheet: Sheet, row: SheetRow, column: str) -> tuple[str, ...]:
        found: list[str] = []
        directory = self._directory or Directory(self._names)
        for name in split_names(row.text(column)):
            unit_id = directory.find(name)
            if unit_id is None:
                self._fault(
                    sheet, row, column, "unknown_department", value=name, near=directory.nearest(name)
                )
            elif self._official[unit_id] in found:
                self._fault(sheet, row, column, "twice_in_cell", value=name)
            else:
                found.append(self._official[unit_id])
        return tuple(found)

    def _due(self, sheet: Sheet, row: SheetRow, directive: Directive | None) -> Due | None:
        said = row.cells.get("deadline", "")
        if isinstance(said, date):
            return Due(said, None, None, standing=False)
        words = clean(said)
        if not words:
            return NO_DUE
        day, is_day = _day(words)
        if is_day:
            if day is None:
                self._fault(sheet, row, "deadline", "no_such_day", value=words)
                return None
            return Due(day, None, None, standing=False)
        phrase = self._read_deadline(words, (directive.day if directive else None) or self._today)
        if phrase.doubt in _ONLY_STARTS:
            self._warn(sheet, row, "deadline", "no_date_of_its_own", value=words)
            return Due(None, words, None, standing=False)
        if phrase.doubt == "standing" and not phrase.recurrence and phrase.end is None:
            return Due(None, words, None, standing=True)
        if phrase.rule is None or (phrase.end is None and phrase.recurrence is None):
            self._fault(sheet, row, "deadline", "unreadable_deadline", value=words)
            return None
        return Due(phrase.end if not phrase.recurrence else None, words, phrase.recurrence, standing=False)

    def _compare(self, known: KnownTask, wanted: TaskRow) -> None:
        changes = list(
            _changes(
                (
                    ("text", known.text, wanted.text),
                    ("directive", _title(known.directive), _title(wanted.directive)),
                    ("kind", known.kind.value, wanted.kind.value),
                    ("secret", _x(known.secret), _x(wanted.secret)),
                    ("needs_acceptance", _x(known.needs_acceptance), _x(wanted.needs_acceptance)),
                    ("leads", _set(known.leads), _set(wanted.leads)),
                    ("coordinating", _set(known.coordinating), _set(wanted.coordinating)),
                )
            )
        )
        if not known.due.same_as(wanted.due):
            changes.append(FieldChange("deadline", due_words(known.due), due_words(wanted.due)))
        if changes:
            self._found["changed_tasks"].append(TaskChange(known, wanted, tuple(changes)))
        else:
            self._unchanged += 1


def due_words(due: Due) -> str:
    """As it stands in the sheet's Hạn."""
    if due.recurrence or due.standing:
        return due.words or ("thường xuyên" if due.standing else due.recurrence or "")
    return due.deadline.strftime("%d/%m/%Y") if due.deadline else ""


def _with_ref(row: TaskRow, ref: str) -> TaskRow:
    return TaskRow(
        ref,
        row.text,
        row.directive,
        row.kind,
        row.secret,
        row.needs_acceptance,
        row.due,
        row.leads,
        row.coordinating,
    )


def _text_key(text: str, directive: Directive | None) -> tuple[str, str]:
    return fold(text), directive.key if directive else ""


def _changes(pairs: Iterable[tuple[str, str, str]]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)


def _title(directive: Directive | None) -> str:
    return directive.title if directive else ""


def _x(flag: bool) -> str:
    return "x" if flag else ""


def _set(names: tuple[str, ...]) -> str:
    return "; ".join(sorted(names))


_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


def _day(words: str) -> tuple[date | None, bool]:
    """(the day, whether the words have the form of one)."""
    found = _DAY.fullmatch(words)
    if found is None:
        return None, False
    parts = [int(part) for part in found.groups() if part]
    year, month, day = parts if found[4] else reversed(parts)
    try:
        return date(year, month, day), True
    except ValueError:
        return None, True
