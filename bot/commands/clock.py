"""`tick` and `rehearse`: what the clock would do, or does once."""

import json
import logging
from collections.abc import Sequence
from datetime import date, datetime

import typer
from telegram.error import TelegramError

from bot import trouble
from bot.clock import Clock
from bot.commands.failing import Failed
from bot.commands.run import secrets_of
from bot.commands.store import clock_of, opened
from bot.log import configure_logging
from bot.office import office_of, turn_at
from bot.progress import shown
from bot.running import Running
from bot.settings import load_settings
from bot.wire import AiohttpRequest
from handlers.rehearsal import Foreseen, foresee
from handlers.rehearsal import rehearse as rehearse_turn
from handlers.texts import days
from handlers.ticking import begin
from papers.sheets.rehearsal import KIND
from storage import outbox
from storage.outbox import Kind
from storage.running_lock import RunningLock


async def tick(at: datetime | None, *, dry_run: bool, as_json: bool) -> None:
    """`at`: local to TIMEZONE unless it has an offset."""
    if as_json and not dry_run:
        raise Failed("--json: chỉ dùng cùng --dry-run.", code=2)
    settings = load_settings(need_token=True)
    configure_logging(settings.log_level, secrets_of(settings))
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=settings.timezone)
    clock = Clock.starting_at(at) if at else clock_of(settings)
    async with opened(settings, clock) as database:
        if dry_run:
            async with database.rehearsal() as tx:
                turn = await turn_at(tx, clock, office_of(settings))
                with shown("Đang lập lời nhắc và bản tin…"):
                    await begin(turn, settings.digest_start, str(settings.digest_every))
                    foreseen = await foresee(turn)
                show(foreseen, as_json=as_json)
            return
        request = AiohttpRequest(proxy=settings.proxy)
        running = Running(settings, database, clock, request, AiohttpRequest(proxy=settings.proxy))
        lock = RunningLock(database)
        alone = await lock.take()
        try:
            with shown("Đang lập lời nhắc và bản tin…"):
                await running.begin(alone=alone)
                await running.tick()
            if alone:  # beside a running `run` that one is the sender
                await _send(running)
        finally:
            await running.close()
            await lock.release()


async def _send(running: Running) -> None:
    """Lets leave what may; Failed when something waits only because Telegram does not answer."""
    logging.getLogger("bot.outcome").addFilter(_not_about_waiting)
    begun = await running.delivery.busy()
    with shown("Đang gửi tin…"):
        await running.delivery.drain()
    async with running.database.reading() as tx:
        rows = await outbox.unsent(tx, running.clock.now())
        waiting = sum(row.kind is not Kind.SILENT for row in rows)
        turn = await turn_at(tx, running.clock, running.office)
    if not waiting or not (begun or running.office.hours.open_at(turn.now, turn.calendar)):
        return
    try:
        await running.bot.get_me()
    except TelegramError as error:
        raise Failed(f"Chưa gửi được: {waiting} tin vẫn chờ. {trouble.with_telegram(error)}") from None


def _not_about_waiting(record: logging.LogRecord) -> bool:
    """The command says by itself, once, that messages wait; a line for each would say it in English."""
    return not ("to be tried again" in record.msg or "messages wait" in record.msg)


async def rehearse(first: date, last: date, *, as_json: bool) -> None:
    if first > last:
        raise Failed(f"--from: ngày {first} đứng sau --to {last}; đổi lại hai ngày.", code=2)
    settings = load_settings()
    with shown(f"Đang diễn thử {first:%d/%m/%Y} – {last:%d/%m/%Y}…"):
        async with opened(settings) as database, database.rehearsal() as tx:
            turn = await turn_at(tx, clock_of(settings), office_of(settings))
            await begin(turn, settings.digest_start, str(settings.digest_every))
            foreseen = await rehearse_turn(turn, first, last)
    show(foreseen, as_json=as_json)
    if not foreseen and not as_json and last < turn.today:
        typer.echo(f"Bây giờ đã là {days.moment(turn.local(turn.now))}; diễn thử chỉ cho những ngày sắp tới.")


def show(messages: Sequence[Foreseen], *, as_json: bool) -> None:
    for message in messages:
        if as_json:
            typer.echo(json.dumps(message.to_json(), ensure_ascii=False))
            continue
        typer.echo(f"── {days.moment(message.at)} → {message.to} ({KIND[message.kind]})")
        typer.echo(message.text)
        for row in message.buttons:
            typer.echo("   " + "  ".join(f"[{label}]" for label in row))
        typer.echo("")
    if not messages and not as_json:
        typer.echo("Không có tin nào.")
