"""`invite`: links to be sent to focal points and leaders."""

import asyncio
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import typer
from telegram.error import TelegramError

from bot import trouble
from bot.commands.failing import Failed
from bot.commands.store import clock_of, opened
from bot.office import office_of, turn_at
from bot.progress import shown
from bot.running import make_bot
from bot.settings import Settings, load_settings
from bot.wire import AiohttpRequest
from domain.office import Department
from domain.refusal import Refusal
from handlers import invitation_sheets
from handlers.desk import Turn
from handlers.registration import find_unit, make_invitation
from handlers.screens import plain
from handlers.texts import refusals
from papers.sheets.writing import text_in_csv
from storage import facts
from storage.database import Database


async def invite(
    names: Sequence[str], *, everyone: bool, as_csv: bool, leader: str | None, pdf: Path | None
) -> None:
    """All or nothing: a name that is not known stops the whole before anything is written."""
    if not names and not everyone and not leader:
        raise Failed("Ghi tên đơn vị, hoặc --all, hoặc --leader TÊN.", code=2)
    if pdf is not None and (leader or as_csv or pdf.suffix.lower() != ".pdf"):
        raise Failed("--pdf: ghi tên tệp .pdf, không dùng cùng --csv hoặc --leader.", code=2)
    settings = load_settings(need_token=True)
    async with opened(settings) as database:
        async with database.reading() as tx:  # before Telegram is asked: a wrong name is the nearer fault
            turn = await turn_at(tx, clock_of(settings), office_of(settings))
            units = await _named(turn, names)
            if everyone:
                units += [unit for unit in await invitation_sheets.missing(turn) if unit not in units]
        await remember_username(settings, database)
        if pdf is not None:
            await _print_sheet(settings, database, units, pdf)
            return
        async with database.transaction() as tx:
            turn = await turn_at(tx, clock_of(settings), office_of(settings))
            days = settings.invite_days
            lines = [(u.name, (await make_invitation(turn, u.id, None, days, None))[0]) for u in units]
            if leader:
                lines.append((leader, (await make_invitation(turn, None, leader, days, None))[0]))
    _print(lines, as_csv=as_csv)


async def _print_sheet(
    settings: Settings, database: Database, units: Sequence[Department], file: Path
) -> None:
    """Written before its codes are good: no code is, of which there is no paper."""
    async with database.reading() as tx:
        turn = await turn_at(tx, clock_of(settings), office_of(settings))
        printed = await invitation_sheets.print_units(turn, units)
    try:
        await asyncio.to_thread(file.write_bytes, printed.pdf)
    except OSError as error:
        raise Failed(f"Không ghi được tệp. {trouble.in_the_system(error)}") from None
    async with database.transaction() as tx:
        turn = await turn_at(tx, clock_of(settings), office_of(settings))
        await invitation_sheets.issue(turn, printed, None)
    typer.echo(f"Đã ghi {file}: {len(units)} phiếu mời, hạn đến hết {printed.expires:%d/%m/%Y}.")


async def _named(turn: Turn, names: Sequence[str]) -> list[Department]:
    """Raises Failed with a line for each name that is not known."""
    units, faults = [], []
    for name in names:
        try:
            units.append(await find_unit(turn, name))
        except Refusal as refusal:
            faults.append(plain(refusals.say(refusal.reason, **refusal.facts)))
    if faults:
        raise Failed(*faults)
    return units


def _print(lines: Sequence[tuple[str, str]], *, as_csv: bool) -> None:
    if not as_csv:
        for name, link in lines:
            typer.echo(f"{name}\t{link}")
        return
    typer.echo(csv_of(lines), nl=False)


def csv_of(lines: Sequence[tuple[str, str]]) -> str:
    """Name and link, a line each, for a spreadsheet."""
    held = io.StringIO()
    rows = [(text_in_csv(name), link) for name, link in lines]
    csv.writer(held, lineterminator="\n").writerows([("Đơn vị", "Đường dẫn mời"), *rows])
    return held.getvalue()


async def remember_username(settings: Settings, database: Database) -> None:
    """Asks Telegram for the bot's username once."""
    async with database.reading() as tx:
        if await facts.get(tx, facts.BOT_USERNAME):
            return
    request = AiohttpRequest(proxy=settings.proxy)
    bot = make_bot(settings, request, AiohttpRequest(proxy=settings.proxy))
    try:
        await request.initialize()
        with shown("Đang hỏi Telegram…"):
            me = await bot.get_me()
    except TelegramError as error:
        raise Failed(f"Chưa hỏi được tên bot. {trouble.with_telegram(error)}") from None
    finally:
        await request.shutdown()
    async with database.transaction() as tx:
        await facts.put(tx, facts.BOT_USERNAME, me.username or "")
