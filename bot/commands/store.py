"""Opening the store for a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import typer

from bot.clock import Clock
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
    database = Database(settings.database_url)
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


async def migrate() -> None:
    database = Database(load_settings().database_url)
    try:
        before = await schema.current_revision(database)
        await schema.migrate(database)
        after = await schema.current_revision(database)
    finally:
        await database.close()
    typer.echo(
        f"Dữ liệu đã ở bản {after}."
        if before == after
        else f"Đã cập nhật từ {before or 'trống'} lên {after}."
    )
