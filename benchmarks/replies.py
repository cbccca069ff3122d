"""A reply from the update to the sent answer, durable; against two bots that echo and store nothing.

Everybody waits for an answer before the next words, so that what is measured is what people feel.
"""

import asyncio
import os
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.peers import installed
from benchmarks.stage import office
from benchmarks.table import Counted, Figure, Row
from sandbox.wire import Json
from tests.e2e.office import TOKEN, Deployment

MANY, EACH, ALONE = 64, 12, 60
WARM = 5
SEED = 20261001
BIG_DAY = 4000  # assignments due within two weeks: the clock plans them while people write
PACKAGES = ("aiogram", "python-telegram-bot", "aiohttp")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds from what people sent to what they received, one person alone and many at once."""

    alone: tuple[float, ...]
    at_once: tuple[float, ...]
    took: float

    @property
    def an_answer(self) -> float:
        return self.took / len(self.at_once)


def measure() -> list[Row | Figure | Counted]:
    with installed(*PACKAGES) as python:
        ours, planning = asyncio.run(_ours())
        echoes = Path(__file__).parent
        aiogram = asyncio.run(_echo(python, echoes / "aiogram_echo.py"))
        ptb = asyncio.run(_echo(python, echoes / "ptb_echo.py", "polling", "0"))
    return [
        Row(f"a reply, {MANY} people at once", "aiogram's bare echo", ours.an_answer, aiogram.an_answer),
        Row("the same", "python-telegram-bot's bare echo", ours.an_answer, ptb.an_answer),
        Row("a lone reply, p50", "aiogram's bare echo", _at(ours.alone, 50), _at(aiogram.alone, 50)),
        Row("the same", "python-telegram-bot's bare echo", _at(ours.alone, 50), _at(ptb.alone, 50)),
        Figure("added to a lone reply, p50", 1e3 * (_at(ours.alone, 50) - _at(aiogram.alone, 50)), "ms"),
        Figure("added to a lone reply, p99", 1e3 * (_at(ours.alone, 99) - _at(aiogram.alone, 50)), "ms"),
        Figure("while a big day is planned, p50", 1e3 * (_at(planning, 50) - _at(aiogram.alone, 50)), "ms"),
        Figure("while a big day is planned, p99", 1e3 * (_at(planning, 99) - _at(aiogram.alone, 50)), "ms"),
        Counted(
            "machine during the replies",
            {"cores": os.cpu_count() or 0, "load 1 min": os.getloadavg()[0], "answers": len(ours.at_once)},
        ),
    ]


def _at(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]


async def _ours() -> tuple[Measured, tuple[float, ...]]:
    async with office(None, MANY, 1, date(2025, 11, 30)) as (deployment, _):
        await deployment.start()
        await deployment.at_work()
        measured = await _people(deployment)
        await deployment.stop()
    return measured, await while_planned()


async def while_planned() -> tuple[float, ...]:
    """Seconds of lone replies while the reminders of a big day are planned and sent."""
    units = BIG_DAY // 10
    async with office(None, units, 10, date(2025, 9, 30)) as (deployment, _):
        await deployment.start()
        await deployment.at_work()
        asking = Asking(deployment)
        found: list[float] = []
        with asking.listening():
            while not found or not _all_reminded(deployment, units):
                found.append(await asking.one(0, len(found)))
        await deployment.stop()
    return tuple(found)


def _all_reminded(deployment: Deployment, units: int) -> bool:
    told = {m["chat"]["id"] for m in deployment.world.delivered if m.get("text", "").startswith("⏰")}
    return len(told) >= units


async def _echo(python: Path, script: Path, *args: str) -> Measured:
    async with office(None, MANY, 1, date(2025, 11, 30)) as (deployment, _):
        process = await asyncio.create_subprocess_exec(
            str(python), str(script), deployment.sandbox.url, TOKEN, *args,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        deployment.started.append(process)
        return await _people(deployment)


async def _people(deployment: Deployment) -> Measured:
    asking = Asking(deployment)
    with asking.listening():
        for turn in range(WARM):
            await asking.one(0, turn, within=30)
        alone = [await asking.one(0, WARM + turn) for turn in range(ALONE)]
        await asyncio.gather(*(asking.one(n, 99) for n in range(MANY)))
        began = time.perf_counter()
        each = await asyncio.gather(*(asking.several(n, EACH) for n in range(MANY)))
        took = time.perf_counter() - began
    return Measured(tuple(alone), tuple(t for times in each for t in times), took)


class Asking:
    """People who write about their own task, and the moment at which the answer stands at the server."""

    def __init__(self, deployment: Deployment) -> None:
        self._world = deployment.world
        self._answered: dict[int, asyncio.Future[float]] = {}
        self._rng = random.Random(SEED)

    def listening(self) -> Any:
        return self._world.watching(self._heard)

    def _heard(self, kind: str, what: Json) -> None:
        if kind != "message":
            return
        message = what["message"]
        waiting = self._answered.get(message["chat"]["id"])
        words = message.get("text", "")
        if waiting is not None and not waiting.done() and "Đã ghi" in words[:12]:
            waiting.set_result(time.perf_counter())

    async def one(self, n: int, turn: int, within: float = 20.0) -> float:
        """Seconds to the answer of the n-th."""
        chat = 20_000 + n
        self._answered[chat] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        self._world.person_sends(chat, chat, f"NV{n:03}00 được {10 + turn % 80}%")
        return await asyncio.wait_for(self._answered[chat], within) - began

    async def several(self, n: int, count: int) -> list[float]:
        await asyncio.sleep(self._rng.uniform(0, 0.05))
        return [await self.one(n, turn) for turn in range(count)]
