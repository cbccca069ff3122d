"""The one sender: what leaves next, at the pace, and what is claimed for that from the outbox.

Promise: nothing is lost; at most one repeat per crash or lost answer for each message in flight.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot

from bot.clock import Clock
from bot.in_flight import UNPACED, InFlight
from bot.notes import Notes
from bot.outcome import Outcomes
from bot.pace import Pace
from bot.precedence import Precedence
from bot.store_watch import StoreWatch
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Claimed, Priority
from storage.trouble import is_down

AHEAD = 3  # claimed while others leave: at the pace, an answer waits for them a seventh of a second
PATIENCE_SECONDS = 0.1  # that these wait where no pace holds them up, while people write without end


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was claimed. `all`: nothing else down to `least` may leave now."""

    rows: list[Claimed]
    least: Priority
    all: bool


class Delivery:
    """`may_interrupt(tx)`: whether reminders and digests may leave now; `migrated(tx, old, new)` is told
    when a group became a supergroup; `files_dir`: where the files lie that people sent."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        clock: Clock,
        per_second: float,
        may_interrupt: Callable[[Tx], Awaitable[bool]],
        migrated: Callable[[Tx, int, int], Awaitable[None]],
        watch: StoreWatch,
        precedence: Precedence,
        files_dir: Path,
    ) -> None:
        self._precedence = precedence
        self._database = database
        self._clock = clock
        self._pace = Pace(per_second)
        self._may_interrupt = may_interrupt
        self._watch = watch
        self._outcomes = Outcomes(clock, migrated)
        self._woken = asyncio.Event()
        self._in_flight = InFlight(
            bot, files_dir, self._pace, self._outcomes, Notes(database, watch), precedence
        )
        self._next: list[Claimed] = []
        self._claiming: asyncio.Task[None] | None = None
        self._row_ids: set[int] = set()
        # how often something was written, or came to its time, and as of which the last claim left nothing
        self._wakes = dict.fromkeys((Priority.ANSWER, Priority.DIGEST), 0)
        self._left_at = dict.fromkeys(self._wakes, -1)
        self._held_since: float | None = None
        self._asked_at = 0
        self._may = False
        self._at_work = False

    def wake(self, least: Priority = Priority.ANSWER) -> None:
        """Something was written that may leave. `least`: DIGEST when nobody waits for it."""
        self._came(least)
        self._woken.set()

    def _came(self, least: Priority = Priority.ANSWER) -> None:
        for priority in self._wakes:
            self._wakes[priority] += priority >= least

    async def prepare(self) -> None:
        """At a start: what was on its way may have arrived and goes again; no burst above the pace."""
        now = self._clock.now()
        async with self._database.transaction() as tx:
            interrupted = await outbox.release_interrupted(tx)
            recent = await outbox.recent_sends(tx, now - timedelta(seconds=61))
        loop_now = asyncio.get_running_loop().time()
        for chat_id, at in sorted(recent, key=lambda sent: sent[1]):
            self._pace.leaves(loop_now - max(0.0, (now - at).total_seconds()), chat_id)
        for _ in range(interrupted):  # nobody knows when they left: at the worst, just now
            self._pace.leaves(loop_now, None)

    async def work(self) -> None:
        """Until cancelled; then the messages in flight are awaited, so that none is in doubt."""
        in_doubt = False
        self._at_work = True
        try:
            while True:
                self._woken.clear()
                try:
                    if in_doubt:
                        await self._release_unknown()
                    in_doubt = False
                    took = await self._send_some()
                except (SQLAlchemyError, OSError) as error:
                    if not is_down(error):
                        raise
                    in_doubt = True
                    self._came()
                    await asyncio.sleep(self._watch.failed(error))
                    continue
                if not took:
                    await self._rest()
        finally:
            self._at_work = False
            await self._finish()

    async def claim_beside(self, tx: Tx) -> Chosen | None:
        """What may leave once `tx` is committed, for `take`; None where it is to be claimed as ever.

        A commit less before an answer leaves. On PostgreSQL others claim meanwhile, each in its own.
        """
        if not self._at_work or not self._database.is_sqlite:
            return None
        room = self._in_flight.free(answer=True) if self._pace.off else AHEAD
        room -= sum(row.is_answer for row in self._next)
        if room < 1 or self._outcomes.line_rests(asyncio.get_running_loop().time()):
            return None
        least = Priority.ANSWER if self._may_be_left(Priority.DIGEST) else Priority.DIGEST
        return await self._choose(tx, least, room)

    async def take(self, beside: Chosen | None) -> None:
        """At once after the commit, so that nobody claims in between."""
        self.wake()
        if beside is None:
            return
        self._put_next(beside, self._wakes.copy())
        if not self._at_work:
            await self._give_back()
            return
        loop = asyncio.get_running_loop()
        while self._next and self._next[0].is_answer and self._goes_now(self._next[0], loop.time()):
            self._let_go(self._next.pop(0), loop.time())

    async def _release_unknown(self) -> None:
        """A claim whose answer was lost with the connection may have been committed: nobody would send it."""
        async with self._database.transaction() as tx:
            await outbox.release_interrupted(tx, but=self._row_ids)

    async def drain(self, seconds: float = 30.0) -> None:
        """Sends what may leave now, then returns."""
        deadline = asyncio.get_running_loop().time() + seconds
        self._came()
        while asyncio.get_running_loop().time() < deadline:
            took = await self._send_some()
            if self._in_flight:
                await self._in_flight.one_lands()
            elif not took:
                resting = self._pace.resting(asyncio.get_running_loop().time())
                if not resting or not await self._something_waits():
                    return
                await asyncio.sleep(0.05)
                self._came()
        await self._give_back()

    async def busy(self) -> bool:
        """Whether anything is on its way or may leave now."""
        return bool(self._in_flight or self._next or self._claiming) or await self._something_waits()

    async def _something_waits(self) -> bool:
        async with self._database.reading() as tx:
            now = self._clock.now()
            may = await self._may_interrupt_at(tx, int(now.timestamp()))
            return await outbox.sendable(tx, now, may_interrupt=may)

    async def _rest(self) -> None:
        """Until something is written, or may have come to its time."""
        now = asyncio.get_running_loop().time()
        wait = 0.05 if self._pace.resting(now) or self._held_since is not None else 0.5
        try:
            async with asyncio.timeout(wait):  # wait_for can swallow the end
                await self._woken.wait()
        except TimeoutError:
            if self._held_since is None:
                self._came()

    async def _send_some(self) -> bool:
        """Lets what may leave next go at its moment; whether there was anything."""
        loop = asyncio.get_running_loop()
        if self._in_flight.free(answer=not self._next or self._next[0].is_answer) < 1:
            await self._in_flight.one_lands()
        if self._outcomes.all_wait:
            await self._give_back()
            self._outcomes.all_wait = False
        if self._outcomes.line_rests(loop.time()):
            return False
        if not self._next:
            await self._claim()
        if not self._next:
            return False
        while wait := self._pace.until_next(loop.time()):  # noqa: ASYNC110 - time itself is the event
            await asyncio.sleep(wait)
        if self._next and self._goes_now(self._next[0], loop.time()):  # else an answer left meanwhile
            self._let_go(self._next.pop(0), loop.time())
        if len(self._next) == 1 and not self._pace.off:
            self._begin_to_claim(Priority.DIGEST)
        return True

    def _goes_now(self, row: Claimed, now: float) -> bool:
        held_up = self._outcomes.all_wait or self._outcomes.line_rests(now) or self._pace.until_next(now)
        return not held_up and self._in_flight.free(answer=row.is_answer) > 0

    def _room(self, least: Priority) -> int:
        """How many may be claimed: never more than a few, for an answer that comes meanwhile to be among the
        next."""
        if not self._pace.off:
            return AHEAD
        return max(1, self._in_flight.free(answer=True)) if least is Priority.ANSWER else UNPACED

    def _least(self) -> Priority:
        """The least urgent that may be claimed now: without a pace, reminders would take the processor."""
        now = asyncio.get_running_loop().time()
        if not (self._at_work and self._pace.off and self._precedence.taken):
            self._held_since = None
            return Priority.DIGEST
        if self._held_since is None:
            self._held_since = now
        if now - self._held_since < PATIENCE_SECONDS:
            return Priority.ANSWER
        self._held_since = now
        return Priority.DIGEST

    def _let_go(self, row: Claimed, now: float) -> None:
        self._in_flight.let_go(row, now, partial(self._landed, self._wakes[Priority.DIGEST]))

    async def _claim(self) -> None:
        """The next ones: those claimed meanwhile, or now."""
        await self._take_claimed()
        least = self._least()
        if not self._next and self._may_be_left(least):
            self._begin_to_claim(least)
            await self._take_claimed()

    async def _take_claimed(self) -> None:
        """A task of its own: at the end, what it has claimed by then is given back and not left in flight."""
        claiming = self._claiming
        if claiming is None:
            return
        try:
            await asyncio.shield(claiming)
        finally:
            if claiming.done():
                self._claiming = None

    def _begin_to_claim(self, least: Priority) -> None:
        self._claiming = self._claiming or asyncio.create_task(self._claimed(least), name="claim")

    async def _claimed(self, least: Priority) -> None:
        wakes = self._wakes.copy()
        async with self._database.transaction() as tx:
            found = Chosen([], least, all=False)
            for priority in dict.fromkeys((Priority.ANSWER, least) if self._pace.off else (least,)):
                if not found.rows and self._left_at[priority] != wakes[priority]:
                    found = await self._choose(tx, priority, self._room(priority))
        self._put_next(found, wakes)

    def _may_be_left(self, least: Priority) -> bool:
        return self._left_at[least] != self._wakes[least]

    def _put_next(self, found: Chosen, wakes: Mapping[Priority, int]) -> None:
        """At once after the commit, so that nobody claims in between. `wakes`: when it was looked."""
        self._row_ids |= {row.id for row in found.rows}
        self._next = sorted([*self._next, *found.rows], key=lambda row: row.priority)
        if found.all and self._database.is_sqlite:  # on PostgreSQL others write, and nobody tells
            for priority in wakes:
                if priority <= found.least:
                    self._left_at[priority] = wakes[priority]

    async def _choose(self, tx: Tx, least: Priority, limit: int) -> Chosen:
        now = self._clock.now()
        may = await self._may_interrupt_at(tx, int(now.timestamp()))
        busy = [*self._in_flight.chats, *(row.chat_id for row in self._next)]
        resting = self._pace.resting(asyncio.get_running_loop().time())
        rows = await outbox.claim(
            tx, now, busy=busy, resting=resting, may_interrupt=may, limit=limit, least=least
        )
        return Chosen(rows, least, all=len(rows) < limit)

    async def _give_back(self) -> None:
        """What is claimed and has not left: nothing of it was sent."""
        await self._take_claimed()
        rows, self._next = self._next, []
        self._came()
        self._row_ids -= {row.id for row in rows}
        if rows:
            async with self._database.transaction() as tx:
                for row in rows:
                    await outbox.put_back(tx, row)

    async def _may_interrupt_at(self, tx: Tx, second: int) -> bool:
        """Asked once a second: the calendar is several queries, and this is the way of every message."""
        if self._asked_at != second:
            self._asked_at, self._may = second, await self._may_interrupt(tx)
        return self._may

    def _landed(self, wakes: int, row: Claimed, arrived: bool) -> None:
        """Its chat may have another by now: one that it held up, or one written since it left (`wakes`)."""
        self._row_ids.discard(row.id)
        if row.followed or wakes != self._wakes[Priority.DIGEST] or not arrived:
            self.wake()  # what it held up may be an answer
        else:
            self._woken.set()  # its place is free

    async def _finish(self) -> None:
        await self._in_flight.all_land()
        with contextlib.suppress(SQLAlchemyError, OSError):  # then they count as in flight, and go later
            await self._give_back()
