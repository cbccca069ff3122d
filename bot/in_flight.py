"""The messages on their way: at most one to a chat, each written down as it ends."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

from bot import metrics
from bot.calls import WITHOUT_CHAT, call
from bot.failpoints import failpoint
from bot.notes import Notes
from bot.outcome import Outcomes
from bot.pace import Departure, Pace
from bot.precedence import Precedence
from bot.wire import LEAVING
from storage import outbox
from storage.outbox import Claimed

log = logging.getLogger(__name__)

AT_ONCE = 8
FOR_ANSWERS = 2  # more at once, so that an answer never waits for the way of a reminder
UNPACED = 4  # reminders and the like at once where no pace holds them up: they fill the processor
STOP_SECONDS = 7.0


class InFlight:
    """`files_dir`: where the files lie that people sent."""

    def __init__(
        self,
        bot: Bot,
        files_dir: Path,
        pace: Pace,
        outcomes: Outcomes,
        notes: Notes,
        precedence: Precedence,
    ) -> None:
        self._bot = bot
        self._files_dir = files_dir
        self._pace = pace
        self._outcomes = outcomes
        self._notes = notes
        self._precedence = precedence
        self._tasks: dict[int, asyncio.Task[bool]] = {}

    def __bool__(self) -> bool:
        return bool(self._tasks)

    @property
    def chats(self) -> Iterable[int]:
        return self._tasks.keys()

    def free(self, *, answer: bool) -> int:
        """How many more may be on their way."""
        if answer:
            return AT_ONCE + FOR_ANSWERS - len(self._tasks)
        return (UNPACED if self._pace.off else AT_ONCE) - len(self._tasks)

    def let_go(self, row: Claimed, now: float, landed: Callable[[Claimed, bool], None]) -> None:
        """Its chat has no other on its way. `now`: seconds of the event loop.

        `landed` is told whether it has arrived, once its chat is free again.
        """
        departure = self._pace.leaves(now, None if row.method in WITHOUT_CHAT else row.chat_id)
        task = asyncio.create_task(self._send(row, departure), name=f"message {row.id}")
        self._tasks[row.chat_id] = task
        task.add_done_callback(partial(self._landed, row, landed))

    async def one_lands(self) -> None:
        await asyncio.wait(self._tasks.values(), return_when=asyncio.FIRST_COMPLETED)

    async def all_land(self) -> None:
        """Or are given up: then they stay on their way until the next start."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=STOP_SECONDS)
            for task in late:
                task.cancel()

    def _landed(
        self, row: Claimed, landed: Callable[[Claimed, bool], None], task: asyncio.Task[bool]
    ) -> None:
        self._tasks.pop(row.chat_id, None)
        error = None if task.cancelled() else task.exception()
        landed(row, not task.cancelled() and error is None and task.result())
        if error is not None:
            log.error("%s stays on its way until the next start", task.get_name(), exc_info=error)

    async def _send(self, row: Claimed, departure: Departure) -> bool:
        """Whether it has arrived."""
        loop = asyncio.get_running_loop()
        LEAVING.set(lambda: self._pace.left(departure, loop.time()))
        failpoint("message claimed")
        try:
            with self._precedence.answering() if row.is_answer else contextlib.nullcontext():
                message_id = await call(self._bot, row, self._files_dir)
        except TelegramError as error:
            metrics.attempted(error)
            failpoint("message sent")
            await self._notes.write(partial(self._outcomes.went_wrong, row=row, error=error))
        except Exception as error:
            log.error("message %s cannot be sent", row.id, exc_info=error)
            await self._notes.write(partial(outbox.failed, row_id=row.id, error=type(error).__name__))
        else:
            metrics.attempted(None)
            failpoint("message sent")
            await self._notes.write(partial(self._outcomes.went_well, row=row, message_id=message_id))
            failpoint("message done")
            return True
        failpoint("message done")
        return False
