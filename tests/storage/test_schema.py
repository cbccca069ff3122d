"""What the migrations make is what the code expects, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, StatementError

from storage import departments, facts, reminders, schema
from storage.database import Database
from storage.running_lock import RunningLock
from storage.schema import SchemaOutdated
from storage.tables import assignments, focal_points, inbox, metadata, people
from tests.storage.conftest import create_database
from tests.storage.rows import AN, assignment, focal_point, unit

NOW = datetime(2025, 9, 23, 1, 0, tzinfo=UTC)


async def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection)
        return list(compare_metadata(context, metadata))

    async with database.reading() as tx:
        assert await tx.run_sync(differences) == []


def test_the_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(schema.alembic_config()).get_current_head() == schema.HEAD


async def test_migrating_again_changes_nothing(database: Database) -> None:
    assert await schema.current_revision(database) == schema.HEAD
    async with database.transaction() as tx:
        await facts.put(tx, "x", "1")
    await schema.migrate(database)
    await schema.ensure_schema(database)
    async with database.reading() as tx:
        assert await facts.get(tx, "x") == "1"


async def test_postgresql_says_that_it_must_be_migrated(postgres_url: str) -> None:
    database = Database(await create_database(postgres_url))
    try:
        assert await schema.current_revision(database) is None
        with pytest.raises(SchemaOutdated):
            await schema.ensure_schema(database)
        await schema.migrate(database)
        await schema.ensure_schema(database)
    finally:
        await database.close()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_what_was_there_when_a_focal_point_came_stays_told(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/dondoc.db"
    if engine == "postgresql":
        url = await create_database(request.getfixturevalue("postgres_url"))
    database = Database(url)

    def as_it_was(connection: Connection) -> None:
        command.upgrade(schema.alembic_config(connection), "0001")

    try:
        async with database.transaction() as tx:
            await tx.run_sync(as_it_was)
            unit_id = await unit(tx)
            known = (
                insert(people)
                .values(telegram_id=AN, name="An", started=True, created_at=NOW)
                .returning(people.c.id)
            )
            person_id = (await tx.execute(known)).scalar_one()
            await tx.execute(
                insert(focal_points).values(person_id=person_id, department_id=unit_id, since=NOW)
            )
            await assignment(tx, unit_id)
            later = await assignment(tx, unit_id, "NV02")
            moved = update(assignments).where(assignments.c.id == later)
            await tx.execute(moved.values(created_at=NOW + timedelta(seconds=1)))
        await schema.migrate(database)
        async with database.reading() as tx:
            assert await reminders.unannounced(tx, NOW.date()) == [(person_id, later)]
    finally:
        await database.close()


async def test_sqlite_is_made_on_opening_and_is_durable(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/new/folder/dondoc.db")
    try:
        await schema.ensure_schema(database)
        assert await schema.current_revision(database) == schema.HEAD
        async with database.transaction() as tx:
            told = [
                (await tx.execute(text(f"PRAGMA {name}"))).scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
        assert told == ["wal", 2, 1]  # 2: FULL
    finally:
        await database.close()


async def test_a_row_without_its_parent_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError) as told:
        async with database.transaction() as tx:
            await tx.execute(
                insert(assignments).values(
                    task_id=77, department_id=78, role="lead", created_at=NOW, work="no_report"
                )
            )
    assert "no_report" not in str(told.value)  # it goes to the log


async def test_moments_come_back_aware_and_a_naive_one_is_refused(database: Database) -> None:
    hanoi = datetime.fromisoformat("2025-09-23T08:00:00+07:00")
    async with database.transaction() as tx:
        await tx.execute(
            insert(inbox).values(update_id=1, chat_id=1, body="{}", state="waiting", received_at=hanoi)
        )
        stored = (await tx.execute(select(inbox.c.received_at))).scalar_one()
    assert stored == hanoi
    assert stored.utcoffset() is not None
    with pytest.raises(StatementError, match="without a zone"):
        async with database.transaction() as tx:
            await departments.add(tx, "Sở Y tế", (), None, NOW.replace(tzinfo=None))


async def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    async def interrupted() -> None:
        async with database.transaction() as tx:
            await departments.add(tx, "Sở Y tế", (), None, NOW)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await interrupted()
    async with database.reading() as tx:
        assert await departments.every(tx) == []


async def test_a_reading_sees_one_moment_and_keeps_nothing(database: Database) -> None:
    async with database.reading() as tx:
        assert await departments.every(tx) == []
        async with database.transaction() as other:
            await departments.add(other, "Sở Y tế", ("SYT",), "sở", NOW)
        assert await departments.every(tx) == []
    async with database.reading() as tx:
        (found,) = await departments.every(tx)
    assert (found.name, found.aliases, found.kind) == ("Sở Y tế", ("SYT",), "sở")


async def test_a_rehearsal_leaves_nothing_and_stops_nobody(database: Database) -> None:
    async with database.rehearsal() as tx:
        unit_id = await departments.add(tx, "Sở Nội vụ", (), None, NOW)
        assert len(await departments.every(tx)) == 1
        an, fresh = await focal_point(tx, AN, unit_id), await assignment(tx, unit_id)
        assert await reminders.unannounced(tx, NOW.date()) == [(an, fresh)]  # the copy keeps itself, too
        async with database.transaction() as other:
            await departments.add(other, "Sở Y tế", (), None, NOW)
    async with database.reading() as tx:
        assert [unit.name for unit in await departments.every(tx)] == ["Sở Y tế"]


async def test_what_a_rehearsal_changes_others_may_change_meanwhile(database: Database) -> None:
    async with database.transaction() as tx:
        await facts.put(tx, "x", "as it is")
    async with database.rehearsal() as played:
        assert await facts.get(played, "x") == "as it is"
        await facts.put(played, "x", "as it would be")
        async with asyncio.timeout(5), database.transaction() as tx:
            await facts.put(tx, "x", "as it became")
        assert await facts.get(played, "x") == "as it would be"
    async with database.reading() as tx:
        assert await facts.get(tx, "x") == "as it became"


async def test_one_process_at_a_time_runs(store_url: str, database: Database) -> None:
    other = Database(store_url)
    first, second = RunningLock(database), RunningLock(other)
    try:
        assert await first.take()
        assert not await second.take()
        await first.release()
        await database.close()
        assert await second.take()
    finally:
        await first.release()
        await second.release()
        await other.close()
