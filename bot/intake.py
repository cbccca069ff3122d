"""The inbox at work: one update of a chat at a time, in the order of the chat, in one transaction.

An update is kept before it is acknowledged. What fails is tried again, then set aside with its error;
it never blocks a chat.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import Application

from bot.apart import Elsewhere, done_first
from bot.clock import Clock
from bot.delivery import Delivery
from bot.failpoints import failpoint
from bot.metrics import UPDATES
from bot.precedence import Precedence
from bot.store_watch import StoreWatch
from bot.visit import VISIT, Visit, answer_press, desk_for
from bot.waiting import Waited
from domain.calendar import WorkCalendar
from domain.refusal import Refusal
from handlers import evidence, secrecy
from handlers.beforehand import TIMES as TIMES_WORKED_OUT
from handlers.beforehand import WorkFirst
from handlers.desk import Office, Turn
from handlers.screens import plain
from handlers.texts import refusals
from handlers.texts.language import speaking
from storage import inbox
from storage.database import Database, Tx
from storage.inbox import Arrived, Waiting
from storage.trouble import is_down

log = logging.getLogger(__name__)

AT_ONCE = 8
TRIES = 3
STOP_SECONDS = 5.0
ELSEWHERE_SECONDS = 0.1
BIGGEST_ID = 2**63
BIGGEST_FILE = 20 * 1024 * 1024
_HOLDERS = (
    "message",
    "edited_message",
    "my_chat_member",
    "chat_member",
    "channel_post",
    "edited_channel_post",
    "chat_join_request",
    "message_reaction",
)


def chat_of(raw: dict[str, Any]) -> int:
    """The chat whose order an update keeps; 0 where none can be told."""
    for holder in _HOLDERS:
        if isinstance(held := raw.get(holder), dict):
            return int((held.get("chat") or {}).get("id") or 0)
    query = raw.get("callback_query")
    if isinstance(query, dict):
        message = query.get("message") or {}
        chat = (message.get("chat") or {}).get("id")
        return int(chat or (query.get("from") or {}).get("id") or 0)
    return 0


def by_our_clock(raw: Any, clock: Clock) -> Any:
    """The update with the moments of its message as our clock has them."""
    for holder in ("message", "edited_message"):
        if isinstance(raw, dict) and isinstance(held := raw.get(holder), dict):
            stamps = {name: held[name] for name in ("date", "edit_date") if isinstance(held.get(name), int)}
            moved = {name: clock.of_stamp(stamp) for name, stamp in stamps.items()}
            return raw if moved == stamps else raw | {holder: held | moved}
    return raw


def arrived(raw: Any) -> Arrived | None:
    """None for what is no update at all. Whatever is inside, the raw JSON is kept."""
    if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
        return None
    if not 0 <= raw["update_id"] < BIGGEST_ID:
        return None
    try:
        chat_id = chat_of(raw)
    except (TypeError, ValueError, AttributeError):
        chat_id = 0
    if abs(chat_id) >= BIGGEST_ID:
        chat_id = 0
    # in ASCII, for half a surrogate pair is JSON and no text that a store takes
    return Arrived(raw["update_id"], chat_id, json.dumps(raw))


@dataclass(slots=True)
class _Batch:
    """What is committed together; whoever comes first does it for the others."""

    arrived: list[Arrived] = field(default_factory=list)
    kept: bool = False
    error: Exception | None = None


class Broke(Exception):
    """A handler failed in a way that, from the store, would mean that the store is away."""


class Intake:
    """`calendar_of(tx)` gives the working days as the Secretariat has set them."""

    def __init__(
        self,
        database: Database,
        application: Application[Any, Any, Any, Any, Any, Any],
        office: Office,
        calendar_of: Callable[[Tx], Awaitable[WorkCalendar]],
        clock: Clock,
        delivery: Delivery,
        watch: StoreWatch,
        precedence: Precedence,
    ) -> None:
        self._precedence = precedence
        self._database = database
        self._application = application
        self._office = office
        self._calendar_of = calendar_of
        self._clock = clock
        self._delivery = delivery
        self._watch = watch
        self._arriving = _Batch()
        self._keeping = asyncio.Lock()
        self._woken = asyncio.Event()
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._all_at_work = False
        self._wakes = 0

    async def keep(self, updates: Sequence[Any]) -> None:
        """Commits what came; only then may it be acknowledged.

        What comes while a commit is under way is committed together: a webhook brings forty at a time.
        """
        batch = self._arriving
        batch.arrived += [a for raw in updates if (a := arrived(by_our_clock(raw, self._clock))) is not None]
        with self._precedence.answering():
            await self._keep(batch)
        self.wake()

    async def _keep(self, batch: "_Batch") -> None:
        async with self._keeping:
            if batch.error is not None:
                raise batch.error
            if not batch.kept:
                await self._commit(batch)

    async def _commit(self, batch: "_Batch") -> None:
        if self._arriving is batch:
            self._arriving = _Batch()
        try:
            async with self._database.transaction() as tx:
                await inbox.keep(tx, batch.arrived, self._clock.now())
                failpoint("update inserted")
        except Exception as error:
            batch.error = error
            raise
        batch.kept = True
        failpoint("update kept")
        self._watch.works()

    async def backlog(self) -> int:
        """How many updates wait."""
        async with self._database.reading() as tx:
            return (await inbox.waiting(tx))[0]

    def wake(self) -> None:
        """Something came, or the clock was turned."""
        self._wakes += 1
        self._woken.set()

    async def work(self) -> None:
        """Until cancelled; what is in hand then is finished, or rolled back and waits for the next start."""
        try:
            while True:
                try:
                    await self._hand_out()
                except (SQLAlchemyError, OSError) as error:
                    if not is_down(error):
                        raise
                    await asyncio.sleep(self._watch.failed(error))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1.0):  # wait_for can swallow the end
                        await self._woken.wait()
                    self._woken.clear()
        finally:
            await self._finish()

    async def _finish(self) -> None:
        if not self._at_work:
            return
        _, late = await asyncio.wait(self._at_work.values(), timeout=STOP_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def drain(self) -> None:
        """Works off what waits, then returns (for `tick` and for tests)."""
        while True:
            async with self._database.reading() as tx:
                rows = await inbox.heads(tx, self._clock.now(), [], AT_ONCE)
            if not rows:
                return
            for row in rows:
                await self._handle(row)

    async def _hand_out(self) -> None:
        room = AT_ONCE - len(self._at_work)
        if room <= 0:
            return
        wakes = self._wakes
        async with self._database.choosing() as tx:
            rows = await inbox.heads(tx, self._clock.now(), list(self._at_work), room)
        for row in rows:
            task = asyncio.create_task(self._handle(row), name=f"update {row.update_id}")
            self._at_work[row.chat_id] = task
            task.add_done_callback(partial(self._finished, row, wakes))
        self._all_at_work = len(rows) < room

    def _finished(self, row: Waiting, wakes: int, _: object) -> None:
        """Its chat may have another by now. What waits for its time is looked for each second.

        On PostgreSQL another process may have kept one, and nobody tells.
        """
        self._at_work.pop(row.chat_id, None)
        alone = not row.followed and wakes == self._wakes and self._database.is_sqlite
        if not alone or not self._all_at_work:
            self._woken.set()

    async def _handle(self, row: Waiting) -> None:
        update: Update | None = None
        waited = Waited(self._database, self._clock, self._delivery.wake, row)
        try:
            update = Update.de_json(json.loads(row.body), self._application.bot)
            files = await self._fetch(update)
            if await self._visits(row, update, files, waited):
                UPDATES.labels("done").inc()
            else:
                await asyncio.sleep(ELSEWHERE_SECONDS)
        except Refusal as refusal:
            await self._or_later(self._say_refusal(row, update, refusal, waited))
            UPDATES.labels("done").inc()
        except Exception as error:  # noqa: BLE001 - whatever it is, the chat goes on
            if is_down(error):
                await asyncio.sleep(self._watch.failed(error))  # nothing is wrong with the update
            else:
                await self._or_later(self._failed(row, error, waited))

    async def _or_later(self, work: Coroutine[Any, Any, None]) -> None:
        """What cannot be written down now is found out again: the update still waits."""
        try:
            await work
            self._delivery.wake()
        except Exception as error:
            if is_down(error):
                await asyncio.sleep(self._watch.failed(error))
            else:
                log.error("what became of an update cannot be written", exc_info=error)
                await asyncio.sleep(1.0)

    async def _visits(self, row: Waiting, update: Update, files: Mapping[str, bytes], waited: Waited) -> bool:
        """As often as what was worked out beforehand is out of date; False when another process is at it."""
        worked_out: object = None
        for _ in range(TIMES_WORKED_OUT):
            try:
                with self._precedence.answering():
                    return await self._visit(row, update, files, worked_out, waited)
            except WorkFirst as first:
                url = self._database.url.render_as_string(hide_password=False)
                elsewhere = Elsewhere(url, self._clock.now(), self._office)
                work = done_first(first, self._reading, elsewhere)
                worked_out = await waited.work(work, first.wait)
        try:
            return await self._visit(row, update, files, worked_out, waited)
        except WorkFirst:
            raise Refusal("keeps_changing") from None

    @contextlib.asynccontextmanager
    async def _reading(self) -> AsyncIterator[Turn]:
        async with self._database.reading() as tx:
            yield Turn(tx, self._clock.now(), self._office, await self._calendar_of(tx))

    async def _visit(
        self, row: Waiting, update: Update, files: Mapping[str, bytes], worked_out: object, waited: Waited
    ) -> bool:
        async with self._database.transaction(one_of_many=True) as tx:
            if not await inbox.finish(tx, row.seq, self._clock.now()):
                return False
            visit = await self._new_visit(tx, row, files)
            visit.worked_out = worked_out
            VISIT.set(visit)
            await self._application.process_update(update)
            if isinstance(visit.error, OSError):
                raise Broke from visit.error
            if visit.error is not None:
                raise visit.error
            await secrecy.forget_if_secret(tx, update, visit.actor, row.seq)
            await waited.end(tx)
            beside = await self._delivery.claim_beside(tx)
            failpoint("visit written")
        await self._delivery.take(beside)
        failpoint("visit committed")
        self._watch.works()
        return True

    async def _new_visit(self, tx: Tx, row: Waiting, files: Mapping[str, bytes]) -> Visit:
        calendar = await self._calendar_of(tx)
        return Visit(tx, self._clock.now(), self._office, calendar, row.seq, files)

    async def _say_refusal(
        self, row: Waiting, update: Update | None, refusal: Refusal, waited: Waited
    ) -> None:
        """What the handler had written is rolled back; the reason is said, at the button or in the chat."""
        async with self._database.transaction() as tx:
            if update is None or not await inbox.finish(tx, row.seq, self._clock.now()):
                return
            await waited.end(tx, stopped=True)
            desk = await desk_for(update, None, await self._new_visit(tx, row, {}))
            if desk is None:
                return
            refusal = await secrecy.without_words(tx, refusal, update, desk.actor)
            with speaking(desk.reader):
                words = refusals.say(refusal.reason, **refusal.facts)
            if update.callback_query is not None:
                await answer_press(desk, plain(words), alert=True)
            else:
                await desk.say(words)
            await secrecy.forget_if_secret(tx, update, desk.actor, row.seq)

    async def _failed(self, row: Waiting, error: Exception, waited: Waited) -> None:
        tries = row.tries + 1
        cause = error.__cause__ if isinstance(error, Broke) and error.__cause__ else error
        said = f"{type(cause).__name__}: {cause}"[:1000]
        async with self._database.transaction() as tx:
            UPDATES.labels("again" if tries < TRIES else "aside").inc()
            if tries < TRIES:
                later = self._clock.now() + timedelta(seconds=tries)
                await inbox.try_later(tx, row.seq, tries, said, later)
                return
            await inbox.set_aside(tx, row.seq, tries, said)
            await waited.end(tx, stopped=True)
        log.error("update %s set aside after %s tries", row.update_id, tries, exc_info=error)
        await self._apologise(row)

    async def _apologise(self, row: Waiting) -> None:
        """The sender hears that it did not work; in a group nobody does."""
        try:
            update = Update.de_json(json.loads(row.body), self._application.bot)
            async with self._database.transaction() as tx:
                desk = await desk_for(update, None, await self._new_visit(tx, row, {}))
                if desk is not None and desk.in_private:
                    await answer_press(desk, "")
                    with speaking(desk.reader):
                        await desk.say(refusals.say("broke"))
        except Exception:  # noqa: BLE001 - an update that cannot even be read has nobody to be told
            log.warning("nobody could be told of update %s", row.update_id)

    async def _fetch(self, update: Update) -> dict[str, bytes]:
        """The files that the update's handler will want, by file id, before it runs."""
        if not evidence.may_want(update):
            return {}
        async with self._reading() as turn:
            wanted = await evidence.wanted(turn, update)
        if any(one.size > BIGGEST_FILE for one in wanted):
            raise Refusal("file_too_big")
        return {one.file_id: await self._download(one.file_id) for one in wanted}

    async def _download(self, file_id: str) -> bytes:
        """Tried twice."""
        for last in (False, True):
            try:
                held = await self._application.bot.get_file(file_id)
                if (held.file_size or 0) > BIGGEST_FILE:
                    raise Refusal("file_too_big")
                return bytes(await held.download_as_bytearray())
            except TelegramError as error:
                if last or not isinstance(error, NetworkError):
                    raise Refusal("file_lost") from error
        raise Refusal("file_lost")
