"""Findings on Telegram's side: the token, the group, the webhook, and what time it is there."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot import trouble
from bot.checkup import Finding
from bot.settings import Settings
from storage.digests import SteeringGroup

CLOCK_OFF = timedelta(minutes=1)


async def token(bot: Bot) -> Finding:
    try:
        me = await bot.get_me()
    except TelegramError as error:
        return Finding(False, trouble.with_telegram(error))
    return Finding(True, f"BOT_TOKEN: đúng, bot là @{me.username}.")


async def group(bot: Bot, chosen: SteeringGroup | None) -> Finding:
    """Whether the bot is still in the group that gets the digests."""
    if chosen is None:
        return Finding(False, "Nhóm nhận bản tin: chưa có. Vào nhóm Ban Chỉ đạo, gõ /nhom.")
    try:
        chat = await bot.get_chat(chosen.chat_id)
    except ChatMigrated:
        return Finding(True, "Nhóm nhận bản tin: đã thành siêu nhóm; bản tin tới sẽ tự theo sang.")
    except (BadRequest, Forbidden):
        return Finding(
            False, f"Nhóm {chosen.chat_id}: bot không còn ở trong. Thêm bot vào nhóm rồi gõ /nhom."
        )
    except TelegramError:
        return Finding(False, "Nhóm nhận bản tin: chưa kiểm tra được vì chưa hỏi được Telegram.")
    return Finding(True, f"Nhóm nhận bản tin: «{chat.title}».")


async def webhook(bot: Bot, settings: Settings) -> list[Finding]:
    """Nothing is said of it where Telegram does not answer: `token` says that."""
    try:
        info = await bot.get_webhook_info()
    except TelegramError:
        return []
    if not settings.webhook_url:
        if info.url:
            left = "Webhook: Telegram còn giữ một địa chỉ, nên không nhận tin bằng long polling được. "
            return [Finding(False, left + "Khởi động lại dondoc run để gỡ, hoặc đặt WEBHOOK_URL.")]
        return [Finding(True, "Nhận tin: long polling.")]
    if info.url != settings.webhook_url:
        other = "địa chỉ ở Telegram khác WEBHOOK_URL" if info.url else "Telegram chưa có địa chỉ nào"
        return [Finding(False, f"Webhook: {other}. Khởi động lại dondoc run để đặt lại.")]
    if info.last_error_message and info.pending_update_count:
        said = f"Webhook: Telegram báo «{info.last_error_message}», {info.pending_update_count} tin chờ. "
        return [Finding(False, said + "Kiểm tra chứng chỉ, proxy ngược và WEBHOOK_LISTEN.")]
    return [Finding(True, f"Webhook: đúng địa chỉ, {info.pending_update_count} tin chờ.")]


def clock(settings: Settings, now: datetime, told: str | None) -> Finding:
    """`now`: what our clock says; `told`: the Date with which Telegram answered a moment ago."""
    local = now.astimezone(settings.timezone)
    if settings.bot_clock is not None:
        return Finding(
            True, f"Đồng hồ: {local:%H:%M %d/%m/%Y} (đặt bằng BOT_CLOCK, chỉ để thử; chạy thật thì bỏ đi)."
        )
    ours = f"Đồng hồ: {local:%H:%M %d/%m/%Y}, múi giờ {settings.timezone.key}"
    theirs = _moment(told)
    if theirs is None:
        sane = now > datetime(2025, 1, 1, tzinfo=UTC)
        return Finding(sane, f"{ours}." + ("" if sane else f" {_SET}"))
    if abs(now - theirs) > CLOCK_OFF:
        there = theirs.astimezone(settings.timezone)
        return Finding(False, f"{ours}, nhưng ở Telegram là {there:%H:%M %d/%m/%Y}. {_SET}")
    return Finding(True, f"{ours}, khớp với Telegram.")


_SET = "Bật đồng bộ giờ của máy: timedatectl set-ntp true"


def _moment(told: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(told) if told else None
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None
