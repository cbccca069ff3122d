"""Statements of the SQLite store, run here or in the driver's thread: nobody can tell but by the time."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.database import Database

COUNT = (
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < :up_to) select count(*) from n"
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    async with database.transaction() as tx:
        await tx.execute(text("create table things (id integer primary key, name text unique)"))
    yield database
    await database.close()


async def test_a_long_question_is_answered_and_the_loop_goes_on_meanwhile(store: Database) -> None:
    worst, done = 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal worst
        while not done.is_set():
            before = time.thread_time()
            await asyncio.sleep(0.001)
            worst = max(worst, time.thread_time() - before)

    watching = asyncio.create_task(watch())
    async with store.transaction() as tx:
        await tx.execute(text("insert into things (name) values ('kept')"))
        assert (await tx.execute(text(COUNT), {"up_to": 500_000})).scalar() == 500_000
    done.set()
    await watching
    assert worst < 0.04  # of this thread's own time; the question takes several times that
    async with store.reading() as tx:
        assert (await tx.execute(text("select name from things"))).scalars().all() == ["kept"]


async def test_what_is_refused_is_raised_as_ever_and_the_transaction_can_go_on(store: Database) -> None:
    once = text("INSERT INTO things (name) VALUES (:name)")
    async with store.transaction() as tx:
        await tx.execute(once, {"name": "An"})
        with pytest.raises(IntegrityError):
            await tx.execute(once, {"name": "An"})
        changed = await tx.execute(text("UPDATE things SET name = 'Bình' WHERE things.id = 1"))
        assert changed.rowcount == 1
    async with store.reading() as tx:
        assert (await tx.execute(text("SELECT name FROM things"))).scalars().all() == ["Bình"]


async def test_a_cancelled_transaction_leaves_nothing_and_holds_nobody_up(store: Database) -> None:
    async def write_and_wait() -> None:
        async with store.transaction() as tx:
            await tx.execute(text("INSERT INTO things (name) VALUES ('half')"))
            await tx.execute(text(COUNT), {"up_to": 600_000})

    task = asyncio.create_task(write_and_wait())
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM things"))).scalar() == 0
        await tx.execute(text("INSERT INTO things (name) VALUES ('whole')"))


async def test_a_reading_sees_one_state_whatever_is_written_meanwhile(store: Database) -> None:
    async with store.reading() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM things"))).scalar() == 0
        async with store.transaction() as other:
            await other.execute(text("INSERT INTO things (name) VALUES ('new')"))
        assert (await tx.execute(text("SELECT count(*) FROM things"))).scalar() == 0
