"""`run`: the bot until SIGTERM."""

import asyncio
import gc
import logging
import os
import signal
import threading

from bot.commands.failing import Failed
from bot.commands.store import clock_of, opened
from bot.log import configure_logging
from bot.running import Running
from bot.settings import Settings, load_settings
from bot.wire import AiohttpRequest
from storage.running_lock import RunningLock

log = logging.getLogger(__name__)

STOP_SECONDS = 9.0


async def run() -> None:
    settings = load_settings(need_token=True, need_secretariat=True)
    configure_logging(settings.log_level, secrets_of(settings))
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopped.set)
    async with opened(settings) as database:
        lock = RunningLock(database)
        if database.is_sqlite and not await lock.take():  # on PostgreSQL several share the work
            raise Failed(
                "Một tiến trình dondoc run khác đang chạy trên dữ liệu này. Chỉ chạy một tiến trình."
            )
        request, polling = AiohttpRequest(proxy=settings.proxy), AiohttpRequest(proxy=settings.proxy)
        running = Running(settings, database, clock_of(settings), request, polling)
        await running.start()
        # what is loaded stays: to look through it for garbage holds everybody up for a tenth of a second
        gc.freeze()
        await stopped.wait()
        in_time = threading.Timer(STOP_SECONDS, _end_now)
        in_time.daemon = True
        in_time.start()
        await running.stop()
        await lock.release()


def _end_now() -> None:
    """Whatever holds the end up, a server that does not answer or a query: all that counts is committed."""
    log.warning("not all that was in hand ended in time; it goes on at the next start")
    os._exit(0)


def secrets_of(settings: Settings) -> list[str]:
    held = (settings.bot_token, settings.webhook_secret, settings.feed_token)
    return [secret.get_secret_value() for secret in held if secret is not None]
