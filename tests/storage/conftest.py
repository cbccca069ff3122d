"""Each storage test on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema
from storage.database import Database

_TEMPLATE = "dondoc_template"


async def _admin(url: str, *statements: str) -> None:
    database = Database(url)
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            await connection.execute(text(statement))
    await database.close()


def _named(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A store of its own with the present schema; on PostgreSQL copied from a template, which is quick."""
    if request.param == "sqlite":
        opened = Database(f"sqlite+aiosqlite:///{tmp_path}/store.db")
        await schema.migrate(opened)
        yield opened
        await opened.close()
        return
    url: str = request.getfixturevalue("postgres_url")
    if not hasattr(request.session, "dondoc_template"):
        await _admin(url, f"CREATE DATABASE {_TEMPLATE}")
        template = Database(_named(url, _TEMPLATE))
        await schema.migrate(template)
        await template.close()
        request.session.dondoc_template = True  # type: ignore[attr-defined]
    await _admin(url, "DROP DATABASE IF EXISTS one_test", f"CREATE DATABASE one_test TEMPLATE {_TEMPLATE}")
    opened = Database(_named(url, "one_test"))
    yield opened
    await opened.close()
