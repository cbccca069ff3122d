"""What a focal point's reply is read against, and what the reading says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["status", "question", "chatter", "clarify"]
Status = Literal["done", "in_progress", "not_started", "blocked", "recurring"]


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task still open for the sender; `ref` is the code people write, such as NV12."""

    ref: str
    title: str
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Context:
    """What the bot knew when the message came.

    `tasks` stand in the order in which they were listed to the sender (ordinals count on it);
    `reply_to` is the ref of the reminder being answered, or None.
    """

    tasks: tuple[OpenTask, ...]
    reply_to: str | None
    sender: str = ""


class Update(NamedTuple):
    """What the message says of one task; None means: nothing was said (guide §1).

    `blocker` is the obstacle in the sender's own words.
    """

    ref: str
    status: Status | None
    percent: float | None
    done: int | None
    total: int | None
    requested_deadline: date | None
    expected_date: date | None
    blocked: bool
    blocker: str | None


class Fired(NamedTuple):
    """A rule and the words it fired on."""

    rule: str
    words: str


class Reading(NamedTuple):
    """The meaning of one message.

    `updates` is empty unless `kind` is "status". For "clarify", `why` says what to ask
    (which_task, unknown_task, no_date, reassign, hearsay, bare, number, contradiction, file, doubtful),
    `candidates` are the likeliest refs, best first, and `draft` (ref "") is what was understood
    when only the task is missing, so that naming the task completes it. `doubted`: what
    "doubtful" would report, for a person to confirm.
    """

    kind: Kind
    updates: tuple[Update, ...]
    why: str | None
    candidates: tuple[str, ...]
    draft: Update | None
    doubted: tuple[Update, ...]
    fired: tuple[Fired, ...]
