"""`backup` and `restore`."""

import asyncio
from pathlib import Path

import typer
from sqlalchemy.engine import URL, make_url

from bot import trouble
from bot.commands.failing import Failed
from bot.progress import shown
from bot.settings import Settings, load_settings
from papers.vietnamese import size
from storage import schema
from storage.copying import NotAStore, back_up, holds_something, put_back, revision_of
from storage.database import Database
from storage.running_lock import RunningLock

NOT_A_STORE = "Tệp {file} không phải bản sao dữ liệu của Đôn Đốc, hoặc đã hỏng."


async def backup(file: Path) -> None:
    """Beside a running `run` too. An older copy of that name is replaced once the new one is whole."""
    settings = load_settings()
    store = _file_of(settings, f"pg_dump --format=custom --file={file}")
    if not store.is_file():
        raise Failed(f"Chưa có dữ liệu ở {store} để sao lưu.")
    await asyncio.to_thread(_replaceable, file)
    try:
        with shown(f"Đang sao lưu {store} ({size(store.stat().st_size)})…"):
            copied = await asyncio.to_thread(back_up, store, settings.files_dir, file)
    except NotAStore as error:
        raise Failed(f"Không sao lưu được {store}: {error}") from None
    except OSError as error:
        raise Failed(f"Không ghi được bản sao. {trouble.in_the_system(error)}") from None
    much = size(file.stat().st_size)  # noqa: ASYNC240
    typer.echo(f"Đã sao lưu {store} và {copied.files} tệp minh chứng, văn bản vào {file} ({much}).")
    if copied.missing:
        typer.echo(f"{copied.missing} tệp không còn trong {settings.files_dir}, hoặc đã hỏng.", err=True)


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
    settings = load_settings()
    store = _file_of(settings, f"pg_restore --exit-on-error --no-owner {file}", before=True)
    if not file.is_file():  # noqa: ASYNC240
        raise Failed(f"Không có tệp {file}.", code=2)
    store.parent.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    lock = RunningLock(database)
    if not await lock.take():
        raise Failed("Bot đang chạy trên dữ liệu này. Dừng bot (dondoc run) rồi khôi phục.")
    try:
        with shown(f"Đang khôi phục {file} ({size(file.stat().st_size)})…"):  # noqa: ASYNC240
            put = await asyncio.to_thread(_put_back, file, store, settings.files_dir)
            await schema.ensure_schema(database)
    finally:
        await database.close()
        await lock.release()
    typer.echo(f"Đã khôi phục {file} vào {store}, {put} tệp vào {settings.files_dir}. Xem lại: dondoc doctor")


def _put_back(file: Path, store: Path, files_dir: Path) -> int:
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
    try:
        return put_back(file, store, files_dir)
    except OSError as error:
        raise Failed(f"Không khôi phục được. {trouble.in_the_system(error)}") from None


def _file_of(settings: Settings, command: str, *, before: bool = False) -> Path:
    """The file of an SQLite store. Failed names PostgreSQL's own tool, without a password."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database)
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    address = plain.render_as_string()
    empty = " vào cơ sở dữ liệu trống" if before else ""
    raise Failed(
        f"Dữ liệu ở PostgreSQL, dùng công cụ của PostgreSQL{empty}: {command} --dbname={address}\n"
        f"Tệp minh chứng, văn bản ở {settings.files_dir}: sao chép cả thư mục này.",
        code=2,
    )
