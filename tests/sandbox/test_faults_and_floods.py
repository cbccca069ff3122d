import time

import aiohttp
import pytest

from sandbox.faults import Fault
from sandbox.flood import FloodLimits
from sandbox.wire import ApiError
from tests.sandbox.stage import AN, STEERING, TOKEN, Api, Clock, cast, running


async def say(api: Api, text: str) -> tuple[int, str]:
    url = f"{api.sandbox.url}/bot{TOKEN}/sendMessage"
    async with api.http.post(url, json={"chat_id": AN, "text": text}) as response:
        return response.status, response.content_type


async def test_a_connection_closes_before_or_after_the_deed() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        world.faults.refuse("sendMessage")
        world.faults.lose_answer("sendMessage", times=2)
        for text in ("mất", "đến rồi", "cũng đến"):
            with pytest.raises(aiohttp.ClientError):
                await say(api, text)
        assert await say(api, "bình thường") == (200, "application/json")
        assert world.texts(AN) == ["đến rồi", "cũng đến", "bình thường"]
        assert world.faults.struck == {"close": 3}
        assert [call.fault is None for call in world.log.of("sendMessage")] == [False, False, False, True]


async def test_answers_come_late_as_garbage_or_as_errors() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        world.faults.delay(0.3, "sendMessage")
        world.faults.garble("sendMessage")
        world.faults.answer_status(500, "sendMessage", chat_id=AN)
        world.faults.answer_status(429, "sendMessage", retry_after=7)
        began = time.monotonic()
        assert await say(api, "muộn") == (200, "application/json")
        assert time.monotonic() - began >= 0.3
        assert await say(api, "mất") == (502, "text/html")
        assert (await api.call("getMe"))["ok"]
        assert await api.refusal("sendMessage", chat_id=AN, text="mất") == "Internal Server Error"
        limited = await api.call("sendMessage", chat_id=AN, text="mất")
        assert limited["description"] == "Too Many Requests: retry after 7"
        assert limited["parameters"] == {"retry_after": 7}
        assert world.texts(AN) == ["muộn"]
        assert world.faults.waiting == 0


async def test_faults_can_be_chosen_call_by_call() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        world.faults.choose = lambda _, values: Fault("status", status=403) if "x" in values["text"] else None
        assert await api.refusal("sendMessage", chat_id=AN, text="x") == "Forbidden"
        await api.result("sendMessage", chat_id=AN, text="y")


async def test_limits_are_enforced_over_the_wire_when_asked_for() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        world.flood.enforced = True
        answers = [await api.call("sendMessage", chat_id=AN, text=str(number)) for number in range(4)]
        assert [answer["ok"] for answer in answers] == [True, True, True, False]
        assert answers[3]["parameters"] == {"retry_after": 1}


def test_the_three_limits() -> None:
    now = [0.0]
    limits = FloodLimits(enforced=True, clock=lambda: now[0])

    def sent(chat_ids: list[int]) -> int:
        count = 0
        for chat_id in chat_ids:
            try:
                limits.spend(chat_id)
            except ApiError:
                continue
            count += 1
        return count

    assert sent(list(range(1, 50))) == 30
    now[0] = 10.0
    assert sent([AN] * 10) == 3
    now[0] = 11.0
    assert sent([AN] * 10) == 1
    accepted = 0
    for _ in range(60):
        now[0] += 1.0
        accepted += sent([STEERING])
    assert accepted == 20
