"""An empty store for each test, on SQLite and on PostgreSQL; each kind is migrated once."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from storage import schema
from storage.database import Database
from storage.tables import metadata

_numbers = count(1)


@pytest.fixture
async def database(store_url: str) -> AsyncIterator[Database]:
    """An empty store with its schema."""
    opened = Database(store_url)
    if not opened.is_sqlite:
        async with opened.transaction() as tx:
            names = ", ".join(table.name for table in metadata.sorted_tables)
            await tx.execute(text(f"TRUNCATE {names} CASCADE"))  # rows of the trace are never deleted
    yield opened
    await opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of the store behind `database`."""
    if request.param == "sqlite":
        made: Path = request.getfixturevalue("_sqlite_template")
        shutil.copy(made, tmp_path / "dondoc.db")
        return f"sqlite+aiosqlite:///{tmp_path}/dondoc.db"
    url: str = request.getfixturevalue("_postgres_store")
    return url


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "dondoc.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def _postgres_store(postgres_url: str) -> str:
    # the server of the tests need not outlive a power cut
    asyncio.run(_on(postgres_url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"))
    url = asyncio.run(create_database(postgres_url))
    asyncio.run(_migrate(url))
    return url


async def create_database(server: str) -> str:
    """A new database without tables on that server; its address."""
    name = f"storage_{next(_numbers)}"
    await _on(server, f"CREATE DATABASE {name}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


async def _migrate(url: str) -> None:
    database = Database(url)
    await schema.migrate(database)
    await database.close()


async def _on(server: str, *statements: str) -> None:
    database = Database(server)
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            await connection.execute(text(statement))
    await database.close()
