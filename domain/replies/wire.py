"""Cases and readings as JSON objects, as the command `parse` exchanges them (contract, `parse`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from domain.replies.values import Context, OpenTask, Reading, Update


def case_from_json(obj: dict[str, Any]) -> tuple[str, datetime, Context]:
    """The text, the aware moment and the context of one case; ValueError says what is malformed."""
    text = _string(obj, "text")
    try:
        now = datetime.fromisoformat(_string(obj, "now"))
    except ValueError as error:
        raise ValueError(f"now: {error}") from error
    if now.tzinfo is None:
        raise ValueError("now: a moment without an offset")
    context = obj.get("context")
    if not isinstance(context, dict):
        raise ValueError("context: an object is required")
    refs = context.get("task_refs")
    if not isinstance(refs, list):
        raise ValueError("context.task_refs: a list is required")
    tasks = tuple(_task(item, position) for position, item in enumerate(refs))
    if len({task.ref for task in tasks}) != len(tasks):
        raise ValueError("context.task_refs: a ref occurs twice")
    reply_to = context.get("reply_to")
    if reply_to is not None and not isinstance(reply_to, str):
        raise ValueError("context.reply_to: a string or null is required")
    sender = context.get("sender") or ""
    if not isinstance(sender, str):
        raise ValueError("context.sender: a string is required")
    return text, now, Context(tasks=tasks, reply_to=reply_to, sender=sender)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """`{"kind", "updates"}` with dates in ISO form."""
    return {"kind": reading.kind, "updates": [_update(update) for update in reading.updates]}


def fired_to_json(reading: Reading) -> list[list[str]]:
    """`[[rule, words]…]`: which rules fired on which words, in the order of the text."""
    return [[fired.rule, fired.words] for fired in reading.fired]


def _string(obj: dict[str, Any], key: str) -> str:
    value = obj.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key}: a string is required")
    return value


def _task(item: Any, position: int) -> OpenTask:
    where = f"context.task_refs[{position}]"
    if not isinstance(item, dict):
        raise ValueError(f"{where}: an object is required")
    ref, title, deadline = item.get("ref"), item.get("title"), item.get("deadline")
    if not isinstance(ref, str) or not ref:
        raise ValueError(f"{where}.ref: a string is required")
    if not isinstance(title, str):
        raise ValueError(f"{where}.title: a string is required")
    if deadline is None:
        return OpenTask(ref, title, None)
    if not isinstance(deadline, str):
        raise ValueError(f"{where}.deadline: a date or null is required")
    try:
        return OpenTask(ref, title, date.fromisoformat(deadline))
    except ValueError as error:
        raise ValueError(f"{where}.deadline: {error}") from error


def _update(update: Update) -> dict[str, Any]:
    asked, expected = update.requested_deadline, update.expected_date
    return {
        "ref": update.ref,
        "status": update.status,
        "percent": update.percent,
        "done": update.done,
        "total": update.total,
        "requested_deadline": asked.isoformat() if asked else None,
        "expected_date": expected.isoformat() if expected else None,
        "blocked": update.blocked,
        "blocker": update.blocker,
    }
