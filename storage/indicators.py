"""What indicators aim at, and the values that were reported of them, which are only added to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import delete, insert, select

from domain.indicators import Counting, Direction, Goal, Value
from storage.database import Tx
from storage.many import portions
from storage.tables import departments, indicator_values, indicators


async def goals(tx: Tx) -> dict[int, Goal]:
    """By task; one without is left out."""
    return await _goals(tx, None)


async def goal(tx: Tx, task_id: int) -> Goal | None:
    return (await _goals(tx, task_id)).get(task_id)


async def _goals(tx: Tx, task_id: int | None) -> dict[int, Goal]:
    query = select(indicators, departments.c.name).outerjoin(
        departments, departments.c.id == indicators.c.method_by_id
    )
    if task_id is not None:
        query = query.where(indicators.c.task_id == task_id)
    return {
        row.task_id: Goal(
            row.target,
            row.unit,
            Direction(row.direction),
            Counting(row.counting),
            row.baseline,
            bool(row.unassessed),
            row.name or "",
            row.method_due,
        )
        for row in await tx.execute(query)
    }


async def put(tx: Tx, goals: Mapping[int, Goal | None], units: Mapping[str, int]) -> None:
    """By task, in place of what was there; None: it has none. `units`: ids by the name of who proposes."""
    for some in portions(list(goals)):
        await tx.execute(delete(indicators).where(indicators.c.task_id.in_(some)))
    rows = [
        {
            "task_id": task_id,
            "target": goal.target,
            "unit": goal.unit,
            "direction": goal.direction,
            "counting": goal.counting,
            "baseline": goal.baseline,
            "unassessed": goal.unassessed,
            "method_by_id": units[goal.method_by] if goal.method_by else None,
            "method_due": goal.method_due,
        }
        for task_id, goal in goals.items()
        if goal is not None
    ]
    if rows:
        await tx.execute(insert(indicators), rows)


async def add_value(
    tx: Tx, assignment_id: int, report_id: int, day: date, value: float, by: int | None
) -> None:
    await tx.execute(
        insert(indicator_values).values(
            assignment_id=assignment_id, report_id=report_id, day=day, value=value, person_id=by
        )
    )


async def value_of(tx: Tx, report_id: int) -> Value | None:
    """What that report told."""
    query = select(indicator_values).where(
        indicator_values.c.report_id == report_id, indicator_values.c.value.is_not(None)
    )
    row = (await tx.execute(query)).first()
    return Value(row.assignment_id, row.report_id, row.day, row.value, row.person_id) if row else None


async def values(tx: Tx, assignment_ids: Sequence[int] | None = None) -> dict[int, list[Value]]:
    """By assignment, in the order in which they were written; of reports that no longer count, too."""
    found: dict[int, list[Value]] = defaultdict(list)
    some_ids = [None] if assignment_ids is None else portions(list(assignment_ids))
    for some in some_ids:
        query = select(indicator_values).where(indicator_values.c.value.is_not(None))
        if some is not None:
            query = query.where(indicator_values.c.assignment_id.in_(some))
        for row in await tx.execute(query.order_by(indicator_values.c.id)):
            found[row.assignment_id].append(
                Value(row.assignment_id, row.report_id, row.day, row.value, row.person_id)
            )
    return found
