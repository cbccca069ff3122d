"""Opening the store for a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import typer
from sqlalchemy.engine import make_url

from bot import trouble
from bot.clock import Clock
from bot.commands.failing import Failed
from bot.progress import shown
from bot.settings import Settings, load_settings
from storage import facts, schema
from storage.database import Database


def clock_of(settings: Settings) -> Clock:
    return Clock.starting_at(settings.bot_clock)


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Database]:
    """The store with its schema up to date; SchemaOutdated on PostgreSQL when it is not.

    A store that was just made notes the moment: no digest is owed for the time before.
    """
    database = await reached(settings)
    try:
        await schema.ensure_schema(database)
        async with database.reading() as tx:
            made = await facts.get(tx, facts.MADE_AT)
        if made is None:
            async with database.transaction() as tx:
                await facts.made_at(tx, (clock or clock_of(settings)).now())
        yield database
    finally:
        await database.close()


async def reached(settings: Settings) -> Database:
    """The store, which answers; Failed says which one does not and what to do."""
    try:
        database = Database(settings.database_url)
        await schema.current_revision(database)
    except Exception as error:  # noqa: BLE001 - whatever a driver raises
        cause = getattr(error, "orig", None) or error
        raise Failed(trouble.with_store(make_url(settings.database_url), cause)) from None
    return database


async def migrate() -> None:
    database = await reached(load_settings())
    try:
        before = await schema.current_revision(database)
        with shown("Đang cập nhật cấu trúc dữ liệu…"):
            await schema.migrate(database)
        after = await schema.current_revision(database)
    finally:
        await database.close()
    typer.echo(
        f"Dữ liệu đã ở bản {after}."
        if before == after
        else f"Đã cập nhật từ {before or 'trống'} lên {after}."
    )
