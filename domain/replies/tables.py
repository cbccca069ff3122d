"""The tables beside this package, read once at first need.

Every table is plain text: a line is an entry, columns are separated by tabs, lines that begin with "#" are notes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    """The lines of `data/<name>.tsv` that are no notes."""
    text = (_DATA / f"{name}.tsv").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of `data/<name>.tsv`, in their order."""
    return tuple([tuple([cell.strip() for cell in line.split("\t")]) for line in lines(name)])


@cache
def entries(name: str) -> tuple[str, ...]:
    """The first column of `data/<name>.tsv`."""
    return tuple(row[0] for row in rows(name))


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Word classes that patterns name as <class>; the units of counts are the class "unit"."""
    found = {name: tuple(w.strip() for w in words.split("|")) for name, words in rows("classes")}
    found["unit"] = entries("units")
    return found
