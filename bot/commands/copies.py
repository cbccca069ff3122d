"""`backup` and `restore`."""

import asyncio
from pathlib import Path

import typer
from sqlalchemy.engine import URL, make_url

from bot import trouble
from bot.commands.failing import Failed
from bot.progress import shown
from bot.settings import load_settings
from papers.vietnamese import size
from storage import schema
from storage.copying import NotAStore, copy_store, holds_something, revision_of
from storage.database import Database
from storage.running_lock import RunningLock

NOT_A_STORE = "Tệp {file} không phải bản sao dữ liệu của Đôn Đốc, hoặc đã hỏng."


async def backup(file: Path) -> None:
    """Beside a running `run` too. An older copy of that name is replaced once the new one is whole."""
    url = make_url(load_settings().database_url)
    store = _file_of(url, f"pg_dump --format=custom --file={file}")
    if not store.is_file():
        raise Failed(f"Chưa có dữ liệu ở {store} để sao lưu.")
    await asyncio.to_thread(_replaceable, file)
    try:
        with shown(f"Đang sao lưu {store} ({size(store.stat().st_size)})…"):
            await asyncio.to_thread(copy_store, store, file)
    except NotAStore as error:
        raise Failed(f"Không sao lưu được {store}: {error}") from None
    except OSError as error:
        raise Failed(f"Không ghi được bản sao. {trouble.in_the_system(error)}") from None
    typer.echo(f"Đã sao lưu {store} vào {file} ({size(file.stat().st_size)}).")  # noqa: ASYNC240


def _replaceable(file: Path) -> None:
    if file.exists():
        try:
            revision_of(file)
        except NotAStore:
            raise Failed(
                f"{file} đã có và không phải bản sao của Đôn Đốc, nên không ghi đè. Đặt tên khác."
            ) from None


async def restore(file: Path) -> None:
    """Into the empty store of the settings; afterwards the schema is brought up to date."""
    url = make_url(load_settings().database_url)
    store = _file_of(url, f"pg_restore --exit-on-error --no-owner {file}", before=True)
    if not file.is_file():  # noqa: ASYNC240
        raise Failed(f"Không có tệp {file}.", code=2)
    store.parent.mkdir(parents=True, exist_ok=True)
    database = Database(str(url))
    lock = RunningLock(database)
    if not await lock.take():
        raise Failed("Bot đang chạy trên dữ liệu này. Dừng bot (dondoc run) rồi khôi phục.")
    try:
        with shown(f"Đang khôi phục {file} ({size(file.stat().st_size)})…"):  # noqa: ASYNC240
            await asyncio.to_thread(_put_back, file, store)
            await schema.ensure_schema(database)
    finally:
        await database.close()
        await lock.release()
    typer.echo(f"Đã khôi phục {file} vào {store}. Xem lại: dondoc doctor")


def _put_back(file: Path, store: Path) -> None:
    try:
        revision = revision_of(file)
    except NotAStore:
        raise Failed(NOT_A_STORE.format(file=file)) from None
    if revision > schema.HEAD:
        raise Failed(f"Bản sao {file} của một bản Đôn Đốc mới hơn ({revision}). Cập nhật chương trình trước.")
    try:
        used = holds_something(store)
    except NotAStore:
        used = True
    if used:
        raise Failed(
            f"{store} đã có dữ liệu nên không khôi phục đè lên. Chuyển tệp đó đi, hoặc sửa DATABASE_URL."
        )
    for beside in ("-wal", "-shm"):  # of the empty store; left there they would be taken for the copy's
        store.with_name(store.name + beside).unlink(missing_ok=True)
    copy_store(file, store)


def _file_of(url: URL, command: str, *, before: bool = False) -> Path:
    """The file of an SQLite store. Failed names PostgreSQL's own tool, without a password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database)
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    address = plain.render_as_string()
    empty = " vào cơ sở dữ liệu trống" if before else ""
    raise Failed(
        f"Dữ liệu ở PostgreSQL, dùng công cụ của PostgreSQL{empty}: {command} --dbname={address}", code=2
    )
