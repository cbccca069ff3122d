"""The end of a run, while something is in hand."""

import asyncio

import pytest

import bot.running
from tests.scenes.office import Office


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
