"""What updates and clocks do on a bad day."""

import resource
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from sandbox.ledger import Chat
from sandbox.people import Person
from storage import inbox, reports
from tests.scenes.office import AN, BINH, DIRECTIVE, Office

TASKS = (
    f"NV01;Rà soát;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;\nNV02;Kết nối;Sở Y tế;;30/11/2025;{DIRECTIVE};;;"
)
DAY = timedelta(days=1)


@pytest.fixture
async def staffed(office: Office) -> Office:
    return await office.staffed(TASKS)


@asynccontextmanager
async def started(office: Office) -> AsyncIterator[None]:
    await office.running.start()
    try:
        yield
    finally:
        await office.running.stop()


def jumps(office: Office, by: timedelta) -> None:
    """The system's clock, which unlike the demo's may go back."""
    office.clock._turned += by


def reminders(office: Office) -> int:
    return sum("⏰" in words for words in office.world.texts(AN.id))


async def stored(office: Office) -> int:
    async with office.running.database.reading() as tx:
        return len(await reports.every(tx))


async def test_a_clock_that_jumps_forward_and_back_reminds_once(staffed: Office) -> None:
    await staffed.tick()
    assert reminders(staffed) == 1
    jumps(staffed, 6 * DAY)
    await staffed.tick()
    assert reminders(staffed) == 2  # a day before the deadline
    jumps(staffed, -6 * DAY)
    await staffed.tick()
    jumps(staffed, DAY)
    await staffed.tick()
    assert reminders(staffed) == 2


@pytest.mark.expects_log("to be tried again")
async def test_a_wait_does_not_become_a_day_longer(staffed: Office) -> None:
    staffed.world.faults.answer_status(500, "sendMessage", chat_id=AN.id)
    staffed.world.faults.answer_status(429, "sendMessage", chat_id=BINH.id, retry_after=30)
    assert await staffed.says(AN, "60%") == []
    assert await staffed.says(BINH, "70%") == []
    jumps(staffed, -DAY)
    await staffed.settle()
    assert "60%" in staffed.world.texts(AN.id)[-1]
    assert "70%" in staffed.world.texts(BINH.id)[-1]


async def test_ids_that_restart_lower_lose_nothing(staffed: Office) -> None:
    async with started(staffed):
        for first in (900_000_000, 7, 400, 3):
            await staffed.world.until(lambda: not len(staffed.world.updates), within=10)
            staffed.world.updates.restart_at(first)
            staffed.world.person_sends(AN.id, AN.id, f"/lichsu X{first}")
            await staffed.world.until(lambda: f"X{first}" in staffed.world.texts(AN.id)[-1], within=10)  # noqa: B023 - awaited here


async def test_twice_and_out_of_order(staffed: Office) -> None:
    def said(n: int, text: str) -> dict[str, Any]:
        return {
            "update_id": n,
            "message": {
                "message_id": n, "date": 1758589200, "text": text,
                "chat": {"id": AN.id, "type": "private", "first_name": "An"},
                "from": {"id": AN.id, "is_bot": False, "first_name": "An"},
            },
        }  # fmt: skip

    before = await stored(staffed)
    first, second = said(9001, "10%"), said(9000, "20%")
    for batch in ([first], [first, second], [second, first]):
        await staffed.running.intake.keep(batch)
        await staffed.running.intake.drain()
    assert await stored(staffed) == before + 2
    await staffed.settle()
    assert [t for t in staffed.world.texts(AN.id) if "Đã ghi" in t][-1].count("20%") == 1


@pytest.mark.expects_log("set aside after 3 tries", "nobody could be told")
async def test_the_unknown_is_passed_over_and_the_poisoned_set_aside(staffed: Office) -> None:
    staffed.world.raw_update({"some_new_kind": {"x": 1}}, AN.id)
    staffed.world.raw_update({"message": {"date": "not-a-date", "chat": {"id": AN.id}}}, AN.id)
    async with started(staffed):
        staffed.world.person_sends(AN.id, AN.id, "60%")
        await staffed.world.until(
            lambda: any("Đã ghi" in words for words in staffed.world.texts(AN.id)), within=20
        )
    async with staffed.running.database.transaction() as tx:
        (found,) = await inbox.aside(tx)
        assert found.error
        assert await inbox.retry_aside(tx) == 1


async def test_the_end_does_not_wait_for_telegram(staffed: Office) -> None:
    staffed.world.faults.delay(30, "sendMessage", chat_id=AN.id)
    async with started(staffed):
        staffed.world.person_sends(AN.id, AN.id, "60%")
        await staffed.world.until(lambda: not staffed.world.faults.waiting, within=10)
        began = time.monotonic()
    assert time.monotonic() - began < 10
    await staffed.restarts()
    await staffed.settle()
    told = [words for words in staffed.world.texts(AN.id) if "Đã ghi" in words or "⏰" in words]
    assert {words[0] for words in told} == {"🔵", "⏰"}
    assert len(told) == 3  # the one in doubt once more


async def test_ten_thousand_wait_at_the_start(staffed: Office) -> None:
    chats, each = 500, 20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for n in range(chats):
        person = Person(50_000 + n, f"Người {n}")
        staffed.world.people[person.id] = person
        staffed.world.chats[person.id] = Chat(person.id, open=True)
    queue = [
        {
            "update_id": 100_000 + t * chats + n,
            "message": {
                "message_id": t + 1, "date": 1758589200, "text": f"/lichsu X{t}",
                "chat": {"id": 50_000 + n, "type": "private", "first_name": "N"},
                "from": {"id": 50_000 + n, "is_bot": False, "first_name": "N"},
                "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
            },
        }
        for t in range(each)
        for n in range(chats)
    ]  # fmt: skip
    for start in range(0, len(queue), 100):
        await staffed.running.intake.keep(queue[start : start + 100])
    async with started(staffed):
        await staffed.world.until(
            lambda: sum(len(staffed.world.received(50_000 + n)) for n in range(20)) >= 20, within=60
        )
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 150 * 1024
    async with staffed.running.database.reading() as tx:
        rows = await tx.exec_driver_sql(
            "SELECT chat_id, seq, state FROM inbox WHERE update_id >= 100000 ORDER BY seq"
        )
        by_chat: dict[int, list[str]] = defaultdict(list)
        for row in rows:
            by_chat[row.chat_id].append(row.state)
    assert all(states == sorted(states) for states in by_chat.values())  # done, then waiting


async def test_what_no_store_takes_blocks_nobody(staffed: Office) -> None:
    """Half a surrogate pair is JSON; a number may be longer than any column."""
    odd = {"message_id": 5, "date": 1, "from": {"id": AN.id, "is_bot": False, "first_name": "An"}}
    text = {"message": odd | {"chat": {"id": AN.id, "type": "private"}, "text": "xong \ud83d"}}
    await staffed.running.intake.keep(
        [
            {"update_id": 900001} | text,
            {"update_id": 2**70} | text,
            {"update_id": 900002, "message": odd | {"chat": {"id": 2**70, "type": "private"}, "text": "x"}},
        ]
    )
    assert "⏰" not in (await staffed.says(BINH, "xong"))[-1]
    assert await staffed.running.intake.backlog() <= 2
