"""A bot as python-telegram-bot's documentation has it, its own updater or its own custom webhook example."""

import asyncio
import os
import sys

os.environ.setdefault("PTB_TIMEDELTA", "true")

from aiohttp import web
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None and update.message.text:
        await update.message.reply_text(f"Đã ghi {update.message.text.split()[0]}")


def build(url: str, token: str) -> Application:
    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


async def webhook(url: str, token: str, port: int) -> None:
    application = build(url, token)

    async def take(request: web.Request) -> web.Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    server = web.Application()
    server.router.add_post("/hook", take)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with application:
        await application.bot.set_webhook(f"http://127.0.0.1:{port}/hook")
        await application.start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    api, secret, mode, at = sys.argv[1:]
    if mode == "polling":
        build(api, secret).run_polling()
    else:
        asyncio.run(webhook(api, secret, int(at)))
