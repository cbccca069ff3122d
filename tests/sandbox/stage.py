"""The cast and a running sandbox, for the tests beside this file."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp

from sandbox.server import Sandbox
from sandbox.world import Group, Person, World

TOKEN = "7000000001:AAExample_token-for-tests"
AN, BINH, CHI = 1001, 1002, 1003
STEERING = -4_200
MOMENT = datetime(2025, 9, 23, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def __call__(self) -> datetime:
        return self.moment


class Api:
    """A bot as Telegram sees it: it calls methods and gets answers."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self.http = http
        self.sandbox = sandbox

    async def call(self, method: str, **values: Any) -> dict[str, Any]:
        """The whole answer, whether it went well or not."""
        url = f"{self.sandbox.url}/bot{TOKEN}/{method}"
        async with self.http.post(url, json=values) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    async def result(self, method: str, **values: Any) -> Any:
        answer = await self.call(method, **values)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **values: Any) -> str:
        answer = await self.call(method, **values)
        assert not answer["ok"], answer
        return str(answer["description"])


def cast(clock: Clock) -> World:
    people = [Person(AN, "An", caption="Sở Tài chính"), Person(BINH, "Bình"), Person(CHI, "Chi")]
    return World(people, [Group(STEERING, "Ban Chỉ đạo", (CHI, AN))], now=clock, first_update_id=500)


@asynccontextmanager
async def running(world: World, backstage: str | None = None) -> AsyncIterator[Api]:
    sandbox = Sandbox(world, token=TOKEN, bot_username="don_doc_bot", backstage=backstage)
    await sandbox.start()
    try:
        async with aiohttp.ClientSession() as http:
            yield Api(http, sandbox)
    finally:
        await sandbox.stop()
