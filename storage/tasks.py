"""Tasks and the directives they come from."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, text, update

from domain.directives import Directive
from domain.importing.record import TaskRecord
from domain.indicators import NO_GOAL
from domain.text import fold
from storage import indicators
from storage.database import Tx, new_id
from storage.many import few, made_of, write_many
from storage.tables import directives, tasks


async def refs(tx: Tx) -> list[str]:
    """Every code ever given, withdrawn ones included: a code is not used twice."""
    return list((await tx.execute(select(tasks.c.ref))).scalars())


async def records(tx: Tx) -> tuple[TaskRecord, ...]:
    """Everything of a task that an import compares, withdrawn ones included."""
    query = (
        select(
            tasks.c.id,
            tasks.c.ref,
            tasks.c.text,
            directives.c.title,
            tasks.c.kind,
            tasks.c.secret,
            tasks.c.needs_acceptance,
            tasks.c.deadline,
            tasks.c.deadline_text,
            tasks.c.recurrence,
            tasks.c.standing,
            tasks.c.withdrawn_at.is_not(None),
            tasks.c.period,
        )
        .outerjoin(directives, directives.c.id == tasks.c.directive_id)
        .order_by(tasks.c.id)
    )
    held = await indicators.goals(tx)

    def record(row: Any) -> TaskRecord:
        return TaskRecord._make((*row[:-1], row.period or "", held.get(row.id, NO_GOAL)))

    return tuple(await made_of(await tx.execute(query), record))


async def hold(tx: Tx) -> None:
    """Until the end of the transaction nobody else changes units, tasks and claims; reports go on."""
    if tx.dialect.name == "postgresql":  # SQLite has one writer
        await tx.execute(text("LOCK TABLE departments, tasks, claims IN SHARE ROW EXCLUSIVE MODE"))


async def rows(tx: Tx, *, withdrawn: bool = False, of: Collection[int] | None = None) -> list[Row[Any]]:
    """Tasks with the title of their directive: those in force, or those that were withdrawn as well.

    `of`: of these at least.
    """
    query = (
        select(tasks, directives.c.title.label("directive"), directives.c.day.label("directive_day"))
        .outerjoin(directives, directives.c.id == tasks.c.directive_id)
        .order_by(tasks.c.id)
    )
    if not withdrawn:
        query = query.where(tasks.c.withdrawn_at.is_(None))
    some = few(of)
    if some is not None:
        query = query.where(tasks.c.id.in_(list(some)))
    return list(await tx.execute(query))


async def add(tx: Tx, *, ref: str, now: datetime, created_by: int | None, **values: Any) -> int:
    """The other values as the table names them; returns the id."""
    added = await tx.execute(
        insert(tasks).values(ref=ref, folded=fold(ref), created_at=now, created_by=created_by, **values)
    )
    return new_id(added)


async def add_many(tx: Tx, rows: Iterable[dict[str, Any]], now: datetime, created_by: int | None) -> None:
    """Each row with its `ref` and the other values as the table names them."""
    made = {"created_at": now, "created_by": created_by}
    await write_many(tx, insert(tasks), ({**row, "folded": fold(row["ref"]), **made} for row in rows))


async def ids(tx: Tx) -> dict[str, int]:
    """By folded code."""
    rows = await tx.execute(select(tasks.c.folded, tasks.c.id))
    return dict(await made_of(rows, lambda row: (row.folded, row.id)))


async def anchors(tx: Tx) -> dict[int, date | None]:
    """The days from which periods are counted, by task."""
    return {row.id: row.anchor for row in await tx.execute(select(tasks.c.id, tasks.c.anchor))}


async def change_many(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    """Each row with its `task_id` and other values as the table names them, alike in every row."""
    await write_many(tx, update(tasks).where(tasks.c.id == bindparam("task_id")), rows)


async def withdraw(tx: Tx, task_id: int, now: datetime) -> None:
    await tx.execute(update(tasks).where(tasks.c.id == task_id).values(withdrawn_at=now))


async def directive_titles(tx: Tx) -> dict[int, str]:
    """By id."""
    return {row.id: row.title for row in await tx.execute(select(directives.c.id, directives.c.title))}


async def directive(tx: Tx, named: Directive) -> int:
    """The id of the directive with that key, entered when it is new."""
    known = (await tx.execute(select(directives.c.id).where(directives.c.key == named.key))).scalar()
    if known is not None:
        return int(known)
    added = await tx.execute(
        insert(directives).values(
            key=named.key, title=named.title, number=named.number, organ=named.organ, day=named.day
        )
    )
    return new_id(added)
