"""What one process at a time does: on PostgreSQL whoever is left takes over within half a minute."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.store_watch import StoreWatch
from storage.database import Database
from storage.running_lock import IDLE_SECONDS, Role, RunningLock
from storage.trouble import is_down

log = logging.getLogger(__name__)

KNOCK_SECONDS = 3.0
BREAK_SECONDS = 5.0
Work = Callable[[], Awaitable[None]]


class Roles:
    """On SQLite the one process that runs holds them all already."""

    def __init__(self, database: Database, watch: StoreWatch) -> None:
        self._database = database
        self._watch = watch

    async def hold(self, role: Role, work: Work, waits: Callable[[], None]) -> None:
        """Does `work` whenever no other process does, until cancelled; `waits` is called while one does."""
        while True:
            lock = None if self._database.is_sqlite else RunningLock(self._database, role)
            try:
                if lock is not None and not await lock.take():
                    waits()
                    await asyncio.sleep(KNOCK_SECONDS)
                    continue
                log.info("this process is the %s", role.name.lower())
                await _while_held(lock, work)
            except Exception as error:  # noqa: BLE001 - a bug must not make the bot deaf or dumb
                await self._after(role, error)
            finally:
                if lock is not None:
                    await asyncio.shield(lock.release())

    async def _after(self, role: Role, error: Exception) -> None:
        if is_down(error):
            await asyncio.sleep(self._watch.failed(error))
        else:
            log.error("the %s failed; beginning again", role.name.lower(), exc_info=error)
            await asyncio.sleep(BREAK_SECONDS)


async def _while_held(lock: RunningLock | None, work: Work) -> None:
    """Ends with the work, or when the lock is lost."""
    task = asyncio.ensure_future(work())
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=IDLE_SECONDS / 3)
            if lock is not None and not task.done():
                async with asyncio.timeout(IDLE_SECONDS / 3):  # wait_for can swallow the end
                    await lock.check()
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
