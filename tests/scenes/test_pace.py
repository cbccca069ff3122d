"""A broadcast at its pace, and the answer that overtakes it, as Telegram sees them."""

import asyncio
from pathlib import Path

from sandbox.ledger import Chat
from sandbox.people import Person
from storage import outbox
from storage.outbox import Kind, Outgoing
from tests.scenes.office import CHI, open_office

PER_SECOND = 25
BROADCAST = 1000  # five thousand wait in the benchmark


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
        loop = asyncio.get_running_loop()
        began = loop.time()
        sending = asyncio.create_task(office.running.delivery.work())
        await office.world.until(lambda: len(office.world.log.of("sendMessage")) >= PER_SECOND, within=30)
        before = len(office.world.log.of("sendMessage"))
        async with office.running.database.transaction() as tx:
            await outbox.put(
                tx, Outgoing(CHI.id, "sendMessage", {"text": "đây"}, Kind.ANSWER), office.clock.now()
            )
        office.running.delivery.wake()
        await office.world.until(lambda: office.world.texts(CHI.id) == ["đây"], within=30)
        # at this pace half a second, however slow the machine is
        assert len(office.world.log.of("sendMessage")) - before <= PER_SECOND // 2
        await asyncio.sleep(1.0)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        assert len(office.world.log.of("sendMessage")) <= PER_SECOND * (loop.time() - began + 1)
