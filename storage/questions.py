"""What the bot has asked a person and waits to hear: at most one open question each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.database import Tx, new_id
from storage.tables import questions

_OPEN = (
    select(questions)
    .where(questions.c.person_id == bindparam("person"), questions.c.closed_at.is_(None))
    .order_by(questions.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Question:
    id: int
    kind: str
    payload: dict[str, Any]
    asked_at: datetime


async def ask(tx: Tx, person_id: int, kind: str, payload: dict[str, Any], now: datetime) -> int:
    """Opens a question; one that was open is closed."""
    await close_all(tx, person_id, now)
    added = await tx.execute(
        insert(questions).values(person_id=person_id, asked_at=now, kind=kind, payload=payload)
    )
    return new_id(added)


async def open_for(tx: Tx, person_id: int, since: datetime | None) -> Question | None:
    """The open question, if it was asked after `since`; None: at any time."""
    row = (await tx.execute(_OPEN, {"person": person_id})).first()
    if row is not None and since is not None and row.asked_at <= since:
        return None
    return Question(row.id, row.kind, row.payload, row.asked_at) if row else None


async def get(tx: Tx, question_id: int, person_id: int) -> Question | None:
    """That person's question while it is open."""
    query = select(questions).where(
        questions.c.id == question_id, questions.c.person_id == person_id, questions.c.closed_at.is_(None)
    )
    row = (await tx.execute(query)).first()
    return Question(row.id, row.kind, row.payload, row.asked_at) if row else None


async def rewrite(tx: Tx, question_id: int, payload: dict[str, Any]) -> None:
    await tx.execute(update(questions).where(questions.c.id == question_id).values(payload=payload))


async def close(tx: Tx, question_id: int, now: datetime) -> None:
    """What waited in it is dropped: it was settled, or will not be asked for again."""
    await tx.execute(update(questions).where(questions.c.id == question_id).values(closed_at=now, payload={}))


async def close_all(tx: Tx, person_id: int, now: datetime) -> None:
    await tx.execute(
        update(questions)
        .where(questions.c.person_id == person_id, questions.c.closed_at.is_(None))
        .values(closed_at=now, payload={})
    )
