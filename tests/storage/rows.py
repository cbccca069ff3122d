"""Rows for the tests beside this file: a unit, its focal point, an assignment."""

from datetime import UTC, date, datetime
from typing import Any

from domain.work import Present, Role, State, TaskKind, Work
from storage import assignments, departments, people, tasks
from storage.database import Tx

NOW = datetime(2025, 9, 23, 1, 0, tzinfo=UTC)
DEADLINE = date(2025, 9, 30)
AN, BINH = 1001, 1002


async def unit(tx: Tx, name: str = "Sở Tài chính") -> int:
    return await departments.add(tx, name, (), "sở", NOW)


async def focal_point(tx: Tx, telegram_id: int, *unit_ids: int) -> int:
    """A person who wrote in private and answers for these units; their id."""
    person = await people.remember(tx, telegram_id, "An", None, NOW, wrote_privately=True)
    for unit_id in unit_ids:
        await people.make_focal_point(tx, person.id, unit_id, NOW)
    return person.id


async def assignment(
    tx: Tx,
    unit_id: int,
    ref: str = "NV01",
    *,
    deadline: date | None = DEADLINE,
    role: Role = Role.LEAD,
    state: State | None = None,
    **task: Any,
) -> int:
    """A task led by that unit alone; `task`: other columns of the task."""
    columns = {
        "text": "Rà soát", "kind": TaskKind.TASK, "secret": False, "needs_acceptance": False,
        "standing": False, "deadline": deadline,
    }  # fmt: skip
    task_id = await tasks.add(tx, ref=ref, now=NOW, created_by=None, **columns | task)
    return await assignments.add(
        tx,
        task_id=task_id,
        department_id=unit_id,
        role=role,
        first_deadline=deadline,
        present=Present(state or State(Work.NO_REPORT), deadline, 1),
        now=NOW,
    )
