"""The columns of an assignment with its task and unit, and the values that are made of them.

There are tens of thousands, so they are read by place, and a task and a unit are made once for all of theirs.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, Text, cast, select

from domain.office import Assignment, Department, Task
from domain.work import Acceptance, Role, State, TaskKind, Work
from storage.tables import assignments, departments, directives, tasks

WORK, ROLE = {one.value: one for one in Work}, {one.value: one for one in Role}
KIND = {one.value: one for one in TaskKind}
ACCEPTANCE: dict[str | None, Acceptance | None] = {None: None, **{one.value: one for one in Acceptance}}
STATE = ("percent", "done", "total", "blocked", "blocker", "expected_date", "reported_at", "done_at")
_OF_TASK = (
    "ref", "text", "kind", "secret", "needs_acceptance", "recurrence", "anchor", "standing",
    "deadline_text", "paragraph", "period",
)  # fmt: skip


@cache
def with_withdrawn() -> Select[Any]:
    """Without drafts; by deadline, those without one last."""
    return (
        select(
            *(assignments.c[name] for name in ("id", "withdrawn_at", "task_id", "department_id")),
            *(assignments.c[name] for name in ("role", "created_at", "first_deadline", "deadline", "cycle")),
            *(assignments.c[name] for name in ("work", *STATE, "acceptance")),
            *(tasks.c[name] for name in _OF_TASK),
            directives.c.title.label("directive"),
            departments.c.name.label("department_name"),
            cast(departments.c.aliases, Text).label("aliases"),
            departments.c.kind.label("department_kind"),
        )
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .join(departments, departments.c.id == assignments.c.department_id)
        .outerjoin(directives, directives.c.id == tasks.c.directive_id)
        .where(tasks.c.draft.is_(False))
        .order_by(assignments.c.deadline.is_(None), assignments.c.deadline, tasks.c.id, assignments.c.id)
    )


def read(rows: Iterable[Sequence[Any]]) -> list[Assignment]:
    """Of rows of `with_withdrawn`, in their order."""
    return list(map(making(), rows))


def making() -> Callable[[Sequence[Any]], Assignment]:
    """What makes an assignment of each row; it knows the tasks and the units that it has made already."""
    given: dict[int, Task] = {}
    units: dict[int, Department] = {}

    def made(row: Sequence[Any]) -> Assignment:
        which, _, task_id, unit_id, role, created, first, deadline, cycle = row[:9]
        task = given.get(task_id)
        directive, name, aliases, kind = row[-4:]
        if task is None:
            task = given[task_id] = _task(task_id, directive, *row[19:-4])
        unit = units.get(unit_id)
        if unit is None:
            unit = units[unit_id] = Department(unit_id, name, tuple(json.loads(aliases)), kind)
        state = state_of(*row[9:19])
        return Assignment(which, task, unit, ROLE[role], created, first, deadline, cycle, state)

    return made


def state_of(work: str, *held: Any) -> State:
    """Of the columns `work`, STATE and `acceptance`."""
    percent, done, total, blocked, blocker, expected, reported_at, done_at, accepted = held
    return State(
        WORK[work],
        percent,
        done,
        total,
        bool(blocked),
        blocker,
        expected,
        reported_at,
        done_at,
        ACCEPTANCE[accepted],
    )


def _task(task_id: int, directive: str | None, *columns: Any) -> Task:
    ref, words, kind, secret, needs_acceptance, recurrence, anchor, standing, due, paragraph, years = columns
    return Task(
        task_id,
        ref,
        words,
        directive,
        KIND[kind],
        bool(secret),
        bool(needs_acceptance),
        recurrence,
        anchor,
        bool(standing),
        due,
        paragraph,
        years or "",
    )
