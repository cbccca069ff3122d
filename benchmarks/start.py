"""From the start of the process to its first getUpdates, what `--help` takes, and the memory it rests in."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.stage import office
from benchmarks.table import Figure, Row

RUNS = 5
LIBRARIES = (
    "telegram.ext, sqlalchemy.ext.asyncio, sqlite3, aiohttp, apscheduler.schedulers.asyncio,"
    " pydantic_settings, typer, rapidfuzz"
)
NOT_NEEDED = ("dateparser", "holidays", "typst", "alembic")
_ALONE = f"import {LIBRARIES}; print(open('/proc/self/statm').read().split()[1])"
PAGE = os.sysconf("SC_PAGE_SIZE")


def measure() -> list[Row | Figure]:
    alone, memory = _alone()
    started, resident, loaded = asyncio.run(_started())
    return [
        Row("start to the first getUpdates", "importing its libraries alone", started, alone),
        Figure("start, times its libraries", started / alone, "x"),
        Figure("--help", _median(["-m", "bot", "--help"]), "s"),
        Figure("resident at rest", resident, "MB"),
        Figure("resident, times its libraries", resident / memory, "x"),
        Figure(f"loaded of {', '.join(NOT_NEEDED)}", loaded, "libraries"),
    ]


def _alone() -> tuple[float, float]:
    command = [sys.executable, "-c", _ALONE]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return _median(["-c", _ALONE]), int(pages) * PAGE / 2**20


def _median(args: list[str]) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *args], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _seen(pid: int) -> tuple[int, str]:
    """Pages in memory, and the map of it."""
    told = Path(f"/proc/{pid}")
    pages = int((told / "statm").read_text(encoding="ascii").split()[1])
    return pages, (told / "maps").read_text(encoding="utf-8")


async def _started() -> tuple[float, float, int]:
    """Seconds; megabytes after an answer; how many of those not needed lie in its memory map.

    Only what has a compiled part is seen there.
    """
    times = []
    async with office(None, 1, 1, date(2025, 11, 30)) as (deployment, _):
        calls = deployment.world.log
        for _run in range(RUNS):
            before = len(calls.of("getUpdates"))
            arrived = asyncio.get_running_loop().create_future()

            def heard(kind: str, what: dict[str, object], arrived: asyncio.Future[float] = arrived) -> None:
                if kind == "call" and what["method"] == "getUpdates" and not arrived.done():
                    arrived.set_result(time.perf_counter())

            began = time.perf_counter()
            await deployment.start()
            with deployment.world.watching(heard):
                await deployment.at_work()
                deployment.world.person_sends(20_000, 20_000, "NV00000 được 20%")
                times.append(await asyncio.wait_for(arrived, 30) - began)
            assert len(calls.of("getUpdates")) >= before
            await asyncio.sleep(2)
            process = deployment.process
            assert process is not None
            pages, maps = _seen(process.pid)
            await deployment.stop()
    loaded = sum(f"/{name}/" in maps for name in NOT_NEEDED)
    return statistics.median(times), pages * PAGE / 2**20, loaded
