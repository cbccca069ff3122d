"""`doctor`: what is wrong, and what to do about each."""

import typer

from bot.checkup import Finding, store, telegram
from bot.commands.failing import Failed
from bot.commands.store import clock_of
from bot.office import office_of, turn_at
from bot.progress import shown
from bot.running import make_bot
from bot.settings import load_settings
from bot.wire import AiohttpRequest
from handlers import digests
from storage import inbox
from storage.database import Database

SIGN = {True: "✓", None: "•", False: "✗"}


async def doctor(*, retry: bool) -> None:
    settings = load_settings(need_token=True)
    database, clock, office = Database(settings.database_url), clock_of(settings), office_of(settings)
    request = AiohttpRequest(proxy=settings.proxy)
    bot = make_bot(settings, request, AiohttpRequest(proxy=settings.proxy))
    found: list[Finding] = []
    try:
        await request.initialize()
        with shown("Đang hỏi Telegram…"):
            found.append(await telegram.token(bot))
        found.append(telegram.clock(settings, clock.now(), request.date))
        opened = await store.opened(database)
        found.append(opened)
        if opened.well:
            if retry:
                async with database.transaction() as tx:
                    typer.echo(f"Đã đưa {await inbox.retry_aside(tx)} tin về hàng chờ.")
            async with database.reading() as tx:
                turn = await turn_at(tx, clock, office)
                group = await digests.steering_group(turn)
                found += await store.everything(turn)
                noted = await store.noted(turn)
            found.append(await store.running(database))
            found.append(await telegram.group(bot, group))
            found += [one for one in noted if not any(known.words in one.words for known in found)]
        found += await telegram.webhook(bot, settings)
    finally:
        await request.shutdown()
        await database.close()
    for finding in found:
        typer.echo(f"{SIGN[finding.well]} {finding.words}")
    if any(finding.well is False for finding in found):
        raise Failed("Có điều cần xử lý, xem các dòng ✗ ở trên.")
