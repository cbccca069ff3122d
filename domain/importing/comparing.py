"""What differs between a task on record and the row that names it."""

from datetime import date

from domain.directives import Directive
from domain.importing.dues import due_words
from domain.importing.goals import goal_cells
from domain.importing.values import Cell, FieldChange, KnownTask, TaskRow
from domain.names import canonical


def changes_of(*fields: tuple[str, str, str]) -> tuple[FieldChange, ...]:
    """Of (field, old, new), those that differ."""
    return tuple(FieldChange(name, old, new) for name, old, new in fields if old != new)


def task_changes(known: KnownTask, wanted: TaskRow) -> tuple[FieldChange, ...]:
    """Field by field, as people read them; another spelling of the same thing is no change."""
    changes = list(
        changes_of(
            ("text", known.text, wanted.text),
            ("kind", known.kind.value, wanted.kind.value),
            ("secret", _x(known.secret), _x(wanted.secret)),
            ("needs_acceptance", _x(known.needs_acceptance), _x(wanted.needs_acceptance)),
        )
    )
    if _key(known.directive) != _key(wanted.directive):
        changes.append(FieldChange("directive", _title(known.directive), _title(wanted.directive)))
    for name, old, new in (
        ("leads", known.leads, wanted.leads),
        ("coordinating", known.coordinating, wanted.coordinating),
    ):
        if {canonical(unit) for unit in old} != {canonical(unit) for unit in new}:
            changes.append(FieldChange(name, "; ".join(sorted(old)), "; ".join(sorted(new))))
    changes += changes_of(("period", known.period, wanted.period))
    if known.goal != wanted.goal:
        was, now = goal_cells(known.goal), goal_cells(wanted.goal)
        changes += changes_of(*((name, _words(was[name]), _words(now[name])) for name in was))
    if not known.due.same_as(wanted.due):
        changes.append(FieldChange("deadline", due_words(known.due), due_words(wanted.due)))
    return tuple(changes)


def _words(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def _key(directive: Directive | None) -> str:
    return directive.key if directive else ""


def _title(directive: Directive | None) -> str:
    return directive.title if directive else ""


def _x(flag: bool) -> str:
    return "x" if flag else ""
