"""`doctor`: what is wrong, and what to do about each."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import typer
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import trouble
from bot.commands.failing import Failed
from bot.commands.store import clock_of
from bot.office import office_of, turn_at
from bot.running import make_bot
from bot.settings import Settings, load_settings
from bot.wire import AiohttpRequest
from handlers import digests
from storage import departments, inbox, outbox, schema
from storage.database import Database

OK, BAD = "✓", "✗"


async def doctor(*, retry: bool) -> None:
    settings = load_settings(need_token=True)
    database = Database(settings.database_url)
    request = AiohttpRequest(proxy=settings.proxy)
    bot = make_bot(settings, request, AiohttpRequest(proxy=settings.proxy))
    found: list[tuple[bool, str]] = []
    try:
        await request.initialize()
        found += await _token(bot)
        store_ok = await _store(settings, database)
        found += store_ok
        if all(ok for ok, _ in store_ok):
            if retry:
                async with database.transaction() as tx:
                    typer.echo(f"Đã đưa {await inbox.retry_aside(tx)} tin về hàng chờ.")
            found += await _group(settings, database, bot)
            found += await _backlog(settings, database)
        found += await _webhook(settings, bot)
        found.append(_clock(settings))
    finally:
        await request.shutdown()
        await database.close()
    for ok, line in found:
        typer.echo(f"{OK if ok else BAD} {line}")
    if not all(ok for ok, _ in found):
        raise Failed("Có điều cần xử lý, xem các dòng ✗ ở trên.")


async def _asked(call: Callable[[], Awaitable[str]]) -> tuple[bool, str]:
    try:
        return True, await call()
    except TelegramError as error:
        return False, trouble.with_telegram(error)


async def _token(bot: Bot) -> list[tuple[bool, str]]:
    async def me() -> str:
        return f"BOT_TOKEN: đúng, bot là @{(await bot.get_me()).username}."

    return [await _asked(me)]


async def _store(settings: Settings, database: Database) -> list[tuple[bool, str]]:
    try:
        revision = await schema.current_revision(database)
    except Exception as error:  # noqa: BLE001 - whatever a driver raises, the doctor says it
        return [(False, trouble.with_store(database.url, getattr(error, "orig", None) or error))]
    if revision != schema.HEAD:
        if not database.is_sqlite:
            return [(False, f"Dữ liệu ở bản {revision or 'trống'}, cần {schema.HEAD}. Chạy: dondoc migrate")]
        await schema.migrate(database)
    return [(True, f"Dữ liệu: mở được, bản {schema.HEAD}.")]


async def _group(settings: Settings, database: Database, bot: Bot) -> list[tuple[bool, str]]:
    async with database.reading() as tx:
        group = await digests.steering_group(await turn_at(tx, clock_of(settings), office_of(settings)))
        units = len(await departments.every(tx))
    lines = [
        (units > 0, f"Đơn vị: {units}." if units else "Chưa có đơn vị nào. Chạy: dondoc import TỆP.xlsx")
    ]
    if group is None:
        return [*lines, (False, "Nhóm nhận bản tin: chưa có. Vào nhóm Ban Chỉ đạo, gõ /nhom.")]

    try:
        chat = await bot.get_chat(group.chat_id)
    except (BadRequest, Forbidden):
        unseen = f"Nhóm {group.chat_id}: bot không thấy. Thêm bot vào nhóm rồi gõ /nhom."
        return [*lines, (False, unseen)]
    except TelegramError:
        return [*lines, (False, "Nhóm nhận bản tin: chưa kiểm tra được vì chưa hỏi được Telegram.")]
    return [*lines, (True, f"Nhóm nhận bản tin: «{chat.title}».")]


async def _backlog(settings: Settings, database: Database) -> list[tuple[bool, str]]:
    now = clock_of(settings).now()
    async with database.reading() as tx:
        waiting, oldest = await inbox.waiting(tx)
        aside = await inbox.aside(tx)
        unsent, since = await outbox.waiting(tx, now)
    stuck = timedelta(minutes=10)
    lines = [
        (not oldest or now - oldest < stuck, f"Tin đến đang chờ xử lý: {waiting}." + _hint(oldest, now)),
        (not since or now - since < stuck, f"Tin đi đang chờ gửi: {unsent}." + _hint(since, now)),
        (
            not aside,
            f"Tin để riêng vì lỗi: {len(aside)}." + (" Thử lại: dondoc doctor --retry" if aside else ""),
        ),
    ]
    lines += [(False, f"  tin {update_id}: {error[:160]}") for update_id, error in aside[:10]]
    return lines


def _hint(oldest: datetime | None, now: datetime) -> str:
    if oldest is None or now - oldest < timedelta(minutes=10):
        return ""
    return (
        f" Cũ nhất từ {int((now - oldest).total_seconds() // 60)} phút trước: dondoc run có đang chạy không?"
    )


async def _webhook(settings: Settings, bot: Bot) -> list[tuple[bool, str]]:
    try:
        info = await bot.get_webhook_info()
    except TelegramError:
        return []
    if not settings.webhook_url:
        if info.url:
            return [(False, "Webhook: Telegram còn giữ một địa chỉ cũ. dondoc run sẽ gỡ khi khởi động.")]
        return [(True, "Nhận tin: long polling.")]
    if info.url != settings.webhook_url:
        return [(False, "Webhook: địa chỉ ở Telegram khác WEBHOOK_URL. dondoc run sẽ đặt lại khi khởi động.")]
    if info.last_error_message:
        return [
            (
                False,
                f"Webhook: Telegram báo «{info.last_error_message}», {info.pending_update_count} tin chờ.",
            )
        ]
    return [(True, f"Webhook: đúng địa chỉ, {info.pending_update_count} tin chờ.")]


def _clock(settings: Settings) -> tuple[bool, str]:
    now = clock_of(settings).now()
    local = now.astimezone(settings.timezone)
    if settings.bot_clock is not None:
        return True, f"Đồng hồ: {local:%H:%M %d/%m/%Y} (đặt bằng BOT_CLOCK)."
    sane = now > datetime(2025, 1, 1, tzinfo=UTC)
    return sane, f"Đồng hồ: {local:%H:%M %d/%m/%Y}, múi giờ {settings.timezone.key}."
