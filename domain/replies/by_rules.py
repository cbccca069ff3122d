"""What the rules alone make of a message: its kind and its states, by tables in the guide's order."""

from __future__ import annotations

from collections.abc import Sequence

from domain.replies.addressing import Addressed, address, candidates
from domain.replies.kinds import KINDS, SILENT, KindRule, Kinds
from domain.replies.message import Message, Stretch
from domain.replies.rules import Signal
from domain.replies.states import update_of
from domain.replies.values import Fired, OpenTask, Reading, Status, Update

_KINDS, _SILENT = Kinds(KINDS), Kinds(SILENT)
_NO_TASK = OpenTask("", "", None)


def by_rules(message: Message) -> Reading:
    """The reading by the tables; what is likelier or does less harm is left to reading.py."""
    claimed = _KINDS.first(message)
    fired = _fired(message, claimed)
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


def updates_of(message: Message, otherwise: Status | None = None) -> tuple[Update, ...]:
    """What is said of each task that is named, answered or alone, in the order of the tasks; `otherwise`: the state where no
    rule knows one."""
    return _updates(message, address(message), otherwise)


def _updates(message: Message, addressed: Addressed, otherwise: Status | None = None) -> tuple[Update, ...]:
    tasks = [
        (task, addressed.by_ref[task.ref]) for task in message.context.tasks if task.ref in addressed.by_ref
    ]
    found = [update_of(message, stretches, task, otherwise) for task, stretches in tasks]
    if any(found):
        for at, (task, stretches) in enumerate(tasks):
            if found[at] is None and _is_told_of(message, task, stretches):
                found[at] = update_of(message, stretches, task, "in_progress")
    return tuple([update for update in found if update is not None])


_ENOUGH_SAID = {"code": 1, "ordinal": 2, "title": 3}  # words beside what names the task
_TELLS_NOTHING = frozenset(
    {"để", "không", "chưa", "phải", "giữ", "hứa", "hẹn", "nhắc", "hỏi", "ok", "báo", "trừ", "ngoài", "đúng"}
)


def _is_told_of(message: Message, task: OpenTask, stretches: Sequence[Stretch]) -> bool:
    """ "71 demo được" beside "72 17%": enough is said of it, though no rule knows a state in that."""
    said = [word for start, end in stretches for word in message.text[start:end].split() if word.isalpha()]
    kinds = [mention.kind for _, mention in message.mentions if task.ref in mention.refs]
    enough = any(len(said) >= _ENOUGH_SAID.get(kind, len(message.said) + 1) for kind in kinds)
    return enough and _TELLS_NOTHING.isdisjoint(said)


def _without_updates(message: Message, rule: KindRule, fired: tuple[Fired, ...]) -> Reading:
    asked = candidates(message) if rule.kind == "clarify" else ()
    return Reading(rule.kind, (), rule.why, asked, None, (), fired)


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
    return message.sender_words(signal.start, signal.end) if "§" in words else words
