"""What a task was known to be at an earlier moment, from the changes kept since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.deadlines import read_deadline
from domain.directives import Directive, read_directive
from domain.importing.cycles import anchor_of
from domain.importing.dues import DueReader
from domain.importing.values import Due
from domain.names import canonical, split_names
from domain.office import Assignment, Task
from domain.work import Role, TaskKind


@dataclass(frozen=True, slots=True)
class Kept:
    """A task's field was `old` until `at`."""

    task_id: int
    field: str
    old: str
    at: datetime


def before(changes: Iterable[Kept], end: datetime) -> dict[int, dict[str, str]]:
    """By task and field, what it said at `end` where that was changed since. `changes` in their order."""
    found: dict[int, dict[str, str]] = {}
    for change in changes:
        if change.at >= end:
            found.setdefault(change.task_id, {}).setdefault(change.field, change.old)
    return found


def role_at(
    held: Assignment, withdrawn_at: datetime | None, old: Mapping[str, str], end: datetime
) -> Role | None:
    """The unit's role at `end`; None when it had none."""
    in_force = held.created_at < end and (withdrawn_at is None or withdrawn_at >= end)
    for field, role in (("leads", Role.LEAD), ("coordinating", Role.COORDINATING)):
        if field in old:
            named = {canonical(name) for name in split_names(old[field])}
            if canonical(held.department.name) in named:
                return role
        elif held.role is role and in_force:
            return role
    return None


def as_it_was(
    held: Assignment, role: Role, due: Due, old: Mapping[str, str], assigned: date
) -> tuple[Assignment, Due]:
    """The assignment at that moment, and its task's Hạn. `due`: the present one; `assigned`: the task's day.

    What a task that is secret by now was called before is not told again. Where the directive had no date, a
    period is counted from the day on which the task was entered; the day of a later import is not kept.
    """
    if not old and (due.recurrence is not None or held.task.anchor is None):
        return (held if held.role is role else replace(held, role=role)), due
    title = old.get("directive", held.task.directive or "")
    directive = read_directive(title) if title else None
    day = (directive.day if directive else None) or assigned
    first, anchor = held.first_deadline, held.task.anchor
    if "deadline" in old:
        due = _due(old["deadline"], directive, day)
        first = due.deadline
    if due.recurrence is None:
        anchor = None
    elif "deadline" in old or "directive" in old:
        anchor = anchor_of(due.words, due.recurrence, day)
    task = replace(
        _as_called(held.task, old),
        directive=title or None,
        recurrence=due.recurrence,
        anchor=anchor,
        standing=due.standing,
        deadline_text=due.words,
    )
    return replace(held, role=role, first_deadline=first, task=task), due


def _as_called(task: Task, old: Mapping[str, str]) -> Task:
    return replace(
        task,
        text=task.text if task.secret else old.get("text", task.text),
        kind=TaskKind(old.get("kind", task.kind)),
        needs_acceptance=old["needs_acceptance"] == "x"
        if "needs_acceptance" in old
        else task.needs_acceptance,
        secret=task.secret or old.get("secret") == "x",
        period=old.get("period", task.period),
    )


def _due(words: str, directive: Directive | None, day: date) -> Due:
    return DueReader(read_deadline, day).read(words, directive, None).due
