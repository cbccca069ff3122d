"""Replies while the process is killed again and again: ours, and python-telegram-bot's own updater."""

import asyncio
import json
import random
import re
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

from sqlalchemy import select

from benchmarks.stage import life, office, postgres, quiet, webhook_env
from benchmarks.table import Counted
from storage import outbox, reports
from storage.database import Database
from storage.tables import inbox
from tests.e2e.office import START, TOKEN, Deployment

PEOPLE, EACH, KILLS = 40, 50, 25
SEED = 20260927


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
        lives: list[list[str]] = []

        def ended() -> None:
            lives.append(readbacks(deployment)[sum(map(len, lives)) :])

        for k in range(KILLS):
            feed(deployment, range(k * EACH // KILLS, (k + 1) * EACH // KILLS))
            await life(deployment, rng, PEOPLE * EACH // KILLS, **env)
            ended()
        await deployment.start(**env)
        await quiet(deployment, PEOPLE * EACH, lambda: len({*readbacks(deployment)}))
        began = time.monotonic()
        await deployment.stop()
        stopped = time.monotonic() - began
        ended()
        async with store.reading() as tx:
            effects = Counter(report.assignment_id for report in await reports.every(tx))
        waiting = await _waiting(deployment, store)
        told = Counter(readbacks(deployment))
        missing = {ref for n in range(PEOPLE) for t in range(EACH) if (ref := f"NV{n:03}{t:02}") not in told}
        return Counted(
            f"{mode}, {'PostgreSQL' if server else 'SQLite'}",
            {
                "replies": PEOPLE * EACH,
                "kills": KILLS,
                "lost": len(missing - waiting),
                "not yet": len(missing & waiting),  # on a machine too busy; 0 or the run says nothing
                "doubled": sum(count > 1 for count in effects.values()),
                "repeated": told.total() - len(told),
                "most a life": max(_repeats(lives)),
                "twice in one": sum(len(life) - len({*life}) for life in lives),
                "stopped s": stopped,
            },
        )


def _repeats(lives: list[list[str]]) -> list[int]:
    """How many of each life's messages had been received before: at most those in flight at the kills."""
    known: set[str] = set()
    repeats = []
    for told in lives:
        repeats.append(len(known & {*told}))
        known |= {*told}
    return repeats


async def _waiting(deployment: Deployment, store: Database) -> set[str]:
    """What is named by anything that is still on its way, wherever it is."""
    async with store.reading() as tx:
        unread = await tx.execute(select(inbox.c.body).where(inbox.c.state == "waiting"))
        words = [json.dumps(row.body, ensure_ascii=False) for row in await outbox.unsent(tx, START)]
        words += [row.body for row in unread]
    words += [json.dumps(update.update) for update in deployment.world.updates.waiting()]
    return {ref for text in words for ref in re.findall(r"NV\d{5}", text)}


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
            with suppress(ProcessLookupError):  # it may have ended by itself
                process.kill()
            await process.wait()
        await begin()
        await quiet(deployment, PEOPLE * EACH, lambda: len({*readbacks(deployment)}), patience=30)
        told = Counter(readbacks(deployment))
        waiting = len(deployment.world.updates)
        return Counted(
            f"python-telegram-bot's own, {mode}",
            {
                "replies": PEOPLE * EACH,
                "kills": KILLS,
                "lost": max(0, PEOPLE * EACH - len(told) - waiting),
                "not yet": waiting,
                "repeated": told.total() - len(told),
            },
        )


def feed(deployment: Deployment, tasks: range) -> None:
    for t in tasks:
        for n in range(PEOPLE):
            chat = 20_000 + n
            deployment.world.person_sends(chat, chat, f"NV{n:03}{t:02} được {10 + t}%")


def readbacks(deployment: Deployment) -> list[str]:
    """The tasks that people were told of, in the order of telling."""
    found = (re.search(r"Đã ghi (NV\d+)", m.get("text", "")) for m in deployment.world.delivered)
    return [match[1] for match in found if match]
