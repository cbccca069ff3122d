"""People, and what they are to the office: focal points and leaders."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, literal, select, union, update

from domain.office import FocalPoint, Language, Person
from storage.database import Tx
from storage.tables import (
    Moment,
    announcements,
    assignments,
    deputies,
    focal_points,
    heads,
    leaders,
    people,
    tasks,
)

_ONE = select(people).where(people.c.id == bindparam("which"))
_PRESENT = (
    select(people, focal_points.c.department_id)
    .join(focal_points, focal_points.c.person_id == people.c.id)
    .where(focal_points.c.until.is_(None))
    .order_by(focal_points.c.id)
)
_SOME = select(people).where(people.c.id.in_(bindparam("which", expanding=True)))
_BY_TELEGRAM = select(people).where(people.c.telegram_id == bindparam("telegram"))


async def get(tx: Tx, person_id: int) -> Person | None:
    row = (await tx.execute(_ONE, {"which": person_id})).first()
    return person(row) if row else None


async def some(tx: Tx, ids: Collection[int]) -> dict[int, Person]:
    """By id."""
    rows = await tx.execute(_SOME, {"which": list(ids)})
    return {row.id: person(row) for row in rows}


async def by_telegram(tx: Tx, telegram_id: int) -> Person | None:
    row = (await tx.execute(_BY_TELEGRAM, {"telegram": telegram_id})).first()
    return person(row) if row else None


async def remember(
    tx: Tx, telegram_id: int, name: str, username: str | None, now: datetime, *, wrote_privately: bool
) -> Person:
    """The person with that Telegram id, as named now. Who writes to us in private can be reached again."""
    values: dict[str, Any] = {"name": name, "username": username}
    if wrote_privately:
        values |= {"started": True, "unreachable_since": None}
    row = (await tx.execute(_BY_TELEGRAM, {"telegram": telegram_id})).first()
    if row is None:
        values |= {"telegram_id": telegram_id, "created_at": now}
        await tx.execute(insert(people).values(**values))
    elif any(getattr(row, key) != value for key, value in values.items()):
        await tx.execute(update(people).where(people.c.id == row.id).values(**values))
    else:
        return person(row)
    found = await by_telegram(tx, telegram_id)
    assert found is not None  # noqa: S101 - written just above
    return found


async def mark_unreachable(tx: Tx, person_id: int, now: datetime) -> None:
    """From now on until they write again."""
    unmarked = people.c.unreachable_since.is_(None)
    await tx.execute(update(people).where(people.c.id == person_id, unmarked).values(unreachable_since=now))


async def choose_language(tx: Tx, person_id: int, language: Language) -> None:
    await tx.execute(update(people).where(people.c.id == person_id).values(language=language))


async def languages(tx: Tx, telegram_ids: Collection[int]) -> dict[int, Language]:
    """By Telegram id, of those who have chosen another than Vietnamese."""
    query = select(people.c.telegram_id, people.c.language).where(
        people.c.telegram_id.in_(list(telegram_ids)), people.c.language != Language.VIETNAMESE
    )
    return {row.telegram_id: Language(row.language) for row in await tx.execute(query)}


async def departments_of(tx: Tx, person_id: int) -> list[int]:
    query = select(focal_points.c.department_id).where(
        focal_points.c.person_id == person_id, focal_points.c.until.is_(None)
    )
    return list((await tx.execute(query.order_by(focal_points.c.id))).scalars())


async def end_focal_point(tx: Tx, person_id: int, department_id: int, now: datetime) -> bool:
    """From now on they answer for that unit no more. False when they did not."""
    ended = await tx.execute(
        update(focal_points)
        .where(focal_points.c.person_id == person_id, focal_points.c.department_id == department_id)
        .where(focal_points.c.until.is_(None))
        .values(until=now)
    )
    return bool(ended.rowcount)


async def make_focal_point(tx: Tx, person_id: int, department_id: int, now: datetime) -> bool:
    """False when they already are. What the unit is to do by then counts as told: no clock is asked later."""
    if department_id in await departments_of(tx, person_id):
        return False
    await tx.execute(insert(focal_points).values(person_id=person_id, department_id=department_id, since=now))
    await note_found(tx, person_id, department_id, now)
    return True


async def note_found(tx: Tx, person_id: int, department_id: int, now: datetime) -> None:
    """What that unit is to do by now counts as told to the person."""
    told = select(announcements.c.assignment_id).where(announcements.c.person_id == person_id)
    found = (
        select(assignments.c.id, literal(person_id), literal(now, Moment))
        .join(tasks, tasks.c.id == assignments.c.task_id)
        .where(
            assignments.c.department_id == department_id,
            assignments.c.withdrawn_at.is_(None),
            tasks.c.draft.is_(False),
            tasks.c.withdrawn_at.is_(None),
            assignments.c.id.not_in(told),
        )
    )
    await tx.execute(insert(announcements).from_select(["assignment_id", "person_id", "at"], found))


async def focal_points_of(tx: Tx, department_ids: Collection[int] | None = None) -> list[FocalPoint]:
    """The present focal points of these units; None: of all."""
    query = _PRESENT
    if department_ids is not None:
        query = query.where(focal_points.c.department_id.in_(list(department_ids)))
    return [FocalPoint(person(row), row.department_id) for row in await tx.execute(query)]


async def joined_since(tx: Tx, moment: datetime) -> list[FocalPoint]:
    """The present focal points who came to be so from that moment on."""
    query = (
        select(people, focal_points.c.department_id)
        .join(focal_points, focal_points.c.person_id == people.c.id)
        .where(focal_points.c.until.is_(None), focal_points.c.since >= moment)
        .order_by(focal_points.c.id)
    )
    return [FocalPoint(person(row), row.department_id) for row in await tx.execute(query)]


async def in_office(tx: Tx) -> list[Person]:
    """Those who answer for a unit, are the head of one, or have stood in for somebody."""
    held = union(
        select(focal_points.c.person_id).where(focal_points.c.until.is_(None)),
        select(heads.c.person_id).where(heads.c.until.is_(None)),
        select(deputies.c.deputy_id),
    )
    query = select(people).where(people.c.id.in_(held), people.c.telegram_id.is_not(None))
    return [person(row) for row in await tx.execute(query.order_by(people.c.id))]


async def who_stood_in(tx: Tx, person_id: int) -> list[Person]:
    """For that person, ever."""
    theirs = select(deputies.c.deputy_id).where(deputies.c.person_id == person_id)
    query = select(people).where(people.c.id.in_(theirs), people.c.telegram_id.is_not(None))
    return [person(row) for row in await tx.execute(query.order_by(people.c.id))]


async def is_leader(tx: Tx, person_id: int) -> bool:
    query = select(leaders.c.id).where(leaders.c.person_id == person_id, leaders.c.until.is_(None))
    return (await tx.execute(query)).first() is not None


async def make_leader(tx: Tx, person_id: int, now: datetime) -> bool:
    if await is_leader(tx, person_id):
        return False
    await tx.execute(insert(leaders).values(person_id=person_id, since=now))
    return True


async def every_leader(tx: Tx) -> list[Person]:
    query = select(people).join(leaders, leaders.c.person_id == people.c.id).where(leaders.c.until.is_(None))
    return [person(row) for row in await tx.execute(query.order_by(leaders.c.id))]


async def every(tx: Tx) -> list[Person]:
    """All who ever wrote or were met in the group, but those erased."""
    query = select(people).where(people.c.telegram_id.is_not(None)).order_by(people.c.id)
    return [person(row) for row in await tx.execute(query)]


async def names(tx: Tx) -> dict[int, str]:
    """Without those erased."""
    query = select(people.c.id, people.c.name).where(people.c.name != "")
    return {row.id: row.name for row in await tx.execute(query)}


def person(row: Row[Any]) -> Person:
    return Person(
        row.id,
        row.telegram_id,
        row.name,
        bool(row.started),
        row.unreachable_since,
        Language(row.language),
    )
