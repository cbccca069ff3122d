"""Reminders that people put off, each rung once. What has become pointless is not found, and so lapses."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, exists, func, insert, select, update

from storage.database import Tx
from storage.reminders import is_open
from storage.rights import TODAY, answering, on, within_reach
from storage.tables import assignments, people, reminders, snoozes, tasks


@dataclass(frozen=True, slots=True)
class PutOff:
    id: int
    person_id: int
    assignment_id: int
    department_id: int


async def rung(tx: Tx, assignment_id: int, person_id: int, deadline: date) -> int | None:
    """The last rung at which that person was reminded for this deadline, unless it was put off already."""
    furthest = (
        await tx.execute(
            select(func.min(reminders.c.lead_days)).where(
                reminders.c.assignment_id == assignment_id,
                reminders.c.person_id == person_id,
                reminders.c.deadline == deadline,
            )
        )
    ).scalar()
    if furthest is None:
        return None
    put_off = select(snoozes.c.id).where(
        snoozes.c.assignment_id == assignment_id,
        snoozes.c.person_id == person_id,
        snoozes.c.deadline == deadline,
        snoozes.c.lead_days == furthest,
    )
    return None if (await tx.execute(put_off)).first() is not None else int(furthest)


async def add(
    tx: Tx,
    *,
    assignment_id: int,
    person_id: int,
    deadline: date,
    lead_days: int,
    until_day: date,
    now: datetime,
) -> None:
    await tx.execute(
        insert(snoozes).values(
            assignment_id=assignment_id,
            person_id=person_id,
            deadline=deadline,
            lead_days=lead_days,
            until_day=until_day,
            asked_at=now,
        )
    )


async def due(tx: Tx, today: date) -> list[PutOff]:
    """Those whose day has come and were not said since, while the task is open and its deadline the same."""
    return [PutOff(*row) for row in await tx.execute(_due(), on(today))]


@cache
def _due() -> Select[Any]:
    who = answering()
    theirs = exists().where(
        who.c.person_id == snoozes.c.person_id, who.c.department_id == assignments.c.department_id
    )
    return (
        select(snoozes.c.id, snoozes.c.person_id, snoozes.c.assignment_id, assignments.c.department_id)
        .join(assignments, assignments.c.id == snoozes.c.assignment_id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .join(people, people.c.id == snoozes.c.person_id)
        .where(
            snoozes.c.outbox_id.is_(None),
            snoozes.c.until_day <= TODAY,
            snoozes.c.deadline == assignments.c.deadline,
            *is_open(),
            *within_reach(),
            theirs,
        )
        .order_by(snoozes.c.id)
    )


async def said(tx: Tx, ids: Collection[int], outbox_id: int) -> None:
    if ids:
        await tx.execute(update(snoozes).where(snoozes.c.id.in_(list(ids))).values(outbox_id=outbox_id))
