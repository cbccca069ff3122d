"""Text as it may be printed: what people type holds letters that no font has and no form wants."""

import re
import unicodedata
from typing import Any

_SPACES = re.compile(r"[^\S\u00a0]+")  # spaces that do not break are left: forms have blanks of them
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}


def printable(text: str) -> str:
    """Composed letters, single spaces; control signs and emoji left out."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in composed if c.isspace() or _wanted(c))
    return _SPACES.sub(" ", kept).strip(" ")


def _wanted(letter: str) -> bool:
    return letter in "°©®^`" or unicodedata.category(letter) not in _UNWANTED


def shorten(text: str, longest: int) -> str:
    """Cut at a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    at_word = head if text[longest - 1] == " " else head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > longest // 2 else head).rstrip(" ,;:.") + "…"


def printable_all(data: Any) -> Any:
    """Every string in what a template gets, made printable."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: printable_all(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable_all(value) for value in data]
    return data
