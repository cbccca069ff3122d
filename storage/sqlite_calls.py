"""SQLite's statements: the short ones are run where they are asked for, the others in the driver's thread.

A hop to that thread costs two switches between threads, many times what a lookup in a local file does, and
the driver takes four for each statement. What may wait for the disk or for another program, to begin and to
commit a transaction that writes, always goes there; so does whatever may turn out to be long.
"""

import asyncio
import re
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from threading import Event
from typing import Any, TypeVar

from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util import await_only

T = TypeVar("T")
STEPS = 20_000  # of SQLite's machine: a millisecond or two, after which a question goes to the thread
FEW = 100  # values
TURN_SECONDS = 0.005
_READS = re.compile(r"\s*(SELECT|WITH)\b(?!.*\b(INSERT|UPDATE|DELETE)\b)", re.IGNORECASE | re.DOTALL)
_WRITES_LITTLE = re.compile(
    r"\s*(INSERT INTO \w+ \([^)]*\) VALUES|UPDATE \w+ SET [^;]* WHERE \w+\.id (= \?|IN \(\?(, \?)*\))\s*$)",
    re.IGNORECASE,
)


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Keeps the driver's own cursor, closed, for what it tells of its statement."""

    __slots__ = ("_own",)
    _adapt_connection: "Calls"

    def __init__(self, adapt_connection: "Calls") -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._rows: deque[Any] = deque()
        self._own: sqlite3.Cursor | None = None

    @property
    def description(self) -> Any:
        return self._own.description if self._own else None

    @property
    def rowcount(self) -> int:
        return self._own.rowcount if self._own else -1

    @property
    def lastrowid(self) -> int:
        return (self._own.lastrowid or 0) if self._own else 0

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._own, rows = self._adapt_connection.run(operation, parameters or ())
        self._rows = deque(rows)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._own, _ = self._adapt_connection.run_many(operation, seq_of_parameters)

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is open any more."""


Ran = tuple[sqlite3.Cursor, list[Any]]


class Calls(AsyncAdapt_aiosqlite_connection):
    """`begin` waits for the first statement, and goes with it."""

    __slots__ = ("_begin", "_here", "_last", "_since", "_writes")
    _cursor_cls = _Cursor  # type: ignore[assignment]

    def __init__(self, made: AsyncAdapt_aiosqlite_connection) -> None:
        super().__init__(made.dbapi, made._connection)
        self._begin = ""
        self._writes = False
        self._here = False
        self._last = Event()  # not set while the thread is at it, be it for a task that was cancelled
        self._last.set()
        self._since = time.monotonic()  # when others had a turn
        self._raw.set_progress_handler(lambda: self._here, STEPS)

    def begin(self, *, writes: bool) -> None:
        self._writes = writes
        self._begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    def run(self, operation: str, parameters: Any) -> Ran:
        """The cursor, closed, and the rows."""
        begin = self._take_begin()

        def work() -> Ran:
            return _ran(self._raw, begin, lambda cursor: cursor.execute(operation, parameters))

        if not self._last.is_set() or (begin and self._writes):
            return self._hop(work)
        if _writes_little(operation) and len(parameters) <= FEW:
            return self._tried(work)
        if not _reads(operation):
            return self._hop(work)
        self._let_others()
        self._here = True
        try:
            return work()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                self._handle_exception(error)
        except Exception as error:  # noqa: BLE001 - raised again as SQLAlchemy knows it
            self._handle_exception(error)
        finally:
            self._here = False
        begin = ""
        return self._hop(work)

    def run_many(self, operation: str, rows: Any) -> Ran:
        begin = self._take_begin()

        def work() -> Ran:
            return _ran(self._raw, begin, lambda cursor: cursor.executemany(operation, rows))

        if self._last.is_set() and not begin and len(rows) == 1 and _writes_little(operation):
            return self._tried(work)
        return self._hop(work)

    def commit(self) -> None:
        if not self._take_begin():  # else nothing was said since
            self._hop(self._raw.commit)

    def rollback(self) -> None:
        if self._take_begin() or not self._connection._connection:
            return
        if self._writes or not self._last.is_set():
            self._hop(self._raw.rollback)
        else:
            self._tried(self._raw.rollback)

    @property
    def _raw(self) -> sqlite3.Connection:
        raw: sqlite3.Connection = self._connection._conn
        return raw

    def _take_begin(self) -> str:
        begin, self._begin = self._begin, ""
        return begin

    def _let_others(self) -> None:
        """Whoever asks much in a row would hold up the loop. SQLAlchemy insists that something is awaited."""
        now = time.monotonic()
        if now - self._since > TURN_SECONDS:
            await_only(asyncio.sleep(0))
            self._since = time.monotonic()
        else:
            await_only(_nothing())

    def _tried(self, work: Callable[[], T]) -> T:
        self._let_others()
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - raised again as SQLAlchemy knows it
            self._handle_exception(error)

    def _hop(self, work: Callable[[], T]) -> T:
        mine = self._last = Event()

        def there() -> T:
            try:
                return work()
            finally:
                mine.set()

        try:
            done: T = await_only(self._connection._execute(there))
            self._since = time.monotonic()
            return done
        except Exception as error:  # noqa: BLE001 - raised again as SQLAlchemy knows it
            self._handle_exception(error)


async def _nothing() -> None:
    """Awaited, and done."""


@lru_cache(maxsize=1000)
def _reads(operation: str) -> bool:
    return bool(_READS.match(operation))


@lru_cache(maxsize=1000)
def _writes_little(operation: str) -> bool:
    return bool(_WRITES_LITTLE.match(operation))


def _ran(raw: sqlite3.Connection, begin: str, work: Callable[[sqlite3.Cursor], Any]) -> Ran:
    if begin:
        raw.execute(begin)
    cursor = raw.cursor()
    try:
        work(cursor)
        return cursor, cursor.fetchall() if cursor.description else []
    finally:
        cursor.close()
