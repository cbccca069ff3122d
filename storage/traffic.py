"""What came in and what was said, as far as it may tell of a task that is secret now."""

import json
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, cast, func, null, or_, select, update

from domain.mentions import Named, names, renamed
from storage.database import Tx
from storage.inbox import EMPTY
from storage.outbox import DRAWING, KEPT, still_unsent
from storage.tables import inbox, outbox, questions, reports

_UNSAFE = re.compile("[<>&]")  # it may be put into HTML
WORDS = ("text", "caption", "photo", "document")


async def forget(tx: Tx, seqs: Collection[int], about: Collection[int]) -> list[tuple[int, int]]:
    """Updates by their number, and messages that answered them or are about these assignments.

    One that has not left yet keeps its words, or its receiver would get an empty message.
    (chat, message) of what had been said: there it can still be read.
    """
    done = (inbox.c.seq.in_(seqs), inbox.c.state == "done")
    await tx.execute(update(inbox).where(*done).values(body=EMPTY))
    theirs: list[ColumnElement[bool]] = [outbox.c.inbox_seq.in_(seqs)]
    theirs += [cast(outbox.c.about, Text).contains(str(assignment_id)) for assignment_id in about]
    query = select(outbox)
    places = []
    for row in (await tx.execute(query.where(or_(*theirs), ~still_unsent(outbox)))).all():
        if row.inbox_seq in seqs or not set(about).isdisjoint(row.about):
            await _empty(tx, row)
            if row.message_id is not None and row.method == "sendMessage":
                places.append((row.chat_id, row.message_id))
    return places


async def forget_named(tx: Tx, task: Named, label: str, now: datetime) -> None:
    """What names the task in any chat, a list or a digest too. What has not left yet names it by `label`."""
    for row in (await tx.execute(select(inbox).where(_told(inbox.c.body, task)))).all():
        if row.state != "waiting" and names(" ".join(_strings(json.loads(row.body))), task):
            await tx.execute(update(inbox).where(inbox.c.seq == row.seq).values(body=EMPTY))
    label = _UNSAFE.sub(" ", label)
    unsent = still_unsent(outbox).label("unsent")
    body = cast(outbox.c.body, Text)
    for row in (await tx.execute(select(outbox, unsent).where(_told(body, task)))).all():
        if not names(" ".join(_strings(row.body)), task):
            continue
        if row.unsent:
            changed = _renamed(row.body, task, label)
            await tx.execute(update(outbox).where(outbox.c.id == row.id).values(body=changed))
        else:
            await _empty(tx, row)
    # a file that was sent may name it where no text does
    held = (outbox.c.file.is_not(None), ~still_unsent(outbox))
    await tx.execute(update(outbox).where(*held).values(file=None))
    waits = questions.c.closed_at.is_(None)
    for row in (await tx.execute(select(questions).where(waits))).all():
        if names(" ".join(_strings(row.payload)), task):
            dropped = update(questions).where(questions.c.id == row.id)
            await tx.execute(dropped.values(payload={}, closed_at=now))
    said = func.lower(reports.c.text)
    coded = or_(*(said.contains(one, autoescape=True) for one in Named(task.ref, ()).openings()))
    query = select(reports.c.id, reports.c.text).where(coded)
    ids = [row.id for row in await tx.execute(query) if names(row.text, task)]
    await tx.execute(update(reports).where(reports.c.id.in_(ids)).values(text=None, reading=null()))


def without_words(body: dict[str, Any]) -> dict[str, Any]:
    """A message's body: no text, no file, nothing to draw one from, and no label on its buttons, by which it
    is known again."""
    kept = {key: "" if key in WORDS else value for key, value in body.items() if key not in (DRAWING, KEPT)}
    rows = body.get("reply_markup", {}).get("inline_keyboard")
    if rows:
        kept["reply_markup"] = {
            "inline_keyboard": [[button | {"text": ""} for button in row] for row in rows]
        }
    return kept


async def _empty(tx: Tx, row: Row[Any]) -> None:
    await tx.execute(update(outbox).where(outbox.c.id == row.id).values(body=without_words(row.body)))


def _told(body: ColumnElement[str], task: Named) -> ColumnElement[bool]:
    """Those among which they are; in JSON every letter is written as ASCII."""
    sought = [json.dumps(one)[1:-1].lower() for one in task.openings()]
    return or_(*(func.lower(body).contains(one, autoescape=True) for one in sought))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(one)


def _renamed(value: Any, task: Named, label: str) -> Any:
    if isinstance(value, str):
        return renamed(value, task.titles, label)
    if isinstance(value, dict):
        return {key: _renamed(one, task, label) for key, one in value.items()}
    return [_renamed(one, task, label) for one in value] if isinstance(value, list) else value
