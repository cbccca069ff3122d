"""Rows by the thousand: in portions that a statement takes, and that nobody has to wait for."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable

from storage.database import Tx

T = TypeVar("T")
AT_ONCE = 10_000  # a statement takes some 32,000 values on both databases
_ROWS_AT_ONCE = 200  # made ready in some ten milliseconds
_OBJECTS_AT_ONCE = 100


def portions(ids: Sequence[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


def few(ids: Collection[int] | None) -> Collection[int] | None:
    """For a question that may as well be asked of all: None where there are more than one statement takes."""
    return ids if ids is not None and len(ids) <= AT_ONCE else None


async def made_of(rows: CursorResult[Any], make: Callable[[Any], T]) -> list[T]:
    """Each row as `make` has it; everybody else has a turn after every few of them."""
    found: list[T] = []
    for some in rows.partitions(_ROWS_AT_ONCE):
        found += map(make, some)
        await asyncio.sleep(0)
    return found


async def in_turns(what: Iterable[T]) -> AsyncIterator[T]:
    """Each of what takes a tenth of a millisecond; everybody else has a turn after every few of them."""
    for number, one in enumerate(what, 1):
        yield one
        if not number % _OBJECTS_AT_ONCE:
            await asyncio.sleep(0)


async def write_many(tx: Tx, statement: Executable, rows: Iterable[Mapping[str, Any]]) -> None:
    """The statement for each row; of so few at once that nobody waits while they are made ready."""
    left = iter(rows)
    while some := list(islice(left, _ROWS_AT_ONCE)):
        await tx.execute(statement, some)
