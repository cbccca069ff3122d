"""Short statements run where they are asked for; what is long, or is given up, harms nobody else."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import Database
from storage.sqlite_driver import Connection

LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) FROM n"
)
LONG_WRITE = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000)"
    " INSERT INTO t (word) SELECT 'long' || count(*) FROM n"
)


@pytest.fixture
async def store(tmp_path: Path) -> Database:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    async with database.transaction() as tx:
        await tx.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT UNIQUE)"))
    return database


async def _words(store: Database) -> list[str]:
    async with store.reading() as tx:
        return list((await tx.execute(text("SELECT word FROM t ORDER BY id"))).scalars())


async def _nothing_is_left_of(task: asyncio.Task[None], store: Database) -> None:
    """When it is given up, and the next one writes."""
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as tx:
        await tx.execute(text("INSERT INTO t (word) VALUES ('kept')"))
    assert await _words(store) == ["kept"]
    await store.close()


async def test_a_long_question_leaves_the_loop_to_others(store: Database) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.001)

    beside = asyncio.create_task(others())
    async with store.reading() as tx:
        assert (await tx.execute(text(LONG))).scalar_one() == 2_000_000
        during = turns
        assert (await tx.execute(text("SELECT 1"))).scalar_one() == 1
    beside.cancel()
    assert during > 20
    await store.close()


async def test_work_given_up_is_undone_before_the_next(store: Database) -> None:
    async def writes() -> None:
        async with store.transaction() as tx:
            await tx.execute(text("INSERT INTO t (word) VALUES ('lost')"))
            await tx.execute(text(LONG_WRITE))

    task = asyncio.create_task(writes())
    await asyncio.sleep(0.05)
    await _nothing_is_left_of(task, store)


async def test_what_is_written_changes_threads_once(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hops = 0
    hop = Connection._hop

    def counted(connection: Connection, work: Callable[[], object]) -> object:
        nonlocal hops
        hops += 1
        return hop(connection, work)

    monkeypatch.setattr(Connection, "_hop", counted)
    async with store.transaction() as tx:
        await tx.execute(text("INSERT INTO t (word) VALUES ('one')"))
        assert hops == 0
    assert hops == 1  # to the disk
    async with store.transaction() as tx:
        await tx.execute(text("SELECT word FROM t"))
    assert hops == 1  # nothing was written
    await store.close()


async def test_another_program_that_writes_is_waited_for_without_the_loop(
    store: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def writes() -> None:
        async with store.transaction() as tx:
            await tx.execute(text("INSERT INTO t (word) VALUES ('after')"))

    waiting = asyncio.create_task(writes())
    for _ in range(20):
        await asyncio.sleep(0.005)
    assert not waiting.done()
    other.execute("INSERT INTO t (word) VALUES ('before')")
    other.execute("COMMIT")
    other.close()
    await waiting
    assert await _words(store) == ["before", "after"]
    await store.close()


async def test_errors_are_those_of_the_database(store: Database) -> None:
    async with store.transaction() as tx:
        await tx.execute(text("INSERT INTO t (word) VALUES ('once')"))
        with pytest.raises(IntegrityError):
            await tx.execute(text("INSERT INTO t (word) VALUES ('once')"))
    async with store.reading() as tx:
        with pytest.raises(OperationalError):
            await tx.execute(text("SELECT nothing FROM nowhere"))
    assert await _words(store) == ["once"]
    await store.close()


async def test_more_read_at_once_than_are_kept_open(store: Database) -> None:
    async with store.transaction() as tx:
        await tx.execute(text("INSERT INTO t (word) VALUES ('one')"))
    reading = 0

    async def reads() -> list[str]:
        nonlocal reading
        async with store.reading() as tx:
            found = list((await tx.execute(text("SELECT word FROM t"))).scalars())
            reading += 1
            while reading < 15:  # noqa: ASYNC110 - as many as may be open, each while the others are
                await asyncio.sleep(0.001)
            return found

    assert await asyncio.gather(*(reads() for _ in range(20))) == [["one"]] * 20
    await store.close()


async def test_nothing_is_kept_of_what_was_given_up_before_its_commit(store: Database) -> None:
    begun = asyncio.Event()

    async def writes() -> None:
        async with store.transaction() as tx:
            await tx.execute(text("INSERT INTO t (word) VALUES ('lost')"))
            begun.set()
            await asyncio.sleep(10)

    task = asyncio.create_task(writes())
    await begun.wait()
    await _nothing_is_left_of(task, store)


async def test_a_statement_that_waits_for_nothing_is_run_where_it_stands(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def spawned(*_: object, **__: object) -> None:
        raise AssertionError("a greenlet")

    async with store.transaction() as tx:
        await tx.execute(text("INSERT INTO t (word) VALUES ('one')"))
    with monkeypatch.context() as patched:
        patched.setattr("sqlalchemy.ext.asyncio.engine.greenlet_spawn", spawned)
        patched.setattr("storage.sqlite_tx.greenlet_spawn", spawned)
        async with store.reading() as tx:
            assert (await tx.execute(text("SELECT word FROM t"))).scalar_one() == "one"
    await store.close()
