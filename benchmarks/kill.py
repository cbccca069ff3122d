"""Replies while the process is killed again and again: ours, and python-telegram-bot's own updater."""

import asyncio
import random
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.stage import life, office, postgres, quiet, webhook_env
from benchmarks.table import Counted
from storage import inbox, outbox, reports
from tests.e2e.office import START, TOKEN, Deployment

PEOPLE, EACH, KILLS = 40, 50, 25
SEED = 20260927
IN_FLIGHT = 8


def measure() -> list[Counted]:
    rows = []
    with postgres() as server:
        for mode in ("polling", "webhook"):
            for store in (None, server):
                rows.append(asyncio.run(_ours(mode, store)))
                print(rows[-1], file=sys.stderr, flush=True)
    for mode in ("polling", "webhook"):
        rows.append(asyncio.run(_others(mode)))
        print(rows[-1], file=sys.stderr, flush=True)
    return rows


async def _ours(mode: str, server: str | None) -> Counted:
    rng = random.Random(SEED)
    env = webhook_env() if mode == "webhook" else {}
    async with office(server, PEOPLE, EACH, date(2025, 11, 30)) as (deployment, store):
        deployment.sandbox.webhook.pace = 0.1
        for k in range(KILLS):
            feed(deployment, range(k * EACH // KILLS, (k + 1) * EACH // KILLS))
            await life(deployment, rng, 2.0, **env)
        await deployment.start(**env)
        await quiet(deployment, PEOPLE * EACH, lambda: len(readbacks(deployment)))
        await deployment.stop()
        async with store.reading() as tx:
            effects = Counter(report.assignment_id for report in await reports.every(tx))
            waiting = (
                len(deployment.world.updates)
                + (await inbox.waiting(tx))[0]
                + len(await outbox.unsent(tx, START))
            )
        told = readbacks(deployment)
        kind = "PostgreSQL" if server else "SQLite"
        return _row(f"{mode}, {kind}", told, waiting, sum(c > 1 for c in effects.values()))


async def _others(mode: str) -> Counted:
    rng = random.Random(SEED)
    async with office(None, PEOPLE, 1, date(2025, 11, 30)) as (deployment, _):
        deployment.sandbox.webhook.pace = 0.1
        script = Path(__file__).with_name("ptb_echo.py")
        port = webhook_env()["WEBHOOK_LISTEN"].rpartition(":")[2]

        async def begin() -> asyncio.subprocess.Process:
            process = await asyncio.create_subprocess_exec(
                sys.executable, str(script), deployment.sandbox.url, TOKEN, mode, port
            )
            deployment.started.append(process)
            return process

        for k in range(KILLS):
            feed(deployment, range(k * EACH // KILLS, (k + 1) * EACH // KILLS))
            process = await begin()
            await asyncio.sleep(rng.uniform(0.2, 3.5))
            process.kill()
            await process.wait()
        await begin()
        await quiet(deployment, PEOPLE * EACH, lambda: len(readbacks(deployment)), patience=30)
        return _row(
            f"python-telegram-bot's own, {mode}", readbacks(deployment), len(deployment.world.updates), "–"
        )


def feed(deployment: Deployment, tasks: range) -> None:
    for t in tasks:
        for n in range(PEOPLE):
            chat = 20_000 + n
            deployment.world.person_sends(chat, chat, f"NV{n:03}{t:02} được {10 + t}%")


def readbacks(deployment: Deployment) -> Counter[str]:
    found = (re.search(r"Đã ghi (NV\d+)", m.get("text", "")) for m in deployment.world.delivered)
    return Counter(match[1] for match in found if match)


def _row(name: str, told: Counter[str], waiting: int, doubled: int | str) -> Counted:
    wanted = PEOPLE * EACH
    return Counted(
        name,
        {
            "replies": wanted,
            "kills": KILLS,
            "lost": max(0, wanted - len(told) - waiting),
            "not yet": waiting,  # on a machine too busy to finish; 0 or the run says nothing
            "doubled": doubled,
            "repeated": told.total() - len(told),
            "most times": max(told.values(), default=0),
            "allowed": KILLS * IN_FLIGHT,
        },
    )
