"""What stands behind a message: the updates it was or brought, and every row that was written for them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from storage.database import Tx
from storage.tables import assignments, changes, departments, inbox, outbox, reports, tasks

CALLS_WITH_A_MESSAGE = "send%"


@dataclass(frozen=True, slots=True)
class Update:
    """`pressed`: the data of the button, None for a message; `said`: the words of a message, if any."""

    seq: int
    state: str
    tries: int
    pressed: str | None
    said: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """One row of the reports; `values`: the columns that hold something. `fired`: (rule, words)."""

    seq: int | None
    ref: str
    department: str
    action: str
    values: dict[str, Any]
    fired: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    noun: str
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """One line of the outbox."""

    id: int
    kind: str
    method: str
    state: str
    tries: int
    created_at: datetime
    sent_at: datetime | None
    refs: tuple[str, ...]
    key: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Behind:
    updates: tuple[Update, ...]
    reports: tuple[Reported, ...]
    changes: tuple[Changed, ...]
    sent: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """How many updates stand in the inbox and messages in the outbox, by state; what was sent, by place."""

    inbox: dict[str, int]
    outbox: dict[str, int]
    reached: tuple[tuple[int, int], ...]


async def behind(tx: Tx, chat_id: int, message_id: int) -> Behind:
    """Of a person's message what came of it; of ours what brought it and what its buttons brought."""
    own = await tx.execute(
        select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
    )
    lines = list(own.all())
    updates = await _updates(tx, chat_id, message_id)
    of_it = [update.seq for update in updates]
    answers = await tx.execute(select(outbox).where(outbox.c.inbox_seq.in_(of_it)).order_by(outbox.c.id))
    causes = {line.inbox_seq for line in lines} - {None, *of_it}
    updates = [*await _causes(tx, causes), *updates]
    seqs = [update.seq for update in updates]
    lines += [row for row in answers.all() if row.id not in {line.id for line in lines}]
    told = await tx.execute(select(changes).where(changes.c.inbox_seq.in_(seqs)).order_by(changes.c.id))
    return Behind(
        tuple(updates),
        await _reports(tx, seqs),
        tuple(Changed(row.noun, row.field, row.old, row.new) for row in told),
        await _lines(tx, lines),
    )


async def books(tx: Tx) -> Books:
    kept = await tx.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))
    counted = outbox.c.method.like(CALLS_WITH_A_MESSAGE)
    said = await tx.execute(select(outbox.c.state, func.count()).where(counted).group_by(outbox.c.state))
    reached = await tx.execute(
        select(outbox.c.chat_id, outbox.c.message_id).where(
            and_(counted, outbox.c.state == "sent", outbox.c.message_id.is_not(None))
        )
    )
    return Books(
        {state: int(count) for state, count in kept},
        {state: int(count) for state, count in said},
        tuple((int(chat), int(message)) for chat, message in reached),
    )


async def _updates(tx: Tx, chat_id: int, message_id: int) -> list[Update]:
    """Presses stand under the person, who in a group is another number than the chat."""
    named = inbox.c.body.contains(f'"message_id": {message_id}') | inbox.c.body.contains(
        f'"message_id":{message_id}'
    )
    rows = await tx.execute(select(inbox).where(or_(inbox.c.chat_id == chat_id, named)).order_by(inbox.c.seq))
    found = []
    for row in rows:
        message = _message(row)
        if (message.get("chat", {}).get("id"), message.get("message_id")) == (chat_id, message_id):
            found.append(_update(row))
    return found


async def _causes(tx: Tx, seqs: Collection[int]) -> list[Update]:
    rows = await tx.execute(select(inbox).where(inbox.c.seq.in_(list(seqs))).order_by(inbox.c.seq))
    return [_update(row) for row in rows]


def _message(row: Row[Any]) -> dict[str, Any]:
    """The one that came, or under which a button was pressed; nothing where the words are not kept."""
    body = json.loads(row.body or "{}")
    pressed = body.get("callback_query") or {}
    found: dict[str, Any] = pressed.get("message") or body.get("message") or body.get("edited_message") or {}
    return found


def _update(row: Row[Any]) -> Update:
    pressed = json.loads(row.body or "{}").get("callback_query")
    if pressed:
        return Update(row.seq, row.state, row.tries, str(pressed.get("data")), None)
    message = _message(row)
    return Update(row.seq, row.state, row.tries, None, message.get("text", message.get("caption")))


async def _reports(tx: Tx, seqs: Sequence[int]) -> tuple[Reported, ...]:
    joined = (
        reports.join(assignments, reports.c.assignment_id == assignments.c.id)
        .join(tasks, assignments.c.task_id == tasks.c.id)
        .join(departments, assignments.c.department_id == departments.c.id)
    )
    rows = await tx.execute(
        select(reports, tasks.c.ref, departments.c.name.label("unit"))
        .select_from(joined)
        .where(reports.c.inbox_seq.in_(list(seqs)))
        .order_by(reports.c.id)
    )
    return tuple(_reported(row) for row in rows)


_VALUES = ("work", "percent", "done", "total", "blocked", "blocker", "expected_date", "requested_deadline")


def _reported(row: Row[Any]) -> Reported:
    held = {name: getattr(row, name) for name in _VALUES}
    kept = row.reading or {}
    fired = kept if isinstance(kept, list) else kept.get("fired", [])
    values = {name: value for name, value in held.items() if value not in (None, False)}
    pairs = tuple((str(rule), str(words)) for rule, words in fired)
    return Reported(row.inbox_seq, row.ref, row.unit, row.action, values, pairs)


async def _lines(tx: Tx, rows: Sequence[Row[Any]]) -> tuple[Sent, ...]:
    ids = {assignment for row in rows for assignment in row.about}
    named = await tx.execute(
        select(assignments.c.id, tasks.c.ref)
        .select_from(assignments.join(tasks, assignments.c.task_id == tasks.c.id))
        .where(assignments.c.id.in_(list(ids)))
    )
    refs = {int(key): str(ref) for key, ref in named}
    return tuple(
        Sent(
            row.id,
            row.kind,
            row.method,
            row.state,
            row.tries,
            row.created_at,
            row.sent_at,
            tuple(dict.fromkeys(refs[a] for a in row.about if a in refs)),
            row.key,
            row.error,
        )
        for row in rows
    )
