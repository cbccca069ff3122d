"""What the running process has trouble with, kept in the store, where `doctor` finds it."""

import asyncio
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.health import Health
from bot.store_watch import StoreWatch
from storage import facts
from storage.database import Database
from storage.trouble import is_down

LOOK_SECONDS = 2.0
SAY_AGAIN_SECONDS = 60.0
FRESH = timedelta(minutes=3)  # what has not been said again since then was said by a process that is gone


class Remembering:
    """Several processes may keep theirs in one store: each rubs out only what it wrote itself."""

    def __init__(self, database: Database, health: Health, clock: Clock, watch: StoreWatch) -> None:
        self._database = database
        self._health = health
        self._clock = clock
        self._watch = watch
        self._kept: dict[str, str] = {}
        self._at = 0.0

    async def work(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.keep()
            except (SQLAlchemyError, OSError) as error:
                if not is_down(error):
                    raise
                await asyncio.sleep(self._watch.failed(error))
            await asyncio.sleep(LOOK_SECONDS)

    async def keep(self) -> None:
        """Writes what has changed, and once in a while what goes on."""
        now, troubles = asyncio.get_running_loop().time(), dict(self._health.troubles)
        again = bool(troubles) and now - self._at >= SAY_AGAIN_SECONDS
        if troubles == self._kept and not again:
            return
        async with self._database.transaction() as tx:
            await facts.drop_troubles(tx, self._kept.keys() - troubles.keys())
            await facts.keep_troubles(tx, troubles, self._clock.now())
        self._kept, self._at = troubles, now
