"""Assignments of which nothing was said, judged or changed since a moment: they stand as they stood then."""

from datetime import datetime

from sqlalchemy import or_, select

from domain.work import Role, TaskKind
from storage.database import Tx
from storage.tables import assignments, changes, deadline_moves, extensions, reports, tasks, verdicts


async def since(tx: Tx, moment: datetime) -> dict[int, int]:
    """The task of each, by its id: leads in force of tasks, but of those that go from period to period."""
    touched = (
        select(one.c.assignment_id).where(one.c.at >= moment) for one in (reports, deadline_moves, verdicts)
    )
    wished = select(extensions.c.assignment_id).where(
        or_(extensions.c.asked_at >= moment, extensions.c.decided_at >= moment)
    )
    renamed = select(changes.c.noun_id).where(changes.c.noun == "task", changes.c.at >= moment)
    query = (
        select(assignments.c.id, assignments.c.task_id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(
            assignments.c.created_at < moment,
            assignments.c.withdrawn_at.is_(None),
            assignments.c.role == Role.LEAD,
            tasks.c.created_at < moment,
            tasks.c.withdrawn_at.is_(None),
            tasks.c.draft.is_(False),
            tasks.c.kind == TaskKind.TASK,
            tasks.c.recurrence.is_(None),
            tasks.c.id.not_in(renamed),
            *(assignments.c.id.not_in(which) for which in (*touched, wished)),
        )
    )
    return {row.id: row.task_id for row in await tx.execute(query)}
