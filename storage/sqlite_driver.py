"""SQLite under SQLAlchemy's asyncio, short statements without a change of threads.

A change of threads costs many times what a lookup in a local file does, and the usual driver makes several
for each statement. Here a connection has one thread for what may wait for the disk (to commit what was
written), for another program that writes, and for what may turn out to be long; all else is run where it is
asked for.
"""

import asyncio
import re
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPIModule
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import MissingGreenlet
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool
from sqlalchemy.util import await_only
from sqlalchemy.util.concurrency import in_greenlet

DRIVER = "sqlite+dondoc"
STEPS = 20_000  # of SQLite's machine, a millisecond or two, after which a question goes to the thread
FEW = 100  # values of a statement that writes
TURN_SECONDS = 0.005  # after which the loop's other tasks have theirs
_READS = re.compile(r"\s*(SELECT|WITH)\b(?!.*\b(INSERT|UPDATE|DELETE)\b)", re.IGNORECASE | re.DOTALL)
_WRITES_LITTLE = re.compile(
    r"\s*(INSERT INTO \w+ \([^)]*\) VALUES"
    r"|UPDATE \w+ SET [^;]* WHERE \w+\.(id|seq) (= \?|IN \(\?(, \?)*\))( AND \w+\.\w+ = \?)*\s*$"
    r"|UPDATE \w+ SET [^;]* WHERE \w+\.(id|seq) IN \(SELECT \w+\.\w+\s+FROM \w+\s+WHERE \w+\.(id|seq) = \?"
    r"( AND \w+\.\w+ = ('\w+'|\?))*\)\s*$)",
    re.IGNORECASE,
)
T = TypeVar("T")
Ran = tuple[sqlite3.Cursor, list[Any]]


class Connection:
    """What SQLAlchemy calls. `begin` waits for the first statement and goes with it.

    Outside of SQLAlchemy's greenlet, what must wait raises MissingGreenlet before anything is done.
    """

    def __init__(self, path: str, **options: Any) -> None:
        self._thread = ThreadPoolExecutor(1, "sqlite")
        self._there: Future[Any] | None = None  # also of a task that was cancelled meanwhile
        self._begin = ""
        self._writes = False
        self._here = False
        self._changes = -1  # made before the transaction; -1: not known
        self._since = time.monotonic()  # when others had a turn
        # the transactions are ours: the driver's own BEGIN comes too late for IMMEDIATE
        options |= {"isolation_level": None, "check_same_thread": False}
        try:
            self._hop(lambda: self._open(path, options))
        except (
            BaseException
        ):  # of a task that is cancelled, too: what the thread opens after all is closed there
            self.terminate()
            raise

    isolation_level = None

    def _open(self, path: str, options: dict[str, Any]) -> None:
        self.raw = sqlite3.connect(path, **options)
        self.raw.set_progress_handler(lambda: self._here, STEPS)

    def create_function(self, name: str, arguments: int, function: Any, *, deterministic: bool) -> None:
        self.raw.create_function(name, arguments, function, deterministic=deterministic)

    def cursor(self) -> "Cursor":
        return Cursor(self)

    def begin(self, *, writes: bool) -> None:
        self._writes = writes
        self._begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    def run(self, statement: str, values: Sequence[Any]) -> Ran:
        """The cursor, closed, and the rows."""
        begin = self._begun()

        def work() -> Ran:
            return _ran(self.raw, begin, lambda cursor: cursor.execute(statement, values))

        if self._is_busy or (begin and self._writes):
            return self._hop(work, begin)
        if _writes_little(statement) and len(values) <= FEW:
            return self._do_here(work)
        if not _reads(statement):
            return self._hop(work, begin)
        self._here = True
        try:
            return self._do_here(work)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
        finally:
            self._here = False
        begin = ""
        return self._hop(work)

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> Ran:
        begin = self._begun()

        def work() -> Ran:
            return _ran(self.raw, begin, lambda cursor: cursor.executemany(statement, rows))

        little = _writes_little(statement) and sum(map(len, rows)) <= FEW
        here = little and not begin and not self._is_busy
        return self._do_here(work) if here else self._hop(work, begin)

    @property
    def commits_at_once(self) -> bool:
        """Nothing was said since `begin`, or nothing was written."""
        return bool(self._begin) or not (self._is_busy or self.raw.total_changes != self._changes)

    @property
    def rolls_back_at_once(self) -> bool:
        return bool(self._begin) or not (self._writes or self._is_busy)

    def commit(self) -> None:
        self._end(self.raw.commit, at_once=self.commits_at_once)

    def rollback(self) -> None:
        self._end(self.raw.rollback, at_once=self.rolls_back_at_once)

    def _end(self, how: Callable[[], None], *, at_once: bool) -> None:
        if not self._take_begin():  # else nothing was said since
            run = self._do_here if at_once else self._hop
            run(how)
        self._writes = False

    def turn_is_over(self) -> bool:
        """Whether it is time that the loop's other tasks have theirs."""
        now = time.monotonic()
        over = now - self._since > TURN_SECONDS
        if over:
            self._since = now
        return over

    def close(self) -> None:
        """Of the pool, one that it does not keep, too."""
        if not in_greenlet():
            self.terminate()
            return
        try:
            self._hop(self.raw.close)
        finally:
            self._thread.shutdown(wait=False)

    def terminate(self) -> None:
        """Close behind whatever the thread still does, without waiting: nobody may be there to wait."""
        self._thread.submit(self._close_there)
        self._thread.shutdown(wait=False)

    def _close_there(self) -> None:
        self.raw.close()  # it may have been opened only just now

    @property
    def _is_busy(self) -> bool:
        return self._there is not None and not self._there.done()

    def _begun(self) -> str:
        """Begins when nobody else writes; else the words with which to begin before what comes next."""
        begin = self._take_begin()
        if begin and self._writes and not self._is_busy:
            return "" if self._do_here(lambda: self._begins_at_once(begin)) else begin
        return begin

    def _begins_at_once(self, begin: str) -> bool:
        self._changes = self.raw.total_changes
        (patience,) = self.raw.execute("PRAGMA busy_timeout").fetchone()
        self.raw.execute("PRAGMA busy_timeout = 0")
        try:
            self.raw.execute(begin)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        finally:
            self.raw.execute(f"PRAGMA busy_timeout = {patience}")
        return True

    def _take_begin(self) -> str:
        begin, self._begin = self._begin, ""
        return begin

    def _do_here(self, work: Callable[[], T]) -> T:
        """In its greenlet, SQLAlchemy insists that something is awaited."""
        if in_greenlet():
            await_only(asyncio.sleep(0) if self.turn_is_over() else _nothing())
        return work()

    def _hop(self, work: Callable[[], T], begin: str = "") -> T:
        """`begin`: the words that were taken for this work, and stay where it cannot be done."""
        if not in_greenlet():
            self._begin = begin
            raise MissingGreenlet("to be called in a greenlet, for it waits")
        self._there = self._thread.submit(work)
        done = await_only(asyncio.wrap_future(self._there))
        self._since = time.monotonic()
        return cast(T, done)


class Cursor:
    """A statement that has been run: its rows are all here."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: deque[Any] = deque()
        self._ran: sqlite3.Cursor | None = None

    @property
    def description(self) -> Any:
        return self._ran.description if self._ran else None

    @property
    def rowcount(self) -> int:
        return self._ran.rowcount if self._ran else -1

    @property
    def lastrowid(self) -> int:
        return (self._ran.lastrowid or 0) if self._ran else 0

    def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._ran, rows = self._connection.run(statement, values)
        self._rows = deque(rows)

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        self._ran, _ = self._connection.run_many(statement, rows)

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        rows = list(self._rows)
        self._rows.clear()
        return rows

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Asked of every driver that awaits (sqlalchemy/ext/asyncio); nothing is open any more."""


class Module:
    """The driver as PEP 249 has it: the errors and constants are those of the standard library."""

    def __init__(self) -> None:
        self.paramstyle = "qmark"

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite3, name)

    def connect(self, path: str, **options: Any) -> Connection:
        return Connection(path, **options)


class Dialect(SQLiteDialect_pysqlite):
    """SQLAlchemy's dialect over the standard library's module, told that the driver awaits."""

    driver = "dondoc"
    supports_statement_cache = True
    is_async = True
    has_terminate = True

    @classmethod
    def import_dbapi(cls) -> DBAPIModule:
        return cast(DBAPIModule, Module())

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool

    def do_terminate(self, dbapi_connection: DBAPIConnection) -> None:
        cast(Connection, dbapi_connection).terminate()

    def get_driver_connection(self, connection: DBAPIConnection) -> Any:
        return cast(Connection, connection).raw


registry.register("sqlite.dondoc", __name__, "Dialect")


async def _nothing() -> None:
    """Awaited, and done."""


@lru_cache(maxsize=1000)
def _reads(statement: str) -> bool:
    return bool(_READS.match(statement))


@lru_cache(maxsize=1000)
def _writes_little(statement: str) -> bool:
    return bool(_WRITES_LITTLE.match(statement))


def _ran(raw: sqlite3.Connection, begin: str, run: Callable[[sqlite3.Cursor], Any]) -> Ran:
    if begin:
        raw.execute(begin)
    cursor = raw.cursor()
    try:
        run(cursor)
        return cursor, cursor.fetchall() if cursor.description else []
    finally:
        cursor.close()
