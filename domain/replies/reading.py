"""Reading a reply: words made standard, rules scanned, kind and states decided by tables in the guide's order."""

from __future__ import annotations

from datetime import datetime

from domain.replies.addressing import Addressed, address, candidates
from domain.replies.guard import doubts
from domain.replies.kinds import KINDS, SILENT, KindRule, Kinds
from domain.replies.message import Message, Stretch, prepare
from domain.replies.rules import Signal
from domain.replies.states import update_of
from domain.replies.values import Context, Fired, OpenTask, Reading, Update

_KINDS, _SILENT = Kinds(KINDS), Kinds(SILENT)
_NO_TASK = OpenTask("", "", None)


def read(text: str, now: datetime, context: Context) -> Reading:
    """What `text` reports, by the annotation guide; `now` is aware and local: its day is "today"."""
    message = prepare(text, now.date(), context)
    claimed = _KINDS.first(message)
    reading = _read(message, claimed, _fired(message, claimed))
    if reading.kind == "status" and (against := doubts(message)):
        return _doubted(reading, against)
    return reading


def _doubted(reading: Reading, against: str) -> Reading:
    refs = tuple([update.ref for update in reading.updates])
    fired = (*reading.fired, Fired("guard", against))
    return Reading("clarify", (), "doubtful", refs, None, reading.updates, fired)


def _fired(message: Message, claimed: KindRule | None) -> tuple[Fired, ...]:
    """The rules of the reply in the order of the text, those that placed its dates, and what claimed it whole."""
    found = [Fired(s.rule.name, _said(message, s)) for s in message.signals]
    found += [
        Fired(f"date:{m.signal.rule.name}", _said(message, m.signal)) for m in message.moments if m.signal
    ]
    if claimed is not None:
        found.append(Fired(f"kind:{claimed.name}", message.text.strip()))
    return tuple(found)


def _said(message: Message, signal: Signal) -> str:
    words = message.text[signal.start : signal.end].strip()
    return message.sender_words(Stretch(signal.start, signal.end)) if "§" in words else words


def _read(message: Message, claimed: KindRule | None, fired: tuple[Fired, ...]) -> Reading:
    if claimed is not None:
        return _without_updates(message, claimed, fired)
    addressed = address(message)
    if updates := _updates(message, addressed):
        return Reading("status", updates, None, (), None, (), fired)
    lost = update_of(message, addressed.lost, _NO_TASK) if addressed.lost else None
    if lost is not None:
        why = "unknown_task" if addressed.unknown else "which_task"
        return Reading("clarify", (), why, candidates(message), lost, (), fired)
    silent = _SILENT.first(message)
    return _without_updates(message, silent or SILENT[-1], fired)


def _updates(message: Message, addressed: Addressed) -> tuple[Update, ...]:
    found = []
    for task in message.context.tasks:
        stretches = addressed.by_ref.get(task.ref)
        if stretches is not None and (update := update_of(message, stretches, task)) is not None:
            found.append(update)
    return tuple(found)


def _without_updates(message: Message, rule: KindRule, fired: tuple[Fired, ...]) -> Reading:
    asked = candidates(message) if rule.kind == "clarify" else ()
    return Reading(rule.kind, (), rule.why, asked, None, (), fired)
