"""Reminders that fall due in one second after the loop was late: what is planned, how long the loop stalls.

Beside: APScheduler with a job a reminder in its SQL store, whose loop was late by the same three seconds.
"""

import asyncio
import gc
import tempfile
import time
from pathlib import Path

from benchmarks.peers import installed, told
from benchmarks.planning import NOW, TODAY, stocked, turn
from benchmarks.stalls import stalls
from benchmarks.stock import Stock
from benchmarks.table import Counted
from bot.portion import Portion
from domain.calendar import look_up
from handlers import reminding, ticking
from storage.database import Database
from storage.tables import reminders

DUE = (1_000, 10_000)
EACH = 10  # assignments of one person
PEER_JOBS = 1_000
LATE_SECONDS = 3.0


def measure() -> list[Counted]:
    rows = [asyncio.run(_ours(due)) for due in DUE]
    with installed("sqlalchemy", "apscheduler<4") as python, tempfile.TemporaryDirectory() as folder:
        found = told(python, "peer_clock.py", Path(folder) / "jobs.db", PEER_JOBS, LATE_SECONDS)
    figures = {"due": PEER_JOBS, "planned": found["ran"], "lost": PEER_JOBS - found["ran"]}
    return [
        *rows,
        Counted("APScheduler, its SQL store", figures | {"longest stall ms": 1e3 * found["stall"]}),
    ]


async def _ours(due: int) -> Counted:
    async with stocked(Stock(due // EACH, EACH, TODAY, 1)) as store:
        look_up(TODAY.year)  # this and the next, as at the start of the process
        gc.freeze()
        time.sleep(LATE_SECONDS)  # noqa: ASYNC251 - the loop is late
        with stalls() as taken:
            await asyncio.create_task(_tick(store))
        async with store.reading() as tx:
            planned = len((await tx.execute(reminders.select())).all())
        figures: dict[str, int | float | str] = {"due": due, "planned": planned, "lost": due - planned}
        return Counted("ours, a step a transaction", figures | {"longest stall ms": 1e3 * max(taken)})


async def _tick(store: Database) -> None:
    """As bot.running does it."""
    async with store.reading() as tx:
        look = await ticking.who_is_owed(turn(tx, NOW))
    portion = Portion()
    for person_ids in look.portions(portion.size):
        async with store.transaction() as tx:
            with portion.timed():
                await reminding.remind(turn(tx, NOW), person_ids, look)
