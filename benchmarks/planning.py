"""The reminders of a day: found, bundled, written; against objects in a loop and a job a reminder."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from benchmarks.peers import installed, told
from benchmarks.stage import postgres
from benchmarks.stock import Stock, fill
from benchmarks.table import Figure, Row
from bot.portion import Portion
from domain.calendar import WorkCalendar
from domain.ladder import Hours, Ladder
from handlers import reminding, ticking
from handlers.desk import Office, Turn
from storage import outbox, owing, schema
from storage.copying import copy_store
from storage.database import Database, Tx
from storage.outbox import Kind, Outgoing
from tests.storage.conftest import create_database

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 9, 23, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
OFFICE = Office(
    zone=ZONE,
    hours=Hours(NOW.time().replace(hour=7, minute=30), NOW.time().replace(hour=17), ZONE),
    ladder=Ladder((14, 7, 3, 1, 0), 7),
    secretariat_ids=frozenset({1}),
    leader_ids=frozenset(),
    steering_chat_id=None,
    invite_days=7,
    public_url=None,
    files_dir=Path("data/files"),
    preview_hours=0,
    issuer_form="party",
)
PROVINCE = Stock(155, 342, TODAY + timedelta(days=1), 55)  # 53,010 of which a quarter is due within two weeks
COUNTRY = Stock(2_300, 435, TODAY, 435)  # 1,000,500, of which 2,300 are due on each day


def measure() -> list[Row | Figure]:
    with postgres() as server:
        return asyncio.run(_measure(server))


async def _measure(server: str) -> list[Row | Figure]:
    async with stocked(PROVINCE) as store:
        others = _others(cast(Path, store.path), TODAY)
        found, items = await _find(store)
        wrote, longest = await _write(store)
        nothing, _ = await _find(store)
    rows: list[Row | Figure] = [
        Row("find what is owed of 53,000", "a loop over ORM objects", found, others["loop"]),
        Row(
            "plan, bundle and write, an item",
            "ORM, Jinja and a commit an item",
            wrote / items,
            others["item"],
        ),
        Row("the same", "APScheduler, one job a reminder", wrote / items, others["job"]),
        Figure("items planned", items, "items"),
        Figure("longest transaction meanwhile", longest * 1000, "ms"),
        Figure("nothing new to plan of 53,000", nothing * 1000, "ms"),
    ]
    async with stocked(PROVINCE) as store:
        await _catch_up(store)
        found, items = await _find(store)
        rows += [
            Row("find a day's of 53,000", "that loop", found, others["loop"]),
            Figure("owed of 53,000 on that day", items, "items"),
        ]
    by_each = others["loop"] / PROVINCE.assignments
    for engine, address in (("SQLite", None), ("PostgreSQL", server)):
        async with stocked(COUNTRY, address) as store:
            await _catch_up(store)
            found, items = await _find(store)
            rows += [
                Row(f"find a day's of 1,000,000, {engine}", "that loop, by assignment", found, by_each * 1e6),
                Figure(f"owed of 1,000,000, {engine}", items, "items"),
            ]
    return rows


@asynccontextmanager
async def stocked(stock: Stock, server: str | None = None) -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        url = await create_database(server) if server else f"sqlite+aiosqlite:///{folder}/dondoc.db"
        store = Database(url)
        await schema.migrate(store)
        await fill(store, stock, NOW - timedelta(days=3))
        yield store
        await store.close()


def turn(tx: Tx, now: datetime = NOW) -> Turn:
    return Turn(tx, now, OFFICE, WorkCalendar(), source="clock")


async def _find(store: Database) -> tuple[float, int]:
    """Seconds (the median of three), and how many items are owed."""
    times = []
    for _ in range(3):
        async with store.reading() as tx:
            began = time.perf_counter()
            await ticking.who_is_owed(turn(tx))
            times.append(time.perf_counter() - began)
    async with store.reading() as tx:
        owed = await owing.owed(tx, await reminding.reached(turn(tx)), TODAY)
    return statistics.median(times), len(owed)


async def _write(store: Database) -> tuple[float, float]:
    """Seconds in all, and of the longest transaction."""
    async with store.reading() as tx:
        look = await ticking.who_is_owed(turn(tx))
    took = []
    portion = Portion()
    for person_ids in look.portions(portion.size):
        began = time.perf_counter()
        async with store.transaction() as tx:
            with portion.timed():
                await reminding.remind(turn(tx), person_ids, look)
        took.append(time.perf_counter() - began)
    return sum(took), max(took)


async def _catch_up(store: Database) -> None:
    """As the store stands in the morning: all that was owed the days before has been sent."""
    before = NOW - timedelta(days=1)
    async with store.transaction() as tx:
        before_it = turn(tx, before)
        message = Outgoing(0, "sendMessage", {}, Kind.REMINDER)
        row = await outbox.put(tx, message, before)
        sent = await owing.owed(tx, await reminding.reached(before_it), before_it.today)
        await owing.remember(tx, sent, before, row)
        await outbox.sent(tx, row, None, before)


def _others(path: Path, today: date) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        copy_store(path, copy)
        with installed("sqlalchemy", "jinja2", "apscheduler<4") as python:
            return told(python, "peer_planning.py", copy, today.isoformat())
