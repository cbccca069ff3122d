"""A learned doubt: what the rules take for a report, in words that reports do not use.

Each word and each pair of neighbours has a weight in data/guard.tsv (its head says how that was made); their sum tells
how likely the message is a report at all. It never makes a report of anything: it only has the bot ask before storing one.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

from domain.replies.message import Message
from domain.replies.tables import rows
from domain.replies.words import bare

_ENOUGH = 50  # hundredths; learned without a hand, half of what its rules stored wrongly is asked, and 1 report in 75
_TOLD = 5  # of what speaks against, the weightiest


def doubts(message: Message) -> str:
    """What speaks most against a report; empty where there is no doubt. Who names a task by its code reports."""
    if any(mention.kind == "code" for _, mention in message.mentions):
        return ""
    weights = _weights()
    said = {sign: weights[sign] for sign in signs_of(message.text) if sign in weights}
    if sum(said.values()) >= _ENOUGH:
        return ""
    against = sorted((weight, sign) for sign, weight in said.items() if weight < 0 and sign != "^")
    return " | ".join(sign for _, sign in against[:_TOLD])


def signs_of(text: str) -> set[str]:
    """The words of a scanned text, unmarked, and its pairs of neighbours; "^" is its beginning and "$" its end."""
    words = ["^", *map(_plain, text.split())]
    return {*words, *map(" ".join, pairwise([*words, "$"]))}


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    return "0" if word.isdigit() else bare(word)


@cache
def _weights() -> dict[str, int]:
    return {sign: int(weight) for sign, weight in rows("guard")}
