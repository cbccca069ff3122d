"""A store of any earlier schema, with rows in every table, is brought up to date: nothing lost, nothing changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
)
from sqlalchemy.engine import Connection

from bot.clock import Clock
from bot.office import office_of, turn_at
from bot.settings import load_settings
from handlers import exporting
from papers.state_json import state_to_json
from storage import schema
from storage.database import Database
from tests.storage.conftest import create_database

NOW = datetime(2025, 9, 23, 1, 0, tzinfo=UTC)
REVISIONS = [one.revision for one in ScriptDirectory.from_config(schema.alembic_config()).walk_revisions()]
BARE, FULL, IN_FORCE = 1, 2, 3  # without what may be empty; with all of it; with all but what ends a thing
ENDS = {"until", "withdrawn_at", "ended_at", "closed_at"}
# what the program knows by heart; other words may be any
WORDS = {
    "people.language": "vi",
    "tasks.kind": "task",
    "tasks.recurrence": "P2W",
    "tasks.period": "2025",
    "indicators.direction": "higher",
    "indicators.counting": "cumulative",
    "assignments.role": "lead",
    "assignments.work": "in_progress",
    "assignments.acceptance": "waiting",
    "reports.action": "report",
    "reports.work": "in_progress",
    "extensions.decision": "pending",
    "verdicts.verdict": "accepted",
    "ratings.colour": "XANH",
    "inbox.state": "waiting",
    "outbox.state": "pending",
    "outbox.kind": "notice",
    "cadences.every": "P2W",
    "changes.source": "import",
    "changes.noun": "task",
}
KEPT_BY_ITSELF = "untold"  # from the other rows, by the database
SHAPES = {
    "departments.aliases": ["STC"],
    "outbox.about": [1, 3],
    "reports.reading": {"kind": "report", "doubt": None, "fired": [["luật", "xong"]]},
}


def rows_of(table: Table) -> list[dict[str, Any]]:
    return [
        {c.name: value_of(table, c, n) for c in table.columns if not _numbered(c) and not _left_out(c, n)}
        for n in (BARE, FULL, IN_FORCE)
    ]


def _numbered(column: Column[Any]) -> bool:
    """By the database itself: the first row is 1."""
    if not column.primary_key or column.foreign_keys or not isinstance(column.type, Integer):
        return False
    return column.server_default is not None or type(column.type).__name__ == "INTEGER"


def _left_out(column: Column[Any], n: int) -> bool:
    return bool(column.nullable) and (n == BARE or (n == IN_FORCE and column.name in ENDS))


def value_of(table: Table, column: Column[Any], n: int) -> Any:
    """Row n refers to the rows n of other tables and to the one before it in its own."""
    for key in column.foreign_keys:
        return n - 1 if key.column.table is table else n
    kind = column.type
    if isinstance(kind, Boolean):
        return column.name == "started"
    if isinstance(kind, Integer):
        return n
    if isinstance(kind, Float):
        return n + 0.5
    if isinstance(kind, Date):
        return date(2025, 9, 23) + timedelta(days=n)
    if isinstance(kind, DateTime):
        moment = NOW + timedelta(hours=n)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, JSON):
        return SHAPES.get(f"{table.name}.{column.name}", {"chữ": f"ố {n}"})
    if isinstance(kind, LargeBinary):
        return bytes(range(n))
    assert isinstance(kind, String), (table.name, column)
    return WORDS.get(f"{table.name}.{column.name}") or f"Chữ ố {n}"[: kind.length]


@asynccontextmanager
async def store_at(
    revision: str, engine: str, request: pytest.FixtureRequest, folder: Path
) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{folder}/dondoc.db"
    if engine == "postgresql":
        url = await create_database(request.getfixturevalue("postgres_url"))
    database = Database(url)

    def as_it_was(connection: Connection) -> None:
        command.upgrade(schema.alembic_config(connection), revision)

    try:
        async with database.transaction() as tx:
            await tx.run_sync(as_it_was)
        yield database
    finally:
        await database.close()


async def _reflected(database: Database) -> MetaData:
    known = MetaData()
    async with database.reading() as tx:
        await tx.run_sync(known.reflect)
    known.remove(known.tables["alembic_version"])
    return known


async def _held(database: Database, known: MetaData) -> dict[str, list[Any]]:
    """Every row, in the columns of `known`."""
    async with database.reading() as tx:
        return {t.name: sorted(map(repr, await tx.execute(select(t)))) for t in known.sorted_tables}


@pytest.mark.parametrize(
    ("revision", "engine"),
    [(one, "sqlite") for one in REVISIONS] + [(one, "postgresql") for one in (REVISIONS[-1], REVISIONS[0])],
)
async def test_a_store_of_that_schema_is_brought_up_to_date(
    revision: str, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async with store_at(revision, engine, request, tmp_path) as database:
        known = await _reflected(database)
        async with database.transaction() as tx:
            for table in known.sorted_tables:
                if table.name != KEPT_BY_ITSELF:
                    for row in rows_of(table):
                        await tx.execute(insert(table).values(row))
        before = await _held(database, known)
        assert [name for name, rows in before.items() if len(rows) != 3 and name != KEPT_BY_ITSELF] == []
        await schema.migrate(database)
        assert await schema.current_revision(database) == schema.HEAD
        assert await _held(database, known) == before
        assert await _exported(database) == {"Chữ ố 1": [], "Chữ ố 3": ["Chữ ố 3"]}


async def _exported(database: Database) -> dict[str, list[str]]:
    """The codes of what is in force, with the words reported of each."""
    clock = Clock.starting_at(NOW + timedelta(days=30))
    async with database.reading() as tx:
        turn = await turn_at(tx, clock, office_of(load_settings(env_file=None, environ={})))
        state = state_to_json(await exporting.gather(turn, None))
    return {one["ref"]: [r["text"] for r in one["reports"] if r["text"]] for one in state["assignments"]}
