"""Inbox and outbox against a simple oracle, whatever happens in between."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from storage import inbox, outbox, schema
from storage.database import Database
from storage.inbox import Arrived
from storage.outbox import Claimed, Kind, Outgoing

T = TypeVar("T")
CHATS = (11, 12, -13)
TRIES = 3


@cache
def template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="dondoc-model-")) / "template.db"
    store = Database(f"sqlite+aiosqlite:///{path}")

    async def make() -> None:
        await schema.migrate(store)
        await store.close()

    asyncio.run(make())
    return path


@dataclass
class Update:
    """As the oracle knows it."""

    chat: int
    state: str = "waiting"
    tries: int = 0
    not_before: datetime | None = None


@dataclass
class Message:
    chat: int
    priority: int
    state: str = "waiting"
    arrived: int = 0
    doubts: int = 0
    not_before: datetime | None = None


class Post(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="dondoc-model-")
        shutil.copy(template(), f"{self.folder}/x.db")
        self.loop = asyncio.new_event_loop()
        self.store = Database(f"sqlite+aiosqlite:///{self.folder}/x.db")
        self.now = datetime(2025, 9, 23, 1, tzinfo=UTC)
        self.updates: dict[int, Update] = {}  # in the order of coming
        self.messages: dict[int, Message] = {}  # by row
        self.in_flight: dict[int, Claimed] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.crash()
        self.now += timedelta(minutes=1)
        while self.take(fails=False):
            pass
        while self.claim():
            for row in list(self.in_flight):
                self.land(row, "ok")
        assert all(update.state in ("done", "aside") for update in self.updates.values())
        assert all(message.arrived for message in self.messages.values())
        self.run(self.store.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    # the inbox

    @rule(ids=st.lists(st.tuples(st.integers(1, 15), st.sampled_from(CHATS)), min_size=1, max_size=4))
    def keep(self, ids: list[tuple[int, int]]) -> None:
        async def work() -> None:
            async with self.store.transaction() as tx:
                await inbox.keep(tx, [Arrived(i, chat, "{}") for i, chat in ids], self.now)

        self.run(work())
        for update_id, chat in ids:
            self.updates.setdefault(update_id, Update(chat))

    def expected_heads(self) -> list[int]:
        first: dict[int, int] = {}
        for update_id, update in self.updates.items():
            if update.state == "waiting":
                first.setdefault(update.chat, update_id)
        return [i for i in self.updates if i in first.values() and over(self.updates[i].not_before, self.now)]

    async def heads(self) -> list[inbox.Waiting]:
        async with self.store.choosing() as tx:
            return await inbox.heads(tx, self.now, [], 99)

    @invariant()
    def the_heads_are_the_oldest_of_their_chats(self) -> None:
        assert [row.update_id for row in self.run(self.heads())] == self.expected_heads()

    @rule(fails=st.booleans())
    def an_update_is_handled(self, fails: bool) -> None:
        self.take(fails)

    def take(self, fails: bool) -> bool:
        """The first head is handled: done with an answer in one transaction, or it fails."""
        rows = self.run(self.heads())
        if not rows:
            return False
        row, known = rows[0], self.updates[rows[0].update_id]

        async def done() -> int:
            async with self.store.transaction() as tx:
                assert await inbox.finish(tx, row.seq, self.now)
                message = Outgoing(row.chat_id, "sendMessage", {"text": str(row.update_id)}, Kind.ANSWER)
                return await outbox.put(tx, message, self.now, row.seq)

        async def failed() -> None:
            async with self.store.transaction() as tx:
                if known.tries < TRIES:
                    await inbox.try_later(tx, row.seq, known.tries, "x", self.now + timedelta(seconds=2))
                else:
                    await inbox.set_aside(tx, row.seq, known.tries, "x")

        if fails:
            known.tries += 1
            self.run(failed())
            known.not_before = self.now + timedelta(seconds=2) if known.tries < TRIES else known.not_before
            known.state = "waiting" if known.tries < TRIES else "aside"
        else:
            self.messages[self.run(done())] = Message(row.chat_id, 1)
            known.state = "done"
        return True

    @rule()
    def try_again_what_was_set_aside(self) -> None:
        async def work() -> int:
            async with self.store.transaction() as tx:
                return await inbox.retry_aside(tx)

        aside = [update for update in self.updates.values() if update.state == "aside"]
        assert self.run(work()) == len(aside)
        for update in aside:
            update.state, update.tries, update.not_before = "waiting", 0, None

    # the outbox

    @rule(chat=st.sampled_from(CHATS), kind=st.sampled_from([Kind.REMINDER, Kind.DIGEST, Kind.NOTICE]))
    def plan(self, chat: int, kind: Kind) -> None:
        async def work() -> int:
            async with self.store.transaction() as tx:
                return await outbox.put(tx, Outgoing(chat, "sendMessage", {"text": "x"}, kind), self.now)

        self.messages[self.run(work())] = Message(chat, outbox.PRIORITY[kind])

    @rule()
    def messages_are_claimed(self) -> None:
        self.claim()

    def claim(self) -> bool:
        async def work() -> list[Claimed]:
            async with self.store.transaction() as tx:
                busy = [row.chat_id for row in self.in_flight.values()]
                return await outbox.claim(tx, self.now, busy=busy, may_interrupt=True, limit=2)

        heads: dict[int, tuple[int, int]] = {}
        busy = {row.chat_id for row in self.in_flight.values()}
        for row_id, m in self.messages.items():
            if m.state == "waiting" and m.chat not in busy:
                heads[m.chat] = min(heads.get(m.chat, (9, 0)), (m.priority, row_id))
        ready = sorted(h for h in heads.values() if over(self.messages[h[1]].not_before, self.now))
        claimed = self.run(work())
        assert [row.id for row in claimed] == [row_id for _, row_id in ready[:2]]
        for row in claimed:
            assert row.may_have_arrived == (self.messages[row.id].doubts > 0)
            self.messages[row.id].state = "sending"
            self.in_flight[row.id] = row
        return bool(claimed)

    @precondition(lambda self: self.in_flight)
    @rule(end=st.sampled_from(["ok", "answer lost", "never sent"]), data=st.data())
    def lands(self, end: str, data: st.DataObject) -> None:
        self.land(data.draw(st.sampled_from(sorted(self.in_flight))), end)

    def land(self, row_id: int, end: str) -> None:
        row, message = self.in_flight.pop(row_id), self.messages[row_id]
        later = self.now + timedelta(seconds=3)

        async def work() -> None:
            async with self.store.transaction() as tx:
                if end == "ok":
                    await outbox.sent(tx, row_id, 5, self.now)
                else:
                    doubt = end == "answer lost" or row.may_have_arrived
                    await outbox.try_later(tx, row_id, end, later, may_have_arrived=doubt)

        self.run(work())
        message.state = "sent" if end == "ok" else "waiting"
        message.arrived += end != "never sent"
        if end == "answer lost":
            message.doubts += 1
        if end != "ok":
            message.not_before = later

    @rule(arrived=st.sets(st.integers(0, 3)))
    def crash_with(self, arrived: set[int]) -> None:
        """Some of those in flight had been sent when the process died."""
        for place, row_id in enumerate(sorted(self.in_flight)):
            self.messages[row_id].arrived += place in arrived
        self.crash()

    def crash(self) -> None:
        async def begin_again() -> int:
            async with self.store.transaction() as tx:
                return await outbox.release_interrupted(tx)

        assert self.run(begin_again()) == len(self.in_flight)
        for row_id in self.in_flight:
            message = self.messages[row_id]
            message.state, message.not_before = "waiting", None
            message.doubts += 1
        self.in_flight.clear()

    @rule(seconds=st.integers(1, 5))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def nothing_is_repeated_more_often_than_promised(self) -> None:
        assert all(m.arrived <= 1 + m.doubts for m in self.messages.values())

    @invariant()
    def each_update_that_is_done_has_one_answer(self) -> None:
        done = sum(update.state == "done" for update in self.updates.values())
        assert done == sum(m.priority == 1 for m in self.messages.values())


def over(not_before: datetime | None, now: datetime) -> bool:
    return not_before is None or not_before <= now


Post.TestCase.settings = settings(
    max_examples=12, stateful_step_count=22, deadline=None, suppress_health_check=list(HealthCheck)
)
test_inbox_and_outbox = Post.TestCase
