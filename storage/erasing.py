"""Erasing personal data: one person's when they ask, and bodies of updates that nobody needs any more."""

import json
from datetime import datetime

from sqlalchemy import Text, and_, cast, delete, or_, select, update

from domain.evidence import FILE_NAME
from storage import handovers, practices
from storage.database import Tx, rebuild_after
from storage.inbox import EMPTY
from storage.outbox import still_unsent
from storage.tables import (
    deputies,
    evidence,
    focal_points,
    heads,
    inbox,
    invitations,
    leaders,
    outbox,
    people,
    questions,
    reports,
    uploads,
    wrong_codes,
)
from storage.traffic import without_words


async def forget_person(tx: Tx, person_id: int, now: datetime) -> None:
    """Drops name, account and offices of a person, and the words kept of the traffic with them.

    What they reported stays, under a number that leads to nobody. Unsent messages to them are given up.
    If they write again they are a stranger.
    """
    rebuild_after(tx)
    row = (await tx.execute(select(people).where(people.c.id == person_id))).one()
    for office in (focal_points, heads, leaders):
        await tx.execute(
            update(office).where(office.c.person_id == person_id, office.c.until.is_(None)).values(until=now)
        )
    either = or_(deputies.c.person_id == person_id, deputies.c.deputy_id == person_id)
    await tx.execute(update(deputies).where(either, deputies.c.ended_at.is_(None)).values(ended_at=now))
    await handovers.drop_of(tx, person_id, now)
    await practices.drop_of(tx, person_id)
    await tx.execute(update(invitations).where(invitations.c.used_by == person_id).values(leader_name=None))
    theirs = select(reports.c.id).where(reports.c.person_id == person_id)
    await tx.execute(update(evidence).where(evidence.c.report_id.in_(theirs)).values(name=FILE_NAME))
    await tx.execute(delete(uploads).where(uploads.c.person_id == person_id))
    await tx.execute(
        update(questions).where(questions.c.person_id == person_id).values(payload={}, closed_at=now)
    )
    if row.telegram_id is not None:
        await tx.execute(delete(wrong_codes).where(wrong_codes.c.telegram_id == row.telegram_id))
        await _empty_updates(tx, row.telegram_id)
        await _empty_messages(tx, row.telegram_id, row.name)
        private = reports.c.chat_id == row.telegram_id
        await tx.execute(update(reports).where(private).values(chat_id=None, message_id=None))
    await tx.execute(
        update(people)
        .where(people.c.id == person_id)
        .values(telegram_id=None, name="", username=None, started=False, unreachable_since=now)
    )


async def _empty_updates(tx: Tx, telegram_id: int) -> None:
    """Of their private chat, and of groups what they wrote or pressed, or somebody answered to it."""
    named = or_(inbox.c.body.like(f'%"id": {telegram_id},%'), inbox.c.body.like(f'%"id":{telegram_id},%'))
    theirs = or_(inbox.c.chat_id == telegram_id, and_(inbox.c.state == "done", named))
    await tx.execute(update(inbox).where(theirs).values(body=EMPTY, chat_id=0, error=None, state="done"))


async def _empty_messages(tx: Tx, telegram_id: int, name: str) -> None:
    """Everything said to them, and every message to others that names them."""
    to_them = outbox.c.chat_id == telegram_id
    waiting = still_unsent(outbox)
    await tx.execute(update(outbox).where(to_them, waiting).values(state="lapsed"))
    await tx.execute(
        update(outbox).where(to_them).values(body={}, file=None, file_name=None, chat_id=0, message_id=None)
    )
    written = json.dumps(name)[1:-1]
    if not written:
        return
    named = cast(outbox.c.body, Text).contains(written, autoescape=True)
    query = select(outbox.c.id, outbox.c.body).where(named, ~waiting)
    for row in (await tx.execute(query)).all():
        await tx.execute(update(outbox).where(outbox.c.id == row.id).values(body=without_words(row.body)))


async def empty_old_updates(tx: Tx, before: datetime) -> int:
    """Bodies of updates that came before that moment and do not wait; how many.

    What was understood stands in reports. One that was set aside cannot be tried again any more.
    """
    old = and_(inbox.c.state.in_(["done", "aside"]), inbox.c.received_at < before, inbox.c.body != EMPTY)
    return (await tx.execute(update(inbox).where(old).values(body=EMPTY))).rowcount


async def drop_leftovers(tx: Tx, before: datetime, now: datetime) -> None:
    """Sheets that nobody confirmed, and wrong codes typed by strangers, of before that moment."""
    forgotten = and_(uploads.c.closed_at.is_(None), uploads.c.received_at < before)
    await tx.execute(update(uploads).where(forgotten).values(closed_at=now, content=b""))
    await tx.execute(delete(wrong_codes).where(wrong_codes.c.at < before))
