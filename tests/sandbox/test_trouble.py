"""Trouble on purpose, and a world that begins anew."""

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.sandbox.stage import AN, STEERING, TOKEN, Api, Clock, cast, running
from tests.sandbox.test_chat_page import post


async def ledger(api: Api) -> dict[str, Any]:
    async with api.http.get(f"{api.sandbox.url}/page/ledger") as response:
        told: dict[str, Any] = await response.json()
        return told


async def test_each_switch_does_what_it_says_and_nothing_once_it_is_off() -> None:
    world = cast(Clock())
    async with running(world) as api:
        await post(api, "send", person=AN, chat=AN, text="/start")
        polling = asyncio.create_task(api.call("getUpdates", offset=501, timeout=20))
        await world.until(lambda: not len(world.updates))

        assert (await post(api, "trouble", switch="cut", on=True))[1] == {
            "cut": True,
            "busy": False,
            "twice": False,
        }
        assert not (await asyncio.wait_for(polling, 3))["ok"], "the poll that waited hears of the cut"
        with pytest.raises(aiohttp.ClientError):
            await api.http.post(f"{api.sandbox.url}/bot{TOKEN}/getMe")
        await post(api, "trouble", switch="cut", on=False)
        assert await api.result("getMe")

        await post(api, "trouble", switch="busy", on=True)
        refused = await api.call("sendMessage", chat_id=AN, text="NV04?")
        assert (refused["error_code"], refused["parameters"]["retry_after"] > 0) == (429, True)
        await post(api, "trouble", switch="busy", on=False)
        await api.result("sendMessage", chat_id=AN, text="NV04?")

        await post(api, "trouble", switch="twice", on=True)
        await post(api, "send", person=AN, chat=AN, text="60%")
        got = await api.result("getUpdates", offset=501)
        assert [update["update_id"] for update in got] == [501, 501]
        assert await ledger(api) == {"given": 2, "waiting": 1, "reached": [[AN, 2]]}
        await api.result("getUpdates", offset=502)
        assert (await ledger(api))["waiting"] == 0
        assert (await post(api, "trouble", switch="flood", on=True))[0] == 400


async def test_a_world_that_begins_anew_forgets_what_was_said_and_what_was_wrong() -> None:
    world = cast(Clock())
    async with running(world) as api:
        await post(api, "send", person=AN, chat=AN, text="/start")
        await post(api, "trouble", switch="cut", on=True)
        heard: list[str] = []
        with world.watching(lambda kind, _what: heard.append(kind)):
            world.begin_anew([(AN, AN), (AN, STEERING)])
        assert heard == ["chat"], "the page is told"
        assert (world.epoch, world.shown) == (1, ((AN, AN), (AN, STEERING)))
        assert await ledger(api) == {"given": 0, "waiting": 0, "reached": []}
        assert await api.result("getMe")
        assert await api.refusal("sendMessage", chat_id=AN, text="?"), "An has not pressed START again"
