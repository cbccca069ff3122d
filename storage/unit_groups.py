"""Groups besides the steering committee's: each gets the digest of its own units."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from domain.unit_lists import Block
from storage.database import Tx, new_id
from storage.tables import unit_groups


@dataclass(frozen=True, slots=True)
class UnitGroup:
    id: int
    chat_id: int
    thread_id: int | None
    title: str | None
    block: Block


async def every(tx: Tx) -> list[UnitGroup]:
    query = select(unit_groups).where(unit_groups.c.until.is_(None)).order_by(unit_groups.c.id)
    return [
        UnitGroup(
            row.id,
            row.chat_id,
            row.thread_id,
            row.title,
            Block(row.name, frozenset(row.kinds), row.list_id),
        )
        for row in await tx.execute(query)
    ]


async def of_chat(tx: Tx, chat_id: int) -> UnitGroup | None:
    return next((one for one in await every(tx) if one.chat_id == chat_id), None)


async def choose(
    tx: Tx,
    chat_id: int,
    thread_id: int | None,
    title: str | None,
    block: Block,
    by: int | None,
    now: datetime,
) -> int:
    """In the place of what that chat was before."""
    await end(tx, chat_id, now)
    added = await tx.execute(
        insert(unit_groups).values(
            chat_id=chat_id,
            thread_id=thread_id,
            title=title,
            name=block.name,
            kinds=sorted(block.kinds),
            list_id=block.list_id,
            chosen_by=by,
            chosen_at=now,
        )
    )
    return new_id(added)


async def end(tx: Tx, chat_id: int, now: datetime) -> None:
    present = unit_groups.c.chat_id == chat_id, unit_groups.c.until.is_(None)
    await tx.execute(update(unit_groups).where(*present).values(until=now))
