"""What the learned leaning settles in the state of the one task a message reports on, where the rules leave it in the
balance: whether what was completed is the whole, and whether something holds the task up."""

from __future__ import annotations

from dataclasses import replace

from domain.replies.guard import Leaning, for_a_completion, for_a_report, on_an_obstacle
from domain.replies.meanings import DONE, NOT_YET, PROGRESS
from domain.replies.message import Message
from domain.replies.moments import expected_day
from domain.replies.values import Fired, OpenTask, Status, Update

# chosen on 262 reports that neither rules nor weights had seen: 10 more exact, none dangerous
_DONE = 0.7
_REPORTS = 0.9
_HELD = 0.9
_FREE = 0.1
_DONE_UNHEARD = 0.75
_HELD_UNHEARD = 0.5

# obstacles in so many words
_PLAIN = frozenset({"folk-against", "crew-gone", "nowhere-to-get", "washed-away"})
_AGAINST_DONE = NOT_YET | {"ask", "doing", "obstacle", "paused", "lack", "nature"}


def weighed(message: Message, update: Update, like: Leaning) -> tuple[Update, Fired | None]:
    """`update` as the words of the message lean, and which words decided; None: nothing was left to decide."""
    said = message.meanings
    if like.done > _DONE and like.status > _REPORTS and of_something(message, update):
        return replace(update, status="done"), Fired("guard:done", for_a_completion(message))
    if (
        update.blocked
        and like.held < _FREE
        and not said & {"paused", "condinput"}
        and not message.rules & _PLAIN
    ):
        status = update.status
        if status == "blocked":
            status = "not_started" if said & {"unstarted", "willstart"} else "in_progress"
        fired = Fired("guard:free", on_an_obstacle(message, there=False))
        return replace(update, status=status, blocked=False, blocker=None), fired
    if not update.blocked and like.held > _HELD and update.status in ("in_progress", "not_started"):
        progress = update.percent is not None or update.done is not None or said & PROGRESS
        status = update.status if progress else "blocked"
        words = message.sender_words(message.whole)[:300]
        fired = Fired("guard:held", on_an_obstacle(message, there=True))
        return replace(update, status=status, blocked=True, blocker=words), fired
    return update, None


def of_something(message: Message, update: Update) -> bool:
    """Whether something was completed and nothing is left, but in words that make no more of it than a part."""
    said = message.meanings
    heard = bool(said & (DONE | {"object"})) and not said & _AGAINST_DONE
    return heard and _all_but_done(update)


def guessed(message: Message, task: OpenTask, like: Leaning) -> tuple[Update, Fired]:
    """What a report in words that no rule knows says of the one `task` it can be of."""
    status: Status = "in_progress"
    fired = Fired("guard:report", for_a_report(message))
    ahead = any(moment.mention.end and moment.mention.end > message.today for moment in message.moments)
    if like.done > _DONE_UNHEARD and not ahead and not message.meanings & _AGAINST_DONE:
        status, fired = "done", Fired("guard:done", for_a_completion(message))
    elif like.held > _HELD_UNHEARD:
        status, fired = "blocked", Fired("guard:held", on_an_obstacle(message, there=True))
    held = status == "blocked"
    days = (
        []
        if status == "done"
        else [
            expected_day(moment, task, message.text, late=False, today=message.today)
            for moment in message.moments
        ]
    )
    day = next((day for day in reversed(days) if day and day >= message.today), None)
    words = message.sender_words(message.whole)[:300] if held else None
    return Update(task.ref, status, None, None, None, None, day, held, words), fired


def _all_but_done(update: Update) -> bool:
    """In progress, and nothing told that is less than the whole."""
    return (
        update.status == "in_progress"
        and not update.blocked
        and update.percent in (None, 100)
        and update.done == update.total
        and update.requested_deadline is None
        and update.expected_date is None
    )
