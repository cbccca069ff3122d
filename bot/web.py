"""The process's own small server: the webhook at the path of its address, and `/healthz`."""

import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.health import Health
from bot.intake import Intake
from bot.settings import Settings
from storage import inbox, outbox
from storage.database import Database

log = logging.getLogger(__name__)

BIGGEST_UPDATE = 1024 * 1024
TOO_OLD = {"poll": 120.0, "tick": 60.0, "inbox": 120.0, "outbox": 600.0}


class Web:
    """Listens at WEBHOOK_LISTEN; nowhere when that is empty."""

    def __init__(
        self, settings: Settings, intake: Intake, health: Health, database: Database, clock: Clock
    ) -> None:
        self._settings = settings
        self._intake = intake
        self._health = health
        self._database = database
        self._clock = clock
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """An address in use is fatal only for a webhook; polling can do without `/healthz`."""
        if self._settings.webhook_listen is None:
            return
        app = web.Application(client_max_size=BIGGEST_UPDATE)
        app.router.add_get("/healthz", self._healthz)
        if self._settings.webhook_url:
            app.router.add_post(urlsplit(self._settings.webhook_url).path or "/", self._update)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        host, port = self._settings.webhook_listen
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self.stop()
            if self._settings.webhook_url:
                raise
            log.warning("%s:%s is in use; running without /healthz", host, port)

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
        except SQLAlchemyError:
            log.exception("an update could not be stored; Telegram will bring it again")
            return web.Response(status=503)
        self._health.polled()
        return web.Response(status=200)

    async def _healthz(self, _request: web.Request) -> web.Response:
        async with self._database.reading() as tx:
            now = self._clock.now()
            waiting, oldest_in = await inbox.waiting(tx)
            unsent, oldest_out = await outbox.waiting(tx, now)
        ages = {
            "poll": self._health.age(self._health.last_poll),
            "tick": self._health.age(self._health.last_tick),
            "inbox": (now - oldest_in).total_seconds() if oldest_in else 0.0,
            "outbox": (now - oldest_out).total_seconds() if oldest_out else 0.0,
        }
        if self._settings.webhook_url:
            ages.pop("poll")  # a quiet webhook is not a deaf one
        too_old = [name for name, age in ages.items() if age > TOO_OLD[name]]
        troubles = self._health.troubles
        body = {
            "ok": not too_old and not troubles,
            "ages": {name: round(age, 1) for name, age in ages.items()},
            "waiting": {"inbox": waiting, "outbox": unsent},
            "troubles": list(troubles.values()),
        }
        return web.json_response(body, status=200 if body["ok"] else 503)
