"""A broadcast as python-telegram-bot's documentation has it, with its AIORateLimiter as it comes."""

import asyncio
import os
import sys

os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application


async def main(url: str, token: str, count: int) -> None:
    builder = Application.builder().token(token).base_url(f"{url}/bot").rate_limiter(AIORateLimiter())
    application = builder.build()

    async def send(n: int) -> None:
        try:
            await application.bot.send_message(50_000 + n, f"nhắc {n}")
        except TelegramError as error:
            print(type(error).__name__, file=sys.stderr)

    async with application:
        await asyncio.gather(*(send(n) for n in range(count)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
