"""Opening the store, and the one place where transactions begin and end."""

import asyncio
import logging
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Table, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage import sqlite_driver
from storage.sqlite_tx import connected

log = logging.getLogger(__name__)

Tx = AsyncConnection


def new_id(inserted: CursorResult[Any]) -> int:
    """The key of the one row that was just inserted."""
    key = inserted.inserted_primary_key
    if key is None:
        raise TypeError("not the result of an insert of one row")
    return int(key[0])


def inserting(dialect: str, table: Table) -> Any:
    """An insert that may say what happens when the row is there. Only the database in use is imported."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


WRITES = "dondoc_writes"
_REBUILT = "dondoc_rebuilt"


def rebuild_after(tx: Tx) -> None:
    """SQLite: the file is written anew once this is committed, which takes seconds in a large store.

    What is deleted is overwritten, but not a copy of it that a page kept behind its rows when it was split.
    """
    tx.info[_REBUILT] = True


class Database:
    """The store behind `url` (sqlite+aiosqlite or postgresql+asyncpg).

    An error names no values, for it goes to the log. SQLite: WAL, synchronous=FULL, foreign keys on, what is
    deleted is overwritten; one writer at a time, queued here, so that our own
    tasks never meet "database is locked". Another program's lock is waited for up to 10 s.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writing = asyncio.Lock()
        self._in_line = asyncio.Lock()
        self.engine = self._sqlite_engine() if self.is_sqlite else self._postgres_engine()

    @property
    def path(self) -> Path | None:
        """The file of an SQLite store."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @asynccontextmanager
    async def transaction(self, *, one_of_many: bool = False) -> AsyncIterator[Tx]:
        """Commits at the end, rolls back on any exception.

        SQLite: `one_of_many` stands in line once with all of its kind, so that a heap of long transactions
        takes every second turn and not nine of ten.
        """
        if not self.is_sqlite:
            async with self.engine.begin() as tx:
                yield tx
            return
        line = self._in_line if one_of_many else nullcontext()
        async with line, self._writing, connected(self.engine, **{WRITES: True}) as tx:
            tx.info.pop(_REBUILT, None)  # of one that was rolled back
            try:
                yield tx
            except BaseException:
                await tx.rollback()
                raise
            await tx.commit()
            if tx.info.pop(_REBUILT, False):
                try:
                    await tx.run_sync(_rebuild)
                except sqlite3.Error as error:  # what was committed stands
                    log.warning("the store could not be written anew: %s", error)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """A consistent view; nothing written in it is kept."""
        if self.is_sqlite:
            async with connected(self.engine) as tx:
                yield tx
            return
        async with self.engine.connect() as connection:
            await connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            await connection.rollback()

    @asynccontextmanager
    async def choosing(self) -> AsyncIterator[Tx]:
        """For finding rows to work on: what other processes have locked is seen as such.

        On SQLite, where there are none, it holds up no writer.
        """
        async with self.reading() if self.is_sqlite else self.transaction() as tx:
            yield tx

    @asynccontextmanager
    async def rehearsal(self) -> AsyncIterator[Tx]:
        """A transaction in which everything may be written and nothing is kept.

        It plays on a copy, so as not to stop a running bot: SQLite has one writer, and on PostgreSQL the rows
        that it changes would be locked until its end.
        """
        if not self.is_sqlite:
            fresh = create_async_engine(
                self.url, poolclass=NullPool
            )  # no plan of it knows the tables themselves
            try:
                async with fresh.connect() as connection, connection.begin() as whole:
                    await _shadow(connection)
                    yield connection
                    await whole.rollback()
            finally:
                await fresh.dispose()
            return
        with tempfile.TemporaryDirectory(prefix="dondoc-") as folder:
            copy = Path(folder) / "rehearsal.db"
            await asyncio.to_thread(_copy_sqlite, self.path, copy)
            other = Database(f"sqlite+aiosqlite:///{copy}")
            try:
                async with other.transaction() as tx:
                    yield tx
            finally:
                await other.close()

    async def close(self) -> None:
        await self.engine.dispose()

    def _postgres_engine(self) -> AsyncEngine:
        # several processes share the server's hundred connections; one that hangs is given up soon
        return create_async_engine(
            self.url,
            pool_size=8,
            max_overflow=12,
            pool_timeout=20,
            connect_args={"timeout": 10},
            hide_parameters=True,
        )

    def _sqlite_engine(self) -> AsyncEngine:
        if self.path is not None and str(self.path) != ":memory:":
            self.path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(
            self.url.set(drivername=sqlite_driver.DRIVER), connect_args={"timeout": 10}, hide_parameters=True
        )

        @event.listens_for(engine.sync_engine, "connect")
        def prepare(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine.sync_engine, "begin")
        def begin(connection: Any) -> None:
            writes = connection.get_execution_options().get(WRITES, False)
            connection.connection.dbapi_connection.begin(writes=writes)

        return engine


def _rebuild(connection: Connection) -> None:
    """Outside of any transaction, as SQLite wants it."""
    held = connection.connection.dbapi_connection
    if held is not None:
        held.cursor().execute("VACUUM")


async def _shadow(connection: AsyncConnection) -> None:
    """A temporary copy of each table, which is found before the table itself, with what it does by itself."""
    schema = (await connection.execute(text("SELECT current_schema()"))).scalar_one()
    names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    for name in names:
        whole = f'"{schema}"."{name}"'
        await connection.execute(
            text(f'CREATE TEMP TABLE "{name}" (LIKE {whole} INCLUDING ALL) ON COMMIT DROP')
        )
        await connection.execute(text(f'INSERT INTO pg_temp."{name}" SELECT * FROM {whole}'))  # noqa: S608
    made = await connection.execute(
        text(
            "SELECT pg_get_triggerdef(t.oid), t.tgrelid::regclass::text FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = :schema AND NOT t.tgisinternal"
        ),
        {"schema": schema},
    )
    for trigger, whole in made.all():  # named with its schema, since the copies stand before it
        copy = whole.replace(f"{schema}.", "pg_temp.", 1)
        await connection.exec_driver_sql(trigger.replace(f" ON {whole} ", f" ON {copy} ", 1))


def _copy_sqlite(source: Path | None, target: Path) -> None:
    if source is None:
        raise ValueError("an SQLite store in memory cannot be copied")
    with sqlite3.connect(source) as original, sqlite3.connect(target) as copy:
        original.backup(copy)
    original.close()
    copy.close()
