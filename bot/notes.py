"""What became of messages, written down together: whoever comes first commits for all who wait."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.failpoints import failpoint
from bot.store_watch import StoreWatch
from storage.database import Database, Tx
from storage.trouble import is_down

Write = Callable[[Tx], Awaitable[None]]


@dataclass(slots=True, eq=False)
class _Note:
    write: Write
    written: bool = False


class Notes:
    """One commit for each message is more than a busy machine can bear at full pace."""

    def __init__(self, database: Database, watch: StoreWatch) -> None:
        self._database = database
        self._watch = watch
        self._waiting: list[_Note] = []
        self._turn = asyncio.Lock()

    async def write(self, write: Write) -> None:
        """Returns once it is committed, however long the store is away: else the message would go again."""
        note = _Note(write)
        self._waiting.append(note)
        together = True
        async with self._turn:
            while not note.written:
                try:
                    await self._commit(self._waiting.copy() if together else [note])
                except Exception as error:
                    if is_down(error):
                        await asyncio.sleep(self._watch.failed(error))
                    elif together:
                        together = False  # one of them cannot be written; it may not be this one
                    else:
                        self._waiting.remove(note)
                        raise

    async def _commit(self, notes: list[_Note]) -> None:
        async with self._database.transaction() as tx:
            for note in notes:
                await note.write(tx)
            failpoint("message noted")
        for note in notes:
            note.written = True
            self._waiting.remove(note)
        self._watch.works()
