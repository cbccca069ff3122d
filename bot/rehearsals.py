"""Rehearsals that were asked for in the chat: played through aside, where nothing is kept."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.aside import aside
from bot.clock import Clock
from handlers import rehearsing
from handlers.calendar import calendar_of
from handlers.desk import Office, Turn
from handlers.texts import rehearsal as texts
from papers.apart import apart_within
from storage import assignments, rehearsals
from storage.database import Database
from storage.rehearsals import Asked
from storage.trouble import is_down

log = logging.getLogger(__name__)

LIGHT = 200  # assignments; measured: with 2,080 a thread would stall the loop by a third of a second
LONGEST_SECONDS = 600.0


class Rehearsals:
    """`wrote` wakes the sender."""

    def __init__(self, database: Database, office: Office, clock: Clock, wrote: Callable[[], None]) -> None:
        self._database = database
        self._office = office
        self._clock = clock
        self._wrote = wrote

    async def work_off(self) -> None:
        """Those that wait, one after another. One that the process does not finish waits for the next."""
        async with self._database.reading() as tx:
            waiting = await rehearsals.waiting(tx)
            light = not waiting or await assignments.how_many(tx) <= LIGHT
        for asked in waiting:
            content, caption = await self._played(asked, light=light)
            async with self._database.transaction() as tx:
                turn = Turn(tx, self._clock.now(), self._office, await calendar_of(tx))
                await rehearsing.hand_over(turn, asked, content, caption)
            self._wrote()

    async def _played(self, asked: Asked, *, light: bool) -> tuple[bytes, str]:
        url = self._database.url.render_as_string(hide_password=False)
        now = self._clock.now()
        try:
            if light:
                return await aside(partial(play, url, now, self._office, asked))
            return await apart_within(LONGEST_SECONDS, play_apart, url, now, self._office, asked)
        except Exception as error:
            if is_down(error):
                raise
            log.error("a rehearsal failed", exc_info=error)
            return b"", texts.BROKE()


def play_apart(url: str, now: datetime, office: Office, asked: Asked) -> tuple[bytes, str]:
    """In a process of its own."""
    return asyncio.run(play(url, now, office, asked))


async def play(url: str, now: datetime, office: Office, asked: Asked) -> tuple[bytes, str]:
    """The sheet and its caption; opens the store by itself."""
    database = Database(url)
    try:
        async with database.rehearsal() as tx:
            return await rehearsing.sheet_of(Turn(tx, now, office, await calendar_of(tx)), asked)
    finally:
        await database.close()
