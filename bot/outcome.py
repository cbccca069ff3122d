"""What became of a message, and what follows from it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.calls import without_file_id
from bot.clock import Clock
from bot.wire import NeverSent, waits_of
from storage import outbox, people
from storage.database import Tx
from storage.outbox import EVERY_CHAT, Claimed

log = logging.getLogger(__name__)

LONGEST_WAIT = 300.0
LONGEST_LINE_WAIT = 15.0
FLOOD_SECONDS = 1.0


class Outcomes:
    """Written in the caller's transaction. `migrated(tx, old, new)`: a group became a supergroup.

    `all_wait`: every chat was told to wait since the caller took note of it.
    """

    def __init__(self, clock: Clock, migrated: Callable[[Tx, int, int], Awaitable[None]]) -> None:
        self._clock = clock
        self._migrated = migrated
        self._refusals = 0
        self._line_until = 0.0
        self._floods: dict[int, float] = {}
        self.all_wait = False

    def line_rests(self, now: float) -> bool:
        """Whether it is too early to knock again where nobody opened; seconds of the event loop."""
        return now < self._line_until

    async def went_well(self, tx: Tx, row: Claimed, message_id: int | None) -> None:
        self._refusals = 0
        await outbox.sent(tx, row.id, message_id, self._clock.now())

    async def went_wrong(self, tx: Tx, row: Claimed, error: TelegramError) -> None:
        now = self._clock.now()
        if isinstance(error, RetryAfter):
            await self._flooded(tx, row, waits_of(error))
        elif isinstance(error, ChatMigrated):
            await outbox.follow_chat(tx, row.chat_id, error.new_chat_id)
            await self._migrated(tx, row.chat_id, error.new_chat_id)
        elif isinstance(error, Forbidden):
            await self._unreachable(tx, row, str(error))
        elif isinstance(error, BadRequest):
            await self._refused(tx, row, str(error))
        elif isinstance(error, InvalidToken) and row.method == "setMyCommands":
            await outbox.failed(tx, row.id, "the server does not know the method")
        elif isinstance(error, InvalidToken):
            log.error("Telegram refuses the token; messages wait")
            await self._pause_all(tx, timedelta(seconds=30))
            await outbox.try_later(tx, row.id, "the token is refused", now, may_have_arrived=False)
        elif isinstance(error, NeverSent):
            self._nobody_opened()
            log.warning("message %s to be tried again: NeverSent", row.id)
            # the line waits, not the message: all of them leave when it is back
            await outbox.try_later(tx, row.id, "NeverSent", now, may_have_arrived=row.may_have_arrived)
        else:
            wait = min(LONGEST_WAIT, 2.0 ** min(row.tries, 10)) * random.uniform(0.8, 1.2)  # noqa: S311
            log.warning("message %s to be tried again: %s", row.id, type(error).__name__)
            later = now + timedelta(seconds=wait)
            await outbox.try_later(tx, row.id, type(error).__name__, later, may_have_arrived=True)

    def _nobody_opened(self) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._line_until:  # those in flight together count once
            self._refusals += 1
            self._line_until = now + min(LONGEST_LINE_WAIT, 0.5 * 2.0 ** min(self._refusals, 6))

    async def _flooded(self, tx: Tx, row: Claimed, wait: timedelta) -> None:
        """That chat waits as long as Telegram says; when two hear it within a second, all do."""
        now, loop_now = self._clock.now(), asyncio.get_running_loop().time()
        self._floods = {chat: at for chat, at in self._floods.items() if loop_now - at <= FLOOD_SECONDS}
        self._floods[row.chat_id] = loop_now
        log.info("429: chat %s waits %.0f s", row.chat_id, wait.total_seconds())
        await outbox.pause(tx, row.chat_id, now, now + wait)
        if len(self._floods) > 1:
            await self._pause_all(tx, wait)
        await outbox.try_later(tx, row.id, "429", now, may_have_arrived=row.may_have_arrived)

    async def _pause_all(self, tx: Tx, wait: timedelta) -> None:
        now = self._clock.now()
        await outbox.pause(tx, EVERY_CHAT, now, now + wait)
        self.all_wait = True

    async def _unreachable(self, tx: Tx, row: Claimed, said: str) -> None:
        """Contract: who answers 403 is unreachable from then on until they write again."""
        await outbox.unreached(tx, row.id, said)
        if row.chat_id > 0:
            person = await people.by_telegram(tx, row.chat_id)
            if person is not None:
                await people.mark_unreachable(tx, person.id, self._clock.now())

    async def _refused(self, tx: Tx, row: Claimed, said: str) -> None:
        if "message is not modified" in said.lower():
            await outbox.sent(tx, row.id, None, self._clock.now())
            return
        itself = without_file_id(row, said)
        if itself is not None:
            await outbox.rewritten(tx, row.id, itself)
            return
        await outbox.failed(tx, row.id, said)
        if "chat not found" in said.lower():
            await self._unreachable(tx, row, said)
        elif row.method != "answerCallbackQuery":  # an old press needs no answer
            log.warning("message %s refused: %s", row.id, said)
