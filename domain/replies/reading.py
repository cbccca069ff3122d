"""Reading a reply: words made standard, rules scanned, kind and states decided by tables in the guide's order."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from domain.replies.addressing import Addressed, address, candidates
from domain.replies.guard import Leaning, against_a_report, leaning
from domain.replies.kinds import KINDS, SILENT, KindRule, Kinds
from domain.replies.meanings import STATE
from domain.replies.message import Message, prepare
from domain.replies.rules import Signal
from domain.replies.states import update_of
from domain.replies.tables import entries
from domain.replies.values import Context, Fired, OpenTask, Reading, Update

_KINDS, _SILENT = Kinds(KINDS), Kinds(SILENT)
_NO_TASK = OpenTask("", "", None)
# chosen on 500 replies by two hands that neither rules nor weights had seen: 13 stored wrongly, where 0.4 left 15 and
# read 4 fewer exactly; from 0.8 on it asks too often
_ENOUGH = 0.66  # to store a report
_ENOUGH_OF_A_FEW_WORDS = 0.4  # which alone tell little, and "xong rồi" is a report
_SHORT = 5
# chosen on 2,000 replies by eight hands as each was read before it was studied: 28 stored wrongly instead of 34, and as
# many read exactly; 0.95 would ask about 4 more of those, and about 5 that are right
_ENOUGH_OF_A_FAINT_ONE = 0.9
_ENOUGH_OF_A_NUMBER = 0.4  # told of the task that is answered or named: none of 300 was stored wrongly
_ENOUGH_OF_A_DAY = 0.5  # wished for or promised for the task that is answered, named or alone
_ENOUGH_OF_A_CODE = 0.4  # who names a task by its code speaks of it, but may say only that it was noted
_TELLING = STATE | {"ask"}
_LIKELY = 0.6  # to be another kind than the rules say
_TOO_FEW = 3  # words, to know the kind by them
_PLAIN = 0.97  # a report, though a rule takes it for something else
_SURE = 0.7  # to be no report but a question
_TALK = 0.8  # to be no report but talk: of 5,000 replies 13 were, and none was anything else


def read(text: str, now: datetime, context: Context) -> Reading:
    """What `text` reports, by the annotation guide; `now` is aware and local: its day is "today"."""
    message = prepare(text, now.date(), context)
    claimed = _KINDS.first(message)
    reading = _read(message, claimed, _fired(message, claimed))
    by_code = bool(message.mentions) and any(mention.kind == "code" for _, mention in message.mentions)
    if by_code and reading.kind != "status":
        return reading
    like = leaning(message)
    if reading.kind == "status":
        enough = like.status >= _enough(message, reading, by_code)
        return reading if enough else _doubted(message, reading, like)
    if claimed is not None and like.status >= _PLAIN:
        unclaimed = _read(message, None, reading.fired)
        if unclaimed.kind == "status" and all(update.status != "done" for update in unclaimed.updates):
            return unclaimed
    return _led(message, reading, like)


def _enough(message: Message, reading: Reading, by_code: bool) -> float:
    """How likely a report must be to be stored."""
    if by_code:
        return _ENOUGH_OF_A_CODE
    if len(message.said) <= _SHORT:
        return _ENOUGH_OF_A_FEW_WORDS
    if _tells_a_number(message) and (message.context.reply_to is not None or message.names_task()):
        return _ENOUGH_OF_A_NUMBER
    if any(update.requested_deadline or update.expected_date for update in reading.updates):
        return _ENOUGH_OF_A_DAY
    return _ENOUGH_OF_A_FAINT_ONE if _is_faint(message, reading) else _ENOUGH


def _tells_a_number(message: Message) -> bool:
    """A share of the work; "100 %" is said of much else."""
    return bool(message.shares) and all((share.percent or 0) < 100 for _, share in message.shares)


def _is_faint(message: Message, reading: Reading) -> bool:
    """Under way without a number or a day, and no rule fired but such as say much else besides."""
    for update in reading.updates:
        told = (update.percent, update.done, update.requested_deadline, update.expected_date)
        if update.status != "in_progress" or update.blocked or told != (None, None, None, None):
            return False
    rules = {signal.rule.name for signal in message.signals if signal.meaning in _TELLING}
    return bool(rules) and rules <= _faint_rules()


@cache
def _faint_rules() -> frozenset[str]:
    return frozenset(entries("faint"))


def _doubted(message: Message, reading: Reading, like: Leaning) -> Reading:
    """A report asked about, or taken for the question that it is like."""
    fired = (*reading.fired, Fired("guard", against_a_report(message)))
    if like.question >= _SURE:
        return Reading("question", (), None, (), None, (), fired)
    if like.chatter >= _TALK:
        return Reading("chatter", (), None, (), None, (), fired)
    refs = tuple([update.ref for update in reading.updates])
    return Reading("clarify", (), "doubtful", refs, None, reading.updates, fired)


def _led(message: Message, reading: Reading, like: Leaning) -> Reading:
    """What reports nothing as the kind that the rules say, or the one that its words are clearly like."""
    kind, likely = like.elsewhere
    if kind == reading.kind or likely < _LIKELY or len(message.said) <= _TOO_FEW:
        return reading
    why, asked = ("bare", candidates(message)) if kind == "clarify" else (None, ())
    fired = (*reading.fired, Fired("guard", against_a_report(message)))
    return Reading(kind, (), why, asked, None, (), fired)


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
