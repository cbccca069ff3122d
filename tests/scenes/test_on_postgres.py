"""The main loop on PostgreSQL."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.office import turn_at
from domain.work import Work
from handlers import exporting, rehearsal
from storage import assignments, departments, tasks
from storage.database import Database
from tests.scenes.office import AN, CHI, DIRECTIVE, MORNING, STEERING, Office, open_office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;Sở Y tế;trong tháng 9/2025;{DIRECTIVE};;;
NV02;Báo cáo tiến độ;Sở Tài chính;;2 tuần/1 lần;{DIRECTIVE};;;
"""


async def fresh(postgres_url: str) -> str:
    database = Database(postgres_url)
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("CREATE DATABASE scene"))
    await database.close()
    return postgres_url.replace("/postgres?", "/scene?")


async def test_the_main_loop(postgres_url: str, tmp_path: Path) -> None:
    async with open_office(
        tmp_path, DATABASE_URL=await fresh(postgres_url), STEERING_CHAT_ID=str(STEERING)
    ) as office:
        await office.imports(TASKS)
        await office.says(CHI, "/start")
        await office.registers(AN, "Sở Tài chính")
        await _foretold(office)
        sheet = "Mã;Nội dung;Chủ trì;Hạn\nNV09;Việc mới;Sở Y tế;30/11/2025\n".encode()
        office.world.person_sends_file(CHI.id, CHI.id, sheet, "viec.csv")
        await office.settle()
        await office.presses(CHI, "Nhập")
        await _held(office.running.database)
        await office.tick()
        assert "NV01" in office.last(AN)["text"]
        await office.presses(AN, "Vướng")
        await office.says(AN, "chờ số liệu của Sở Y tế")
        assert "chờ số liệu" in office.last(AN)["text"]
        await office.says(AN, "/hoantac")
        await office.goes_to("2025-10-06", "09:00")
        assert len(office.world.received(STEERING)) == 2  # the picture and its text
        await office.says(CHI, "/lichsu NV01")
        await office.says(CHI, "/daumoi")
        await _ordered(office)
        async with office.running.database.reading() as tx:
            turn = await turn_at(tx, office.clock, office.running.office)
            state = await exporting.gather(turn, None)
            found = (await assignments.of_ref(tx, "nv01"))[0]
        assert len(state.assignments) == 4
        assert found.state.work is Work.BLOCKED


async def _held(database: Database) -> None:
    """While an import is written reports go on, and nobody enters a unit or a task."""
    async with database.transaction() as tx:
        await tasks.hold(tx)
        async with database.engine.connect() as other, other.begin() as whole:
            await other.execute(text("SET LOCAL lock_timeout = '200ms'"))
            await other.execute(text("UPDATE assignments SET percent = percent"))
            with pytest.raises(DBAPIError, match="lock timeout"):
                await departments.add(other, "Xã Mới", (), "xã", MORNING)
            await whole.rollback()


async def _foretold(office: Office) -> None:
    """A rehearsal leaves nothing behind."""
    async with office.running.database.rehearsal() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        messages = await rehearsal.rehearse(turn, MORNING.date(), MORNING.date())
    assert [m.to for m in messages] == ["An"]
    assert not any("⏰" in words for words in office.world.texts(AN.id))


async def _ordered(office: Office) -> None:
    """What the Secretariat orders around the clock."""
    await office.says(CHI, "/nhac Sở Tài chính")
    await office.tick()
    assert office.last(AN)["text"].startswith("📣 Tổ giúp việc đôn đốc")
    for words, label in (
        ("/lich nghỉ 10/10/2025 họp", "Đồng ý"),
        ("/tamdung Sở Tài chính đến 15/10 bão", "Tạm dừng nhắc"),
        ("/bantin hằng tuần từ 29/10", "Đổi nhịp"),
    ):
        await office.says(CHI, words)
        await office.presses(CHI, label)
    await office.says(CHI, "/bantin lời dẫn Kính gửi")
    await office.says(CHI, "/bantin gửi thêm Sở Tài chính")
    await office.says(CHI, "/bantin xem")
    await office.presses(CHI, "Gửi ngay")
    assert "Kính gửi" in office.world.texts(STEERING)[-1]
    assert "Kính gửi" in office.last(AN)["text"]
    await office.says(CHI, "/dienthu 20/10-31/10")
    await office.running.rehearsals.work_off()
    await office.settle()
    assert office.last(CHI)["caption"].startswith("🎭 Diễn thử từ thứ Hai 20/10")
