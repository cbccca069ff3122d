"""What is asked of the store in words: by a focal point of their tasks, by a leader of the whole."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from domain.names import DepartmentName, named_unit
from domain.replies import Context
from domain.replies.message import prepare
from domain.replies.patterns import compile_pattern
from domain.replies.tables import classes, rows
from domain.replies.words import bare
from domain.text import fold

_QUARTER = re.compile(r"\bq(?:uy)? ?(?:iv|i{1,3}|[1-4])\b(?: ?[/ ](?:nam )?\d{4})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """`topic` as data/questions.tsv names it; `refs`: the tasks named, of those in the context."""

    topic: str
    refs: tuple[str, ...]


def question_of(text: str, today: date, context: Context) -> Asked | None:
    """What a focal point asks; None when no row of the table fits."""
    # words of titles must not hide the words of the question, so the topic is found without the tasks
    topic = _topic("questions", bare(prepare(text, today, Context((), None)).text))
    message = prepare(text, today, context)
    refs = tuple(dict.fromkeys(ref for _, mention in message.mentions for ref in mention.refs))
    return Asked(topic, refs) if topic is not None else None


def summary_of(text: str, today: date, units: Iterable[DepartmentName]) -> str | None:
    """The argument of /summary that a leader's words stand for ("": the whole); None when they ask for none.

    A unit's name or a quarter wins over the topic beside it: "Sở Tài chính tới đâu rồi".
    """
    message = prepare(text, today, Context((), None))
    topic = _topic("summaries", bare(message.text))
    if (named := _unit_in(text, units)) is not None:
        return named
    if (quarter := _QUARTER.search(fold(text))) is not None:
        return quarter.group()
    return None if topic is None else "" if topic == "whole" else topic


def _unit_in(text: str, units: Iterable[DepartmentName]) -> str | None:
    """The official name of the unit whose longest name stands in the text."""
    found = [
        (len(name), unit.name)
        for unit in units
        if (name := named_unit(text, (unit.name, *unit.aliases))) is not None
    ]
    return max(found)[1] if found else None


def _topic(table: str, words: str) -> str | None:
    return next((topic for topic, pattern in _patterns(table) if pattern.search(words)), None)


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    unmarked = {name: tuple(bare(word) for word in words) for name, words in classes().items()}
    return tuple(
        (topic, re.compile(compile_pattern(bare(pattern), unmarked).regex))
        for topic, pattern, _ in rows(table)
    )
