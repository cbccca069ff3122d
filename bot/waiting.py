"""Long work for one update shows itself: a message when it takes too long, edited when it is over."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from bot.clock import Clock
from handlers.beforehand import Wait
from handlers.screens import Screen
from storage import outbox
from storage.database import Database, Tx
from storage.inbox import Waiting
from storage.outbox import Kind, Outgoing

LANDING_SECONDS = 1.5  # that the work waits for its own message: while it writes, no other could leave


class Waited:
    """`wrote` wakes the sender. Whoever writes down what became of the update calls `end` in that turn."""

    def __init__(self, database: Database, clock: Clock, wrote: Callable[[], None], row: Waiting) -> None:
        self._database = database
        self._clock = clock
        self._wrote = wrote
        self._row = row
        self._key = f"wait:{row.seq}"
        self._shown: Wait | None = None

    async def work(self, work: Coroutine[Any, Any, object], wait: Wait) -> object:
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=wait.after)
            if not task.done() and self._row.chat_id:
                await self._show(wait)
            return await task
        finally:
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)  # it may have a process to end

    async def end(self, tx: Tx, *, stopped: bool = False) -> None:
        """Puts what the wait ends with, or that it did not, in the place of the message that was shown."""
        if self._shown is None:
            return
        there = await outbox.of_key(tx, self._key)
        if there is None or await outbox.take_back(tx, there.id) or there.message_id is None:
            return
        words = self._shown.stopped if stopped else self._shown.ended
        body = Screen(words).to_body() | {"message_id": there.message_id}
        edit = Outgoing(self._row.chat_id, "editMessageText", body, Kind.SILENT)
        await outbox.put(tx, edit, self._clock.now(), self._row.seq)

    async def _show(self, wait: Wait) -> None:
        """Once; also if it was shown before the process was killed."""
        self._shown = wait
        async with self._database.transaction() as tx:
            if await outbox.of_key(tx, self._key) is None:
                body = Screen(wait.begun).to_body()
                message = Outgoing(self._row.chat_id, "sendMessage", body, Kind.ANSWER, key=self._key)
                await outbox.put(tx, message, self._clock.now(), self._row.seq)
        self._wrote()
        with suppress(TimeoutError):
            async with asyncio.timeout(LANDING_SECONDS):
                while await self._flies():  # noqa: ASYNC110 - another process may be the sender
                    await asyncio.sleep(0.05)

    async def _flies(self) -> bool:
        async with self._database.reading() as tx:
            there = await outbox.of_key(tx, self._key)
        return there is not None and there.message_id is None and there.state in ("pending", "sending")
