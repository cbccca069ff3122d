"""Reading a reply: words made standard, rules scanned, kind and states decided by tables in the guide's order."""

from __future__ import annotations

from datetime import datetime

from domain.replies.addressing import Addressed, address, candidates
from domain.replies.guard import DONE, NO_REPORT, UNDER_WAY, Leaning, leaning, speaking, words_known
from domain.replies.kinds import KINDS, SILENT, KindRule, Kinds
from domain.replies.meanings import DONE as COMPLETED
from domain.replies.message import Message, prepare
from domain.replies.rules import Signal
from domain.replies.states import update_of
from domain.replies.values import Context, Fired, OpenTask, Reading, Status, Update

_KINDS, _SILENT = Kinds(KINDS), Kinds(SILENT)
_NO_TASK = OpenTask("", "", None)
# Likelihoods by which the leaning is followed, chosen by the sums on 2,950 replies by eleven hands, each weighed by what had
# been learned from the other hands: 85.2 % were read exactly and 20 stored wrongly. Of four hands that neither rules nor
# weights had seen, 85.3 % and 10 of 1,200.
_ENOUGH = 0.6  # to store a report; at 0.5 4 more are wrong, at 0.7 it asks about 14 more that are right
_ENOUGH_OF_A_NUMBER = 0.2  # who tells a share of the work, or a task's code, nearly always reports,
_TOO_MUCH_TALK = 0.5  # unless the words are more like a question or talk
_ENOUGH_OF_DONE = 0.2  # to store that something is done; at 0.3 1 less is wrong, and it asks about 6 more
_UNDER_WAY = 0.7  # to be a report of work under way, though no rule knows it
_ENOUGH_WORDS = 4  # known ones, to be that: a name, "ảnh hiện trường" or another language's words are none
_PLAIN = 0.97  # a report, though a rule takes it for something else
_LIKELY = 0.4  # to be another kind than the rules say
_TOO_FEW = 3  # words, to know the kind by them
_SURE = 0.7  # to be no report but a question
_TALK = 0.5  # to be no report but talk
_OTHER_STATE = 0.6  # to be told in the state that the words are like, where
_HARDLY = 0.2  # the one by the rules is at most so likely
_COMPLETED = 0.95  # to be done, though a rule holds a word of completion for a part; at 0.9 one more is wrong
_IN_SO_MANY_WORDS = "stuck"  # the rule: "vướng", "kẹt", "khó" are never only like something else
_STATES: dict[str, tuple[Status, bool]] = {  # and whether something holds it up
    "in_progress": ("in_progress", False),
    "held": ("in_progress", True),
    "blocked": ("blocked", True),
    "not_started": ("not_started", False),
}


def read(text: str, now: datetime, context: Context) -> Reading:
    """What `text` reports, by the annotation guide; `now` is aware and local: its day is "today"."""
    message = prepare(text, now.date(), context)
    claimed = _KINDS.first(message)
    reading = _read(message, claimed, _fired(message, claimed))
    by_code = any(mention.kind == "code" for _, mention in message.mentions)
    if by_code and reading.kind != "status":
        return reading
    like = leaning(message)
    if reading.kind == "status":
        if _is_doubtful(like, numbered=by_code or _tells_a_number(message)):
            return _doubted(message, reading, like, named=by_code)
        return _done_or_asked(message, _as_told(message, reading, like), like)
    if claimed is not None and like.status >= _PLAIN:
        unclaimed = _read(message, None, reading.fired)
        if unclaimed.kind == "status" and all(update.status != "done" for update in unclaimed.updates):
            return unclaimed
    if claimed is None and reading.kind == "chatter" and like.under_way >= _UNDER_WAY:
        return _under_way(message, reading)
    return _led(message, reading, like)


def _is_doubtful(like: Leaning, *, numbered: bool) -> bool:
    """Whether a report is asked about. `numbered`: it tells a share of the work, or the code of a task."""
    if numbered:
        return like.status < _ENOUGH_OF_A_NUMBER or like.question + like.chatter > _TOO_MUCH_TALK
    return like.status < _ENOUGH


def _tells_a_number(message: Message) -> bool:
    """A share of the work; "100 %" is said of much else."""
    return bool(message.shares) and all((share.percent or 0) < 100 for _, share in message.shares)


def _doubted(message: Message, reading: Reading, like: Leaning, *, named: bool) -> Reading:
    """A report asked about, or taken for the question or the talk that it is like. `named`: its task, by code."""
    fired = _guarded(message, reading, NO_REPORT, UNDER_WAY)
    if named:
        return _asked_about(reading, fired)
    if like.question >= _SURE:
        return Reading("question", (), None, (), None, (), fired)
    if like.chatter >= _TALK:
        return Reading("chatter", (), None, (), None, (), fired)
    return _asked_about(reading, fired)


def _done_or_asked(message: Message, reading: Reading, like: Leaning) -> Reading:
    """A report as it is, but asked about where something is done by words that are said of other work."""
    done = [update for update in reading.updates if update.status == "done"]
    told_by_words = any(update.percent is None and update.total is None for update in done)
    if not told_by_words or like.done + like.other >= _ENOUGH_OF_DONE:
        return reading
    return _asked_about(reading, _guarded(message, reading, UNDER_WAY, DONE))


def _as_told(message: Message, reading: Reading, like: Leaning) -> Reading:
    """A report of one task with the state that its words are like, where the one by the rules is hardly that."""
    if len(reading.updates) != 1:
        return reading
    (update,) = reading.updates
    known = "held" if update.status == "in_progress" and update.blocked else update.status or "other"
    numbered = (update.percent, update.done, update.total) != (None, None, None)
    likely = {"in_progress": like.in_progress, "held": like.held}
    if numbered:  # what has a share has begun
        likely["in_progress"] += like.not_started
        likely["held"] += like.blocked
    else:
        likely |= {"blocked": like.blocked, "not_started": like.not_started}
    if known == "other":  # nothing new, by the rules
        likely[known] = like.other
    if known not in likely:
        return reading
    if known == "in_progress" and like.done >= _COMPLETED and not numbered and _may_be_done(message, update):
        told = update._replace(status="done")
        return reading._replace(updates=(told,), fired=_guarded(message, reading, DONE, UNDER_WAY))
    best = max(likely, key=likely.__getitem__)
    if likely[best] < _OTHER_STATE or likely[known] > _HARDLY:
        return reading
    status, blocked = _STATES[best]
    if update.blocked and not blocked and _IN_SO_MANY_WORDS in message.rules:
        return reading
    words = (update.blocker or message.sender_words(0, len(message.text))) if blocked else None
    told = update._replace(status=status, blocked=blocked, blocker=words)
    return reading._replace(updates=(told,), fired=_guarded(message, reading, (best,), (known,)))


def _may_be_done(message: Message, update: Update) -> bool:
    """A rule has heard a word of completion, and no day to come is told."""
    heard = not COMPLETED.isdisjoint(message.meanings)
    return heard and update.requested_deadline is None and update.expected_date is None


def _asked_about(reading: Reading, fired: tuple[Fired, ...]) -> Reading:
    refs = tuple([update.ref for update in reading.updates])
    return Reading("clarify", (), "doubtful", refs, None, reading.updates, fired)


def _under_way(message: Message, reading: Reading) -> Reading:
    """Told in the words of a report in which no rule knows a state: of the task that is answered, named or alone."""
    if words_known(message) < _ENOUGH_WORDS:
        return reading
    updates = _updates(message, address(message), "in_progress")
    if not updates or any(update.status != "in_progress" for update in updates):
        return reading
    return Reading("status", updates, None, (), None, (), _guarded(message, reading, UNDER_WAY, NO_REPORT))


def _guarded(
    message: Message, reading: Reading, what: tuple[str, ...], against: tuple[str, ...]
) -> tuple[Fired, ...]:
    """What fired, and the words by which the leaning was followed."""
    return (*reading.fired, Fired("guard", speaking(message, what, against)))


def _led(message: Message, reading: Reading, like: Leaning) -> Reading:
    """What reports nothing as the kind that the rules say, or the one that its words are clearly like."""
    kind, likely = like.elsewhere
    if kind == reading.kind or likely < _LIKELY or len(message.said) <= _TOO_FEW:
        return reading
    why, asked = ("bare", candidates(message)) if kind == "clarify" else (None, ())
    fired = _guarded(message, reading, NO_REPORT, UNDER_WAY)
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


def _updates(message: Message, addressed: Addressed, otherwise: Status | None = None) -> tuple[Update, ...]:
    found = []
    for task in message.context.tasks:
        stretches = addressed.by_ref.get(task.ref)
        if stretches and (update := update_of(message, stretches, task, otherwise)) is not None:
            found.append(update)
    return tuple(found)


def _without_updates(message: Message, rule: KindRule, fired: tuple[Fired, ...]) -> Reading:
    asked = candidates(message) if rule.kind == "clarify" else ()
    return Reading(rule.kind, (), rule.why, asked, None, (), fired)
