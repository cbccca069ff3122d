"""The one sender: drains the outbox at its pace and writes down what became of each message.

Promise: nothing is lost; at most one repeat per crash or lost answer for each message in flight.
"""

import asyncio
import logging
import random
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.wire import NeverSent, waits_of
from storage import outbox, people
from storage.database import Database, Tx
from storage.outbox import EVERY_CHAT, Claimed

log = logging.getLogger(__name__)

AT_ONCE = 8
GROUP_MINUTE = 18
LONGEST_WAIT = 300.0


class Pace:
    """When the next message may leave: never faster than the pace over all, nor than each chat takes.

    Seconds are those of the event loop, which never jump; `per_second` 0 switches every pacing off.
    """

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._next = 0.0
        self._chat_next: dict[int, float] = {}
        self._group_sent: dict[int, deque[float]] = defaultdict(deque)

    def chats_resting(self, now: float) -> list[int]:
        """The chats that may get nothing just now."""
        if not self._gap:
            return []
        self._chat_next = {chat: at for chat, at in self._chat_next.items() if at > now}
        full = [chat for chat, sent in self._group_sent.items() if _full(sent, now)]
        return [*self._chat_next, *full]

    def until_next(self, now: float) -> float:
        """Seconds until anything may leave."""
        return max(0.0, self._next - now)

    def left(self, now: float, chat_id: int, method: str) -> None:
        """Notes that a message leaves now."""
        if not self._gap:
            return
        self._next = max(now, self._next) + self._gap
        if method == "answerCallbackQuery":
            return
        self._chat_next[chat_id] = now + 1.0
        if chat_id < 0:
            self._group_sent[chat_id].append(now)

    def remember(self, now: float, ago: float, chat_id: int) -> None:
        """A message sent before a restart, `ago` seconds since."""
        self._next = max(self._next, now - ago + self._gap)
        if self._gap and ago < 1.0:
            self._chat_next[chat_id] = now - ago + 1.0
        if self._gap and chat_id < 0:
            self._group_sent[chat_id].append(now - ago)


def _full(sent: deque[float], now: float) -> bool:
    while sent and sent[0] <= now - 60:
        sent.popleft()
    return len(sent) >= GROUP_MINUTE


class Delivery:
    """`may_interrupt(tx)`: whether reminders and digests may leave now; `migrated(tx, old, new)` is told
    when a group became a supergroup."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        clock: Clock,
        per_second: float,
        may_interrupt: Callable[[Tx], Awaitable[bool]],
        migrated: Callable[[Tx, int, int], Awaitable[None]],
    ) -> None:
        self._database = database
        self._bot = bot
        self._clock = clock
        self._pace = Pace(per_second)
        self._may_interrupt = may_interrupt
        self._migrated = migrated
        self._woken = asyncio.Event()
        self._in_flight: dict[int, asyncio.Task[None]] = {}

    def wake(self) -> None:
        self._woken.set()

    async def prepare(self) -> None:
        """At a start: what was on its way may have arrived and goes again; no burst above the pace."""
        now = self._clock.now()
        async with self._database.transaction() as tx:
            await outbox.release_interrupted(tx)
            recent = await outbox.recent_sends(tx, now - timedelta(seconds=60))
        loop_now = asyncio.get_running_loop().time()
        for chat_id, at in recent:
            self._pace.remember(loop_now, max(0.0, (now - at).total_seconds()), chat_id)

    async def work(self) -> None:
        """Until cancelled; then the messages in flight are awaited, so that none is in doubt."""
        try:
            while True:
                self._woken.clear()
                took = await self._send_some()
                if not took:
                    await self._rest()
        finally:
            if self._in_flight:
                await asyncio.wait(self._in_flight.values(), timeout=8)

    async def drain(self, seconds: float = 30.0) -> None:
        """Sends what may leave now, then returns."""
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            took = await self._send_some()
            if self._in_flight:
                await asyncio.wait(self._in_flight.values(), return_when=asyncio.FIRST_COMPLETED)
            elif not took:
                resting = self._pace.chats_resting(asyncio.get_running_loop().time())
                if not resting or not await self._something_waits():
                    return
                await asyncio.sleep(0.05)

    async def busy(self) -> bool:
        """Whether anything is on its way or may leave now."""
        return bool(self._in_flight) or await self._something_waits()

    async def _something_waits(self) -> bool:
        async with self._database.reading() as tx:
            may = await self._may_interrupt(tx)
            return await outbox.sendable(tx, self._clock.now(), may_interrupt=may)

    async def _rest(self) -> None:
        now = asyncio.get_running_loop().time()
        wait = 0.05 if self._pace.chats_resting(now) else 0.5
        try:
            await asyncio.wait_for(self._woken.wait(), wait)
        except TimeoutError:
            return

    async def _send_some(self) -> bool:
        """Claims one message and lets it go; whether there was one."""
        loop = asyncio.get_running_loop()
        if len(self._in_flight) >= AT_ONCE:
            await asyncio.wait(self._in_flight.values(), return_when=asyncio.FIRST_COMPLETED)
        wait = self._pace.until_next(loop.time())
        if wait:
            await asyncio.sleep(wait)
        async with self._database.transaction() as tx:
            now = self._clock.now()
            busy = [*self._in_flight, *self._pace.chats_resting(loop.time())]
            paused = await outbox.paused_until(tx, EVERY_CHAT)
            if paused is not None and paused > now:
                return False
            may = await self._may_interrupt(tx)
            claimed = await outbox.claim(tx, now, busy=busy, may_interrupt=may, limit=1)
        for row in claimed:
            self._pace.left(loop.time(), row.chat_id, row.method)
            task = asyncio.create_task(self._send(row), name=f"message {row.id}")
            self._in_flight[row.chat_id] = task
            task.add_done_callback(partial(self._landed, row.chat_id))
        return bool(claimed)

    def _landed(self, chat_id: int, _: object) -> None:
        self._in_flight.pop(chat_id, None)
        self._woken.set()

    async def _send(self, row: Claimed) -> None:
        try:
            message_id = await call(self._bot, row)
        except TelegramError as error:
            await self._went_wrong(row, error)
        except Exception as error:
            log.error("message %s cannot be sent", row.id, exc_info=error)
            async with self._database.transaction() as tx:
                await outbox.failed(tx, row.id, type(error).__name__)
        else:
            async with self._database.transaction() as tx:
                await outbox.sent(tx, row.id, message_id, self._clock.now())

    async def _went_wrong(self, row: Claimed, error: TelegramError) -> None:
        now = self._clock.now()
        async with self._database.transaction() as tx:
            if isinstance(error, RetryAfter):
                until = now + waits_of(error)
                await outbox.pause(tx, row.chat_id, until)
                await outbox.try_later(tx, row.id, "429", until, may_have_arrived=False)
            elif isinstance(error, ChatMigrated):
                await outbox.follow_chat(tx, row.chat_id, error.new_chat_id)
                await self._migrated(tx, row.chat_id, error.new_chat_id)
            elif isinstance(error, Forbidden):
                await self._unreachable(tx, row, str(error))
            elif isinstance(error, BadRequest):
                await self._refused(tx, row, str(error))
            elif isinstance(error, InvalidToken) and row.method == "setMyCommands":
                await outbox.failed(tx, row.id, "the server does not know the method")
            elif isinstance(error, InvalidToken):
                log.error("Telegram refuses the token; messages wait")
                await outbox.pause(tx, EVERY_CHAT, now + timedelta(seconds=30))
                await outbox.try_later(tx, row.id, "the token is refused", now, may_have_arrived=False)
            else:
                unsure = not isinstance(error, NeverSent)
                wait = min(LONGEST_WAIT, 2.0 ** min(row.tries, 10)) * random.uniform(0.8, 1.2)  # noqa: S311
                log.warning("message %s to be tried again: %s", row.id, type(error).__name__)
                later = now + timedelta(seconds=wait)
                await outbox.try_later(tx, row.id, type(error).__name__, later, may_have_arrived=unsure)

    async def _unreachable(self, tx: Tx, row: Claimed, said: str) -> None:
        """Contract: who answers 403 is unreachable from then on until they write again."""
        await outbox.unreached(tx, row.id, said)
        if row.chat_id > 0:
            person = await people.by_telegram(tx, row.chat_id)
            if person is not None:
                await people.mark_unreachable(tx, person.id, self._clock.now())

    async def _refused(self, tx: Tx, row: Claimed, said: str) -> None:
        if "message is not modified" in said.lower():
            await outbox.sent(tx, row.id, None, self._clock.now())
            return
        await outbox.failed(tx, row.id, said)
        if "chat not found" in said.lower():
            await self._unreachable(tx, row, said)
        elif row.method != "answerCallbackQuery":  # an old press needs no answer
            log.warning("message %s refused: %s", row.id, said)


async def call(bot: Bot, row: Claimed) -> int | None:
    """The call of the Bot API that a row of the outbox stands for; the new message's id, if any."""
    body = {name: TYPES[name](value) if name in TYPES else value for name, value in row.body.items()}
    if row.file is not None:
        body["document"] = InputFile(row.file, filename=row.file_name)
    send = METHODS[row.method]
    if row.method in _WITHOUT_CHAT:
        answer = await send(bot, **body)
    else:
        answer = await send(bot, chat_id=row.chat_id, **body)
    return getattr(answer, "message_id", None)


METHODS: dict[str, Callable[..., Awaitable[Any]]] = {
    "sendMessage": Bot.send_message,
    "sendDocument": Bot.send_document,
    "editMessageText": Bot.edit_message_text,
    "editMessageReplyMarkup": Bot.edit_message_reply_markup,
    "answerCallbackQuery": Bot.answer_callback_query,
    "setMyCommands": Bot.set_my_commands,
}
TYPES: dict[str, Callable[[Any], Any]] = {
    "reply_markup": InlineKeyboardMarkup.de_json,
    "link_preview_options": LinkPreviewOptions.de_json,
    "reply_parameters": ReplyParameters.de_json,
    "commands": BotCommand.de_list,
    "scope": BotCommandScope.de_json,
}
_WITHOUT_CHAT = frozenset({"answerCallbackQuery", "setMyCommands"})
