"""The bot of the demo, in a process of its own."""

import asyncio
import signal
from collections.abc import Mapping
from datetime import timedelta
from multiprocessing.connection import Connection

from bot.clock import TurnableClock
from bot.log import configure_logging
from bot.running import Running
from bot.settings import load_settings
from bot.wire import AiohttpRequest
from storage.database import Database


def main(environ: Mapping[str, str], line: Connection) -> None:
    """Says that it is at work; then its clock is turned to each moment that comes by the line, and it answers
    once what is owed then has left. When the line ends, so does it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends us in good order
    asyncio.run(_work(environ, line))


async def _work(environ: Mapping[str, str], line: Connection) -> None:
    settings = load_settings(need_token=True, env_file=None, environ=environ)
    configure_logging("ERROR", [settings.bot_token.get_secret_value() if settings.bot_token else ""])
    database = Database(settings.database_url)
    clock = TurnableClock.starting_at(settings.bot_clock)
    running = Running(settings, database, clock, AiohttpRequest(), AiohttpRequest())
    await running.start()
    try:
        line.send("at work")
        while True:
            moment = await asyncio.to_thread(line.recv)
            clock.forward(max(moment - clock.now(), timedelta()))
            await running.settle()
            line.send("settled")
    except (EOFError, OSError):
        pass
    finally:
        await running.stop()
        await database.close()
