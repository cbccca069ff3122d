"""The digest of a province: 53,000 assignments with 530,000 reports, against objects loaded and counted."""

import asyncio
import resource
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from typing import Any, cast

from sqlalchemy import text

from benchmarks.peers import installed, told
from benchmarks.planning import NOW, PROVINCE, stocked, turn
from benchmarks.table import Figure, Row
from handlers import overviews
from handlers.desk import Turn
from handlers.looking_back import figures_since
from handlers.texts.pages import SIZE
from storage.database import Database

REPORTS = 10  # of each assignment
_REPORTS = (
    "with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < :each) "
    "insert into reports (assignment_id, person_id, at, action, text, work, percent, blocked) "
    "select a.id, a.department_id, datetime(:at, '+' || n.i || ' hours'), 'report', 'được ' || n.i || '%',"
    " 'in_progress', n.i, false from assignments a join n on true"
)
_PRESENT = (
    "update assignments set work = 'in_progress', percent = :last,"
    " reported_at = (select max(at) from reports where assignment_id = assignments.id)"
)


def measure() -> list[Row | Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Row | Figure]:
    async with stocked(PROVINCE) as store:
        await _report(store)
        with installed("sqlalchemy") as python:
            loaded = told(python, "peer_digest.py", cast(Any, store.path))
        before = _peak()
        whole = await _timed(store, lambda t: overviews.present(t, NOW - timedelta(days=14)))
        grown = _peak() - before
        lists = await _timed(store, lambda t: figures_since(t, NOW - timedelta(days=14)))
        unit = await _timed(store, _unit, runs=30)
        past = await _timed(store, lambda t: overviews.past(t, NOW.date() - timedelta(days=1)))
    return [
        Row("digest of 53,000 with 530,000 reports", "ORM, loaded and counted", whole, loaded["digest"]),
        Figure("that digest", whole, "s"),
        Figure("memory that it takes at its peak", grown, "MB"),
        Figure("the lists behind it, all at once", lists, "s"),
        Figure("one department", unit * 1e3, "ms"),
        Figure("as of yesterday, times the present", past / whole, "x"),
    ]


async def _unit(turn: Turn) -> None:
    known = await overviews.of_unit(turn, 7)
    await overviews.lines(turn, known.ids[:SIZE])


async def _report(store: Database) -> None:
    began = (NOW - timedelta(days=2)).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    async with store.transaction() as tx:
        await tx.execute(text(_REPORTS), {"each": REPORTS, "at": began})
        await tx.execute(text(_PRESENT), {"last": REPORTS - 1})


async def _timed(store: Database, work: Callable[[Any], Awaitable[Any]], runs: int = 3) -> float:
    """The median, of the processor's seconds."""
    times = []
    for _ in range(runs):
        async with store.reading() as tx:
            began = time.process_time()
            await work(turn(tx))
            times.append(time.process_time() - began)
    return statistics.median(times)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
