"""Reminders by hand: who waits to hear, what counts, and what becomes of those that did not arrive."""

from datetime import timedelta

from storage import nudges, outbox
from storage.database import Database, Tx
from storage.outbox import Kind, Outgoing
from tests.storage.rows import AN, BINH, NOW, assignment, focal_point, unit

LATER = NOW + timedelta(hours=5)


async def message(tx: Tx, telegram_id: int) -> int:
    outgoing = Outgoing(telegram_id, "sendMessage", {"text": "x"}, Kind.NUDGE, lapses_at=LATER)
    return await outbox.put(tx, outgoing, NOW)


async def test_two_people_nudged_together_count_once(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        an, binh = await focal_point(tx, AN, unit_id), await focal_point(tx, BINH, unit_id)
        one = await assignment(tx, unit_id)
        await nudges.add(tx, [(one, an), (one, binh)], an, NOW)
        assert await nudges.counts(tx) == {one: 1}
        await nudges.add(tx, [(one, an)], binh, LATER)
        assert await nudges.counts(tx) == {one: 2}
        assert await nudges.counts(tx, LATER) == {one: 1}
        assert await nudges.last(tx) == {one: LATER}
        assert await nudges.of(tx, one) == [(NOW, an), (LATER, binh)]


async def test_what_lapsed_waits_again_and_what_nobody_could_get_is_gone(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        an, binh = await focal_point(tx, AN, unit_id), await focal_point(tx, BINH, unit_id)
        one = await assignment(tx, unit_id)
        await nudges.add(tx, [(one, an), (one, binh)], an, NOW)
        first, second = await nudges.waiting(tx)
        lost = await message(tx, BINH)
        await nudges.sent(tx, [first.id], await message(tx, AN))
        await nudges.sent(tx, [second.id], lost)
        assert await nudges.waiting(tx) == []
        await outbox.unreached(tx, lost, "Forbidden")
        await outbox.lapse(tx, LATER)
        assert await nudges.waiting(tx) == [first]
        await nudges.drop(tx, [first.id])
        assert await nudges.counts(tx) == {}
