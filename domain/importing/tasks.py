"""The sheet Nhiệm vụ: which task a row is, and what it wants that task to be."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from domain.directives import Directive
from domain.importing.comparing import task_changes
from domain.importing.dues import DueReader
from domain.importing.goals import read_goal
from domain.importing.lists import ListPlan
from domain.importing.notes import FirstSeen, Notes
from domain.importing.refs import FreeRefs, spelling
from domain.importing.rows import Row, rows_of, text_key
from domain.importing.stamps import Digests, task_cells
from domain.importing.units import UnitPlan
from domain.importing.untouched import check_reported
from domain.importing.values import (
    COLUMNS,
    GOAL_COLUMNS,
    LONGEST_DIRECTIVE,
    LONGEST_LABEL,
    NO_DUE,
    REPORTED,
    STAMP,
    TASK_KINDS,
    TASKS,
    Due,
    KnownTask,
    Sheet,
    TaskChange,
    TaskRow,
)
from domain.indicators import NO_GOAL, Goal
from domain.names import split_names
from domain.secrecy import marked_secret
from domain.text import clean, fold
from domain.work import TaskKind
from domain.year_spans import read_years

_EXAMPLE = fold("Ví dụ:")  # the rows of the sheet that we hand out begin so
_TELLING = frozenset({"text", "deadline", "directive", "kind", "secret"})
_TASK_KINDS = {fold(name): kind for name, kind in TASK_KINDS.items()}


class Wrong(NamedTuple):
    problem: str
    facts: dict[str, Any]


class TaskPlan:
    """The rows of every task sheet of a file, against the tasks on record."""

    def __init__(
        self,
        tasks: Sequence[KnownTask],
        taken_refs: Iterable[str],
        units: UnitPlan,
        lists: ListPlan,
        dues: DueReader,
        notes: Notes,
    ) -> None:
        self._by_ref = {fold(task.ref): task for task in tasks}
        self._tasks = tasks
        self._taken = {fold(ref): ref for ref in taken_refs}
        self._spelled = {spelling(ref): ref for ref in self._taken.values()}
        self._units, self._directory = units, units.directory()
        self._lists = lists
        self._dues = dues
        self._notes = notes
        self._named: dict[str, tuple[int | None, tuple[str, ...]]] = {}
        self._beside: dict[object, TaskRow] = {}
        self._cells: dict[str, tuple[str, ...]] = {}  # what cells of units say, where nothing is to be noted
        self.new: list[TaskRow] = []
        self.changed: list[TaskChange] = []
        self.unchanged = 0

    def read(self, sheets: Sequence[Sheet], digests: Digests) -> None:
        rows: list[Row] = []
        for sheet in sheets:
            rows += rows_of(sheet, digests)
            self._notes.unknown_columns(sheet)
            if STAMP not in sheet.columns and not sheet.columns.isdisjoint(REPORTED[TASKS]):
                self._notes.warn(sheet, None, None, "no_stamp")
        in_file = {row.code for row in rows if row.ref}
        free = FreeRefs([*self._taken.values(), *(row.ref for row in rows)])
        seen_refs, seen_texts = FirstSeen(), FirstSeen()
        rows = [row.as_exported(self._taken, in_file) for row in rows]
        if not all(row.ref for row in rows):
            for row in rows:
                if row.ref:
                    seen_texts.again(row.text_key, row.sheet, row.cells)
        for row in rows:
            if row.ref:
                first = seen_refs.again(row.code, row.sheet, row.cells)
            else:
                first = seen_texts.again(row.text_key, row.sheet, row.cells)
            if first is not None and (row.ref or row.text):
                self._fault(row, "ref" if row.ref else "text", "twice", value=row.ref or None, **first)
                continue
            if self._is_open_to_change(row):
                self._read_row(row, in_file, free)

    def _is_open_to_change(self, row: Row) -> bool:
        """Of a sheet that was exported: no row whose age is not known, and none left as it was."""
        if row.kept is None and STAMP in row.sheet.columns and row.code in self._by_ref:
            self._fault(row, "ref", "stamp_lost", value=row.ref)
            return False
        if row.stamped is None or row.stamped.touched:
            check_reported(row.sheet, row.cells, row.ref, row.stamped, self._notes)
        if row.kept is None:
            return True
        if fold(row.kept.key) != row.code:
            self._fault(row, "ref", "ref_changed", value=row.ref, known=row.kept.key)
            return False
        touched = not row.touched.isdisjoint(COLUMNS[TASKS])
        self.unchanged += not touched  # whatever became of the task since
        return touched

    def _read_row(self, row: Row, in_file: set[str], free: FreeRefs) -> None:
        known = self._which(row)
        if known is not None and not row.ref and fold(known.ref) in in_file:
            self._fault(row, "text", "has_row", value=known.ref)
        elif known is None and row.ref and row.code in self._taken:
            self._fault(row, "ref", "withdrawn_ref", value=row.ref)
        elif (other := self._spelled.setdefault(spelling(row.ref), row.ref)) != row.ref and (
            known is None and row.ref
        ):
            self._fault(row, "ref", "other_spelling", value=row.ref, known=other)
        else:
            self._plan(row, known, free)

    @cached_property
    def _by_text(self) -> dict[tuple[str, str], KnownTask]:
        """The first of each; asked for only where a row has no code."""
        found: dict[tuple[str, str], KnownTask] = {}
        for task in self._tasks:
            found.setdefault(text_key(task.text, task.directive), task)
        return found

    @cached_property
    def _by_words(self) -> dict[str, list[KnownTask]]:
        found: dict[str, list[KnownTask]] = {}
        for task in self._tasks:
            found.setdefault(fold(task.text), []).append(task)
        return found

    def _which(self, row: Row) -> KnownTask | None:
        """The task on record that the row is (contract: by Mã, else by Nội dung and Văn bản)."""
        if row.ref:
            return self._by_ref.get(row.code)
        known = self._by_text.get(row.text_key)
        if known is None and not row.has("directive"):  # a column that is not there says nothing
            alike = self._by_words.get(fold(row.text), [])
            return alike[0] if len(alike) == 1 else None
        return known

    def _plan(self, row: Row, known: KnownTask | None, free: FreeRefs) -> None:
        elsewhere = self._changed_since(row, known) if known else frozenset()
        known = known and self._named_now(known)
        wanted = self._wanted(row, known)
        if wanted is None:
            return
        if known is None:
            if fold(row.text[: 2 * len(_EXAMPLE)]).startswith(_EXAMPLE):
                self._notes.warn(row.sheet, row.cells, "text", "an_example")
            self.new.append(wanted if wanted.ref else replace(wanted, ref=free.take()))
            return
        changes = task_changes(known, wanted)
        if changes and elsewhere:
            self._notes.both_sides(row.sheet, row.cells, known.ref, changes, elsewhere)
        elif changes:
            self.changed.append(TaskChange(known, wanted, changes))
        else:
            self.unchanged += 1

    def _changed_since(self, row: Row, known: KnownTask) -> frozenset[str]:
        """The columns of an exported row that the store holds otherwise by now."""
        if row.kept is None:
            return frozenset()
        changed = row.kept.stamp.differing(task_cells(known))
        dated = "deadline" in row.touched and known.due.recurrence is None
        # an extension stands in the way of a new Hạn, and of nothing else
        return changed if dated else changed - {"deadlines"}

    def _wanted(self, row: Row, known: KnownTask | None) -> TaskRow | None:
        """None when something in the row is wrong, which has been noted.

        Of a new task all but code and text is mostly what other rows say, and is read once.
        """
        if known is not None:
            return self._read_cells(row, known)
        alike = self._beside.get(row.beside)
        if alike is not None and self._wrong_text(row, None, alike.secret) is None:
            return replace(alike, ref=row.ref, text=row.text)
        noted = self._notes.count()
        wanted = self._read_cells(row, None)
        if wanted is not None and self._notes.count() == noted:
            self._beside[row.beside] = wanted
        return wanted

    def _read_cells(self, row: Row, known: KnownTask | None) -> TaskRow | None:
        before = len(self._notes.faults)
        if known and row.kept and not row.has("text"):
            row = row._replace(text=known.text)
        secret = self._flag(row, "secret", known.secret if known else False)
        acceptance = self._flag(row, "needs_acceptance", known.needs_acceptance if known else False)
        if (wrong := self._wrong_text(row, known, secret)) is not None:
            self._fault(row, "text", wrong.problem, **wrong.facts)
        directive = known.directive if known and not row.has("directive") else row.directive
        leads = known.leads if known and row.kept and not row.has("leads") else self._units_in(row, "leads")
        coordinating = self._coordinating(row, known, leads)
        kind = self._kind(row, known)
        due = self._due(row, known, directive)
        period, goal = self._period(row, known), self._goal(row, known, kind)
        if secret:
            self._keep_neutral(row, known, directive, due)
            self._keep_without_goal(row)
        if len(self._notes.faults) > before:
            return None
        ref = row.ref or (known.ref if known else "")
        if secret:
            goal = NO_GOAL
        return TaskRow(
            ref, row.text, directive, kind, secret, acceptance, due, leads, coordinating, period, goal
        )

    def _wrong_text(self, row: Row, known: KnownTask | None, secret: bool) -> Wrong | None:
        if not row.text:
            return Wrong("missing", {})
        if secret and len(row.text) > LONGEST_LABEL:
            return Wrong("secret_text", {"longest": LONGEST_LABEL, "length": len(row.text)})
        if not secret and marked_secret(row.text):
            return Wrong("secret_words", {"longest": LONGEST_LABEL})
        if known and known.secret and not secret and known.text != row.text:
            return Wrong("secret_opened", {"value": known.ref})
        return None

    def _named_now(self, known: KnownTask) -> KnownTask:
        """With the names that its units have once the file is in."""
        if not self._units.renames:
            return known
        leads, coordinating = (tuple(map(self._units.name_now, n)) for n in (known.leads, known.coordinating))
        goal = replace(known.goal, method_by=self._units.name_now(known.goal.method_by))
        return replace(known, leads=leads, coordinating=coordinating, goal=goal)

    def _coordinating(self, row: Row, known: KnownTask | None, leads: tuple[str, ...]) -> tuple[str, ...]:
        if known and not row.has("coordinating"):
            return tuple(name for name in known.coordinating if name not in leads)
        names = self._units_in(row, "coordinating")
        for name in names:
            if name in leads:
                self._fault(row, "coordinating", "both_roles", value=name)
        return names

    def _units_in(self, row: Row, column: str) -> tuple[str, ...]:
        words = row.cells.text(column)
        if words in self._cells:
            return self._cells[words]
        noted = self._notes.count()
        names = split_names(words)
        if not names and column == "leads":
            self._fault(row, column, "missing")
        found: list[str] = []
        for name in names:
            unit_id, near = self._find(name)
            listed = self._lists.names(name) if unit_id is None else None
            if listed is not None:
                self._check_number(row, column, name, len(listed))
                found += [unit for unit in listed if unit not in found]
            elif unit_id is None:
                self._fault(row, column, "unknown_department", value=name, near=near)
            elif (official := self._units.official(unit_id)) in found:
                self._fault(row, column, "twice_in_cell", value=name)
            else:
                found.append(official)
        if self._notes.count() == noted:
            self._cells[words] = tuple(found)
        return tuple(found)

    def _check_number(self, row: Row, column: str, name: str, number: int) -> None:
        said = self._lists.differs(name)
        if said is not None:
            self._notes.warn(
                row.sheet, row.cells, column, "list_number", value=name, said=said, number=number
            )

    def _find(self, name: str) -> tuple[int | None, tuple[str, ...]]:
        if name not in self._named:
            unit_id = self._directory.find(name)
            near = () if unit_id is not None else tuple(self._directory.nearest(name))
            self._named[name] = unit_id, near
        return self._named[name]

    def _kind(self, row: Row, known: KnownTask | None) -> TaskKind:
        if known and not row.has("kind"):
            return known.kind
        said = row.cells.text("kind")
        kind = _TASK_KINDS.get(fold(said))
        if kind is None and (said := clean(said)):
            self._fault(row, "kind", "not_allowed", value=said, allowed=tuple(TASK_KINDS))
        return kind or TaskKind.TASK

    def _flag(self, row: Row, column: str, before: bool) -> bool:
        if not row.has(column):
            return before
        said = row.cells.text(column).strip().lower()
        if said not in ("", "x"):
            self._fault(row, column, "not_a_flag", value=said[:20])
        return said == "x"

    def _due(self, row: Row, known: KnownTask | None, directive: Directive | None) -> Due:
        if not row.has("deadline"):
            return known.due if known else NO_DUE
        read = self._dues.read(row.cells.cell("deadline"), directive, known)
        if read.fault is not None:
            self._fault(row, "deadline", read.fault, value=row.cells.text("deadline")[:80])
        if read.warning is not None:
            said = row.cells.text("deadline")[:80]
            self._notes.warn(row.sheet, row.cells, "deadline", read.warning, value=said)
        return read.due

    def _period(self, row: Row, known: KnownTask | None) -> str:
        if not row.has("period"):
            return known.period if known else ""
        years = read_years(row.cells.text("period"))
        if years is None:
            self._fault(row, "period", "not_years", value=row.cells.text("period")[:40])
        return years or ""

    def _goal(self, row: Row, known: KnownTask | None, kind: TaskKind) -> Goal:
        """Only an indicator has one; what a task's row says of it is a fault."""
        before = known.goal if known else NO_GOAL
        if kind is not TaskKind.INDICATOR:
            if row.cells.say_any(GOAL_COLUMNS):
                for column in GOAL_COLUMNS:
                    if row.has(column) and row.cells.has(column):
                        self._fault(row, column, "not_an_indicator")
            return NO_GOAL
        said = [column for column in GOAL_COLUMNS if row.has(column)]
        if not said:
            return before
        read = read_goal(row.cells, said, before)
        for column, problem, facts in read.faults:
            self._fault(row, column, problem, **facts)
        if not read.goal.method_by:
            return read.goal
        unit_id, near = self._find(read.goal.method_by)
        if unit_id is None:
            self._fault(row, "method_by", "unknown_department", value=read.goal.method_by, near=near)
            return read.goal
        return replace(read.goal, method_by=self._units.official(unit_id))

    def _keep_without_goal(self, row: Row) -> None:
        """The figures of a secret indicator are as secret as its text."""
        for column in GOAL_COLUMNS:
            if row.cells.has(column):
                self._fault(row, column, "secret_goal")

    def _keep_neutral(self, row: Row, known: KnownTask | None, directive: Directive | None, due: Due) -> None:
        """Of a secret task neither Hạn nor Văn bản may tell what it is about; what stands there may stay."""
        was = known if known is not None and known.secret else None
        dateless = due == replace(NO_DUE, words=due.words)
        wordy = due.words and (dateless or len(due.words) > LONGEST_LABEL)
        if wordy and (was is None or was.due != due):
            self._fault(row, "deadline", "secret_due", longest=LONGEST_LABEL)
        titled = directive is not None and len(directive.title) > LONGEST_DIRECTIVE
        if titled and (known is None or known.directive != directive):
            self._fault(row, "directive", "secret_directive", longest=LONGEST_DIRECTIVE)

    def _fault(self, row: Row, column: str, problem: str, **facts: Any) -> None:
        if column in _TELLING and row.cells.text("secret").strip() and "value" in facts:
            facts["value"] = "…"  # a fault is said in the chat and kept there
        self._notes.fault(row.sheet, row.cells, column, problem, **facts)
