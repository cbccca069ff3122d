"""A broadcast at its pace, and the answer that overtakes it, as Telegram sees them."""

import asyncio
from pathlib import Path

from sandbox.ledger import Chat
from sandbox.people import Person
from storage import outbox
from storage.outbox import Kind, Outgoing
from tests.bot.test_pace import most_in
from tests.scenes.office import CHI, open_office

PER_SECOND = 25
BROADCAST = 5000


async def test_an_answer_overtakes_a_broadcast(tmp_path: Path) -> None:
    async with open_office(tmp_path, MESSAGES_PER_SECOND=str(PER_SECOND)) as office:
        for n in range(BROADCAST):
            person = Person(10_000 + n, f"Người {n}")
            office.world.people[person.id] = person
            office.world.chats[person.id] = Chat(person.id, open=True)
        async with office.running.database.transaction() as tx:
            for n in range(BROADCAST):
                row = Outgoing(10_000 + n, "sendMessage", {"text": f"nhắc {n}"}, Kind.REMINDER)
                await outbox.put(tx, row, office.clock.now())
        office.world.chats[CHI.id].open = True
        sending = asyncio.create_task(office.running.delivery.work())
        loop = asyncio.get_running_loop()
        await asyncio.sleep(2.0)
        asked = loop.time()
        async with office.running.database.transaction() as tx:
            await outbox.put(
                tx, Outgoing(CHI.id, "sendMessage", {"text": "đây"}, Kind.ANSWER), office.clock.now()
            )
        office.running.delivery.wake()
        await office.world.until(lambda: office.world.texts(CHI.id) == ["đây"], within=5)
        assert loop.time() - asked < 0.5
        await asyncio.sleep(2.0)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        calls = [call.at for call in office.world.log.of("sendMessage")]
        assert most_in(calls, 1.0) <= PER_SECOND
        assert len(calls) >= 0.8 * 4 * PER_SECOND
