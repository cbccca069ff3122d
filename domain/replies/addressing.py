"""Which stretches of a reply speak of which task (guide §3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.replies.meanings import DONE, STATE
from domain.replies.message import Message, Stretch
from domain.replies.naming import Mention

_CLAUSE = re.compile(r"[,;.!?\n…]| (?:nhưng|còn|riêng|mà)(?= §r)")
_ONLY_NAMED = re.compile(r"[ ,]*§r ?, §r")  # "170, 171 ổn"
_AHEAD = len(" §r")
_JOINERS = re.compile(r"(?: |,|\+|&|/| và(?= )| với(?= )| cùng(?= )| lẫn(?= )| việc(?= )| cái(?= ))*")


@dataclass(slots=True)
class Addressed:
    """`stretches` by ref; `lost`: stretches whose task could not be told, `unknown`: a code that is not open."""

    by_ref: dict[str, list[Stretch]]
    lost: list[Stretch]
    unknown: bool


def address(message: Message) -> Addressed:
    """Each clause belongs to the task named in it, else to the one named before it; nothing named: the default."""
    by_ref: dict[str, list[Stretch]] = {}
    lost: list[Stretch] = []
    unknown = False
    for mention, stretches in _groups(message):
        refs = mention.refs if mention is not None else ()
        refs = refs or default_refs(message)
        if (mention is not None and (mention.unknown or mention.candidates)) or not refs:
            unknown = unknown or (mention is not None and mention.unknown)
            lost += stretches
            continue
        for ref in refs:
            by_ref.setdefault(ref, []).extend(stretches)
    return Addressed(by_ref, lost, unknown)


def default_refs(message: Message) -> tuple[str, ...]:
    """Guide §3, point 4: the task replied to, else the only open one."""
    refs = [task.ref for task in message.context.tasks]
    if message.context.reply_to in refs:
        return (str(message.context.reply_to),)
    return (refs[0],) if len(refs) == 1 else ()


def candidates(message: Message) -> tuple[str, ...]:
    """The likeliest tasks, for a question; all of them when nothing points anywhere."""
    named = [ref for _, m in message.mentions for ref in (*m.refs, *m.candidates)] or default_refs(message)
    return tuple(dict.fromkeys(named)) or tuple(task.ref for task in message.context.tasks)


def _groups(message: Message) -> list[tuple[Mention | None, list[Stretch]]]:
    groups: list[tuple[Mention | None, list[Stretch]]] = []
    pending: list[Stretch] = []
    for stretch, mention in _pieces(message):
        if mention is not None:
            if pending and _tells(message, pending, DONE) and _tells(message, [stretch], STATE):
                groups.append((None, pending))  # said of something else
                pending = []
            groups.append((mention, [*pending, stretch]))
            pending = []
        elif groups:
            groups[-1][1].append(stretch)
        else:
            pending.append(stretch)
    return groups or [(None, pending)]


def _tells(message: Message, stretches: list[Stretch], what: frozenset[str]) -> bool:
    """Whether something of `what` or a number is told there."""
    places = [signal.start for signal in message.signals if signal.meaning in what]
    places += [at for at, _ in message.shares]
    return any(stretch.holds(at) for stretch in stretches for at in places)


def _renamed(message: Message, subjects: list[tuple[int, Mention]]) -> list[tuple[int, Mention]]:
    """A task named by mistake, taken for the one named in the correction."""
    if len(subjects) < 2 or not any(signal.meaning == "recode" for signal in message.signals):
        return subjects
    meant = subjects[-1][1]
    return [(at, meant) for at, _ in subjects[-2:]] if len(subjects) == 2 else subjects


def _subjects(message: Message) -> list[tuple[int, Mention]]:
    """The tasks named, but not where they are what is waited for."""
    awaited = [s for s in message.signals if s.rule.name.startswith("after-own")]
    subjects = [(at, m) for at, m in message.mentions if not any(s.start <= at < s.end for s in awaited)]
    return _renamed(message, subjects)


def _pieces(message: Message) -> list[tuple[Stretch, Mention | None]]:
    """Clauses, cut again before a second task that is named in one."""
    text = message.text
    ends = [0]
    for match in _CLAUSE.finditer(text):
        if not (match[0] == "," and _ONLY_NAMED.fullmatch(text, ends[-1], match.end() + _AHEAD)):
            ends.append(match.start() if match[0][0] == " " else match.end())
    clauses = pairwise([*ends, len(text)])
    subjects = _subjects(message) if message.mentions else []
    if not subjects:
        return [(Stretch(start, end), None) for start, end in clauses]
    pieces: list[tuple[Stretch, Mention | None]] = []
    places = [at for at, _ in subjects]
    for start, end in clauses:
        begin, held = start, None
        held_at = start
        for at, mention in subjects[bisect_left(places, start) : bisect_left(places, end)]:
            if held is None:
                held = mention
            elif "all" not in (held.kind, mention.kind) and _JOINERS.fullmatch(text, held_at + 2, at):
                held = replace(
                    mention, refs=(*held.refs, *mention.refs), unknown=held.unknown or mention.unknown
                )
            else:
                pieces.append((Stretch(begin, at), held))
                begin, held = at, mention
            held_at = at
        pieces.append((Stretch(begin, end), held))
    return pieces
