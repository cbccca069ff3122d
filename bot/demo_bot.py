"""The bot of the demo: a process of its own, so that it can be killed as a real one is.

Its settings are in its environment. On each line of its input stands a moment: its clock is turned there, and
it answers with a line once what is owed then has left. The end of its input ends it.
"""

import asyncio
import sys
from datetime import datetime

from bot.clock import TurnableClock
from bot.log import configure_logging
from bot.running import Running
from bot.settings import load_settings
from bot.wire import AiohttpRequest
from storage.database import Database


async def work() -> None:
    settings = load_settings(need_token=True, env_file=None)
    configure_logging("ERROR", [settings.bot_token.get_secret_value() if settings.bot_token else ""])
    database = Database(settings.database_url)
    clock = TurnableClock.starting_at(settings.bot_clock)
    running = Running(settings, database, clock, AiohttpRequest(), AiohttpRequest())
    await running.start()
    try:
        _say("ready")
        while line := await _line():
            clock.turn_to(max(datetime.fromisoformat(line), clock.now()))
            await running.settle()
            _say("settled")
    finally:
        await running.stop()
        await database.close()


async def _line() -> str:
    return str(await asyncio.to_thread(sys.stdin.readline)).strip()


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(work())
