"""Updates as they came, kept before they are acknowledged. Read by `seq`, never by `update_id`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select, update

from storage import waits
from storage.database import Tx, inserting
from storage.tables import Moment, inbox

EMPTY = "{}"  # the body of an update that has been erased
_WAITING = inbox.c.state == literal_column("'waiting'")
_OLDEST = (
    select(func.min(inbox.c.seq).label("seq"), func.count().label("in_chat"))
    .where(_WAITING, inbox.c.chat_id.not_in(bindparam("busy", expanding=True)))
    .group_by(inbox.c.chat_id)
    .subquery()
)
_HEADS = (
    select(inbox, _OLDEST.c.in_chat)
    .join(_OLDEST, inbox.c.seq == _OLDEST.c.seq)
    .where(_WAITING, waits.over(inbox.c.not_before))
    .order_by(inbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(of=inbox, skip_locked=True)
)

_MINE = (
    select(inbox.c.seq).where(inbox.c.seq == bindparam("which"), _WAITING).with_for_update(skip_locked=True)
)
_FINISH = (
    update(inbox)
    .where(inbox.c.seq.in_(_MINE.scalar_subquery()))
    .values(state="done", done_at=bindparam("now", type_=Moment), error=None)
)
_HOW_MANY = select(func.count(), func.min(inbox.c.received_at)).where(_WAITING)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update before it is stored: raw JSON, and the chat whose order it keeps."""

    update_id: int
    chat_id: int
    body: str


@dataclass(frozen=True, slots=True)
class Aside:
    """An update set aside, with the error of the last try. `emptied`: too old, its body is gone."""

    update_id: int
    error: str
    emptied: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """`followed`: others of its chat wait behind it."""

    seq: int
    update_id: int
    chat_id: int
    body: str
    tries: int
    received_at: datetime
    followed: bool = False


async def keep(tx: Tx, arrived: Sequence[Arrived], now: datetime) -> None:
    """Stores what is new; an update that is already there is left as it is."""
    if not arrived:
        return
    rows = [
        {
            "update_id": a.update_id,
            "chat_id": a.chat_id,
            "body": a.body,
            "state": "waiting",
            "received_at": now,
        }
        for a in arrived
    ]
    await tx.execute(_new(tx.dialect.name), rows if len(rows) > 1 else rows[0])


@cache
def _new(dialect: str) -> Any:
    return inserting(dialect, inbox).on_conflict_do_nothing(index_elements=["update_id"])


async def heads(tx: Tx, now: datetime, busy: Sequence[int], limit: int) -> list[Waiting]:
    """The oldest waiting update of each chat that is neither busy nor told to wait, oldest first.

    One that another process works on stays the oldest of its chat until that process commits, and is not
    among them: so a chat keeps its order whoever works.
    """
    return [
        Waiting(
            row.seq,
            row.update_id,
            row.chat_id,
            row.body,
            row.tries,
            row.received_at,
            followed=row.in_chat > 1,
        )
        for row in await tx.execute(_HEADS, {**waits.at(now), "busy": list(busy), "most": limit})
    ]


async def finish(tx: Tx, seq: int, now: datetime) -> bool:
    """False when somebody else has done it or is at it. To be called first: it locks the others out."""
    changed = await tx.execute(_FINISH, {"which": seq, "now": now})
    return bool(changed.rowcount)


async def empty(tx: Tx, seq: int) -> None:
    """Drops what came, once it is worked off; that it came stays."""
    await tx.execute(update(inbox).where(inbox.c.seq == seq, inbox.c.state == "done").values(body=EMPTY))


async def try_later(tx: Tx, seq: int, tries: int, error: str, not_before: datetime) -> None:
    await tx.execute(
        update(inbox)
        .where(inbox.c.seq == seq, _WAITING)
        .values(tries=tries, error=error, not_before=not_before)
    )


async def set_aside(tx: Tx, seq: int, tries: int, error: str) -> None:
    await tx.execute(
        update(inbox).where(inbox.c.seq == seq, _WAITING).values(tries=tries, error=error, state="aside")
    )


async def retry_aside(tx: Tx) -> int:
    """Puts back what was set aside; how many. What is too old to be tried is closed."""
    gone = update(inbox).where(inbox.c.state == "aside", inbox.c.body == EMPTY)
    await tx.execute(gone.values(state="done"))
    changed = await tx.execute(
        update(inbox).where(inbox.c.state == "aside").values(state="waiting", tries=0, not_before=None)
    )
    return changed.rowcount


async def aside(tx: Tx) -> list[Aside]:
    query = select(inbox.c.update_id, inbox.c.error, (inbox.c.body == EMPTY).label("emptied"))
    rows = await tx.execute(query.where(inbox.c.state == "aside").order_by(inbox.c.seq))
    return [Aside(row.update_id, row.error or "", row.emptied) for row in rows]


async def waiting(tx: Tx) -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest does."""
    count, oldest = (await tx.execute(_HOW_MANY)).one()
    return int(count), oldest
