"""Delivery to a webhook, in the order Telegram keeps: one update in flight for each chat."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp

from sandbox.updates import Waiting
from sandbox.wire import Json
from sandbox.world import World

logger = logging.getLogger(__name__)
LONGEST_WAIT = 60.0
LONGEST_RETRY_AFTER = 3600.0
Execute = Callable[[str, Json], Awaitable[object]]


@dataclass(slots=True)
class WebhookSettings:
    """As setWebhook left them; without `url` there is no webhook."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_at: int = 0
    last_error: str = ""

    def info(self, pending: int, allowed: tuple[str, ...]) -> Json:
        """What getWebhookInfo answers."""
        said: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": pending}
        if self.url:
            said |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if allowed:
            said["allowed_updates"] = list(allowed)
        if self.last_error:
            said |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        return said


@dataclass(slots=True)
class WebhookDelivery:
    """Posts the waiting updates while it runs.

    An update is forgotten on any 2xx; until then its chat waits, and it is tried again after 1, 2, 4 … 60
    seconds times `pace` (real seconds; tests set a small one), or after what `Retry-After` asks. A method in
    the body of a 2xx answer is carried out by `execute`. Left out: 410 does not switch the webhook off.
    """

    world: World
    execute: Execute
    pace: float = 1.0
    answer_seconds: float = 60.0
    settings: WebhookSettings = field(default_factory=WebhookSettings)
    _queues: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Delivers until cancelled."""
        changed = asyncio.Event()
        slots = asyncio.Semaphore(self.settings.max_connections)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(self.answer_seconds)) as session:
            with self.world.watching(lambda _kind, _what: changed.set()):
                try:
                    while True:
                        self._start_queues(session, slots)
                        await changed.wait()
                        changed.clear()
                finally:
                    tasks = list(self._queues.values())
                    for task in tasks:
                        task.cancel()
                    await asyncio.gather(*tasks, return_exceptions=True)
                    self._queues.clear()

    def _start_queues(self, session: aiohttp.ClientSession, slots: asyncio.Semaphore) -> None:
        for queue in self.world.updates.queues():
            if queue not in self._queues:
                self._queues[queue] = asyncio.create_task(self._drain(queue, session, slots))

    async def _drain(self, queue: int, session: aiohttp.ClientSession, slots: asyncio.Semaphore) -> None:
        tries = 0
        while (entry := self.world.updates.first(queue)) is not None:
            async with slots:
                wait = await self._post(entry, session, tries)
            if wait is None:
                tries = 0
                with contextlib.suppress(ValueError):
                    self.world.updates.forget(entry)
            else:
                tries += 1
                await asyncio.sleep(wait)
        del self._queues[queue]

    async def _post(self, entry: Waiting, session: aiohttp.ClientSession, tries: int) -> float | None:
        """None once taken, else the seconds to wait before the next try."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.settings.secret} if self.settings.secret else {}
        wait = min(2.0**tries, LONGEST_WAIT) * self.pace
        try:
            async with session.post(self.settings.url, json=entry.update, headers=headers) as response:
                if 200 <= response.status < 300:
                    await self._carry_out(response)
                    return None
                said = f"Wrong response from the webhook: {response.status} {response.reason}"
                asked = response.headers.get("Retry-After", "")
                if asked.isdigit():
                    wait = min(float(asked), LONGEST_RETRY_AFTER) * self.pace
        except TimeoutError:
            said = "Read timeout expired"
        except aiohttp.ClientError as error:
            said = (
                "Connection refused"
                if isinstance(error, aiohttp.ClientConnectorError)
                else "Connection closed"
            )
        self.settings.last_error = said
        self.settings.last_error_at = self.world.timestamp()
        logger.info("webhook: update %s: %s", entry.update_id, said)
        return wait

    async def _carry_out(self, response: aiohttp.ClientResponse) -> None:
        try:
            body = await response.json(content_type=None)
        except ValueError:
            return
        if isinstance(body, dict) and isinstance(body.get("method"), str):
            await self.execute(body["method"], body)
