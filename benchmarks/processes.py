"""Several processes on one PostgreSQL share the reading and answering: one, two and four of them."""

import asyncio
import time
from datetime import date

from benchmarks.replies import MANY, Asking
from benchmarks.stage import office, postgres
from benchmarks.table import Figure

EACH = 8


def measure() -> list[Figure]:
    with postgres() as server:
        return [
            Figure(
                f"answers a second, {MANY} people, {count} on PostgreSQL",
                asyncio.run(_rate(server, count)),
                "/s",
            )
            for count in (1, 2, 4)
        ]


async def _rate(server: str, processes: int) -> float:
    async with office(server, MANY, 1, date(2025, 11, 30)) as (deployment, _):
        await deployment.start()
        await deployment.at_work()
        others = [await deployment.start() for _ in range(processes - 1)]
        asking = Asking(deployment)
        with asking.listening():
            for turn in range(3):  # all of them have read their first
                await asyncio.gather(*(asking.one(n, turn, within=60) for n in range(MANY)))
            began = time.perf_counter()
            await asyncio.gather(*(asking.several(n, EACH) for n in range(MANY)))
            took = time.perf_counter() - began
        assert all(process.returncode is None for process in others)
    return MANY * EACH / took
