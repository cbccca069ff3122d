"""PostgreSQL dies in the midst of replies and is gone for a minute; the bot lives on."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from datetime import date
from typing import Any

import aiohttp

from benchmarks.kill import feed, readbacks
from benchmarks.stage import office, postgres_server, quiet, webhook_env
from benchmarks.table import Counted
from storage import reports
from tests.e2e.office import Deployment

PEOPLE, EACH, GONE_SECONDS = 40, 10, 60.0
IN_FLIGHT = 8
BEFORE, MEANWHILE, AFTER = range(5), range(5, 8), range(8, EACH)


def measure() -> list[Counted]:
    with postgres_server() as server:
        row = asyncio.run(_run(server))
    print(row, file=sys.stderr, flush=True)
    return [row]


async def _run(server: Any) -> Counted:
    url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
    listen = webhook_env()["WEBHOOK_LISTEN"]
    async with office(url, PEOPLE, EACH, date(2025, 11, 30)) as (deployment, store):
        process = await deployment.start(WEBHOOK_LISTEN=listen)
        await deployment.at_work()
        feed(deployment, BEFORE)
        await _told(deployment, PEOPLE)
        os.kill(server.get_pid(), signal.SIGQUIT)  # it ends at once, as when its machine fails
        gone = time.monotonic()
        known = len(readbacks(deployment))
        feed(deployment, MEANWHILE)
        await asyncio.sleep(GONE_SECONDS / 2)
        status = await _healthz(listen)
        await asyncio.sleep(gone + GONE_SECONDS - time.monotonic())
        waited = len(readbacks(deployment))
        await asyncio.to_thread(server.ensure_postgres_running)
        back = time.monotonic()
        await _told(deployment, waited + 1)
        first = time.monotonic() - back
        feed(deployment, AFTER)
        await quiet(deployment, PEOPLE * EACH, lambda: len({*readbacks(deployment)}))
        last = time.monotonic() - back
        lived = process.returncode is None
        await deployment.stop()
        await store.engine.dispose()  # its connections died with the server
        async with store.reading() as tx:
            effects = Counter(report.assignment_id for report in await reports.every(tx))
        told = Counter(readbacks(deployment))
        return Counted(
            "replies, polling, PostgreSQL gone",
            {
                "replies": PEOPLE * EACH,
                "gone s": back - gone,
                "answered before": known,
                "lost": PEOPLE * EACH - len(told),
                "doubled": sum(count > 1 for count in effects.values()),
                "repeated": told.total() - len(told),
                "allowed": IN_FLIGHT,
                "healthz": status,
                "restarts": 0 if lived else 1,
                "first again s": first,
                "all s": last,
            },
        )


async def _told(deployment: Deployment, count: int) -> None:
    await deployment.world.until(lambda: len(readbacks(deployment)) >= count, within=120)


async def _healthz(listen: str) -> int:
    async with aiohttp.ClientSession() as http, http.get(f"http://{listen}/healthz") as answer:
        return answer.status
