"""The process put together: intake, delivery and clock around one store, by polling or by webhook."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, ExtBot
from telegram.request import BaseRequest

from bot import trouble
from bot.app import route
from bot.clock import Clock, TurnableClock
from bot.delivery import Delivery
from bot.failpoints import failpoint
from bot.health import Health
from bot.intake import Intake
from bot.office import office_of, turn_at
from bot.polling import Poller
from bot.portion import Portion
from bot.precedence import Precedence
from bot.rehearsals import Rehearsals
from bot.remembering import Remembering
from bot.roles import Roles
from bot.settings import Settings
from bot.store_watch import StoreWatch
from bot.web import Web
from domain.calendar import look_up
from handlers import here, reminding, ticking
from handlers.calendar import calendar_of
from handlers.desk import Turn
from storage import facts
from storage.database import Database, Tx
from storage.outbox import Priority
from storage.running_lock import Role, starting_alone
from storage.trouble import is_down

log = logging.getLogger(__name__)

TICK_SECONDS = 5
STOP_SECONDS = 5


class QuietBot(ExtBot[None]):
    """Does not say its token when it is shown."""

    def __repr__(self) -> str:
        return "QuietBot()"


def make_bot(settings: Settings, request: BaseRequest, polling: BaseRequest) -> ExtBot[None]:
    """python-telegram-bot's client on our wire; `polling` is the connection of the long poll."""
    root = settings.telegram_api_url.rstrip("/")
    return QuietBot(
        settings.bot_token.get_secret_value() if settings.bot_token else "",
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request,
        get_updates_request=polling,
    )


class Running:
    """Everything that works while the bot runs. `start` returns at once; `stop` loses nothing."""

    def __init__(
        self, settings: Settings, database: Database, clock: Clock, request: BaseRequest, polling: BaseRequest
    ) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock
        self.office = office_of(settings)
        self.health = Health()
        self._watch = StoreWatch(self.health)
        self._roles = Roles(database, self._watch)
        self.polling = polling
        self.bot: Bot = make_bot(settings, request, polling)
        self.application: Application[Any, Any, Any, Any, Any, Any] = (
            Application.builder().bot(self.bot).updater(None).job_queue(None).build()
        )
        route(self.application)
        self.application.add_error_handler(_log_error)
        self._precedence = Precedence()
        self.delivery = Delivery(
            database,
            self.bot,
            clock,
            settings.messages_per_second,
            self._may_interrupt,
            self._migrated,
            self._watch,
            self._precedence,
            self.office.files_dir,
        )
        self.intake = Intake(
            database,
            self.application,
            self.office,
            calendar_of,
            clock,
            self.delivery,
            self._watch,
            self._precedence,
        )
        self.rehearsals = Rehearsals(database, self.office, clock, self.delivery.wake)
        self._rehearsing: asyncio.Task[None] | None = None
        self._poller = Poller(self.bot, polling, self.intake, self.health, self._watch)
        self._tasks: list[asyncio.Task[Any]] = []
        self._ticking = asyncio.Lock()
        self.remembering = Remembering(database, self.health, clock, self._watch)
        self._web = Web(settings, self.intake, self.health, database, clock, self._watch, self._may_interrupt)

    async def start(self) -> None:
        """Opens for business. Telegram need not be reachable, nor the token right: it keeps trying."""
        await self.begin(alone=False)
        await self._web.start()
        clock = self._roles.hold(Role.CLOCK, self._keep_time, self.health.ticked)
        self._tasks = [asyncio.create_task(clock, name="clock")]
        self._tasks.append(asyncio.create_task(self._meet_telegram(), name="telegram"))
        remembering = _for_ever(self.remembering.work, "remembering")
        self._tasks.append(asyncio.create_task(remembering, name="remembering"))
        if isinstance(self.clock, TurnableClock):
            self.clock.add_listener(self._clock_turned)

    async def begin(self, *, alone: bool = True) -> None:
        """What each start writes down; the only sender also picks up what was in flight."""
        async with self.database.transaction() as tx:
            await starting_alone(tx)
            turn = await turn_at(tx, self.clock, self.office, "clock")
            await ticking.begin(turn, self.settings.digest_start, str(self.settings.digest_every))
        if alone:
            await self.delivery.prepare()

    async def stop(self) -> None:
        """Finishes what is in hand, within ten seconds."""
        if self._rehearsing is not None:
            self._tasks.append(self._rehearsing)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(self._web.stop(), *self._tasks, return_exceptions=True)
        await self.close()

    async def close(self) -> None:
        """The connections. The store is its opener's to close."""
        for request in self.bot._request:
            await request.shutdown()

    async def tick(self) -> None:
        """Plans what is owed now, in several transactions: an answer waits for one of them, not for all."""
        async with self._ticking:
            async with self._turn() as turn:
                await ticking.before_reminders(turn)
            async with self.database.reading() as tx:
                look = await ticking.who_is_owed(await turn_at(tx, self.clock, self.office, "clock"))
            portion = Portion()
            for person_ids in look.portions(portion.size):
                await self._precedence.give_way(portion.patience)
                async with self._turn() as turn:
                    with portion.timed():
                        await reminding.remind(turn, person_ids, look)
                    failpoint("tick planned")
                failpoint("tick committed")
                self.delivery.wake(Priority.DIGEST)
            await self._precedence.give_way(portion.patience)
            async with self._turn() as turn:
                await ticking.after_reminders(turn)
                failpoint("tick planned")
        self._watch.works()
        self.health.ticked()
        self.delivery.wake()

    @contextlib.asynccontextmanager
    async def _turn(self) -> AsyncIterator[Turn]:
        """One of the clock's, committed at its end."""
        async with self.database.transaction() as tx:
            yield await turn_at(tx, self.clock, self.office, "clock")

    async def _keep_time(self) -> None:
        """Until cancelled: ticks now and every few seconds."""
        await asyncio.to_thread(look_up, self.clock.now().year)
        scheduler = AsyncIOScheduler(timezone=self.settings.timezone)
        job = scheduler.add_job(
            self._tick_or_say,
            "interval",
            seconds=TICK_SECONDS,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
        scheduler.start()
        try:
            while True:
                await asyncio.sleep(TICK_SECONDS)
                if job.next_run_time > datetime.now(UTC) + timedelta(seconds=2 * TICK_SECONDS):
                    log.warning("the system's clock was turned back")  # it would not tick until then
                    job.modify(next_run_time=datetime.now(UTC))
        finally:
            scheduler.pause()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STOP_SECONDS), self._ticking:
                    await asyncio.sleep(0)
            scheduler.shutdown(wait=False)

    async def _tick_or_say(self) -> None:
        try:
            await self.tick()
        except Exception as error:
            if not is_down(error):
                log.error("the tick failed", exc_info=error)
                self.health.trouble("tick", trouble.TICK)
                return
            self._watch.failed(error)
        else:
            self.health.well("tick")
            self._rehearse_aside()

    def _rehearse_aside(self) -> None:
        """What was asked for in the chat; the clock does not wait for it."""
        if self._rehearsing is None or self._rehearsing.done():
            self._rehearsing = asyncio.create_task(self._rehearse_or_say(), name="rehearsals")

    async def _rehearse_or_say(self) -> None:
        try:
            await self.rehearsals.work_off()
        except (SQLAlchemyError, OSError) as error:
            if not is_down(error):
                raise
            self._watch.failed(error)

    async def settle(self, within: float = 3.0) -> None:
        """Looks at the clock and waits until what is owed has left (for the demo's turned clock)."""
        await self.tick()
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while loop.time() < until and await self.delivery.busy():  # noqa: ASYNC110 - the outbox is the event
            await asyncio.sleep(0.02)

    def _clock_turned(self) -> None:
        self._tasks.append(asyncio.create_task(self._tick_or_say(), name="tick after a turn of the clock"))
        self.intake.wake()

    async def _meet_telegram(self) -> None:
        """getMe, the webhook or its absence, then work; each tried until it succeeds."""
        failures = 0
        while True:
            try:
                await self.application.initialize()
                await self._arrange_webhook()
                break
            except Exception as error:  # noqa: BLE001 - nobody would hear of it, and the bot would be deaf
                failures += 1
                wait = min(60.0, 2.0 ** min(failures, 6))
                self._say_trouble(error, wait)
                await asyncio.sleep(wait)
        self.health.polled()
        await self._remember_username()
        log.info("at work as @%s", self.bot.username)
        work = [
            _for_ever(self.intake.work, "intake"),
            self._roles.hold(Role.SENDER, self._send, _nothing),
        ]
        if not self.settings.webhook_url:
            work.append(self._roles.hold(Role.POLLER, self._poller.work, self.health.polled))
        async with asyncio.TaskGroup() as group:
            for coroutine in work:
                group.create_task(coroutine)

    async def _send(self) -> None:
        """As the only sender: picks up what another one, or this process in another life, left in flight."""
        await self.delivery.prepare()
        await self.delivery.work()

    async def _remember_username(self) -> None:
        while True:
            try:
                async with self.database.transaction() as tx:
                    await starting_alone(tx)
                    await facts.put(tx, facts.BOT_USERNAME, self.bot.username)
            except (SQLAlchemyError, OSError) as error:
                await asyncio.sleep(self._watch.failed(error))
            else:
                return

    async def _arrange_webhook(self) -> None:
        if self.settings.webhook_url:
            secret = self.settings.webhook_secret
            await self.bot.set_webhook(
                self.settings.webhook_url,
                secret_token=secret.get_secret_value() if secret else None,
                allowed_updates=["message", "edited_message", "callback_query", "my_chat_member"],
            )
        else:
            # the token is good by now: a server of one's own may simply not have the method
            with contextlib.suppress(InvalidToken, BadRequest):
                await self.bot.delete_webhook()

    def _say_trouble(self, error: Exception, wait: float) -> None:
        if not isinstance(error, TelegramError):
            log.error("meeting Telegram failed; beginning again in %.0f s", wait, exc_info=error)
        elif isinstance(error, InvalidToken):
            self.health.trouble("token", trouble.TOKEN)
            log.error("Telegram refuses the token; trying again in %.0f s", wait)
        else:
            self.health.trouble("network", trouble.with_telegram(error))
            log.warning("Telegram cannot be reached: %s; trying again in %.0f s", type(error).__name__, wait)

    async def _may_interrupt(self, tx: Tx) -> bool:
        return self.office.hours.open_at(self.clock.now(), await calendar_of(tx))

    async def _migrated(self, tx: Tx, old: int, new: int) -> None:
        await here.follow_group(await turn_at(tx, self.clock, self.office, "telegram"), old, new)


async def _for_ever(work: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
    while True:
        try:
            await work()
        except Exception as error:
            log.error("the %s failed; beginning again", name, exc_info=error)
            await asyncio.sleep(1.0)


def _nothing() -> None:
    """Whoever does not send has nothing to say about it."""


async def _log_error(_update: object, context: Any) -> None:
    """For what goes wrong outside our handlers; inside them the intake hears of it."""
    log.error("the dispatcher failed", exc_info=context.error)
