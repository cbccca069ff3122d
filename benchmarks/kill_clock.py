"""Reminders and digests while the process is killed again and again."""

import asyncio
import random
import sys
from collections import Counter
from datetime import date, datetime, timedelta

from benchmarks.stage import life, office, quiet
from benchmarks.table import Counted
from tests.bot.test_pace import most_in
from tests.e2e.office import START, STEERING

KILLS = 25
REMINDERS = 500
PER_SECOND = 25
IN_FLIGHT = 8
SEED = 20260928


def measure() -> list[Counted]:
    rows = [asyncio.run(_reminders())]
    print(rows[-1], file=sys.stderr, flush=True)
    return [*rows, asyncio.run(_digests())]


async def _reminders() -> Counted:
    rng = random.Random(SEED)
    pace = {"MESSAGES_PER_SECOND": str(PER_SECOND)}
    async with office(None, REMINDERS, 1, date(2025, 9, 30)) as (deployment, _):

        def received() -> Counter[int]:
            messages = deployment.world.delivered
            return Counter(m["chat"]["id"] for m in messages if m.get("text", "").startswith("⏰"))

        for _kill in range(KILLS):
            await life(deployment, rng, REMINDERS // KILLS, **pace)
        await deployment.start(**pace)
        await quiet(deployment, REMINDERS, lambda: len(received()))
        told = received()
        moments = [call.at for call in deployment.world.log.of("sendMessage")]
        return _row("reminders, SQLite", REMINDERS, told, most_in(moments, 1.0))


async def _digests() -> Counted:
    """Each working day one: a life that begins a second before eight, another one after it."""
    rng = random.Random(SEED)
    days = [day for n in range(1, 40) if (day := START.date() + timedelta(days=n)).weekday() < 5][:KILLS]
    env = {"DIGEST_EVERY": "P1D", "DIGEST_START": "2025-09-24T08:00"}
    async with office(None, 5, 2, date(2026, 6, 30)) as (deployment, _):
        told: Counter[date] = Counter()
        for day in days:
            before = len(deployment.world.received(STEERING))
            eight = datetime(day.year, day.month, day.day, 8, tzinfo=START.tzinfo)
            await life(deployment, rng, 2, **env, BOT_CLOCK=(eight - timedelta(seconds=2)).isoformat())
            await deployment.start(**env, BOT_CLOCK=(eight + timedelta(seconds=5)).isoformat())
            await deployment.at_work()
            await quiet(deployment, before + 1, lambda: len(deployment.world.received(STEERING)), 8)
            await deployment.kill()
            told[day] = len(deployment.world.received(STEERING)) - before
        return _row("digests, SQLite", len(days), +told, 0)


def _row(name: str, wanted: int, told: Counter, fastest: int) -> Counted:
    return Counted(
        name,
        {
            "owed": wanted,
            "kills": KILLS,
            "lost": wanted - len(told),
            "repeated": told.total() - len(told),
            "most times": max(told.values(), default=0),
            "allowed": KILLS * IN_FLIGHT,
            "most in 1 s": fastest,
        },
    )
