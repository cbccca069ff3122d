"""What goes wrong between us and Telegram, and what people receive in the end."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import bot.polling
import bot.wire
import sandbox.polling
from bot.running import Running
from bot.settings import load_settings
from bot.wire import AiohttpRequest
from handlers.texts.digests import AGAIN
from sandbox.world import World
from storage import schema
from storage.database import Database
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, STEERING, TOKEN, Office, open_office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;trong tháng 9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;25/9/2025;{DIRECTIVE};;;
"""
SECOND = timedelta(seconds=1)
WAITS = r"message \d+ to be tried again: (NetworkError|TimedOut|Unreadable)"
# what happens to one sendMessage, and how many times the person then has the message
FAULTS: dict[str, tuple[Callable[[World], None], int]] = {
    "reset before it acted": (lambda world: world.faults.refuse("sendMessage"), 1),
    "reset after it acted": (lambda world: world.faults.lose_answer("sendMessage"), 2),
    "no answer in time": (lambda world: world.faults.delay(1.0, "sendMessage"), 2),
    "not JSON": (lambda world: world.faults.garble("sendMessage"), 1),
    "500": (lambda world: world.faults.answer_status(500, "sendMessage"), 1),
}


@pytest.fixture
async def staffed(office: Office) -> Office:
    return await office.staffed(TASKS)


async def eventually(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


async def count(office: Office, chat: int, doing: Callable[[], Any]) -> list[str]:
    """What a chat has more of after something was done and its retries are over."""
    before = len(office.world.received(chat))
    await doing()
    for _ in range(4):
        office.clock.forward(timedelta(seconds=10))
        await office.settle()
    return office.world.texts(chat)[before:]


@pytest.mark.expects_log(WAITS)
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_reply_and_a_reminder_arrive(
    staffed: Office, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.wire, "READ_SECONDS", 0.3)
    strike, times = FAULTS[fault]
    strike(staffed.world)
    reminded = await count(staffed, AN.id, staffed.tick)
    assert len(reminded) == times
    assert len(set(reminded)) == 1
    strike(staffed.world)
    answered = await count(staffed, AN.id, lambda: staffed.says(AN, "60% rồi ạ"))
    assert len(answered) == times
    assert staffed.world.faults.waiting == 0


@pytest.mark.expects_log(WAITS)
@pytest.mark.parametrize("fault", ["reset after it acted", "500"])
async def test_a_digest_that_may_have_arrived_says_that_it_comes_again(
    tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.wire, "READ_SECONDS", 0.3)
    strike, times = FAULTS[fault]
    async with open_office(tmp_path, STEERING_CHAT_ID=str(STEERING)) as office:
        await office.imports(TASKS)
        await office.goes_to("2025-10-06", "07:30")
        strike(office.world)
        told = await count(office, STEERING, lambda: office.goes_to("2025-10-06", "08:00"))
        posted = [words for words in told if "BẢN TIN" in words]
        assert len(posted) == times
        assert posted[-1].startswith(AGAIN())
        assert [words.removeprefix(f"{AGAIN()} ") for words in posted] == [
            posted[0].removeprefix(f"{AGAIN()} ")
        ] * times


@pytest.mark.expects_log("to be tried again: NeverSent")
async def test_while_nobody_listens_nothing_is_doubtful(staffed: Office) -> None:
    async with staffed.without_telegram():
        await staffed.running.tick()
        for _ in range(3):
            await staffed.running.delivery.drain()
            await asyncio.sleep(0.1)
    await asyncio.sleep(1.0)
    await staffed.settle()
    assert [len([t for t in staffed.world.texts(p.id) if "⏰" in t]) for p in (AN, BINH)] == [1, 1]


async def test_a_chat_waits_to_the_second_across_a_restart(staffed: Office) -> None:
    staffed.world.faults.answer_status(429, "sendMessage", retry_after=40, chat_id=AN.id)
    await staffed.says(AN, "60% rồi ạ")
    asked = staffed.clock.now()
    assert [t for t in staffed.world.texts(AN.id) if "Đã ghi" in t] == []
    assert "⏰" not in (await staffed.says(BINH, "xong"))[-1]  # others go on
    await staffed.restarts()
    staffed.clock.turn_to(asked + 38 * SECOND)
    await staffed.settle()
    assert [t for t in staffed.world.texts(AN.id) if "Đã ghi" in t] == []
    staffed.clock.turn_to(asked + 40 * SECOND)
    await staffed.settle()
    assert len([t for t in staffed.world.texts(AN.id) if "Đã ghi" in t]) == 1


async def test_when_two_chats_are_told_to_wait_all_wait(staffed: Office) -> None:
    staffed.world.faults.answer_status(429, "sendMessage", retry_after=30, chat_id=AN.id)
    staffed.world.faults.answer_status(429, "sendMessage", retry_after=35, chat_id=BINH.id)
    for person in (AN, BINH):
        staffed.world.person_sends(person.id, person.id, "60%")
    await staffed.settle()
    asked = staffed.clock.now()
    assert await staffed.says(CHI, "/tonghop") == []
    await staffed.restarts()
    staffed.clock.turn_to(asked + 33 * SECOND)
    assert await staffed.says(CHI, "/daumoi") == []
    staffed.clock.turn_to(asked + 36 * SECOND)
    await staffed.settle()
    assert len(staffed.world.texts(CHI.id)) >= 3


@pytest.mark.expects_log(r"message \d+ refused")
async def test_a_400_is_for_good(staffed: Office) -> None:
    staffed.world.faults.answer_status(400, "sendMessage", chat_id=AN.id)
    assert await count(staffed, AN.id, lambda: staffed.says(AN, "/viec")) == []
    calls = [c for c in staffed.world.log.of("sendMessage") if c.fault is not None]
    assert len(calls) == 1
    assert len(await staffed.says(AN, "/viec")) == 1


@pytest.mark.expects_log("Telegram refuses the token; trying again")
@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_refused_for_a_while_is_an_alarm_and_heals(staffed: Office, status: int) -> None:
    staffed.world.faults.answer_status(status, "getUpdates")
    await staffed.running.start()
    try:
        await eventually(lambda: "token" in staffed.running.health.troubles)
        staffed.world.person_sends(AN.id, AN.id, "60%")
        await eventually(lambda: any("Đã ghi" in words for words in staffed.world.texts(AN.id)))
        assert staffed.running.health.troubles == {}
    finally:
        await staffed.running.stop()


@pytest.mark.expects_log("another process polls for this bot")
async def test_a_second_poller_says_so_and_stays_out(
    staffed: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # longer than Telegram lets a poll stand beside another one
    monkeypatch.setattr(sandbox.polling, "CONFLICT_HOLD", 0.5)
    monkeypatch.setattr(bot.polling, "SETTLED_SECONDS", 2.5)
    await staffed.running.start()
    await asyncio.sleep(3.0)
    environ = {
        "BOT_TOKEN": TOKEN,
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/other.db",
        "SECRETARIAT_IDS": str(CHI.id),
        "TELEGRAM_API_URL": staffed.sandbox.url,
        "WEBHOOK_LISTEN": "",
    }
    database = Database(environ["DATABASE_URL"])
    await schema.migrate(database)
    settings = load_settings(need_token=True, env_file=None, environ=environ)
    second = Running(settings, database, staffed.clock, AiohttpRequest(), AiohttpRequest())
    await second.start()
    try:
        await eventually(lambda: "conflict" in second.health.troubles)
        await asyncio.sleep(1.5)
        before = len(staffed.world.received(AN.id))
        for percent in (10, 20, 30):
            staffed.world.person_sends(AN.id, AN.id, f"{percent}%")
            await asyncio.sleep(0.3)
        await staffed.world.until(lambda: len(staffed.world.received(AN.id)) >= before + 3, within=10)
        assert len(staffed.world.received(AN.id)) == before + 3
        told = staffed.world.texts(AN.id)[before:]
        assert all("Đã ghi" in words for words in told), told
        assert "conflict" not in staffed.running.health.troubles
    finally:
        await second.stop()
        await database.close()
        await staffed.running.stop()
