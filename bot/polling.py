"""Long polling: what was fetched is committed before the next call acknowledges it."""

import asyncio
import logging
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot import trouble
from bot.health import Health
from bot.intake import Intake
from bot.wire import waits_of

log = logging.getLogger(__name__)

WAIT_AT_SERVER = 25
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
BACKLOG = 5000


async def poll(bot: Bot, request: BaseRequest, intake: Intake, health: Health) -> None:
    """Until cancelled. Begins without an offset: ids restart at random after a quiet week, so none is kept.

    Whatever Telegram answers, it waits and goes on; only the waits grow.
    """
    offset: int | None = None
    failures = 0
    while True:
        try:
            updates = await get_updates(bot, request, offset)
        except asyncio.CancelledError:
            raise
        except TelegramError as error:
            failures += 1
            await asyncio.sleep(_wait_after(error, failures, health))
            continue
        failures = 0
        health.polled()
        if updates:
            await intake.keep(updates)
            ids = [
                u["update_id"] for u in updates if isinstance(u, dict) and isinstance(u.get("update_id"), int)
            ]
            offset = max(ids, default=offset or 0) + 1
        while await intake.backlog() > BACKLOG:  # noqa: ASYNC110 - another process may be working it off
            await asyncio.sleep(0.5)  # Telegram keeps them for us for a day


async def get_updates(
    bot: Bot, request: BaseRequest, offset: int | None, wait: int = WAIT_AT_SERVER
) -> list[Any]:
    """Raw updates, after at most `wait` seconds: one that cannot be read must cost one row, not the batch."""
    wanted = {"limit": 100, "timeout": wait, "allowed_updates": WANTED, "offset": offset}
    data = RequestData([RequestParameter.from_input(k, v) for k, v in wanted.items() if v is not None])
    result = await request.post(f"{bot.base_url}/getUpdates", data, read_timeout=wait + 10)
    return result if isinstance(result, list) else []


def _wait_after(error: TelegramError, failures: int, health: Health) -> float:
    growing = min(60.0, 2.0 ** min(failures, 6))
    if isinstance(error, InvalidToken):
        health.trouble("token", trouble.TOKEN)
        log.error("Telegram refuses the token; trying again in %.0f s", growing)
        return growing
    if isinstance(error, Conflict):
        health.trouble("conflict", "Một tiến trình khác đang nhận tin của bot này (409)")
        log.warning("another process polls for this bot, or a webhook is set; waiting")
        return max(5.0, min(growing, 30.0))
    if isinstance(error, RetryAfter):
        return waits_of(error).total_seconds()
    health.trouble("network", trouble.with_telegram(error))
    log.warning("getUpdates failed: %s; trying again in %.0f s", type(error).__name__, min(growing, 15.0))
    return min(growing, 15.0)
