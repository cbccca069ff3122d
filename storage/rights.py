"""Who is what to the office on a day: whence an actor's rights and the clock's addressees."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Subquery,
    bindparam,
    exists,
    literal,
    null,
    select,
    union_all,
)

from domain.office import FocalPoint
from storage.database import Tx
from storage.people import person
from storage.tables import deputies, focal_points, heads, leaders, people

TODAY = bindparam("today", type_=Date)


def on(today: date) -> dict[str, Any]:
    """What a statement with TODAY in it is to be run with."""
    return {"today": today}


@dataclass(frozen=True, slots=True)
class Held:
    """`own`: units answered for, as focal point or in the place of one; `headed`: those they are head of."""

    own: frozenset[int]
    headed: frozenset[int]
    leader: bool


async def held(tx: Tx, person_id: int, today: date) -> Held:
    rows = (await tx.execute(_held(), {"person": person_id, **on(today)})).all()
    return Held(
        frozenset(row[1] for row in rows if row[0] == "own"),
        frozenset(row[1] for row in rows if row[0] == "head"),
        any(row[0] == "leader" for row in rows),
    )


@cache
def _held() -> CompoundSelect[Any]:
    person_id: BindParameter[int] = bindparam("person")
    own = select(literal("own"), focal_points.c.department_id).where(
        focal_points.c.person_id == person_id, focal_points.c.until.is_(None)
    )
    standing = (
        select(literal("own"), focal_points.c.department_id)
        .join(deputies, deputies.c.person_id == focal_points.c.person_id)
        .where(deputies.c.deputy_id == person_id, in_force(TODAY), focal_points.c.until.is_(None))
    )
    headed = select(literal("head"), heads.c.department_id).where(
        heads.c.person_id == person_id, heads.c.until.is_(None)
    )
    leads = select(literal("leader"), null()).where(
        leaders.c.person_id == person_id, leaders.c.until.is_(None)
    )
    return union_all(own, standing, headed, leads)


def in_force(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """Of a row of `deputies`: today is one of its days."""
    return (deputies.c.from_day <= today) & (deputies.c.to_day >= today) & deputies.c.ended_at.is_(None)


def within_reach(who: FromClause = people) -> Collection[ColumnElement[bool]]:
    return (who.c.started.is_(True), who.c.unreachable_since.is_(None), who.c.telegram_id.is_not(None))


@cache
def answering(*, of_some: bool = False) -> Subquery:
    """(person_id, department_id) of those who are asked and told on the day of `on`.

    `of_some`: of the `people` alone that the statement is run with, else all are looked up first.

    Kept, as what is made of it: the clock asks often, and building it costs more than running it.

    A deputy in the place of who is away; who is away themselves where the deputy cannot be reached.
    """
    deputy = people.alias("deputy")
    replaced = exists().where(
        deputies.c.person_id == focal_points.c.person_id,
        in_force(TODAY),
        deputies.c.deputy_id == deputy.c.id,
        *within_reach(deputy),
    )
    own = select(focal_points.c.person_id, focal_points.c.department_id).where(
        focal_points.c.until.is_(None), ~replaced
    )
    standing = (
        select(deputies.c.deputy_id, focal_points.c.department_id)
        .join(focal_points, focal_points.c.person_id == deputies.c.person_id)
        .where(focal_points.c.until.is_(None), in_force(TODAY))
    )
    if of_some:
        some: BindParameter[int] = bindparam("people", expanding=True)
        own = own.where(focal_points.c.person_id.in_(some))
        standing = standing.where(deputies.c.deputy_id.in_(some))
    return own.union(standing).subquery("answering")


async def who_answer(tx: Tx, department_ids: Collection[int], today: date) -> list[FocalPoint]:
    """Those asked and told on that day for these units, whether a message reaches them or not."""
    who = answering()
    query = (
        select(people, who.c.department_id)
        .join(who, who.c.person_id == people.c.id)
        .where(who.c.department_id.in_(list(department_ids)))
        .order_by(who.c.department_id, people.c.id)
    )
    return [FocalPoint(person(row), row.department_id) for row in await tx.execute(query, on(today))]


@cache
def heading() -> Subquery:
    """(person_id, department_id) of the heads of units."""
    return select(heads.c.person_id, heads.c.department_id).where(heads.c.until.is_(None)).subquery("heading")
