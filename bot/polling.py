"""Long polling: what was fetched is committed before the next call acknowledges it."""

import asyncio
import logging
import random
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot import trouble
from bot.health import Health
from bot.intake import Intake
from bot.store_watch import StoreWatch
from bot.wire import parameters, waits_of
from storage.trouble import is_down

log = logging.getLogger(__name__)

WAIT_AT_SERVER = 25
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
BACKLOG = 5000
LOOKS_AFTER = 500  # updates that were kept, for them to be counted
SETTLED_SECONDS = 10.0


class Poller:
    """Whatever Telegram or the store answers, it waits and goes on; only the waits grow."""

    def __init__(
        self, bot: Bot, request: BaseRequest, intake: Intake, health: Health, watch: StoreWatch
    ) -> None:
        self._bot = bot
        self._request = request
        self._intake = intake
        self._health = health
        self._watch = watch
        self._failures = 0
        self._rivalry = Rivalry()
        self._kept = LOOKS_AFTER

    async def work(self) -> None:
        """Until cancelled. Begins without an offset: ids restart at random after a quiet week, so none is
        kept."""
        offset: int | None = None
        while True:
            looking = self._rivalry.looks()
            try:
                updates = await get_updates(
                    self._bot,
                    self._request,
                    None if looking else offset,
                    wait=int(SETTLED_SECONDS) if looking else WAIT_AT_SERVER,
                )
            except TelegramError as error:
                self._failures += 1
                await asyncio.sleep(self._wait_after(error))
                continue
            self._failures = 0
            if not self._rivalry.may_take():
                await asyncio.sleep(1.0)  # not taken: nothing acknowledges them but the other process
                continue
            self._health.polled()
            if updates:
                await self._keep(updates)
                offset = max(_ids(updates), default=offset or 0) + 1
            if self._kept >= LOOKS_AFTER:
                self._kept = 0
                while await self._backlog() > BACKLOG:  # noqa: ASYNC110 - another process may work it off
                    await asyncio.sleep(0.5)  # Telegram keeps them for us for a day

    async def _keep(self, updates: Sequence[Any]) -> None:
        while True:
            try:
                await self._intake.keep(updates)
            except (SQLAlchemyError, OSError) as error:
                if not is_down(error):
                    raise
                await asyncio.sleep(self._watch.failed(error))
            else:
                self._kept += len(updates)
                return

    async def _backlog(self) -> int:
        try:
            return await self._intake.backlog()
        except (SQLAlchemyError, OSError) as error:
            if not is_down(error):
                raise
            await asyncio.sleep(self._watch.failed(error))
            return BACKLOG + 1

    def _wait_after(self, error: TelegramError) -> float:
        growing = min(60.0, 2.0 ** min(self._failures, 6))
        if isinstance(error, InvalidToken):
            self._health.trouble("token", trouble.TOKEN)
            log.error("Telegram refuses the token; trying again in %.0f s", growing)
            return growing
        if isinstance(error, Conflict):
            by_webhook = "webhook is active" in error.message
            self._health.trouble("conflict", trouble.WEBHOOK_SET if by_webhook else trouble.CONFLICT)
            wait = self._rivalry.turned_away()
            log.warning("another process polls for this bot, or a webhook is set; waiting %.0f s", wait)
            return wait
        if isinstance(error, RetryAfter):
            return waits_of(error).total_seconds()
        wait = min(growing, 15.0)
        self._health.trouble("network", trouble.with_telegram(error))
        log.warning("getUpdates failed: %s; trying again in %.0f s", type(error).__name__, wait)
        return wait


class Rivalry:
    """Two processes poll with one token. Telegram turns away whoever polled first, so by itself each would
    take from the other: the one that was there before asks again at once, the newcomer stays out.

    One that stays out looks in from time to time, and takes nothing until nobody has turned it away for a
    while. Updates are not acknowledged by looking.
    """

    def __init__(self) -> None:
        self._yielding = False
        self._there_since: float | None = None
        self._looking_since: float | None = None
        self._in_a_row = 0

    def looks(self) -> bool:
        """Before a poll: whether it is only to see if somebody else is there."""
        now = time.monotonic()
        if self._yielding:
            self._looking_since = self._looking_since or now
        else:
            self._there_since = self._there_since or now
        return self._yielding

    def may_take(self) -> bool:
        """A poll was answered: whether its updates are ours."""
        now = time.monotonic()
        if self._yielding:
            if now - (self._looking_since or now) < SETTLED_SECONDS:
                return False
            self._yielding, self._there_since = False, now
        self._in_a_row = 0
        return True

    def turned_away(self) -> float:
        """A poll was ended by another one: the seconds to wait."""
        now = time.monotonic()
        self._in_a_row += 1
        settled = self._there_since is not None and now - self._there_since >= SETTLED_SECONDS
        if settled and self._in_a_row <= 5:
            return random.uniform(0.3, 1.0)  # noqa: S311
        self._yielding, self._there_since, self._looking_since = True, None, None
        return random.uniform(20.0, 30.0)  # noqa: S311


def _ids(updates: Sequence[Any]) -> list[int]:
    return [u["update_id"] for u in updates if isinstance(u, dict) and isinstance(u.get("update_id"), int)]


async def get_updates(
    bot: Bot, request: BaseRequest, offset: int | None, wait: int = WAIT_AT_SERVER
) -> list[Any]:
    """Raw updates, after at most `wait` seconds: one that cannot be read must cost one row, not the batch."""
    wanted = {"limit": 100, "timeout": wait, "allowed_updates": WANTED, "offset": offset}
    result = await request.post(f"{bot.base_url}/getUpdates", parameters(wanted), read_timeout=wait + 10)
    return result if isinstance(result, list) else []
