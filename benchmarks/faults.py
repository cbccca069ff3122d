"""A thousand reminders over a line that fails in four ways, each drawn with a seed."""

import asyncio
import random
from collections import Counter
from datetime import date

from benchmarks.stage import broadcast, office, quiet
from benchmarks.table import Counted
from sandbox.faults import Fault

MESSAGES = 1000
SEED = 20260929
# share of the calls, what happens to them
DRAWN = (
    (0.03, "answer lost", Fault("close", acts=True)),
    (0.03, "reset before", Fault("close")),
    (0.02, "429", Fault("status", status=429, retry_after=2)),
    (0.02, "500", Fault("status", status=500)),
    (0.02, "not JSON", Fault("garbage")),
)


def measure() -> list[Counted]:
    return [asyncio.run(_run())]


async def _run() -> Counted:
    rng = random.Random(SEED)
    struck: Counter[str] = Counter()

    def choose(method: str, _values: object) -> Fault | None:
        if method != "sendMessage":
            return None
        drawn = rng.random()
        for share, name, fault in DRAWN:
            if drawn < share:
                struck[name] += 1
                return fault
            drawn -= share
        return None

    async with office(None, 1, 1, date(2025, 11, 30)) as (deployment, store):
        await broadcast(deployment, store, MESSAGES)
        deployment.world.faults.choose = choose

        def told() -> Counter[str]:
            texts = (m.get("text", "") for m in deployment.world.delivered)
            return Counter(words for words in texts if words.startswith("nhắc "))

        await deployment.start()
        await quiet(deployment, MESSAGES, lambda: len(told()))
        await deployment.stop()
        counts = told()
        return Counted(
            "reminders over a bad line, SQLite",
            {
                "messages": MESSAGES,
                **{name: struck[name] for _, name, _ in DRAWN},
                "lost": MESSAGES - len(counts),
                "repeated": counts.total() - len(counts),
                "allowed": struck["answer lost"],
            },
        )
