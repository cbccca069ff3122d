"""The end of a run, while something is in hand."""

import asyncio
from typing import Any

import pytest

import bot.running
from storage import outbox
from tests.scenes.office import AN, Office


async def test_a_tick_in_hand_is_finished_and_not_logged_as_failed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.running, "TICK_SECONDS", 1)
    running = office.running
    await running.start()
    async with running.database.transaction():
        async with asyncio.timeout(20):
            while not running._ticking.locked():  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.02)
        stopping = asyncio.create_task(running.stop())
        await asyncio.sleep(0.1)
    await stopping


async def test_what_was_being_claimed_at_the_end_is_given_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, claimed, go_on = office.running.delivery, asyncio.Event(), asyncio.Event()
    claim = outbox.claim

    async def slowly(*args: Any, **more: Any) -> list[outbox.Claimed]:
        rows = await claim(*args, **more)
        claimed.set()
        await go_on.wait()
        return rows

    monkeypatch.setattr(outbox, "claim", slowly)
    async with office.running.database.transaction() as tx:
        row = outbox.Outgoing(AN.id, "sendMessage", {"text": "chờ"}, outbox.Kind.ANSWER)
        await outbox.put(tx, row, office.clock.now())
    working = asyncio.create_task(delivery.work())
    await claimed.wait()
    assert delivery._claiming is not None
    working.cancel()
    go_on.set()
    await asyncio.gather(working, return_exceptions=True)
    async with office.running.database.reading() as tx:
        assert "sending" not in await outbox.counts(tx)
