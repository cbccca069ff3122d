"""What was worked out of the tables, kept as Python keeps its bytecode: in `__pycache__`, where that may be written, and
made anew when a table or a module of the reader has changed since. It saves a new process a third of a second."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_HERE = Path(__file__).parent
_FOLDER = _HERE / "__pycache__"


def kept(name: str, make: Callable[[], T]) -> T:
    """What `make` gives, a value of plain tuples, dicts, sets, strings and numbers; from the last process that made it,
    where that may be read and nothing has changed."""
    path = _FOLDER / f"{name}.{sys.implementation.cache_tag}.tables"
    with suppress(OSError, ValueError, EOFError, TypeError):
        stamp, value = marshal.loads(path.read_bytes())  # noqa: S302 - as good as the bytecode beside it
        if stamp == _stamp():
            made: T = value
            return made
    shared: T = _sharing(make(), {})
    _keep(path, shared)
    return shared


def _sharing(value: Any, known: dict[bytes, bytes]) -> Any:
    """The same with one object for all that is equal in it: the words stand in many rules, and so do the bits of few."""
    if isinstance(value, str):
        return sys.intern(value)
    if isinstance(value, bytes):
        return known.setdefault(value, value)
    if isinstance(value, dict):
        return {_sharing(key, known): _sharing(held, known) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return type(value)(_sharing(one, known) for one in value)
    return value


def _keep(path: Path, value: Any) -> None:
    beside = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        _FOLDER.mkdir(exist_ok=True)
        beside.write_bytes(marshal.dumps((_stamp(), value)))
        beside.replace(path)


@cache
def _stamp() -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of all that the tables are made of and by."""
    files = sorted([*_HERE.glob("*.py"), *_HERE.glob("data/*.tsv"), _HERE.parent / "sieve.py"])
    return tuple([(file.name, (now := file.stat()).st_size, now.st_mtime_ns) for file in files])
