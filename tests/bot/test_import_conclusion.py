"""`import` of a conclusion on the command line: printed, kept once, shown to nobody who could not be reached."""

import asyncio
from pathlib import Path

import pytest

from bot.commands.failing import Failed
from bot.commands.papers import import_file
from storage.database import Database
from tests.scenes.documents import CONCLUSION, files_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/dondoc.db")
    monkeypatch.setenv("FILES_DIR", str(tmp_path / "files"))
    monkeypatch.setenv("BOT_CLOCK", "2025-09-23T08:00:00+07:00")
    (tmp_path / "ket-luan.txt").write_text(CONCLUSION, encoding="utf-8")
    return tmp_path


def proposals_in(folder: Path) -> int:
    async def counted() -> int:
        database = Database(f"sqlite+aiosqlite:///{folder}/dondoc.db")
        async with database.reading() as tx:
            found = (await tx.exec_driver_sql("SELECT count(*) FROM proposals")).scalar_one()
        await database.close()
        return int(found)

    return asyncio.run(counted())


def test_it_prints_what_it_proposes_and_keeps_it_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "ket-luan.txt"
    asyncio.run(import_file(file, dry_run=True))
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == (
        "1. Sở Tài chính: Rà soát quy định về đầu tư, mua sắm. Phối hợp: Sở Nội vụ. "
        "Hạn: 31/10/2025 «hoàn thành trong tháng 10/2025»."
    )
    assert last == "Sẽ ghi 4 việc được đề xuất: Kết luận 15-KL/BCĐ ngày 23/9/2025."
    assert (proposals_in(folder), files_in(folder / "files")) == (0, [])
    for _ in range(2):
        asyncio.run(import_file(file, dry_run=False))
    said = capsys.readouterr().out
    assert "Đã ghi 4 việc được đề xuất" in said
    assert "Tệp này đã có trong Kết luận 15-KL/BCĐ ngày 23/9/2025; không ghi thêm gì." in said
    assert (proposals_in(folder), len(files_in(folder / "files"))) == (4, 1)


def test_secret_text_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = CONCLUSION + "5. Giao Công an tỉnh canh gác đồi Thông (Mật).\n"
    (folder / "mat.txt").write_text(secret, encoding="utf-8")
    with pytest.raises(Failed) as failed:
        asyncio.run(import_file(folder / "mat.txt", dry_run=False))
    assert failed.value.code == 1
    assert "«mật»" in failed.value.lines[0]
    assert "Thông" not in failed.value.lines[0] + capsys.readouterr().out
    assert (proposals_in(folder), files_in(folder / "files")) == (0, [])
