"""Every message the bot sends, as a row first; afterwards the ledger of who was told what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from storage import waits
from storage.database import Tx, new_id
from storage.tables import announcements, nudges, outbox, pauses, reminders, snoozes

EVERY_CHAT = 0
DRAWING = "drawing"  # in the body of a sendPhoto: what its picture is drawn from
KEPT = "kept"  # in the body, beside a file_id or in its place: [sha256, name] of the file that we keep


class Kind(StrEnum):
    ANSWER = "answer"
    READBACK = "readback"
    QUESTION = "question"
    REMINDER = "reminder"
    NUDGE = "nudge"
    NOTICE = "notice"
    DIGEST = "digest"
    SILENT = "silent"  # no message of its own: an edit, the answer to a button, a command menu


class Priority(IntEnum):
    """PRESS: the answer to a button, which waits for nothing but its turn."""

    PRESS = 0
    ANSWER = 1
    NOTICE = 2
    REMINDER = 3
    DIGEST = 4


PRIORITY = {
    Kind.REMINDER: Priority.REMINDER,
    Kind.NUDGE: Priority.REMINDER,
    Kind.NOTICE: Priority.NOTICE,
    Kind.DIGEST: Priority.DIGEST,
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A call of the Bot API to be made: `body` holds its parameters, without a file.

    `about`: ids of the assignments it speaks of. `key`: written at most once. `lapses_at`: from then on
    it is not worth sending. `in_hours`: only during working hours.
    """

    chat_id: int
    method: str
    body: dict[str, Any]
    kind: Kind
    person_id: int | None = None
    about: tuple[int, ...] = ()
    key: str | None = None
    in_hours: bool = False
    lapses_at: datetime | None = None
    file_name: str | None = None
    file: bytes | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """`may_have_arrived`: an earlier try was interrupted or got no answer. `followed`: others wait behind."""

    id: int
    chat_id: int
    person_id: int | None
    method: str
    body: dict[str, Any]
    kind: Kind
    file_name: str | None
    file: bytes | None
    tries: int
    may_have_arrived: bool = False
    followed: bool = False

    @property
    def priority(self) -> Priority:
        return _priority(self.method, self.kind)

    @property
    def is_answer(self) -> bool:
        """Somebody waits for it."""
        return self.priority <= Priority.ANSWER


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that waits, as a rehearsal shows it."""

    id: int
    chat_id: int
    person_id: int | None
    kind: Kind
    body: dict[str, Any]
    in_hours: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a message has come."""

    id: int
    state: str
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """A message of ours, looked up again: what it was about."""

    id: int
    kind: Kind
    about: tuple[int, ...]
    at: datetime
    key: str | None
    message_id: int | None
    has_buttons: bool


_PUT = insert(outbox)
_TAKE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("which", expanding=True)))
    .values(state="sending", tries=outbox.c.tries + 1)
)
_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("which"))
    .values(state="sent", sent_at=bindparam("now"), message_id=bindparam("message"), error=None)
)
_LAST_TO = (
    select(outbox)
    .where(
        outbox.c.chat_id == bindparam("chat"),
        outbox.c.kind != Kind.SILENT,
        outbox.c.state.not_in(["failed", "lapsed"]),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)


async def put(tx: Tx, message: Outgoing, now: datetime, inbox_seq: int | None = None) -> int:
    """The row's id."""
    row = {
        "chat_id": message.chat_id,
        "person_id": message.person_id,
        "method": message.method,
        "body": message.body,
        "file_name": message.file_name,
        "file": message.file,
        "kind": message.kind,
        "priority": _priority(message.method, message.kind),
        "about": list(message.about),
        "in_hours": message.in_hours,
        "state": "pending",
        "key": message.key,
        "lapses_at": message.lapses_at,
        "created_at": now,
        "inbox_seq": inbox_seq,
    }
    return new_id(await tx.execute(_PUT, row))


async def claim(
    tx: Tx,
    now: datetime,
    *,
    busy: Collection[int],
    may_interrupt: bool,
    limit: int,
    resting: Collection[int] = (),
    least: Priority = Priority.DIGEST,
) -> list[Claimed]:
    """Takes what may leave now, one message a chat, and marks it as on its way; nothing below `least`.

    Nothing goes to chats that are `busy`, and to those `resting` only answers to buttons: these wait for
    nothing but their turn. A chat's messages keep their order within a priority; one that waits to be tried
    again holds the later ones of its chat back. Rows that another process has locked are passed over.
    """
    values = {
        **waits.at(now), "busy": list(busy), "resting": list(resting), "most": limit, "least": least
    }  # fmt: skip
    found = await tx.execute(_sendable(may_interrupt), values)
    taken = [_claimed(row) for row in found]
    if taken:
        await tx.execute(_TAKE, {"which": [row.id for row in taken]})
    return taken


async def sendable(tx: Tx, now: datetime, *, may_interrupt: bool) -> bool:
    """Whether anything may leave now."""
    values = {**waits.at(now), "busy": [], "resting": [], "most": 1, "least": Priority.DIGEST}
    return (await tx.execute(_sendable(may_interrupt), values)).first() is not None


async def sent(tx: Tx, row_id: int, message_id: int | None, now: datetime) -> None:
    await tx.execute(_SENT, {"which": row_id, "now": now, "message": message_id})


async def all_sent(tx: Tx, row_ids: Collection[int], now: datetime) -> None:
    """As a rehearsal has it: at once, and without a message."""
    if row_ids:
        changed = update(outbox).where(outbox.c.id.in_(list(row_ids)))
        await tx.execute(changed.values(state="sent", sent_at=now, error=None))


async def failed(tx: Tx, row_id: int, error: str) -> None:
    """For good: it will not be tried again."""
    await tx.execute(update(outbox).where(outbox.c.id == row_id).values(state="failed", error=error))


async def unreached(tx: Tx, row_id: int, error: str) -> None:
    """Refused because nobody is there: when they are back, what it reminded of is planned again."""
    await failed(tx, row_id, error)
    await _unplan(tx, [row_id])
    of_row = select(nudges.c.id).where(nudges.c.outbox_id == row_id)
    ids = list((await tx.execute(of_row)).scalars())
    if ids:  # only one that is in no message may be dropped
        await tx.execute(update(nudges).where(nudges.c.id.in_(ids)).values(outbox_id=None))
        await tx.execute(delete(nudges).where(nudges.c.id.in_(ids)))


async def try_later(tx: Tx, row_id: int, error: str, not_before: datetime, *, may_have_arrived: bool) -> None:
    state = "uncertain" if may_have_arrived else "pending"
    await tx.execute(
        update(outbox).where(outbox.c.id == row_id).values(state=state, error=error, not_before=not_before)
    )


async def rewritten(tx: Tx, row_id: int, body: dict[str, Any]) -> None:
    """Refused as it was, it goes with this body."""
    await tx.execute(update(outbox).where(outbox.c.id == row_id).values(state="pending", body=body))


async def release_interrupted(tx: Tx, but: Collection[int] = ()) -> int:
    """What was on its way when a process ended may have arrived; `but` those are known to be. How many."""
    changed = await tx.execute(
        update(outbox)
        .where(still_unsent(outbox), outbox.c.state == "sending", outbox.c.id.not_in(list(but)))
        .values(state="uncertain", not_before=None)
    )
    return changed.rowcount


async def put_back(tx: Tx, row: Claimed) -> None:
    """Undoes a claim: nothing of it was sent."""
    state = "uncertain" if row.may_have_arrived else "pending"
    await tx.execute(
        update(outbox).where(outbox.c.id == row.id, outbox.c.state == "sending").values(state=state)
    )


async def lapse(tx: Tx, now: datetime) -> None:
    """Gives up messages whose time is over unsent: what they reminded of is planned again."""
    ids = list((await tx.execute(_stale(), {"now": now})).scalars())
    if ids:
        await _unplan(tx, ids)
        await tx.execute(update(nudges).where(nudges.c.outbox_id.in_(ids)).values(outbox_id=None))
        await tx.execute(update(outbox).where(outbox.c.id.in_(ids)).values(state="lapsed"))


async def give_up(tx: Tx, person_id: int, kinds: Collection[Kind]) -> None:
    """Messages of these kinds that still wait for that person; what was planned in them is forgotten."""
    theirs = and_(
        still_unsent(outbox),
        outbox.c.state == "pending",
        outbox.c.person_id == person_id,
        outbox.c.kind.in_(list(kinds)),
    )
    ids = list((await tx.execute(select(outbox.c.id).where(theirs))).scalars())
    if ids:
        await _unplan(tx, ids)
        await tx.execute(update(outbox).where(outbox.c.id.in_(ids)).values(state="lapsed"))


async def _unplan(tx: Tx, row_ids: Collection[int]) -> None:
    for ledger in (reminders, announcements):
        await tx.execute(delete(ledger).where(ledger.c.outbox_id.in_(row_ids)))
    await tx.execute(update(snoozes).where(snoozes.c.outbox_id.in_(row_ids)).values(outbox_id=None))


async def pause(tx: Tx, chat_id: int, now: datetime, until: datetime) -> None:
    """No sending to that chat (or to EVERY_CHAT) before `until`; never shortened."""
    known = (await tx.execute(select(pauses).where(pauses.c.chat_id == chat_id))).first()
    if known is None:
        await tx.execute(insert(pauses).values(chat_id=chat_id, until=until, since=now))
    elif known.until < until or (known.since is not None and known.since > now):
        await tx.execute(update(pauses).where(pauses.c.chat_id == chat_id).values(until=until, since=now))


async def paused_until(tx: Tx, chat_id: int, now: datetime) -> datetime | None:
    """None when nothing holds it up."""
    query = select(pauses.c.until).where(pauses.c.chat_id == chat_id, _holds(now))
    return (await tx.execute(query)).scalar()


async def paused(tx: Tx, now: datetime) -> dict[int, datetime]:
    """Until when, by chat (or EVERY_CHAT)."""
    rows = await tx.execute(select(pauses.c.chat_id, pauses.c.until).where(_holds(now)))
    return {row.chat_id: row.until for row in rows}


async def recent_sends(tx: Tx, since: datetime) -> list[tuple[int, datetime]]:
    """(chat, moment) of what was sent after `since`: so that a restart makes no burst."""
    query = select(outbox.c.chat_id, outbox.c.sent_at).where(
        outbox.c.state == "sent", outbox.c.sent_at > since
    )
    return [(row.chat_id, row.sent_at) for row in await tx.execute(query)]


async def last_to(tx: Tx, chat_id: int) -> Said | None:
    """The last message of ours in that chat."""
    row = (await tx.execute(_LAST_TO, {"chat": chat_id})).first()
    return _said(row) if row else None


async def by_message(tx: Tx, chat_id: int, message_id: int) -> Said | None:
    query = select(outbox).where(
        outbox.c.chat_id == chat_id, outbox.c.message_id == message_id, outbox.c.kind != Kind.SILENT
    )
    row = (await tx.execute(query)).first()
    return _said(row) if row else None


async def of_key(tx: Tx, key: str) -> Standing | None:
    row = (await tx.execute(select(outbox).where(outbox.c.key == key))).first()
    return Standing(row.id, row.state, row.message_id) if row else None


async def take_back(tx: Tx, row_id: int) -> bool:
    """False when it has left, or may have."""
    unsent = update(outbox).where(outbox.c.id == row_id, outbox.c.state == "pending")
    return bool((await tx.execute(unsent.values(state="lapsed"))).rowcount)


async def take_back_all(tx: Tx, key_prefix: str) -> None:
    """What was put down under keys that begin so, but for what has left, or may have."""
    unsent = update(outbox).where(
        outbox.c.key.startswith(key_prefix, autoescape=True), outbox.c.state == "pending"
    )
    await tx.execute(unsent.values(state="lapsed"))


async def delivered(tx: Tx, key_prefix: str, since: datetime | None = None) -> list[tuple[int, int]]:
    """(chat, message) of what was sent under keys that begin so; `since`: of what was put down after it."""
    query = select(outbox.c.chat_id, outbox.c.message_id).where(
        outbox.c.key.startswith(key_prefix, autoescape=True), outbox.c.message_id.is_not(None)
    )
    if since is not None:
        query = query.where(outbox.c.created_at > since)
    return [(row.chat_id, row.message_id) for row in await tx.execute(query)]


async def follow_chat(tx: Tx, old: int, new: int) -> None:
    """What waits for a group that became a supergroup goes to its new id."""
    await tx.execute(
        update(outbox)
        .where(outbox.c.chat_id == old, still_unsent(outbox))
        .values(chat_id=new, state="pending", not_before=None)
    )


async def waiting(tx: Tx, now: datetime, *, may_interrupt: bool) -> tuple[int, datetime | None]:
    """How many wait that could leave by now, and since when the oldest does."""
    query = select(func.count(), func.min(outbox.c.created_at)).where(
        still_unsent(outbox),
        waits.over(outbox.c.not_before),
        or_(outbox.c.lapses_at.is_(None), outbox.c.lapses_at > now),
    )
    if not may_interrupt:
        query = query.where(outbox.c.in_hours.is_(False))
    count, oldest = (await tx.execute(query, waits.at(now))).one()
    return int(count), oldest


async def counts(tx: Tx) -> dict[str, int]:
    query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def unsent(tx: Tx, now: datetime) -> list[Unsent]:
    """All that waits, in the order in which it would leave."""
    query = select(outbox).where(
        still_unsent(outbox),
        or_(outbox.c.lapses_at.is_(None), outbox.c.lapses_at > now),
    )
    return [
        Unsent(row.id, row.chat_id, row.person_id, Kind(row.kind), row.body, row.in_hours)
        for row in await tx.execute(query.order_by(outbox.c.priority, outbox.c.id))
    ]


def _priority(method: str, kind: Kind) -> Priority:
    if method == "answerCallbackQuery":
        return Priority.PRESS
    return PRIORITY.get(kind, Priority.ANSWER)


def _holds(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """A pause that seems to begin in the future was written before the clock jumped back."""
    return and_(pauses.c.until > now, or_(pauses.c.since.is_(None), pauses.c.since <= now))


def still_unsent(row: FromClause) -> ColumnElement[bool]:
    """Spelt out as in the partial indexes, or they are of no use."""
    spelt_out: list[ColumnElement[str]] = [
        literal_column("'pending'"),
        literal_column("'uncertain'"),
        literal_column("'sending'"),
    ]
    return cast(ColumnElement[bool], row.c.state.in_(spelt_out))


def _waiting(row: FromClause) -> ColumnElement[bool]:
    keeps = or_(row.c.lapses_at.is_(None), row.c.lapses_at > waits.NOW)
    return and_(still_unsent(row), row.c.state != "sending", keeps)


@cache
def _sendable(may_interrupt: bool) -> Select[Any]:
    """Walks along the rows in their order of leaving, so that the first is found however many wait.

    To be run with the moment, the chats that are `busy` and `resting`, the `least` urgent priority that is
    wanted, and how many at `most`.
    """
    earlier, later = outbox.alias("earlier"), outbox.alias("later")
    held_back = exists().where(
        earlier.c.chat_id == outbox.c.chat_id,
        _waiting(earlier),
        tuple_(earlier.c.priority, earlier.c.id) < tuple_(outbox.c.priority, outbox.c.id),
    )
    followed = exists().where(
        later.c.chat_id == outbox.c.chat_id, still_unsent(later), later.c.id != outbox.c.id
    )
    busy: BindParameter[int] = bindparam("busy", expanding=True)
    resting: BindParameter[int] = bindparam("resting", expanding=True)
    query = (
        select(outbox, followed.label("followed"))
        .where(
            _waiting(outbox),
            outbox.c.priority <= bindparam("least"),
            outbox.c.chat_id.not_in(busy),
            or_(outbox.c.priority == Priority.PRESS, outbox.c.chat_id.not_in(resting)),
            waits.over(outbox.c.not_before),
            outbox.c.chat_id.not_in(select(pauses.c.chat_id).where(_holds(waits.NOW))),
            ~exists().where(pauses.c.chat_id == EVERY_CHAT, _holds(waits.NOW)),
            ~held_back,
        )
        .order_by(outbox.c.priority, outbox.c.id)
    )
    query = query.limit(bindparam("most")).with_for_update(of=outbox, skip_locked=True)
    return query if may_interrupt else query.where(outbox.c.in_hours.is_(False))


@cache
def _stale() -> Select[Any]:
    over = and_(still_unsent(outbox), outbox.c.state == "pending", outbox.c.lapses_at <= waits.NOW)
    return select(outbox.c.id).where(over)


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(
        row.id,
        row.chat_id,
        row.person_id,
        row.method,
        row.body,
        Kind(row.kind),
        row.file_name,
        row.file,
        row.tries,
        row.state == "uncertain",
        row.followed,
    )


def _said(row: Row[Any]) -> Said:
    return Said(
        row.id,
        Kind(row.kind),
        tuple(row.about),
        row.sent_at or row.created_at,
        row.key,
        row.message_id,
        "reply_markup" in row.body,
    )
