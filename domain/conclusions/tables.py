"""The tables of words beside this package, read once at first need.

A line is an entry, columns are separated by tabs, lines that begin with "#" are notes.
"""

import re
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of `data/<name>.tsv`, in their order."""
    text = (files("domain.conclusions") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(line.split("\t")) for line in lines)


@cache
def kinds(name: str) -> dict[str, str]:
    """The first column of a table and what the second says of it."""
    return {row[0]: row[1] for row in rows(name)}


@cache
def longest(name: str) -> re.Pattern[str]:
    """One pattern for the first column of a table: the longest entry that stands at a place, as whole words."""
    words = sorted((re.escape(row[0]) for row in rows(name)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?![\w/&])")


@cache
def patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A table of patterns: what each means, and the pattern."""
    return tuple((row[0], re.compile(row[1])) for row in rows(name))


@cache
def pattern(name: str, meaning: str) -> re.Pattern[str]:
    """All patterns of a table that mean the same, as one."""
    return re.compile("|".join(f"(?:{row[1]})" for row in rows(name) if row[0] == meaning))
