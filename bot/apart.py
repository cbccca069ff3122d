"""Work that reads the whole store: of a large one in a process of its own.

Measured with 53,000 assignments: their state takes six seconds of the processor to gather, their sheet five.
A thread that computes for so long gives everybody else the interpreter a little at a time.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from domain.office import Language
from handlers.beforehand import Reading, WorkFirst
from handlers.calendar import calendar_of
from handlers.desk import Office, Turn
from handlers.texts.language import reader, speaking
from papers.apart import apart_within
from papers.uncollected import uncollected
from storage import assignments
from storage.database import Database

LIGHT = 500  # assignments: they hold the loop up for less time than it takes to begin a process
LONGEST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Turns on the store in another process, which opens it for itself."""

    url: str
    now: datetime
    office: Office

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Turn]:
        database = Database(self.url)
        try:
            async with database.reading() as tx:
                yield Turn(tx, self.now, self.office, await calendar_of(tx))
        finally:
            await database.close()


async def done_first(first: WorkFirst, reading: Reading, elsewhere: Elsewhere) -> object:
    """What came of the work, which is done here or there."""
    if first.reads_all:
        async with reading() as turn:
            many = await assignments.how_many(turn.tx)
        if many > LIGHT:
            return await apart_within(LONGEST_SECONDS, _done_there, first.work, elsewhere, reader())
    return await first.work(reading)


@uncollected()
def _done_there(
    work: Callable[[Reading], Awaitable[object]], elsewhere: Elsewhere, language: Language
) -> object:
    async def done() -> object:
        return await work(elsewhere)

    with speaking(language):
        return asyncio.run(done())
