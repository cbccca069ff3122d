"""A store filled by statements alone: an office as large as one likes, in seconds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Integer, bindparam, insert, text
from sqlalchemy.sql.elements import TextClause

from storage.database import Database, Tx
from storage.tables import Moment, departments, focal_points, people

_NUMBERS = "with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < :count) "
_TASKS = (
    "insert into tasks (id, ref, folded, text, kind, secret, needs_acceptance, deadline, standing, draft,"
    " created_at) select i + 1, 'NV' || i, 'nv' || i, 'Rà soát quy định về đầu tư, thuê dịch vụ ' || i,"
    " 'task', false, false, d.day, false, false, :now from n join stock_days d on d.nth = n.i % :days"
)
_ASSIGNMENTS = (
    "insert into assignments (id, task_id, department_id, role, created_at, first_deadline, deadline, cycle,"
    " work, blocked) select i + 1, i / :units + 1, i % :units + 1, 'lead', :now, t.deadline, t.deadline, 1,"
    " 'no_report', false from n join tasks t on t.id = n.i / :units + 1"
)
_ANNOUNCED = (
    "insert into announcements (assignment_id, person_id, at)"
    " select id, department_id, created_at from assignments"
)
_NEXT = "select setval(pg_get_serial_sequence('{0}', 'id'), (select max(id) from {0}))"


@dataclass(frozen=True, slots=True)
class Stock:
    """`units` with a focal point each lead every task, whose deadlines lie on `days` days from `first` on."""

    units: int
    tasks: int
    first: date
    days: int

    @property
    def assignments(self) -> int:
        return self.units * self.tasks


async def fill(store: Database, stock: Stock, now: datetime) -> None:
    """Writes it into an empty store; everybody was told of their tasks, nobody was reminded."""
    async with store.transaction() as tx:
        numbers = range(1, stock.units + 1)
        await tx.execute(
            insert(departments),
            [
                {"id": n, "name": f"Xã Số {n}", "folded": f"xa so {n}", "aliases": [], "created_at": now}
                for n in numbers
            ],
        )
        await tx.execute(
            insert(people),
            [
                {"id": n, "telegram_id": 90_000 + n, "name": f"Người {n}", "started": True, "created_at": now}
                for n in numbers
            ],
        )
        await tx.execute(text("create temporary table stock_days (nth integer, day date)"))
        await tx.execute(
            _typed("insert into stock_days values (:i, :day)", "day"),
            [{"i": i, "day": stock.first + timedelta(days=i)} for i in range(stock.days)],
        )
        await _many(tx, _TASKS, count=stock.tasks, now=now, days=stock.days)
        await _many(tx, _ASSIGNMENTS, count=stock.assignments, now=now, units=stock.units)
        await tx.execute(text(_ANNOUNCED))
        await tx.execute(
            insert(focal_points), [{"person_id": n, "department_id": n, "since": now} for n in numbers]
        )
        await tx.execute(text("drop table stock_days"))
        if not store.is_sqlite:
            for table in ("tasks", "assignments", "departments", "people"):
                await tx.execute(text(_NEXT.format(table)))
    await _analyse(store)


_TYPES = {"now": Moment(), "day": Date(), "count": Integer(), "units": Integer(), "days": Integer()}


async def _many(tx: Tx, statement: str, **values: Any) -> None:
    target, _, query = statement.partition(" select ")
    await tx.execute(_typed(f"{target} {_NUMBERS} select {query}", *values), values)


def _typed(statement: str, *names: str) -> TextClause:
    return text(statement).bindparams(*(bindparam(name, type_=_TYPES.get(name)) for name in names))


async def _analyse(store: Database) -> None:
    """What a store has learned of itself after a night."""
    async with store.transaction() as tx:
        await tx.execute(text("analyze"))
