"""Programmes, read off the codes of collective tasks."""

from collections.abc import Collection

from sqlalchemy import func, select

from domain.programmes import ItemTask, Programme, programmes_among
from domain.work import Role, TaskKind
from storage.database import Tx
from storage.tables import assignments, departments, directives, tasks


async def every(tx: Tx) -> tuple[Programme, ...]:
    """Of tasks in force; a secret one is no item, for of that no words are kept."""
    query = (
        select(tasks.c.id, tasks.c.ref, tasks.c.text, directives.c.title, func.count())
        .join(assignments, assignments.c.task_id == tasks.c.id)
        .outerjoin(directives, directives.c.id == tasks.c.directive_id)
        .where(
            tasks.c.ref.like("%._%"),
            tasks.c.withdrawn_at.is_(None),
            tasks.c.draft.is_(False),
            tasks.c.secret.is_(False),
            tasks.c.kind == TaskKind.TASK,
            assignments.c.withdrawn_at.is_(None),
            assignments.c.role == Role.LEAD,
        )
        .group_by(tasks.c.id, tasks.c.ref, tasks.c.text, directives.c.title)
        .order_by(tasks.c.id)
    )
    return programmes_among(ItemTask(*row) for row in await tx.execute(query))


async def communes(tx: Tx) -> Collection[int]:
    """Units that are xã or phường."""
    query = select(departments.c.id).where(departments.c.kind.in_(["xã", "phường"]))
    return set((await tx.execute(query)).scalars())
