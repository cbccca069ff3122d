"""What a changed sheet means for a unit that was told of the task before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.importing.values import FieldChange, TaskChange
from domain.office import Assignment
from domain.work import Role

FORMAL = frozenset({"directive", "kind", "period"})  # how a task is filed: nobody does anything else for it
TOGETHER = 3  # more leads than these do each their own part, and need not know of one another


@dataclass(frozen=True, slots=True)
class News:
    """Of one assignment, as it is now. `changes`: of its task. `turned`: leads now where it took part, or the
    reverse. `gone`: it is the unit's no more; `joined`: it was not the unit's before."""

    assignment: Assignment
    changes: tuple[FieldChange, ...] = ()
    turned: bool = False
    gone: bool = False
    joined: bool = False


def news_of(
    changed: Iterable[TaskChange], before: Sequence[Assignment], after: Sequence[Assignment]
) -> list[News]:
    """Of the assignments in force before and after; only of those to which something is new."""
    by_task = {change.known.id: change for change in changed}
    was, now = {a.id: a for a in before}, {a.id for a in after}
    found = [News(_renamed(a, by_task[a.task.id]), gone=True) for a in before if a.id not in now]
    for a in after:
        if a.id not in was:
            found.append(News(a, joined=True))
            continue
        told = tuple(_told(by_task[a.task.id], was[a.id], a))
        if told or was[a.id].role is not a.role:
            found.append(News(a, told, turned=was[a.id].role is not a.role))
    return found


def _renamed(gone: Assignment, change: TaskChange) -> Assignment:
    """By what may be read of the task from now on."""
    task = replace(gone.task, text=change.wanted.text, secret=change.wanted.secret)
    return replace(gone, task=task)


def _told(change: TaskChange, was: Assignment, now: Assignment) -> Iterator[FieldChange]:
    """A deadline is the unit's own: an extension may have moved it already to where the sheet has it."""
    for one in change.changes:
        if one.field == "deadline" and was.deadline and now.deadline and not change.wanted.due.recurrence:
            if was.deadline != now.deadline:
                yield FieldChange(one.field, f"{was.deadline:%d/%m/%Y}", f"{now.deadline:%d/%m/%Y}")
        elif one.field == "leads" and now.role is Role.LEAD and len(change.wanted.leads) > TOGETHER:
            continue
        elif one.field not in FORMAL:
            yield one
