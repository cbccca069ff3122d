"""What `setup` finds out from Telegram: whose the token is, who wrote to the bot, where it was put.

Nothing is acknowledged: without an offset every update stays where it is, for `run` to take.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import Conflict

from bot.polling import get_updates
from bot.running import make_bot
from bot.settings import Settings
from bot.wire import AiohttpRequest

SECONDS_BETWEEN = 1.5  # Telegram slows down whoever asks the same within half a second
MOST = 100  # that one call gives; what stands behind these is not seen without acknowledging them


@dataclass(frozen=True, slots=True)
class Seen:
    """A person or a group, and what they are called."""

    id: int
    name: str


class CannotLook(Exception):
    """Somebody else takes the updates, by polling or by a webhook (`by_webhook`), or there are too many."""

    def __init__(self, *, by_webhook: bool = False, too_many: bool = False) -> None:
        super().__init__("updates cannot be looked at")
        self.by_webhook = by_webhook
        self.too_many = too_many


class Line:
    """A connection to Telegram with a token and a proxy. Raises TelegramError."""

    def __init__(self, settings: Settings) -> None:
        self._request = AiohttpRequest(proxy=settings.proxy)
        self._bot: Bot = make_bot(settings, self._request, self._request)

    async def username(self) -> str:
        return (await self._bot.get_me()).username or ""

    async def look(self, of: Callable[[Any], Seen | None], seconds: float) -> list[Seen]:
        """Whoever `of` sees in the updates that wait, as soon as there is somebody. Raises CannotLook."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            updates = await self._waiting()
            found = {seen.id: seen for raw in updates if (seen := of(raw)) is not None}
            if found:
                return list(found.values())
            if len(updates) >= MOST:
                raise CannotLook(too_many=True)
            if loop.time() >= until:
                return []
            await asyncio.sleep(SECONDS_BETWEEN)

    async def _waiting(self) -> Sequence[Any]:
        try:
            return await get_updates(self._bot, self._request, None, wait=0)
        except Conflict as error:
            raise CannotLook(by_webhook="webhook" in error.message) from None

    async def close(self) -> None:
        await self._request.shutdown()


def who_wrote(raw: Any) -> Seen | None:
    """Who wrote to the bot in private."""
    message = _held(raw, "message")
    chat, sender = _held(message, "chat"), _held(message, "from")
    if chat.get("type") != "private" or sender.get("is_bot") or not isinstance(sender.get("id"), int):
        return None
    name = " ".join(str(sender[key]) for key in ("first_name", "last_name") if sender.get(key))
    return Seen(sender["id"], name)


def where_put(raw: Any) -> Seen | None:
    """The group that the bot was put into, or in which somebody typed /here."""
    changed, message = _held(raw, "my_chat_member"), _held(raw, "message")
    there = _held(changed, "new_chat_member").get("status") in ("member", "administrator")
    words = str(message.get("text") or "").split("@")[0].split(" ")[0]
    chat = _held(changed, "chat") if there else _held(message, "chat")
    if not there and words not in ("/here", "/nhom"):
        return None
    if chat.get("type") not in ("group", "supergroup") or not isinstance(chat.get("id"), int):
        return None
    return Seen(chat["id"], str(chat.get("title") or ""))


def _held(raw: Any, key: str) -> dict[str, Any]:
    held = raw.get(key) if isinstance(raw, dict) else None
    return held if isinstance(held, dict) else {}
