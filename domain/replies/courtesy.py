"""Whether a message that reports nothing is courtesy, and so needs no question in return."""

from __future__ import annotations

import unicodedata
from functools import cache

from domain.replies.rules import rule_table
from domain.replies.tables import entries
from domain.replies.values import Reading
from domain.replies.words import bare, standard_words

_IDLE = frozenset({"ack", "promise", "chat", "private", "own"})
_LONGEST = 12  # words: a longer one has something to say


def is_courtesy(text: str, reading: Reading) -> bool:
    """Thanks, a greeting, "ok", a promise, or only words of address: for a `reading` of `text` as chatter."""
    if reading.kind != "chatter":
        return False
    if any(_meanings().get(fired.rule) in _IDLE for fired in reading.fired):
        return True
    said = _plain(text)
    words = said.split()
    if len(words) > _LONGEST:
        return False
    return any(f" {courtesy} " in f" {said} " for courtesy in _courtesies()) or not any(
        word[0].isalnum() for word in standard_words(text).words
    )


@cache
def _meanings() -> dict[str, str]:
    return {rule.name: rule.meaning for rule in rule_table().rules}


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(_plain(entry) for entry in entries("courtesies"))


def _plain(text: str) -> str:
    lower = bare(unicodedata.normalize("NFC", text).lower())
    return " ".join("".join(ch if ch.isalnum() or ord(ch) > 0x2000 else " " for ch in lower).split())
