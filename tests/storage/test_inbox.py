"""Updates are kept once, handed out in the order of each chat, and never lost."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from storage import inbox
from storage.database import Database
from storage.inbox import Arrived, Aside
from storage.tables import inbox as table

NOW = datetime(2025, 9, 23, 1, 0, tzinfo=UTC)
AN, BINH, CHI = 1001, 1002, 1003


async def keep(database: Database, *updates: tuple[int, int]) -> None:
    """(update id, chat) each."""
    async with database.transaction() as tx:
        await inbox.keep(tx, [Arrived(i, chat, f'{{"update_id": {i}}}') for i, chat in updates], NOW)


async def heads(
    database: Database, *, at: datetime = NOW, busy: tuple[int, ...] = (), limit: int = 9
) -> list[int]:
    async with database.reading() as tx:
        return [row.update_id for row in await inbox.heads(tx, at, busy, limit)]


async def seq_of(database: Database, update_id: int) -> int:
    async with database.reading() as tx:
        (found,) = [r.seq for r in await inbox.heads(tx, NOW, [], 99) if r.update_id == update_id]
    return found


async def finish(database: Database, update_id: int) -> bool:
    seq = await seq_of(database, update_id)
    async with database.transaction() as tx:
        return await inbox.finish(tx, seq, NOW)


async def test_an_update_kept_twice_is_there_once(database: Database) -> None:
    await keep(database, (7, AN), (7, AN))
    await keep(database, (7, AN), (8, BINH))
    await keep(database)
    async with database.reading() as tx:
        assert await inbox.waiting(tx) == (2, NOW)
    assert await finish(database, 7)
    await keep(database, (7, AN))
    assert await heads(database) == [8]


async def test_each_chat_keeps_the_order_in_which_its_updates_came(database: Database) -> None:
    # by webhook ids come out of order, and they restart at random after a quiet week
    await keep(database, (900, AN), (902, BINH), (901, AN), (5, BINH), (903, CHI))
    assert await heads(database) == [900, 902, 903]
    assert await heads(database, limit=2) == [900, 902]
    assert await heads(database, busy=(AN, CHI)) == [902]
    assert await finish(database, 900)
    assert await finish(database, 902)
    assert await heads(database) == [901, 5, 903]


async def test_what_waits_comes_back_as_it_was(database: Database) -> None:
    await keep(database, (7, -100_420_000_000_0))
    async with database.reading() as tx:
        (row,) = await inbox.heads(tx, NOW, [], 1)
    assert (row.update_id, row.chat_id, row.body) == (7, -100_420_000_000_0, '{"update_id": 7}')
    assert (row.tries, row.received_at) == (0, NOW)


async def test_an_update_is_finished_once(database: Database) -> None:
    await keep(database, (7, AN))
    seq = await seq_of(database, 7)
    async with database.transaction() as tx:
        assert await inbox.finish(tx, seq, NOW)
    async with database.transaction() as tx:
        assert not await inbox.finish(tx, seq, NOW)
        assert await inbox.waiting(tx) == (0, None)


async def test_one_that_is_tried_later_holds_its_chat_and_nobody_else(database: Database) -> None:
    await keep(database, (7, AN), (8, AN), (9, BINH))
    seq = await seq_of(database, 7)
    async with database.transaction() as tx:
        await inbox.try_later(tx, seq, 1, "ValueError: x", NOW + timedelta(seconds=2))
    assert await heads(database, at=NOW + timedelta(seconds=1)) == [9]
    assert await heads(database, at=NOW + timedelta(seconds=2)) == [7, 9]
    async with database.reading() as tx:
        (row, _) = await inbox.heads(tx, NOW + timedelta(seconds=2), [], 9)
    assert row.tries == 1


async def test_one_set_aside_lets_its_chat_go_on_and_may_be_tried_again(database: Database) -> None:
    await keep(database, (7, AN), (8, AN))
    seq = await seq_of(database, 7)
    async with database.transaction() as tx:
        await inbox.try_later(tx, seq, 2, "first", NOW + timedelta(hours=1))
        await inbox.set_aside(tx, seq, 3, "ValueError: x")
    async with database.reading() as tx:
        assert await inbox.aside(tx) == [Aside(7, "ValueError: x", emptied=False)]
        assert (await inbox.waiting(tx))[0] == 1
    assert await heads(database) == [8]
    async with database.transaction() as tx:
        assert await inbox.retry_aside(tx) == 1
        assert await inbox.retry_aside(tx) == 0
        assert await inbox.aside(tx) == []
    assert await heads(database) == [7]


async def test_the_number_of_a_deleted_row_is_not_used_again(database: Database) -> None:
    await keep(database, (7, AN))
    first = await seq_of(database, 7)
    async with database.transaction() as tx:
        await tx.execute(delete(table))
    await keep(database, (8, AN))
    assert await seq_of(database, 8) > first
