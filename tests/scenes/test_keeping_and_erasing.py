"""Copies of the store while it is in use, and people who are erased from it."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.commands import copies
from bot.commands import people as people_command
from bot.commands.failing import Failed
from bot.office import turn_at
from handlers.exporting import gather
from papers.state_json import state_to_json
from sandbox.faults import Fault
from storage.database import Database
from storage.tables import inbox, metadata, uploads, wrong_codes
from tests.scenes.office import AN, BINH, CHI, DUNG, HEADER, TOKEN, Office, png
from tests.scenes.test_conversations import settled


@pytest.fixture
async def desk(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """An office at work; commands find its store."""
    await settled(office)
    await office.says(AN, "NV01 60%, vướng kinh phí chưa cấp")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", str(office.running.database.url))
    return office


async def figures(office: Office, database: Database) -> str:
    async with database.reading() as tx:
        told = state_to_json(await gather(await turn_at(tx, office.clock, office.running.office), None))
    return json.dumps(told | {"as_of": None}, ensure_ascii=False)


def contents(folder: Path) -> dict[str, bytes]:
    """By their places in the folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


async def test_a_copy_made_in_the_midst_of_work_is_put_back_whole(
    desk: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, other = tmp_path / "copy.db", tmp_path / "other" / "dondoc.db"
    await desk.sends(AN, png(3), "anh.png", caption="NV01 60%")
    monkeypatch.setenv("FILES_DIR", str(desk.running.settings.files_dir))
    held = await asyncio.to_thread(contents, desk.running.settings.files_dir)
    assert list(held.values()) == [png(3)]
    before = await figures(desk, desk.running.database)
    async with desk.running.database.transaction() as tx:
        await tx.execute(inbox.delete())  # not committed: not in the copy
        await copies.backup(copy)
        await tx.rollback()
    assert not copy.with_name("copy.db.part").exists()
    await desk.says(AN, "NV01 xong")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{other}")
    monkeypatch.setenv("FILES_DIR", str(other.with_name("files")))
    await copies.restore(copy)
    assert await asyncio.to_thread(contents, other.with_name("files")) == held
    restored = Database(f"sqlite+aiosqlite:///{other}")
    try:
        assert await figures(desk, restored) == before
        async with restored.reading() as tx:
            tables = await tx.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
            assert set(tables.scalars()) - {"sqlite_sequence"} == {*metadata.tables, "alembic_version"}
        async with restored.reading() as tx:
            assert (await tx.execute(select(inbox))).first() is not None
    finally:
        await restored.close()
    assert "Đã khôi phục" in (said := capsys.readouterr().out)
    assert "và 1 tệp minh chứng" in said
    with pytest.raises(Failed, match="đã có dữ liệu"):
        await copies.restore(copy)


async def test_nothing_is_overwritten_by_mistake(desk: Office, tmp_path: Path) -> None:
    letter, broken = tmp_path / "letter.docx", tmp_path / "broken.db"
    letter.write_bytes(b"a letter")
    with pytest.raises(Failed, match="không ghi đè"):
        await copies.backup(letter)
    assert letter.read_bytes() == b"a letter"
    await copies.backup(broken)
    await copies.backup(broken)  # a copy of yesterday gives way
    broken.write_bytes(broken.read_bytes()[:9000])
    for source, fault in (
        (broken, "không phải bản sao"),
        (letter, "không phải bản sao"),
        (tmp_path / "x", "Không có tệp"),
    ):
        with pytest.raises(Failed, match=fault):
            await copies.restore(source)


async def test_postgresql_has_tools_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://bot:a-password@store:5432/dondoc")
    with pytest.raises(Failed, match=r"pg_dump .*--dbname=postgresql://bot@store:5432/dondoc") as told:
        await copies.backup(tmp_path / "copy.dump")
    assert "a-password" not in str(told.value)


async def test_a_person_is_erased_and_the_reports_stay(desk: Office, tmp_path: Path) -> None:
    await desk.says(AN, "NV02 xin lùi đến 15/11 vì mưa lũ")
    await people_command.forget(AN.id)
    copy = tmp_path / "copy.db"
    await copies.backup(copy)
    with closing(sqlite3.connect(copy)) as store:
        for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in store.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own tables
                assert AN.id not in row, (table, row)
                told = " ".join(str(value) for value in row)
                assert f'"id": {AN.id}' not in told, (table, row)
                assert f"“{AN.name}" not in told, (table, row)
                assert f"chí {AN.name}" not in told, (table, row)
    history = (await desk.says(CHI, "/lichsu NV01"))[-1]
    assert "người đã rời" in history
    assert "60%" in history
    assert "vướng" in history
    (stranger,) = await desk.says(AN, "NV01 xong")
    assert "cần đường dẫn mời" in stranger
    assert "60%" in (await desk.says(CHI, "/lichsu NV01"))[-1]


async def test_whom_nobody_knows(desk: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Failed, match="Không có ai mang mã Telegram 77"):
        await people_command.forget(77)
    await people_command.list_people()
    assert f"{AN.id}\tAn\tSở Tài chính\n" in capsys.readouterr().out


async def test_raw_updates_are_emptied_after_thirty_days(desk: Office) -> None:
    async def bodies() -> set[str]:
        async with desk.running.database.reading() as tx:
            return set((await tx.execute(select(inbox.c.body))).scalars())

    assert "{}" not in await bodies()
    desk.clock.turn_to(desk.clock.now() + timedelta(days=29))
    await desk.tick()
    assert "{}" not in await bodies()
    await desk.says(BINH, "/viec")
    desk.clock.turn_to(desk.clock.now() + timedelta(days=2))
    await desk.tick()
    left = await bodies()
    assert "{}" in left
    assert any("/viec" in body for body in left)


async def test_sheets_that_nobody_confirmed_and_wrong_codes_go_after_thirty_days(desk: Office) -> None:
    sheet = (HEADER + "NV09;Việc mới;Sở Y tế;;;;;;\n").encode()
    desk.world.person_sends_file(CHI.id, CHI.id, sheet, "viec.csv")
    await desk.says(DUNG, "/start guess")
    shown = desk.with_button(CHI.id, "Nhập")

    async def left() -> tuple[list[bytes], int]:
        async with desk.running.database.reading() as tx:
            kept = (await tx.execute(select(uploads.c.content))).scalars()
            return list(kept), len((await tx.execute(select(wrong_codes))).all())

    desk.clock.turn_to(desk.clock.now() + timedelta(days=29))
    await desk.tick()
    assert await left() == ([sheet], 1)
    desk.clock.turn_to(desk.clock.now() + timedelta(days=2))
    await desk.tick()
    assert await left() == ([b""], 0)
    await desk.presses(CHI, "Nhập", on=shown)
    answer = list(desk.world.queries.values())[-1].answer
    assert answer is not None
    assert "đã cũ" in answer["text"]


@pytest.mark.expects_log("Telegram refuses the token", "message .* refused", "to be tried again")
async def test_the_token_is_nowhere_in_the_store(desk: Office) -> None:
    """Whatever goes wrong on the line, and although the address of every call and file holds it."""
    faults = desk.world.faults
    for fault in (
        *(Fault("status", status=status) for status in (401, 404, 400, 500)),
        Fault("close"),
        Fault("close", acts=True),
        Fault("garbage"),
    ):
        faults.add(fault, "sendMessage")
        await desk.says(AN, "NV01 70%")
        assert not faults.waiting
        desk.clock.forward(timedelta(minutes=5))
        await desk.settle()
    faults.answer_status(404, "getFile")
    for _ in range(2):
        desk.world.person_sends_file(CHI.id, CHI.id, HEADER.encode(), "viec.csv")
        await desk.settle()
    async with desk.running.database.reading() as tx:
        for table in metadata.sorted_tables:
            for row in await tx.execute(select(table)):
                assert TOKEN.partition(":")[2] not in repr(row), table.name
