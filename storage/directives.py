"""The register of directives, and what was assigned by each."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from domain.directives import Directive
from storage.database import Tx
from storage.tables import assignments, directives, tasks


@dataclass(frozen=True, slots=True)
class Registered:
    """`subject`: trích yếu."""

    id: int
    directive: Directive
    subject: str | None


async def every(tx: Tx) -> list[Registered]:
    return [_registered(row) for row in await tx.execute(select(directives).order_by(directives.c.id))]


async def get(tx: Tx, directive_id: int) -> Registered | None:
    row = (await tx.execute(select(directives).where(directives.c.id == directive_id))).first()
    return _registered(row) if row else None


async def assignment_ids(tx: Tx, directive_id: int) -> set[int]:
    query = (
        select(assignments.c.id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(tasks.c.directive_id == directive_id)
    )
    return set((await tx.execute(query)).scalars())


async def of_assignments(tx: Tx) -> dict[int, int]:
    """The directive by which each assignment was given out, where there is one."""
    query = (
        select(assignments.c.id, tasks.c.directive_id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(tasks.c.directive_id.is_not(None))
    )
    return {row.id: row.directive_id for row in await tx.execute(query)}


async def places(tx: Tx, directive_id: int) -> dict[str, str]:
    """Where in it each task stands, by code, as far as it is known."""
    query = select(tasks.c.ref, tasks.c.paragraph).where(
        tasks.c.directive_id == directive_id, tasks.c.paragraph.is_not(None)
    )
    return {row.ref: row.paragraph for row in await tx.execute(query)}


async def task_texts(tx: Tx, directive_id: int) -> dict[str, str]:
    """Of its tasks in force, by code."""
    query = select(tasks.c.ref, tasks.c.text).where(
        tasks.c.directive_id == directive_id, tasks.c.withdrawn_at.is_(None)
    )
    return {row.ref: row.text for row in await tx.execute(query)}


def _registered(row: Row[Any]) -> Registered:
    return Registered(row.id, Directive(row.title, row.number, row.organ, row.day), row.subject)
