"""What must not leave the bot deaf: a fault of ours in one of its parts, a clock turned back, an end not heard."""

import asyncio
import logging
from datetime import datetime, timedelta, tzinfo
from typing import Any

import apscheduler.schedulers.base
import pytest
from telegram.ext import Application

import bot.roles
import bot.running
from bot.delivery import Delivery
from bot.intake import Intake
from tests.scenes.office import AN, Office

PARTS: dict[str, tuple[type, str]] = {
    "poller": (Intake, "keep"),
    "intake": (Intake, "_hand_out"),
    "sender": (Delivery, "_claimed"),
    "first meeting": (Application, "initialize"),
}


@pytest.mark.expects_log(r"failed; beginning again")
@pytest.mark.parametrize("part", PARTS)
async def test_a_fault_in_one_part(office: Office, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.roles, "BREAK_SECONDS", 0.1)
    owner, name = PARTS[part]
    real, fails = getattr(owner, name), [True]

    async def once_faulty(self: Any, *args: Any, **named: Any) -> Any:
        if fails:
            fails.clear()
            raise RuntimeError("a fault of ours")
        return await real(self, *args, **named)

    monkeypatch.setattr(owner, name, once_faulty)
    await office.running.start()
    try:
        office.world.person_sends(AN.id, AN.id, "/trogiup")
        await office.world.until(lambda: office.world.texts(AN.id), within=30)
        assert not fails
    finally:
        await office.running.stop()


@pytest.mark.parametrize("part", ["delivery", "intake"])
async def test_the_end_is_heard_while_waking_up(office: Office, part: str) -> None:
    worker = getattr(office.running, part)
    for steps in range(6):
        task = asyncio.create_task(worker.work())
        await asyncio.sleep(0.1)
        worker.wake()
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task}, timeout=10)
        assert task.cancelled(), steps


class Turned(datetime):
    """The system's clock, which can be turned."""

    by = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.by


@pytest.mark.expects_log("clock was turned back")
async def test_the_systems_clock_is_turned_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.running, "TICK_SECONDS", 0.5)
    monkeypatch.setattr(bot.running, "datetime", Turned)
    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Turned)
    monkeypatch.setattr(Turned, "by", timedelta(0))
    # it says when a tick takes longer than the half second that is between two here
    monkeypatch.setattr(logging.getLogger("apscheduler.scheduler"), "disabled", True)
    await office.running.start()
    try:
        await ticks(office)
        Turned.by = timedelta(days=-1)
        await ticks(office)
    finally:
        await office.running.stop()


async def ticks(office: Office) -> None:
    """Two more, so that one that was under way does not count."""
    for _ in range(2):
        last = office.running.health.last_tick
        async with asyncio.timeout(20):
            while office.running.health.last_tick == last:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.02)
