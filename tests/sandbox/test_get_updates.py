import asyncio
import time
from datetime import timedelta

import aiohttp

from tests.sandbox.stage import AN, BINH, CHI, Clock, cast, running


async def test_an_offset_acknowledges_and_nothing_else_does() -> None:
    world = cast(Clock())
    async with running(world) as api:
        for text in ("một", "hai", "ba"):
            world.person_sends(AN, AN, text)

        async def ids(**values: int) -> list[int]:
            return [update["update_id"] for update in await api.result("getUpdates", **values)]

        assert await ids() == [500, 501, 502]
        assert await ids(limit=2) == [500, 501]
        assert await ids(offset=501) == [501, 502]
        assert await ids() == [501, 502]
        assert await ids(offset=900) == [501, 502]
        assert await ids(offset=-1) == [502]
        assert await ids(offset=503) == []
        assert len(world.updates) == 0


async def test_a_long_poll_is_answered_at_once_when_something_comes() -> None:
    world = cast(Clock())
    async with running(world) as api:
        waiting = asyncio.create_task(api.result("getUpdates", timeout=20))
        await asyncio.sleep(0.1)
        said = time.monotonic()
        world.person_sends(AN, AN, "60%")
        updates = await waiting
        assert time.monotonic() - said < 0.5
        assert updates[0]["message"]["text"] == "60%"
        assert updates[0]["message"]["date"] == int(world.now().timestamp())


async def test_a_long_poll_ends_empty_after_its_time() -> None:
    async with running(cast(Clock())) as api:
        assert await api.result("getUpdates", timeout=1) == []


async def test_the_older_of_two_polls_is_told_of_the_conflict() -> None:
    world = cast(Clock())
    async with running(world) as api:
        older = asyncio.create_task(api.call("getUpdates", timeout=20))
        await asyncio.sleep(0.1)
        newer = asyncio.create_task(api.call("getUpdates", timeout=20))
        answer = await older
        assert answer["error_code"] == 409
        assert answer["description"] == (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        newest = asyncio.create_task(api.call("getUpdates", timeout=20))
        await asyncio.sleep(0.1)
        world.person_sends(AN, AN, "60%")
        assert len((await newest)["result"]) == 1
        assert not newer.done(), "the second conflict within three seconds is held back"
        newer.cancel()


async def test_a_poller_that_vanished_conflicts_with_nobody() -> None:
    world = cast(Clock())
    async with running(world) as api:
        async with aiohttp.ClientSession() as doomed:
            url = f"{api.sandbox.url}/bot{api.sandbox.token}/getUpdates"
            poll = asyncio.create_task(doomed.post(url, json={"timeout": 20}))
            await asyncio.sleep(0.1)
            poll.cancel()
        await asyncio.sleep(0.1)
        world.person_sends(AN, AN, "60%")
        assert len(await api.result("getUpdates", timeout=5)) == 1
        assert [
            call.answer for call in world.log.of("getUpdates") if call.answer and not call.answer["ok"]
        ] == []


async def test_allowed_updates_hold_for_what_comes_later() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        kinds = await api.result("getUpdates", allowed_updates=["callback_query"])
        assert [sorted(update) for update in kinds] == [["message", "update_id"]]
        world.person_sends(BINH, BINH, "xin chào")
        assert len(world.updates) == 1
        await api.result("getUpdates", allowed_updates=[])
        world.person_sends(CHI, CHI, "xin chào")
        assert len(world.updates) == 2


async def test_updates_live_a_day() -> None:
    clock = Clock()
    world = cast(clock)
    async with running(world) as api:
        world.person_sends(AN, AN, "hôm qua")
        clock.moment += timedelta(hours=23)
        world.person_sends(AN, AN, "hôm nay")
        clock.moment += timedelta(hours=2)
        assert [one["message"]["text"] for one in await api.result("getUpdates")] == ["hôm nay"]


async def test_ids_may_start_again_and_updates_may_be_odd() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_sends(AN, AN, "trước")
        world.updates.restart_at(7)
        world.person_sends(AN, AN, "sau")
        world.raw_update({"message": {"message_id": 1, "date": "not-a-date"}})
        world.raw_update({"update_id": 8, "never_heard_of": {}})
        updates = await api.result("getUpdates", offset=7)
        assert [update["update_id"] for update in updates] == [7, 8, 8]
        assert updates[2] == {"update_id": 8, "never_heard_of": {}}
