"""The same at 1x, 4x and 16x of assignments: how what a reply, a plan and a digest take grows with them."""

import asyncio
import math
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from benchmarks.planning import NOW, TODAY, stocked, turn
from benchmarks.stock import Stock
from benchmarks.table import Counted
from handlers import overviews, ticking
from handlers.desk import Turn
from storage import outbox
from storage.assignments import of_departments
from storage.database import Database
from storage.outbox import Kind, Outgoing

UNITS, EACH = 40, 80
TIMES = (1, 4, 16)
WORKS = ("a reply's questions", "plan", "digest")


def measure() -> list[Counted]:
    return asyncio.run(_measure())


async def _measure() -> list[Counted]:
    found: list[tuple[float, ...]] = []
    for times in TIMES:
        stock = Stock(UNITS * times, EACH, TODAY + timedelta(days=1), 55)
        async with stocked(stock) as store:
            found.append(
                (
                    await _reply(store),
                    await _asked(store, 5, ticking.who_is_owed),
                    await _asked(store, 3, partial(overviews.present, since=None)),
                )
            )
    return [
        Counted(f"growth: {work}", _figures([one[nth] for one in found])) for nth, work in enumerate(WORKS)
    ]


def _figures(seconds: Sequence[float]) -> dict[str, int | float | str]:
    told = {f"{times}x ms": 1e3 * taken for times, taken in zip(TIMES, seconds, strict=True)}
    return {**told, "exponent": math.log(seconds[-1] / seconds[0]) / math.log(TIMES[-1] / TIMES[0])}


async def _reply(store: Database) -> float:
    """What a reply asks of the store that could grow with it, and the row of its answer."""
    times = []
    for nth in range(30):
        began = time.perf_counter()
        async with store.transaction() as tx:
            await of_departments(tx, [7])
            await outbox.last_to(tx, 90_007)
            await outbox.put(tx, Outgoing(90_007, "sendMessage", {"text": str(nth)}, Kind.READBACK), NOW)
            await outbox.claim(tx, NOW, busy=[], may_interrupt=True, limit=1)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


async def _asked(store: Database, times: int, ask: Callable[[Turn], Awaitable[object]]) -> float:
    taken = []
    for _ in range(times):
        async with store.reading() as tx:
            began = time.process_time()
            await ask(turn(tx))
            taken.append(time.process_time() - began)
    return statistics.median(taken)
