import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.world import World
from tests.sandbox.stage import AN, BINH, Api, Clock, cast, running


@dataclass
class Receiver:
    """A webhook that answers as it is told to and keeps what it got."""

    statuses: dict[str, list[int]] = field(default_factory=dict)
    seconds: float = 0.0
    answer: Any = None
    seen: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    url: str = ""

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        text = update["message"]["text"]
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.seen.append(text)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        status = self.statuses[text].pop(0) if self.statuses.get(text) else 200
        if status == 200:
            self.taken.append(text)
        return web.json_response(self.answer, status=status)


@asynccontextmanager
async def listening(receiver: Receiver) -> AsyncIterator[Receiver]:
    application = web.Application()
    application.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()


async def delivered(world: World) -> None:
    await world.until(lambda: len(world.updates) == 0)


async def set_webhook(api: Api, receiver: Receiver, **values: Any) -> None:
    api.sandbox.webhook.pace = 0.01
    await api.result("setWebhook", url=receiver.url, **values)


async def test_each_chat_keeps_its_order_while_others_go_on() -> None:
    world = cast(Clock())
    async with running(world) as api, listening(Receiver(statuses={"a1": [500, 503]})) as receiver:
        await set_webhook(api, receiver, secret_token="mat-khau_1")
        for number in (1, 2, 3):
            world.person_sends(AN, AN, f"a{number}")
            world.person_sends(BINH, BINH, f"b{number}")
        await delivered(world)
        assert [text for text in receiver.taken if text.startswith("a")] == ["a1", "a2", "a3"]
        assert [text for text in receiver.taken if text.startswith("b")] == ["b1", "b2", "b3"]
        assert receiver.seen.count("a1") == 3
        assert receiver.seen.index("b2") < receiver.seen.index("a2")
        assert receiver.secrets == {"mat-khau_1"}
        info = await api.result("getWebhookInfo")
        assert info["last_error_message"].startswith("Wrong response from the webhook: 503")
        assert info["pending_update_count"] == 0


async def test_no_more_connections_than_asked_for() -> None:
    world = cast(Clock())
    async with running(world) as api, listening(Receiver(seconds=0.02)) as receiver:
        await set_webhook(api, receiver, max_connections=1)
        for person in (AN, BINH):
            for number in range(3):
                world.person_sends(person, person, f"{person} {number}")
        await delivered(world)
        assert receiver.most_at_once == 1
        assert len(receiver.taken) == 6


async def test_a_receiver_that_is_away_is_tried_again() -> None:
    world = cast(Clock())
    async with running(world) as api:
        async with listening(Receiver()) as away:
            pass
        await set_webhook(api, away)
        world.person_sends(AN, AN, "còn đây")
        await asyncio.sleep(0.05)
        assert (await api.result("getWebhookInfo"))["last_error_message"] == "Connection refused"
        assert len(world.updates) == 1


async def test_a_method_in_the_answer_is_carried_out() -> None:
    world = cast(Clock())
    answer = {"method": "sendMessage", "chat_id": AN, "text": "Đã nhận"}
    async with running(world) as api, listening(Receiver(answer=answer)) as receiver:
        await set_webhook(api, receiver)
        world.person_sends(AN, AN, "60%")
        await world.until(lambda: world.texts(AN) == ["Đã nhận"])


async def test_polling_and_a_webhook_exclude_each_other() -> None:
    world = cast(Clock())
    async with running(world) as api, listening(Receiver()) as receiver:
        poll = asyncio.create_task(api.call("getUpdates", timeout=20))
        await asyncio.sleep(0.1)
        answer = await api.call("setWebhook", url=receiver.url)
        assert answer["description"] == "Webhook was set"
        assert (await poll)["error_code"] == 409
        refusal = await api.refusal("getUpdates")
        assert refusal.startswith("Conflict: can't use getUpdates method while webhook is active")
        assert (await api.call("setWebhook", url=receiver.url))["parameters"] == {"retry_after": 1}
        assert (await api.call("deleteWebhook"))["description"] == "Webhook was deleted"
        world.person_sends(AN, AN, "60%")
        assert len(await api.result("getUpdates")) == 1
        assert receiver.seen == []
