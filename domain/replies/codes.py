"""Codes of any series, told apart: the reader knows a code by NV and its number alone."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.replies.message import prepare
from domain.replies.reading import read
from domain.replies.values import Context, Fired, Reading, Update
from domain.text import fold

_OURS = re.compile(r"nv[\s.\-_]*\d+")
_ODD = re.compile(r"[^\W\d_]+[\s.\-_]*\d+(?:\.\d+)*")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_LAST_DIGITS = re.compile(r"\d+$")
_APART = r"[ .\-_]?"
_NUMBERS = range(999, 99, -1)  # the reader takes three digits for a code


def read_any_code(text: str, now: datetime, context: Context) -> Reading:
    """As `read`; "CT01" is told from NV01, by a number of its own while the text is read."""
    aliases = _aliases(context)
    if not aliases:
        return read(text, now, context)
    return _with_own_codes(
        read(_renamed(text, aliases), now, _in_one_series(context, aliases)),
        {v: k for k, v in aliases.items()},
    )


def named_tasks(text: str, now: datetime, context: Context) -> tuple[str, ...]:
    """The tasks whose code or title stands in the text, clearly or among others; none where none does."""
    aliases = _aliases(context)
    back = {alias: ref for ref, alias in aliases.items()}
    message = prepare(_renamed(text, aliases), now.date(), _in_one_series(context, aliases))
    named = [ref for _, mention in message.mentions for ref in (*mention.refs, *mention.candidates)]
    return tuple(dict.fromkeys(back.get(ref, ref) for ref in named))


def _aliases(context: Context) -> dict[str, str]:
    refs = [task.ref for task in context.tasks]
    odd = [ref for ref in refs if _OURS.fullmatch(fold(ref)) is None and _ODD.fullmatch(ref)]
    taken = {int(digits.group()) for ref in refs if (digits := _LAST_DIGITS.search(ref)) is not None}
    free = (number for number in _NUMBERS if number not in taken)
    return {ref: f"NV{number}" for ref, number in zip(odd, free, strict=False)}


def _renamed(text: str, aliases: Mapping[str, str]) -> str:
    for ref in sorted(aliases, key=len, reverse=True):  # KH02.03 before KH02
        letters = [f"0*{int(part)}" if part.isdigit() else part for part in _PARTS.findall(ref)]
        text = re.sub(rf"(?<!\w){_APART.join(letters)}(?!\d)", aliases[ref], text, flags=re.IGNORECASE)
    return text


def _in_one_series(context: Context, aliases: Mapping[str, str]) -> Context:
    tasks = tuple(replace(task, ref=aliases.get(task.ref, task.ref)) for task in context.tasks)
    reply_to = context.reply_to
    return replace(context, tasks=tasks, reply_to=aliases.get(reply_to or "", reply_to))


def _with_own_codes(reading: Reading, back: Mapping[str, str]) -> Reading:
    def words(said: str) -> str:
        for alias, ref in back.items():
            said = re.sub(rf"(?i){alias}(?!\d)", ref, said)
        return said

    def own(update: Update) -> Update:
        blocker = None if update.blocker is None else words(update.blocker)
        return update._replace(ref=back.get(update.ref, update.ref), blocker=blocker)

    return reading._replace(
        updates=tuple(map(own, reading.updates)),
        candidates=tuple(back.get(ref, ref) for ref in reading.candidates),
        draft=own(reading.draft) if reading.draft else None,
        doubted=tuple(map(own, reading.doubted)),
        fired=tuple(Fired(rule, words(said)) for rule, said in reading.fired),
    )
