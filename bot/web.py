"""The process's own small server: the webhook at its path, `/healthz`, `/metrics` and the feeds."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics, trouble
from bot.clock import Clock
from bot.health import Health
from bot.intake import Intake
from bot.settings import Settings, SettingsFault
from bot.store_watch import StoreWatch
from storage import inbox, outbox
from storage.database import Database, Tx

log = logging.getLogger(__name__)

BIGGEST_UPDATE = 1024 * 1024
TOO_OLD = {"poll": 120.0, "tick": 60.0, "inbox": 120.0, "outbox": 600.0}


class Web:
    """Listens at WEBHOOK_LISTEN; nowhere when that is empty."""

    def __init__(
        self,
        settings: Settings,
        intake: Intake,
        health: Health,
        database: Database,
        clock: Clock,
        watch: StoreWatch,
        may_interrupt: Callable[[Tx], Awaitable[bool]],
    ) -> None:
        self._settings = settings
        self._intake = intake
        self._health = health
        self._database = database
        self._clock = clock
        self._watch = watch
        self._may_interrupt = may_interrupt
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """An address in use is fatal only for a webhook: SettingsFault. Polling can do without `/healthz`."""
        if self._settings.webhook_listen is None:
            return
        app = web.Application(client_max_size=BIGGEST_UPDATE)
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._metrics)
        if self._settings.feed_token or self._settings.public_url:
            from bot.feeds import Feeds  # large libraries, which most processes never need

            Feeds(self._settings, self._clock, self._watch).add_to(app)
        if self._settings.webhook_url:
            app.router.add_post(urlsplit(self._settings.webhook_url).path or "/", self._update)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        host, port = self._settings.webhook_listen
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.stop()
            said = trouble.listening(host, port, error)
            if self._settings.webhook_url:
                raise SettingsFault((said,)) from None
            self._health.trouble("listen", said)
            log.warning("%s:%s cannot be listened at; running without /healthz", host, port)

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _update(self, request: web.Request) -> web.Response:
        """200 only once the update is committed; nothing is kept of a request without the secret."""
        secret = self._settings.webhook_secret
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        wanted = secret.get_secret_value() if secret else ""
        # bytes that are no UTF-8 come as surrogates
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), wanted.encode()) or not wanted:
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=200)  # never an update; a refusal would only be repeated for a day
        try:
            await self._intake.keep([update])
        except (SQLAlchemyError, OSError) as error:
            self._watch.failed(error)
            return web.Response(status=503)  # Telegram will bring it again
        self._health.polled()
        return web.Response(status=200)

    async def _healthz(self, _request: web.Request) -> web.Response:
        troubles = list(self._health.troubles.values())
        try:
            ages, waiting = await self._look()
        except (SQLAlchemyError, OSError) as error:
            self._watch.failed(error)
            troubles = list(self._health.troubles.values())
            return web.json_response({"ok": False, "troubles": troubles}, status=503)
        good = not troubles and all(age <= TOO_OLD[name] for name, age in ages.items())
        body = {
            "ok": good,
            "ages": {name: round(age, 1) for name, age in ages.items()},
            "waiting": waiting,
            "troubles": troubles,
        }
        return web.json_response(body, status=200 if good else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        try:
            ages, waiting = await self._look()
        except (SQLAlchemyError, OSError) as error:
            self._watch.failed(error)
            return web.Response(status=503)
        body = metrics.exposition(ages, waiting, len(self._health.troubles))
        return web.Response(body=body, headers={"Content-Type": metrics.CONTENT_TYPE})

    async def _look(self) -> tuple[dict[str, float], dict[str, int]]:
        """Ages in seconds, and how many wait."""
        now = self._clock.now()
        async with self._database.reading() as tx:
            waiting, oldest_in = await inbox.waiting(tx)
            unsent, oldest_out = await outbox.waiting(tx, now, may_interrupt=await self._may_interrupt(tx))
            aside = len(await inbox.aside(tx))
        ages = {
            "poll": self._health.age(self._health.last_poll),
            "tick": self._health.age(self._health.last_tick),
            "inbox": (now - oldest_in).total_seconds() if oldest_in else 0.0,
            "outbox": (now - oldest_out).total_seconds() if oldest_out else 0.0,
        }
        if self._settings.webhook_url:
            ages.pop("poll")  # a quiet webhook is not a deaf one
        return ages, {"inbox": waiting, "outbox": unsent, "aside": aside}
