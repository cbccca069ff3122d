"""The one sender: drains the outbox at its pace and writes down what became of each message.

Promise: nothing is lost; at most one repeat per crash or lost answer for each message in flight.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import TelegramError

from bot.calls import WITHOUT_CHAT, call
from bot.clock import Clock
from bot.failpoints import failpoint
from bot.outcome import Outcomes
from bot.pace import Departure, Pace
from bot.store_watch import StoreWatch
from bot.wire import LEAVING
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Claimed
from storage.trouble import is_down

log = logging.getLogger(__name__)

AT_ONCE = 8
STOP_SECONDS = 7.0


class Delivery:
    """`may_interrupt(tx)`: whether reminders and digests may leave now; `migrated(tx, old, new)` is told
    when a group became a supergroup."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        clock: Clock,
        per_second: float,
        may_interrupt: Callable[[Tx], Awaitable[bool]],
        migrated: Callable[[Tx, int, int], Awaitable[None]],
        watch: StoreWatch,
    ) -> None:
        self._database = database
        self._bot = bot
        self._clock = clock
        self._pace = Pace(per_second)
        self._may_interrupt = may_interrupt
        self._watch = watch
        self._outcomes = Outcomes(clock, migrated)
        self._woken = asyncio.Event()
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._next: list[Claimed] = []
        self._row_ids: set[int] = set()
        self._asked_at = 0
        self._may = False

    def wake(self) -> None:
        self._woken.set()

    async def prepare(self) -> None:
        """At a start: what was on its way may have arrived and goes again; no burst above the pace."""
        now = self._clock.now()
        async with self._database.transaction() as tx:
            interrupted = await outbox.release_interrupted(tx)
            recent = await outbox.recent_sends(tx, now - timedelta(seconds=61))
        loop_now = asyncio.get_running_loop().time()
        for chat_id, at in sorted(recent, key=lambda sent: sent[1]):
            self._pace.leaves(loop_now - max(0.0, (now - at).total_seconds()), chat_id)
        for _ in range(interrupted):  # nobody knows when they left: at the worst, just now
            self._pace.leaves(loop_now, None)

    async def work(self) -> None:
        """Until cancelled; then the messages in flight are awaited, so that none is in doubt."""
        in_doubt = False
        try:
            while True:
                self._woken.clear()
                try:
                    if in_doubt:
                        await self._release_unknown()
                    in_doubt = False
                    took = await self._send_some()
                except (SQLAlchemyError, OSError) as error:
                    if not is_down(error):
                        raise
                    in_doubt = True
                    await asyncio.sleep(self._watch.failed(error))
                    continue
                if not took:
                    await self._rest()
        finally:
            await self._finish()

    async def _release_unknown(self) -> None:
        """A claim whose answer was lost with the connection may have been committed: nobody would send it."""
        async with self._database.transaction() as tx:
            await outbox.release_interrupted(tx, but=self._row_ids)

    async def drain(self, seconds: float = 30.0) -> None:
        """Sends what may leave now, then returns."""
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            took = await self._send_some()
            if self._in_flight:
                await asyncio.wait(self._in_flight.values(), return_when=asyncio.FIRST_COMPLETED)
            elif not took:
                resting = self._pace.resting(asyncio.get_running_loop().time())
                if not resting or not await self._something_waits():
                    return
                await asyncio.sleep(0.05)

    async def busy(self) -> bool:
        """Whether anything is on its way or may leave now."""
        return bool(self._in_flight) or await self._something_waits()

    async def _something_waits(self) -> bool:
        async with self._database.reading() as tx:
            may = await self._may_interrupt(tx)
            return await outbox.sendable(tx, self._clock.now(), may_interrupt=may)

    async def _rest(self) -> None:
        now = asyncio.get_running_loop().time()
        wait = 0.05 if self._pace.resting(now) else 0.5
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):  # wait_for can swallow the end
                await self._woken.wait()

    async def _send_some(self) -> bool:
        """Claims what may leave next and lets it go at its moment; whether there was anything."""
        loop = asyncio.get_running_loop()
        if len(self._in_flight) >= AT_ONCE:
            await asyncio.wait(self._in_flight.values(), return_when=asyncio.FIRST_COMPLETED)
        if self._outcomes.line_rests(loop.time()):
            return False
        # One at a time, so that an answer that comes meanwhile is the next.
        room = AT_ONCE - len(self._in_flight) if self._pace.off else 1
        self._next = await self._claim(max(1, room))
        took = bool(self._next)
        while self._next:
            while wait := self._pace.until_next(loop.time()):  # noqa: ASYNC110 - time itself is the event
                await asyncio.sleep(wait)
            row = self._next.pop(0)
            departure = self._pace.leaves(loop.time(), None if row.method in WITHOUT_CHAT else row.chat_id)
            task = asyncio.create_task(self._send(row, departure), name=f"message {row.id}")
            self._in_flight[row.chat_id] = task
            self._row_ids.add(row.id)
            task.add_done_callback(partial(self._landed, row))
        return took

    async def _claim(self, limit: int) -> list[Claimed]:
        resting = self._pace.resting(asyncio.get_running_loop().time())
        async with self._database.transaction() as tx:
            now = self._clock.now()
            may = await self._may_interrupt_at(tx, int(now.timestamp()))
            return await outbox.claim(
                tx, now, busy=list(self._in_flight), resting=resting, may_interrupt=may, limit=limit
            )

    async def _may_interrupt_at(self, tx: Tx, second: int) -> bool:
        """Asked once a second: the calendar is several queries, and this is the way of every message."""
        if self._asked_at != second:
            self._asked_at, self._may = second, await self._may_interrupt(tx)
        return self._may

    def _landed(self, row: Claimed, task: asyncio.Task[None]) -> None:
        self._in_flight.pop(row.chat_id, None)
        self._row_ids.discard(row.id)
        self._woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s stays on its way until the next start", task.get_name(), exc_info=error)

    async def _send(self, row: Claimed, departure: Departure) -> None:
        loop = asyncio.get_running_loop()
        LEAVING.set(lambda: self._pace.left(departure, loop.time()))
        failpoint("message claimed")
        try:
            message_id = await call(self._bot, row)
        except TelegramError as error:
            failpoint("message sent")
            await self._note(partial(self._outcomes.went_wrong, row=row, error=error))
        except Exception as error:
            log.error("message %s cannot be sent", row.id, exc_info=error)
            await self._note(partial(outbox.failed, row_id=row.id, error=type(error).__name__))
        else:
            failpoint("message sent")
            await self._note(partial(self._outcomes.went_well, row=row, message_id=message_id))
        failpoint("message done")

    async def _note(self, write: Callable[[Tx], Awaitable[None]]) -> None:
        """Writes down what became of a message, however long the store is away: else it would go again."""
        while True:
            try:
                async with self._database.transaction() as tx:
                    await write(tx)
                    failpoint("message noted")
            except (SQLAlchemyError, OSError) as error:
                if not is_down(error):
                    raise
                await asyncio.sleep(self._watch.failed(error))
            else:
                self._watch.works()
                return

    async def _finish(self) -> None:
        if self._in_flight:
            _, late = await asyncio.wait(self._in_flight.values(), timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
        for row in self._next:
            with contextlib.suppress(SQLAlchemyError, OSError):  # then the next start takes it for in flight
                async with self._database.transaction() as tx:
                    await outbox.put_back(tx, row)
        self._next = []
