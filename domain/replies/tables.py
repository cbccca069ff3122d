"""The tables beside this package, read once at first need.

Every table is plain text: a line is an entry, columns are separated by tabs, lines that begin with "#" are notes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of `data/<name>.tsv`, in their order."""
    text = (_DATA / f"{name}.tsv").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            found.append(tuple(cell.strip() for cell in line.split("\t")))  # noqa: PERF401 - read once
    return tuple(found)


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
