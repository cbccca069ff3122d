"""Rehearsals that were asked for in the chat: played through aside, where nothing is kept."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial

from bot.aside import aside
from bot.clock import Clock
from domain.calendar import WorkCalendar
from handlers import rehearsing
from handlers.desk import Office, Turn
from handlers.texts import rehearsal as texts
from storage import rehearsals
from storage.database import Database, Tx
from storage.rehearsals import Asked
from storage.trouble import is_down

log = logging.getLogger(__name__)


class Rehearsals:
    """`calendar_of` as for the intake; `wrote` wakes the sender."""

    def __init__(
        self,
        database: Database,
        office: Office,
        clock: Clock,
        calendar_of: Callable[[Tx], Awaitable[WorkCalendar]],
        wrote: Callable[[], None],
    ) -> None:
        self._database = database
        self._office = office
        self._clock = clock
        self._calendar_of = calendar_of
        self._wrote = wrote

    async def work_off(self) -> None:
        """Those that wait, one after another. One that the process does not finish waits for the next."""
        async with self._database.reading() as tx:
            waiting = await rehearsals.waiting(tx)
        for asked in waiting:
            content, caption = await self._played(asked)
            async with self._database.transaction() as tx:
                await rehearsing.hand_over(await self._turn(tx), asked, content, caption)
            self._wrote()

    async def _played(self, asked: Asked) -> tuple[bytes, str]:
        try:
            return await aside(partial(self._play, asked))
        except Exception as error:
            if is_down(error):
                raise
            log.error("a rehearsal failed", exc_info=error)
            return b"", texts.BROKE

    async def _play(self, asked: Asked) -> tuple[bytes, str]:
        other = Database(self._database.url.render_as_string(hide_password=False))
        try:
            async with other.rehearsal() as tx:
                return await rehearsing.sheet_of(await self._turn(tx), asked)
        finally:
            await other.close()

    async def _turn(self, tx: Tx) -> Turn:
        return Turn(tx, self._clock.now(), self._office, await self._calendar_of(tx))
