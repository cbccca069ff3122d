"""Bringing a store's schema up to date, and telling whether it is. Alembic is loaded only for that."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0017"  # a test holds it against the newest migration, so that a start need not load Alembic


class SchemaOutdated(Exception):
    """The store is behind (or has no tables yet); `dondoc migrate` brings it up to date."""


class SchemaNewer(Exception):
    """The store was written by a newer program than this one."""


async def current_revision(database: Database) -> str | None:
    async with database.reading() as tx:
        return await tx.run_sync(_revision)


async def ensure_schema(database: Database) -> None:
    """SQLite is migrated on opening; on PostgreSQL raises SchemaOutdated when that is needed.

    Raises SchemaNewer when a newer program has been at it.
    """
    revision = await current_revision(database)
    if revision == HEAD:
        return
    if not database.is_sqlite and (revision or "") < HEAD:
        raise SchemaOutdated
    await migrate(database)


async def migrate(database: Database) -> None:
    """Runs the missing migrations in one transaction. Raises SchemaNewer."""
    if (await current_revision(database) or "") > HEAD:
        raise SchemaNewer
    async with database.transaction() as tx:
        await tx.run_sync(_upgrade)


def alembic_config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
