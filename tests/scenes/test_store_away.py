"""The store cannot be used for a while: it is said, waited out, and nothing is lost or done twice."""

import asyncio
import contextlib
import os
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from storage import reports
from storage.database import Database
from tests.scenes.office import AN, BINH, DIRECTIVE, Office, open_office
from tests.storage.conftest import create_database

TASKS = (
    f"NV01;Rà soát;Sở Tài chính;;30/11/2025;{DIRECTIVE};;;\nNV02;Kết nối;Sở Y tế;;30/11/2025;{DIRECTIVE};;;"
)
AWAY, BACK = "the store cannot be used", "the store can be used again"


class Line:
    """The socket of a PostgreSQL server, which can be cut.

    `lose_after`: the answer to the first COMMIT of a connection that has said this is lost with it.
    """

    def __init__(self, server: str, folder: str) -> None:
        url = make_url(server)
        self._target = f"{url.query['host']}/.s.PGSQL.5432"
        self._path = f"{folder}/.s.PGSQL.5432"
        self.url = url.set(query={"host": folder}).render_as_string(hide_password=False)
        self._listening: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.lose_after = b""

    async def mend(self) -> None:
        self._listening = await asyncio.start_unix_server(self._pass_on, self._path)

    async def cut(self) -> None:
        assert self._listening is not None
        self._listening.close()
        for writer in list(self._writers):
            writer.transport.abort()
        os.unlink(self._path)
        await asyncio.sleep(0)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(self._target)
        self._writers |= {writer, back}
        said, lost = bytearray(), asyncio.Event()

        def asks(data: bytes) -> None:
            said.extend(data)
            if self.lose_after and self.lose_after in said and b"COMMIT" in data:
                self.lose_after = b""
                lost.set()

        def answers(_: bytes) -> None:
            if lost.is_set():
                writer.transport.abort()

        await asyncio.gather(_pump(reader, back, asks), _pump(there, writer, answers))
        self._writers -= {writer, back}


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sees: Callable[[bytes], None]
) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            sees(data)
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def at_work(office: Office) -> AsyncIterator[None]:
    await office.imports(TASKS)
    await office.registers(AN, "Sở Tài chính")
    await office.registers(BINH, "Sở Y tế")
    await office.running.database.engine.dispose()  # a new process has new connections
    await office.running.start()
    try:
        await office.world.until(lambda: office.world.log.of("deleteWebhook"), within=10)
        await asyncio.sleep(0.3)
        yield
    finally:
        await office.running.stop()


async def missed(office: Office) -> None:
    """Until it is noticed that the store is away."""
    async with asyncio.timeout(60):
        while "store" not in office.running.health.troubles:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


async def answered(office: Office, percents: range, within: float = 90) -> None:
    """Each of these was read back to both and stands in the store once."""

    def told() -> list[list[str]]:
        return [[t for t in office.world.texts(p.id) if "Đã ghi" in t] for p in (AN, BINH)]

    await office.world.until(lambda: all(len({*texts}) == len(percents) for texts in told()), within=within)
    async with office.running.database.reading() as tx:
        assert len(await reports.every(tx)) == 2 * len(percents)


async def say(office: Office, percent: int) -> None:
    for person in (AN, BINH):
        office.world.person_sends(person.id, person.id, f"{percent}%")
    await asyncio.sleep(0.2)


@pytest.mark.expects_log(AWAY, BACK)
async def test_postgresql_goes_and_comes(postgres_url: str, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        line = Line(await create_database(postgres_url), folder)
        await line.mend()
        async with open_office(tmp_path, DATABASE_URL=line.url) as office, at_work(office):
            for percent in range(10, 13):
                await say(office, percent)
            await line.cut()
            for percent in range(13, 16):
                await say(office, percent)
            await missed(office)
            await line.mend()
            await answered(office, range(10, 16))
            assert office.running.health.troubles == {}
        await line.cut()


@pytest.mark.expects_log(AWAY, BACK)
async def test_the_answer_to_a_claim_is_lost(postgres_url: str, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        line = Line(await create_database(postgres_url), folder)
        await line.mend()
        async with open_office(tmp_path, DATABASE_URL=line.url) as office, at_work(office):
            line.lose_after = b"tries=(outbox.tries"
            await say(office, 10)
            await answered(office, range(10, 11))
            assert not line.lose_after
        await line.cut()


@pytest.mark.expects_log(AWAY, BACK)
async def test_postgresql_shuts_its_connections(postgres_url: str, tmp_path: Path) -> None:
    url = await create_database(postgres_url)
    async with open_office(tmp_path, DATABASE_URL=url) as office, at_work(office):
        other = Database(url)
        for percent in range(10, 16):
            await say(office, percent)
            async with other.engine.begin() as tx:
                await tx.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                )
        await other.close()
        await answered(office, range(10, 16))


@pytest.mark.expects_log(AWAY, BACK)
async def test_another_program_locks_the_file(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office, at_work(office):
        impatient(office)
        other = sqlite3.connect(
            tmp_path / "dondoc.db", isolation_level=None, timeout=60, check_same_thread=False
        )
        # the office may be writing just now, and needs our loop to come to an end
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        await say(office, 10)
        await missed(office)
        other.execute("ROLLBACK")
        other.close()
        await answered(office, range(10, 11))


@pytest.mark.expects_log(AWAY, BACK)
async def test_the_disk_is_full(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office, at_work(office):
        await say(office, 10)
        await answered(office, range(10, 11))
        await limit_pages(office, 1)
        for percent in range(11, 26):
            office.world.person_sends(AN.id, AN.id, f"{percent}% " + "rồi ạ, " * 400)
            office.world.person_sends(BINH.id, BINH.id, f"{percent}% " + "rồi ạ, " * 400)
        await missed(office)
        await limit_pages(office, 1_000_000)
        await answered(office, range(10, 26))


@pytest.mark.expects_log(AWAY, BACK)
async def test_the_file_is_read_only_for_a_while(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office, at_work(office):
        await query_only(office, "ON")
        await say(office, 10)
        await missed(office)
        await query_only(office, "OFF")
        await answered(office, range(10, 11))


def impatient(office: Office) -> None:
    """Waits a tenth of a second for another program's lock instead of ten."""
    on_each_connection(office, "PRAGMA busy_timeout = 100")


async def limit_pages(office: Office, pages: int) -> None:
    on_each_connection(office, f"PRAGMA max_page_count = {pages}")


async def query_only(office: Office, state: str) -> None:
    on_each_connection(office, f"PRAGMA query_only = {state}")


def on_each_connection(office: Office, pragma: str) -> None:
    from sqlalchemy import event

    def apply(connection: object, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(pragma)
        cursor.close()

    event.listen(office.running.database.engine.sync_engine, "checkout", apply)
