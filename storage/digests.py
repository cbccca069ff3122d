"""Digests posted, the cadence with its history, and the group they go to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from domain.cadence import Cadence
from storage.database import Tx, new_id
from storage.tables import cadences, digests, outbox, steering_groups


@dataclass(frozen=True, slots=True)
class Posted:
    moment: datetime
    posted_at: datetime
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Issued:
    id: int
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class SteeringGroup:
    chat_id: int
    thread_id: int | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A digest that did not arrive; `error`: what Telegram said."""

    moment: datetime
    error: str


_LAST = select(digests).order_by(digests.c.moment.desc()).limit(1)
_HOW_THE_LAST_WENT = (
    select(digests.c.moment, outbox.c.state, outbox.c.error)
    .join(outbox, outbox.c.id == digests.c.outbox_id)
    .order_by(digests.c.moment.desc())
    .limit(1)
)
_CADENCES = select(cadences).order_by(cadences.c.id)
_GROUP = (
    select(steering_groups)
    .where(steering_groups.c.until.is_(None))
    .order_by(steering_groups.c.id.desc())
    .limit(1)
)


async def last(tx: Tx, *, delivered: bool = False) -> Posted | None:
    """`delivered`: of those that Telegram did not refuse."""
    query = _LAST
    if delivered:
        query = query.join(outbox, outbox.c.id == digests.c.outbox_id).where(outbox.c.state != "failed")
    row = (await tx.execute(query)).first()
    return Posted(row.moment, row.posted_at, row.figures) if row else None


async def latest(tx: Tx, limit: int) -> list[datetime]:
    """When the last ones were posted, the newest first."""
    query = select(digests.c.posted_at).order_by(digests.c.moment.desc()).limit(limit)
    return list((await tx.execute(query)).scalars())


async def first_between(tx: Tx, after: datetime, before: datetime) -> Issued | None:
    """The first that was posted in that span."""
    query = select(digests.c.id, digests.c.posted_at).where(
        digests.c.posted_at >= after, digests.c.posted_at < before
    )
    row = (await tx.execute(query.order_by(digests.c.posted_at).limit(1))).first()
    return Issued(row.id, row.posted_at) if row else None


async def undelivered(tx: Tx) -> Undelivered | None:
    """The last digest, if Telegram refused it for good."""
    row = (await tx.execute(_HOW_THE_LAST_WENT)).first()
    return Undelivered(row.moment, row.error or "") if row and row.state == "failed" else None


async def put_again(tx: Tx, moment: datetime, chat_id: int, outbox_id: int) -> None:
    """The digest of that moment went once more, as that message."""
    again = {"chat_id": chat_id, "outbox_id": outbox_id}
    await tx.execute(update(digests).where(digests.c.moment == moment).values(**again))


async def add(
    tx: Tx, moment: datetime, posted_at: datetime, chat_id: int, figures: dict[str, Any], outbox_id: int
) -> None:
    await tx.execute(
        insert(digests).values(
            moment=moment, posted_at=posted_at, chat_id=chat_id, figures=figures, outbox_id=outbox_id
        )
    )


async def cadences_set(tx: Tx) -> list[Cadence]:
    """All that were ever set, in that order; moments in UTC."""
    rows = await tx.execute(_CADENCES)
    return [Cadence(row.effective_from, row.start, row.every, row.set_by) for row in rows]


async def set_cadence(
    tx: Tx, start: datetime, every: str, set_by: int | None, now: datetime, *, effective_from: datetime
) -> int:
    added = await tx.execute(
        insert(cadences).values(
            effective_from=effective_from, start=start, every=every, set_by=set_by, created_at=now
        )
    )
    return new_id(added)


async def group(tx: Tx) -> SteeringGroup | None:
    """The group chosen last by /here; None: none was."""
    row = (await tx.execute(_GROUP)).first()
    return SteeringGroup(row.chat_id, row.thread_id, row.title) if row else None


async def choose_group(
    tx: Tx, chat_id: int, thread_id: int | None, title: str | None, chosen_by: int | None, now: datetime
) -> int:
    await tx.execute(update(steering_groups).where(steering_groups.c.until.is_(None)).values(until=now))
    added = await tx.execute(
        insert(steering_groups).values(
            chat_id=chat_id, thread_id=thread_id, title=title, chosen_by=chosen_by, chosen_at=now
        )
    )
    return new_id(added)
