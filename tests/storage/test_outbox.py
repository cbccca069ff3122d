"""What leaves when, and what becomes of it: the outbox is the order of sending and the ledger."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage import outbox, reminders
from storage.database import Database
from storage.outbox import EVERY_CHAT, Claimed, Kind, Outgoing
from storage.owing import Owed, remember
from storage.tables import announcements
from storage.tables import outbox as table
from storage.tables import reminders as ledger
from tests.storage.rows import AN, BINH, DEADLINE, NOW, assignment, focal_point, unit

STEERING = -4200
SECOND = timedelta(seconds=1)


async def put(database: Database, text: str, kind: Kind = Kind.ANSWER, chat: int = AN, **more: Any) -> int:
    method = more.pop("method", "sendMessage")
    async with database.transaction() as tx:
        return await outbox.put(tx, Outgoing(chat, method, {"text": text}, kind, **more), NOW)


async def claim(
    database: Database,
    at: datetime = NOW,
    *,
    busy: tuple[int, ...] = (),
    may_interrupt: bool = True,
    limit: int = 9,
) -> list[Claimed]:
    async with database.transaction() as tx:
        return await outbox.claim(tx, at, busy=busy, may_interrupt=may_interrupt, limit=limit)


async def claimed(database: Database, at: datetime = NOW, **how: Any) -> list[str]:
    return [row.body["text"] for row in await claim(database, at, **how)]


async def deliver_all(database: Database, at: datetime = NOW) -> list[str]:
    """Sends one after another whatever may leave; the texts in the order of leaving."""
    told = []
    while rows := await claim(database, at, limit=1):
        told.append(rows[0].body["text"])
        async with database.transaction() as tx:
            await outbox.sent(tx, rows[0].id, len(told), at)
    return told


async def try_later(database: Database, row: Claimed, until: datetime, *, arrived: bool = False) -> None:
    async with database.transaction() as tx:
        await outbox.try_later(tx, row.id, "TimedOut", until, may_have_arrived=arrived)


async def states(database: Database) -> dict[str, int]:
    async with database.reading() as tx:
        return await outbox.counts(tx)


async def test_answers_leave_before_notices_reminders_and_digests(database: Database) -> None:
    await put(database, "digest", Kind.DIGEST, STEERING)
    await put(database, "reminder", Kind.REMINDER)
    await put(database, "notice", Kind.NOTICE)
    await put(database, "answer", Kind.READBACK)
    await put(database, "press", Kind.SILENT, method="answerCallbackQuery")
    await put(database, "reminder to Bình", Kind.REMINDER, BINH)
    assert await deliver_all(database) == [
        "press", "answer", "notice", "reminder", "reminder to Bình", "digest",
    ]  # fmt: skip


async def test_one_message_a_chat_is_on_its_way(database: Database) -> None:
    for text in ("a", "b"):
        await put(database, text)
    await put(database, "to Bình", chat=BINH)
    first = await claim(database)
    assert [row.body["text"] for row in first] == ["a", "to Bình"]
    assert [row.tries for row in first] == [0, 0]
    assert await claimed(database, busy=(AN, BINH)) == []
    async with database.transaction() as tx:
        await outbox.sent(tx, first[0].id, 5, NOW)
    assert await claimed(database, busy=(BINH,)) == ["b"]


async def test_what_is_claimed_is_not_claimed_again(database: Database) -> None:
    await put(database, "a")
    assert await claimed(database) == ["a"]
    assert await claimed(database) == []
    assert await states(database) == {"sending": 1}


async def test_one_that_waits_holds_the_later_ones_of_its_chat_back(database: Database) -> None:
    for text in ("a", "b"):
        await put(database, text)
    await put(database, "to Bình", chat=BINH)
    (row,) = await claim(database, limit=1)
    await try_later(database, row, NOW + SECOND)
    assert await claimed(database, limit=1) == ["to Bình"]
    assert await claimed(database) == []
    assert await deliver_all(database, NOW + SECOND) == ["a", "b"]


async def test_the_answer_to_a_button_overtakes_what_waits(database: Database) -> None:
    await put(database, "a")
    (row,) = await claim(database)
    await try_later(database, row, NOW + SECOND)
    await put(database, "press", Kind.SILENT, method="answerCallbackQuery")
    assert await claimed(database) == ["press"]


async def test_outside_working_hours_only_what_may_interrupt_leaves(database: Database) -> None:
    await put(database, "reminder", Kind.REMINDER, in_hours=True)
    await put(database, "reminder to Bình", Kind.REMINDER, BINH, in_hours=True)
    await put(database, "answer")
    async with database.reading() as tx:
        assert await outbox.sendable(tx, NOW, may_interrupt=False)
    assert await claimed(database, may_interrupt=False) == ["answer"]
    async with database.reading() as tx:
        assert not await outbox.sendable(tx, NOW, may_interrupt=False)
    assert await claimed(database) == ["reminder", "reminder to Bình"]


async def test_a_lapsed_reminder_is_not_sent_and_is_owed_again(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        person_id = await focal_point(tx, AN, unit_id)
        owing, fresh = await assignment(tx, unit_id), await assignment(tx, unit_id, "NV02")
    row = await put(
        database, "reminder", Kind.REMINDER, person_id=person_id, lapses_at=NOW + SECOND, about=(owing,)
    )
    kept = await put(database, "later", Kind.REMINDER, BINH, lapses_at=NOW + 2 * SECOND)
    async with database.transaction() as tx:
        await remember(tx, [Owed(person_id, owing, unit_id, DEADLINE, 7)], NOW, row)
        await reminders.announce(tx, [fresh], person_id, NOW, row)
        await outbox.lapse(tx, NOW)
        assert (await tx.execute(select(ledger.c.id))).all() != []
        await outbox.lapse(tx, NOW + SECOND)
        assert (await tx.execute(select(ledger.c.id))).all() == []
        assert (await tx.execute(select(announcements.c.id))).all() == []
        waiting = await outbox.unsent(tx, NOW + SECOND)
    assert [row.id for row in waiting] == [kept]
    assert await claimed(database, NOW + SECOND) == ["later"]


async def test_one_past_its_time_does_not_hold_its_chat_back(database: Database) -> None:
    await put(database, "old", lapses_at=NOW)
    await put(database, "new")
    assert await claimed(database) == ["new"]


async def test_a_pause_holds_its_chat_and_is_never_shortened(database: Database) -> None:
    await put(database, "a")
    await put(database, "to Bình", chat=BINH)
    async with database.transaction() as tx:
        assert await outbox.paused_until(tx, AN, NOW) is None
        await outbox.pause(tx, AN, NOW, NOW + 10 * SECOND)
        await outbox.pause(tx, AN, NOW, NOW + 5 * SECOND)
        assert await outbox.paused_until(tx, AN, NOW) == NOW + 10 * SECOND
        await outbox.pause(tx, AN, NOW, NOW + 20 * SECOND)
        await outbox.pause(tx, EVERY_CHAT, NOW, NOW + SECOND)
        assert await outbox.paused_until(tx, EVERY_CHAT, NOW) == NOW + SECOND
    assert await claimed(database) == []
    assert await claimed(database, NOW + SECOND) == ["to Bình"]
    assert await claimed(database, NOW + 19 * SECOND) == []
    assert await claimed(database, NOW + 20 * SECOND) == ["a"]


async def test_what_was_on_its_way_at_a_crash_goes_again(database: Database) -> None:
    await put(database, "a")
    await put(database, "to Bình", chat=BINH)
    await claim(database)
    async with database.transaction() as tx:
        assert await outbox.release_interrupted(tx) == 2
        assert await outbox.release_interrupted(tx) == 0
    assert await states(database) == {"uncertain": 2}
    assert [(row.body["text"], row.tries) for row in await claim(database)] == [("a", 1), ("to Bình", 1)]


@pytest.mark.parametrize(("arrived", "state"), [(True, "uncertain"), (False, "pending")])
async def test_one_to_be_tried_again_tells_whether_it_may_have_arrived(
    database: Database, arrived: bool, state: str
) -> None:
    await put(database, "a")
    (row,) = await claim(database)
    await try_later(database, row, NOW + SECOND, arrived=arrived)
    assert await states(database) == {state: 1}
    async with database.reading() as tx:
        assert await outbox.waiting(tx, NOW, may_interrupt=True) == (0, None)
        assert await outbox.waiting(tx, NOW + SECOND, may_interrupt=True) == (1, NOW)
    assert await claimed(database, NOW + SECOND) == ["a"]


async def test_what_failed_is_not_tried_again(database: Database) -> None:
    row = await put(database, "a")
    await claim(database)
    async with database.transaction() as tx:
        await outbox.failed(tx, row, "Forbidden")
    assert await claimed(database) == []
    assert await states(database) == {"failed": 1}


async def test_what_waits_follows_a_group_that_became_a_supergroup(database: Database) -> None:
    new = -1_000_000_004_200
    await put(database, "sent before", Kind.DIGEST, STEERING)
    await deliver_all(database)
    for text in ("a", "b"):
        await put(database, text, Kind.DIGEST, STEERING)
    await put(database, "other", Kind.DIGEST, -77)
    await claim(database)
    async with database.transaction() as tx:
        await outbox.follow_chat(tx, STEERING, new)
        chats = (await tx.execute(select(table.c.chat_id).order_by(table.c.id))).scalars().all()
    assert chats == [STEERING, new, new, -77]
    assert await deliver_all(database) == ["a", "b"]


async def test_a_key_is_written_once(database: Database) -> None:
    await put(database, "a", key="digest:1")
    with pytest.raises(IntegrityError):
        await put(database, "b", key="digest:1")
    assert await claimed(database) == ["a"]


async def test_a_message_is_found_again_by_what_telegram_called_it(database: Database) -> None:
    await put(database, "first", Kind.REMINDER, about=(3, 4))
    await put(database, "menu", Kind.SILENT)
    (first,) = await claim(database, limit=1)
    assert (first.kind, first.file) == (Kind.SILENT, None)
    async with database.transaction() as tx:
        await outbox.sent(tx, first.id, 8, NOW)
    (second,) = await claim(database, limit=1)
    async with database.transaction() as tx:
        await outbox.sent(tx, second.id, 9, NOW + SECOND)
        found = await outbox.by_message(tx, AN, 9)
        assert found is not None
        assert (found.kind, found.about, found.at) == (Kind.REMINDER, (3, 4), NOW + SECOND)
        assert await outbox.last_to(tx, AN) == found
        assert await outbox.by_message(tx, AN, 8) is None
        assert await outbox.by_message(tx, BINH, 9) is None
        assert await outbox.recent_sends(tx, NOW) == [(AN, NOW + SECOND)]


async def test_a_file_goes_with_its_message(database: Database) -> None:
    await put(database, "x", file_name="bao-cao.xlsx", file=b"\x00\xff")
    (row,) = await claim(database)
    assert (row.file_name, row.file) == ("bao-cao.xlsx", b"\x00\xff")
