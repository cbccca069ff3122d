"""Reading a reply: the rules read it, and of what it may mean the one is told that is likeliest right and least harmful."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter

from domain.replies.addressing import candidates
from domain.replies.by_rules import by_rules, updates_of
from domain.replies.guard import NO_REPORT, Leaning, class_of, leaning, speaking, words_known
from domain.replies.message import Message, prepare
from domain.replies.values import Context, Fired, Kind, Reading, Status

# A reading is worth how likely it is right, less what it costs where it does harm. Chosen, as the rest, by the sums on 9,400
# replies, each weighed by what had been learned of other hands.
_HARM = 6.0  # so many right ones is one that stores a report where none was made, or "done" of what is not
_LOST = 0.2  # so many right ones is a report that is passed over as a question or talk
_OF_NAMED = 0.25  # what is feared of that harm where a task is named by its code: who does that reports
_OF_TITLED = 0.5  # and by words of its title
_WHOLE = 0.9  # of what is like work under way, the part that counts for "done" where 100% or 12/12 is told
_ENOUGH_WORDS = 3  # known ones, to be a report that no rule knows
_TOO_FEW = 3  # words, to be of another kind than the rules say
_IN_SO_MANY_WORDS = "stuck"  # the rule: "vướng", "kẹt", "khó" are never only like something else
_STATES: dict[str, tuple[Status, bool]] = {  # and whether something holds it up
    "in_progress": ("in_progress", False),
    "held": ("in_progress", True),
    "blocked": ("blocked", True),
    "not_started": ("not_started", False),
    "done": ("done", False),
}
_LIKE_IT = {  # where a share of the work is told, and the state follows from it: what the words may be like as well
    "in_progress": ("done", "not_started"),
    "held": ("blocked",),
    "done": ("in_progress",),
}


def read(text: str, now: datetime, context: Context) -> Reading:
    """What `text` reports, by the annotation guide; `now` is aware and local: its day is "today"."""
    message = prepare(text, now.date(), context)
    reading = by_rules(message)
    known = class_of(reading)
    like = leaning(message, known)
    fear = _fear(message) if reading.kind == "status" else _HARM
    worth = _worth(reading, known, like, fear)
    if worth >= 1 - like.of(known):
        return reading  # nothing else can be worth more
    others = [
        (_worth(other, class_of(other), like, fear), other) for other in _others(message, reading, like)
    ]
    much, other = max(others, key=itemgetter(0), default=(worth, reading))
    if much <= worth:
        return reading
    spoke = Fired("guard", speaking(message, class_of(other), known))
    return other._replace(fired=(*reading.fired, spoke))


def _fear(message: Message) -> float:
    """Who names a task reports on it."""
    kinds = {mention.kind for _, mention in message.mentions}
    return _HARM * (_OF_NAMED if "code" in kinds else _OF_TITLED if "title" in kinds else 1.0)


def _worth(reading: Reading, name: str, like: Leaning, fear: float) -> float:
    """`name`: the reading's class; `fear`: how much weighs that it may do harm."""
    likely = like.of(name)
    if name in NO_REPORT:
        return likely if name == "clarify" else likely - _LOST * like.status
    if _is_numbered(reading) and (name != "done" or any(update.percent for update in reading.updates)):
        likely += (_WHOLE if name == "done" else 1) * sum(map(like.of, _LIKE_IT.get(name, ())))
    harmful = 1 - like.status
    if name == "done":
        harmful += like.status - likely - like.other
    elif len(reading.updates) > 1:  # of which no state is told but as the rules read it
        likely = like.status
    return likely - fear * harmful


def _is_numbered(report: Reading) -> bool:
    return any((u.percent, u.done, u.total) != (None, None, None) for u in report.updates)


def _others(message: Message, reading: Reading, like: Leaning) -> list[Reading]:
    """What else it may mean. What names a task by its code is asked about at least."""
    told = reading.kind == "status"
    report = reading if told else _all_the_same(message, reading)
    others: list[Reading] = []
    if report is not None:
        reports = [report, *_in_other_states(message, report)]
        others = reports[1:] if told else reports
        likeliest = max(reports, key=lambda each: like.of(class_of(each)))
        others.append(_asked_about(report if told else likeliest))
    by_code = any(mention.kind == "code" for _, mention in message.mentions)
    if not by_code and (told or len(message.said) > _TOO_FEW):
        others += [_no_report(message, kind) for kind in NO_REPORT if report is None or kind != "clarify"]
    return others


def _asked_about(reading: Reading) -> Reading:
    refs = tuple([update.ref for update in reading.updates])
    return Reading("clarify", (), "doubtful", refs, None, reading.updates, ())


def _no_report(message: Message, kind: Kind) -> Reading:
    why, asked = ("bare", candidates(message)) if kind == "clarify" else (None, ())
    return Reading(kind, (), why, asked, None, (), ())


def _all_the_same(message: Message, reading: Reading) -> Reading | None:
    """The report that it is, though no rule knows its state or one takes it for something else."""
    if words_known(message) < _ENOUGH_WORDS or reading.why == "no_date":  # the day it wishes for is asked
        return None
    updates = updates_of(message, "in_progress")
    return Reading("status", updates, None, (), None, (), ()) if updates else None


def _in_other_states(message: Message, report: Reading) -> Iterator[Reading]:
    """A report of one task, told in the states that no word of it excludes; what has a day to come is not done."""
    update = report.updates[0]
    known = class_of(report)
    numbered = _is_numbered(report)
    if len(report.updates) > 1 or update.status == "recurring":
        return
    if numbered and known == "done":  # of a part, or nearly
        told = update._replace(status="in_progress", percent=None, done=None, total=None)
        yield report._replace(updates=(told,))
        return
    for name, (status, blocked) in _STATES.items():
        if name == known or (numbered and name not in ("in_progress", "held")):
            continue
        if name == "done" and (update.requested_deadline or update.expected_date):
            continue
        if update.blocked and not blocked and _IN_SO_MANY_WORDS in message.rules:
            continue
        words = (update.blocker or message.sender_words(0, len(message.text))) if blocked else None
        told = update._replace(status=status, blocked=blocked, blocker=words)
        yield report._replace(updates=(told,))
