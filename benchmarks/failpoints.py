"""The process dies at each named place, in an office of its own: how often people have what is theirs."""

import asyncio
import re
import sys
from datetime import date

from benchmarks.stage import office, quiet
from benchmarks.table import Counted
from bot.failpoints import PLACES

PERSON = 20_000
OF_AN_UPDATE = ("update", "visit")


def measure() -> list[Counted]:
    rows = []
    for place in PLACES:
        rows.append(asyncio.run(_died_at(place)))
        print(rows[-1], file=sys.stderr, flush=True)
    return rows


async def _died_at(place: str) -> Counted:
    """An update's places: a reply and its read-back; the others: a reminder."""
    reply = place.startswith(OF_AN_UPDATE)
    wanted = re.compile(r".*Đã ghi NV00000" if reply else "⏰")
    async with office(None, 1, 1, date(2026, 6, 30) if reply else date(2025, 9, 30)) as (deployment, _):
        if reply:
            deployment.world.person_sends(PERSON, PERSON, "NV00000 được 40%")

        def received() -> int:
            return sum(bool(wanted.match(text)) for text in deployment.world.texts(PERSON))

        await deployment.start(DONDOC_CRASH_AT=place)
        died = await deployment.dies(60.0)
        before = received()
        await deployment.start()
        await quiet(deployment, before + 1, received, 8.0)
        await deployment.stop()
        return Counted(f"dies at: {place}", {"by SIGKILL": int(died == -9), "received": received()})
