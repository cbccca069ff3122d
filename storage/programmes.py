"""Programmes, read off the codes of collective tasks."""

from collections.abc import Collection

from sqlalchemy import ScalarSelect, select

from domain.programmes import FEWEST_UNITS, ItemTask, Programme, programmes_among
from domain.work import Role, TaskKind
from storage.database import Tx
from storage.tables import assignments, departments, directives, tasks


async def every(tx: Tx) -> tuple[Programme, ...]:
    """Of tasks in force; a secret one is no item, for of that no words are kept."""
    query = (
        select(tasks.c.id, tasks.c.ref, tasks.c.text, directives.c.title, _lead(FEWEST_UNITS).is_not(None))
        .outerjoin(directives, directives.c.id == tasks.c.directive_id)
        .where(
            tasks.c.ref.like("%._%"),
            tasks.c.withdrawn_at.is_(None),
            tasks.c.draft.is_(False),
            tasks.c.secret.is_(False),
            tasks.c.kind == TaskKind.TASK,
            _lead(1).is_not(None),
        )
        .order_by(tasks.c.id)
    )
    return programmes_among(ItemTask(*row) for row in await tx.execute(query))


async def led(tx: Tx) -> list[int]:
    """The ids of the leads in force of tasks whose codes are written as those of items are."""
    query = (
        select(assignments.c.id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(
            tasks.c.ref.like("%._%"),
            tasks.c.withdrawn_at.is_(None),
            tasks.c.draft.is_(False),
            tasks.c.kind == TaskKind.TASK,
            assignments.c.withdrawn_at.is_(None),
            assignments.c.role == Role.LEAD,
        )
        .order_by(assignments.c.deadline.is_(None), assignments.c.deadline, tasks.c.id, assignments.c.id)
    )
    return list((await tx.execute(query)).scalars())


def _lead(nth: int) -> ScalarSelect[int]:
    """The nth lead of a task, whichever that is: counting all of them takes a country's time."""
    return (
        select(assignments.c.id)
        .where(
            assignments.c.task_id == tasks.c.id,
            assignments.c.withdrawn_at.is_(None),
            assignments.c.role == Role.LEAD,
        )
        .limit(1)
        .offset(nth - 1)
        .correlate(tasks)
        .scalar_subquery()
    )


async def communes(tx: Tx) -> Collection[int]:
    """Units that are xã or phường."""
    query = select(departments.c.id).where(departments.c.kind.in_(["xã", "phường"]))
    return set((await tx.execute(query)).scalars())
