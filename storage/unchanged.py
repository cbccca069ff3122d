"""Assignments of which nothing was said, judged or changed since a moment: they stand as they stood then."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select, text, union

from domain.work import Role, TaskKind
from storage.database import Tx
from storage.tables import LED, assignments, changes, deadline_moves, extensions, reports, tasks, verdicts


async def since(tx: Tx, moment: datetime, unit_id: int | None = None) -> dict[int, int]:
    """The task of each, by its id: leads in force of tasks, but of those that go from period to period.

    `unit_id`: of that unit alone, here and below.
    """
    query = (
        select(assignments.c.id, assignments.c.task_id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(
            text(LED.format("assignments.")),
            *untouched(moment),
            tasks.c.withdrawn_at.is_(None),
            tasks.c.draft.is_(False),
            tasks.c.kind == TaskKind.TASK,
            *untouched_tasks(moment),
            *_of_unit(unit_id),
        )
    )
    return {row.id: row.task_id for row in await tx.execute(query)}


async def others(tx: Tx, moment: datetime, unit_id: int | None = None) -> list[int]:
    """The ids of all the rest that a unit led then, by what is known now or by what was changed since."""
    moved_on = select(tasks.c.id).where(
        or_(
            tasks.c.recurrence.is_not(None),
            tasks.c.kind == TaskKind.INDICATOR,
            tasks.c.withdrawn_at >= moment,
            tasks.c.id.in_(_renamed(moment)),
        )
    )
    some = union(
        *_touched(moment),
        select(assignments.c.id).where(assignments.c.withdrawn_at >= moment),
        select(assignments.c.id).where(assignments.c.task_id.in_(moved_on)),
    )
    led = and_(
        assignments.c.role == Role.LEAD,
        assignments.c.created_at < moment,
        or_(assignments.c.withdrawn_at.is_(None), assignments.c.withdrawn_at >= moment),
    )
    query = (
        select(assignments.c.id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(
            assignments.c.id.in_(some),
            tasks.c.draft.is_(False),
            tasks.c.created_at < moment,
            or_(tasks.c.withdrawn_at.is_(None), tasks.c.withdrawn_at >= moment),
            or_(led, tasks.c.id.in_(_renamed(moment))),
            *_of_unit(unit_id),
        )
        .order_by(assignments.c.id)
    )
    return list((await tx.execute(query)).scalars())


def untouched(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of leads in force."""
    return (assignments.c.id.not_in(union(*_touched(moment))),)


def untouched_tasks(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        tasks.c.created_at < moment,
        tasks.c.recurrence.is_(None),
        tasks.c.id.not_in(_renamed(moment)),
    )


def _of_unit(unit_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if unit_id is None else (assignments.c.department_id == unit_id,)


def _touched(moment: datetime) -> tuple[Select[tuple[int]], ...]:
    """The ids of those given, reported on, moved, judged, or asked or decided to be moved since."""
    return (
        select(assignments.c.id).where(text(LED.format("assignments.")), assignments.c.created_at >= moment),
        *(
            select(one.c.assignment_id).where(one.c.at >= moment)
            for one in (reports, deadline_moves, verdicts)
        ),
        select(extensions.c.assignment_id).where(
            or_(extensions.c.asked_at >= moment, extensions.c.decided_at >= moment)
        ),
    )


def _renamed(moment: datetime) -> Select[tuple[int]]:
    """The ids of tasks that were changed since."""
    return select(changes.c.noun_id).where(changes.c.noun == "task", changes.c.at >= moment)
