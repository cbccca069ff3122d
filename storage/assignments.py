"""Assignments with their task and unit, and the present state that stands beside them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select, update

from domain.digest import Line, Pending
from domain.importing.record import Answering
from domain.office import Assignment
from domain.text import fold
from domain.work import Present, Role, TaskKind, timing
from storage import nudges
from storage.assignment_rows import KIND, ROLE, STATE, making, read, state_of, with_withdrawn
from storage.database import Tx, new_id
from storage.many import few, made_of, portions, write_many
from storage.reminders import counts
from storage.rights import TODAY, on
from storage.tables import assignments, departments, extensions, tasks

_ONE = update(assignments).where(assignments.c.id == bindparam("which"))
AT_MOST = 1_000  # named in one question; of ten thousand SQLite looks through units and tasks instead
AT_ONCE = 200  # objects, a hundredth of a second or two; then others have a turn


def _query(*where: ColumnElement[bool]) -> Select[Any]:
    """Those in force."""
    return with_withdrawn().where(
        assignments.c.withdrawn_at.is_(None), tasks.c.withdrawn_at.is_(None), *where
    )


@cache
def _of_departments() -> Select[Any]:
    return _query(assignments.c.department_id.in_(bindparam("which", expanding=True)))


@cache
def _some() -> Select[Any]:
    return _query(assignments.c.id.in_(bindparam("which", expanding=True))).order_by(None)


@cache
def _recurring_behind() -> Select[Any]:
    return _query(tasks.c.recurrence.is_not(None), assignments.c.deadline < TODAY)


async def every(tx: Tx) -> list[Assignment]:
    return await made_of(await tx.execute(_query()), making())


async def answering(tx: Tx) -> tuple[Answering, ...]:
    """Who answers for what, in force; without the tasks themselves."""
    query = (
        select(assignments.c.task_id, assignments.c.role, departments.c.name, assignments.c.deadline)
        .join(departments, departments.c.id == assignments.c.department_id)
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(assignments.c.withdrawn_at.is_(None), tasks.c.withdrawn_at.is_(None), tasks.c.draft.is_(False))
        .order_by(assignments.c.id)
    )
    return tuple(await made_of(await tx.execute(query), Answering._make))


async def ever(tx: Tx, ids: Sequence[int] | None = None) -> list[tuple[Assignment, datetime | None]]:
    """Those withdrawn as well, each with when it was; `ids`: of these."""
    found: list[tuple[Assignment, datetime | None]] = []
    if ids is not None and few(ids) is None:
        wanted = set(ids)
        return [held for held in await ever(tx) if held[0].id in wanted]
    for which in [None] if ids is None else portions(ids, AT_MOST):
        query = with_withdrawn()
        rows = (await tx.execute(query.where(assignments.c.id.in_(which)) if which else query)).all()
        found += zip(read(rows), (row.withdrawn_at for row in rows), strict=True)
    return found


async def how_many(tx: Tx) -> int:
    """Those in force."""
    found = _query().order_by(None).subquery()
    return int((await tx.execute(select(func.count()).select_from(found))).scalar_one())


async def first_made(tx: Tx) -> datetime | None:
    """When the oldest in force was made."""
    made = _query().order_by(None).subquery()
    oldest: datetime | None = (await tx.execute(select(func.min(made.c.created_at)))).scalar()
    return oldest


async def get(tx: Tx, assignment_id: int) -> Assignment | None:
    found = read((await tx.execute(_some(), {"which": [assignment_id]})).all())
    return found[0] if found else None


async def some(tx: Tx, ids: Collection[int]) -> list[Assignment]:
    """Those still in force, in the order of `ids`."""
    found: dict[int, Assignment] = {}
    for some_ids in portions(list(ids), AT_ONCE):
        found |= {one.id: one for one in read((await tx.execute(_some(), {"which": some_ids})).all())}
    return [found[i] for i in ids if i in found]


async def of_departments(tx: Tx, department_ids: Collection[int]) -> list[Assignment]:
    """Both roles, by deadline, those without one last."""
    return read((await tx.execute(_of_departments(), {"which": list(department_ids)})).all())


async def of_tasks(tx: Tx, task_ids: Collection[int]) -> list[Assignment]:
    found: list[Assignment] = []
    for some in portions(list(task_ids)):
        found += read((await tx.execute(_query(assignments.c.task_id.in_(some)))).all())
    return found


async def of_ref(tx: Tx, ref: str) -> list[Assignment]:
    return read((await tx.execute(_query(tasks.c.folded == fold(ref)))).all())


async def recurring_behind(tx: Tx, today: date) -> list[Assignment]:
    """Recurring ones whose present period has ended."""
    return read((await tx.execute(_recurring_behind(), on(today))).all())


async def add(
    tx: Tx,
    *,
    task_id: int,
    department_id: int,
    role: Role,
    first_deadline: date | None,
    present: Present,
    now: datetime,
) -> int:
    """A new assignment; one that had been withdrawn comes back as it was."""
    again = await tx.execute(
        update(assignments)
        .where(assignments.c.task_id == task_id, assignments.c.department_id == department_id)
        .values(withdrawn_at=None, role=role)
    )
    if again.rowcount:
        query = select(assignments.c.id).where(
            assignments.c.task_id == task_id, assignments.c.department_id == department_id
        )
        return int((await tx.execute(query)).scalar_one())
    added = await tx.execute(
        insert(assignments).values(
            task_id=task_id,
            department_id=department_id,
            role=role,
            created_at=now,
            first_deadline=first_deadline,
            **_present_values(present),
        )
    )
    return new_id(added)


async def add_many(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    """New assignments; each row as `new_row` makes it."""
    await write_many(tx, insert(assignments), rows)


def new_row(
    *,
    task_id: int,
    department_id: int,
    role: Role,
    first_deadline: date | None,
    present: Present,
    now: datetime,
) -> dict[str, Any]:
    return {
        "task_id": task_id,
        "department_id": department_id,
        "role": role,
        "created_at": now,
        "first_deadline": first_deadline,
        **_present_values(present),
    }


async def withdraw(tx: Tx, assignment_id: int, now: datetime) -> None:
    await tx.execute(update(assignments).where(assignments.c.id == assignment_id).values(withdrawn_at=now))


async def withdraw_many(tx: Tx, ids: Sequence[int], now: datetime) -> None:
    if ids:
        statement = update(assignments).where(assignments.c.id == bindparam("which")).values(withdrawn_at=now)
        await tx.execute(statement, [{"which": i} for i in ids])


async def roles(tx: Tx) -> dict[int, Role | None]:
    """By id; None once withdrawn."""
    query = select(assignments.c.id, assignments.c.role, assignments.c.withdrawn_at)
    rows = await tx.execute(query)
    return dict(await made_of(rows, lambda row: (row.id, None if row.withdrawn_at else ROLE[row.role])))


async def withdrawn(tx: Tx) -> dict[tuple[int, int], int]:
    """The ids of those withdrawn, by task and unit: one that is named again comes back."""
    query = select(assignments.c.task_id, assignments.c.department_id, assignments.c.id).where(
        assignments.c.withdrawn_at.is_not(None)
    )
    return {(row[0], row[1]): row[2] for row in await tx.execute(query)}


async def name_again(tx: Tx, roles: dict[int, Role]) -> None:
    """By id: in force in that role, whatever it was before."""
    if roles:
        named = update(assignments).where(assignments.c.id == bindparam("which")).values(withdrawn_at=None)
        await tx.execute(named, [{"which": i, "role": role} for i, role in roles.items()])


async def change_bases(tx: Tx, first_deadlines: dict[int, date | None]) -> None:
    """By id: what was assigned is another thing from now on."""
    if first_deadlines:
        rows = [{"which": i, "first_deadline": day} for i, day in first_deadlines.items()]
        await tx.execute(update(assignments).where(assignments.c.id == bindparam("which")), rows)


async def write_present(tx: Tx, assignment_id: int, present: Present) -> None:
    await write_presents(tx, {assignment_id: present})


async def write_presents(tx: Tx, presents: dict[int, Present]) -> None:
    """By id."""
    rows = ({"which": i, **_present_values(present)} for i, present in presents.items())
    await write_many(tx, _ONE, rows)


async def extension_counts(tx: Tx, of: Collection[int] | None = None) -> dict[int, int]:
    rows = await tx.execute(_granted(of_some=of is not None), {"which": list(of or ())})
    return {row[0]: row[1] for row in rows}


async def _pending(tx: Tx, of: Collection[int] | None) -> dict[int, Pending]:
    rows = await tx.execute(_wished(of_some=of is not None), {"which": list(of or ())})
    return {row[0]: Pending(row[1], row[2]) for row in rows}


@cache
def _granted(*, of_some: bool) -> Select[Any]:
    which = extensions.c.assignment_id
    query = select(which, func.count()).where(extensions.c.decision.in_(["granted", "shortened"]))
    return _among(query.group_by(which), which, of_some)


@cache
def _wished(*, of_some: bool) -> Select[Any]:
    which = extensions.c.assignment_id
    query = select(which, extensions.c.asked_at, extensions.c.asked_day)
    return _among(query.where(extensions.c.decision == "pending"), which, of_some)


def _among(query: Select[Any], which: ColumnElement[int], of_some: bool) -> Select[Any]:
    return query.where(which.in_(bindparam("which", expanding=True))) if of_some else query


async def led(tx: Tx, kind: TaskKind) -> list[int]:
    """The ids of the leads of all tasks of that kind."""
    query = _query(tasks.c.kind == kind, assignments.c.role == Role.LEAD)
    return list((await tx.execute(query.with_only_columns(assignments.c.id))).scalars())


async def of_department(tx: Tx, department_id: int) -> list[int]:
    """The ids of what that unit has, in both roles."""
    query = _query(assignments.c.department_id == department_id)
    return list((await tx.execute(query.with_only_columns(assignments.c.id))).scalars())


async def lines_of(
    tx: Tx, ids: Sequence[int], today: date, soon: int, zone: Any, before: datetime | None = None
) -> list[Line]:
    """As `lines`, of these."""
    found: list[Line] = []
    for some_ids in portions(ids, AT_MOST):
        found += await _lines(tx, today, soon, zone, some_ids, before)
    return found


async def lines(tx: Tx, today: date, soon: int, zone: Any, before: datetime | None = None) -> list[Line]:
    """Every assignment as the digest sees it now; `before`: with what was asked until then."""
    return await _lines(tx, today, soon, zone, None, before)


async def _lines(
    tx: Tx, today: date, soon: int, zone: Any, of: Sequence[int] | None, before: datetime | None = None
) -> list[Line]:
    asked, nudged, moved = (
        await counts(tx, before, this_period=True, of=of),
        await nudges.counts(tx, before, of=of),
        await extension_counts(tx, of),
    )
    wished = await _pending(tx, of)
    found = []
    for row in (await tx.execute(_in_lines(of_some=of is not None), {"which": of})).all():
        # by place and without the objects around it: there are tens of thousands
        which, ref, unit_id, unit, role, kind, text, secret, deadline, recurrence, made, years, *held = row
        state = state_of(*held)
        found.append(
            Line(
                which,
                ref,
                unit_id,
                unit,
                ROLE[role],
                KIND[kind],
                text,
                bool(secret),
                deadline,
                recurrence,
                state,
                timing(state, deadline, today, soon, zone),
                made,
                asked.get(which, 0),
                nudged.get(which, 0),
                moved.get(which, 0),
                wished.get(which),
                years or "",
            )
        )
    return found


@cache
def _in_lines(*, of_some: bool) -> Select[Any]:
    query = _query().with_only_columns(
        assignments.c.id,
        tasks.c.ref,
        departments.c.id,
        departments.c.name,
        assignments.c.role,
        tasks.c.kind,
        tasks.c.text,
        tasks.c.secret,
        assignments.c.deadline,
        tasks.c.recurrence,
        assignments.c.created_at,
        tasks.c.period,
        assignments.c.work,
        *(assignments.c[name] for name in STATE),
        assignments.c.acceptance,
        maintain_column_froms=True,
    )
    return _among(query, assignments.c.id, of_some)


def _present_values(present: Present) -> dict[str, Any]:
    state = present.state
    values: dict[str, Any] = {name: getattr(state, name) for name in STATE}
    return values | {
        "work": state.work,
        "acceptance": state.acceptance,
        "deadline": present.deadline,
        "cycle": present.cycle,
    }
