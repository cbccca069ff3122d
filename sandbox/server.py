"""The Bot API over HTTP on loopback, and the page beside it."""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.backstage import Backstage
from sandbox.faults import Fault
from sandbox.files import DOWNLOAD_BYTES, UPLOAD_BYTES
from sandbox.methods import METHODS
from sandbox.page_api import PageApi
from sandbox.people import BotAccount
from sandbox.polling import LongPoll, allow
from sandbox.trouble import Trouble
from sandbox.webhook import WebhookDelivery, WebhookSettings
from sandbox.wire import ApiError, Json, Parameters, bad_request, read_parameters, too_many
from sandbox.world import World

_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    502: "Bad Gateway",
}
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_GARBAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
TimedMethod = Callable[[Parameters], Awaitable[tuple[object, str]]]


class Sandbox:
    """Serves one world to one bot.

    `backstage` is the address of a service of the bot's side; requests below `/backstage/` are passed on to
    it, and the page then shows its clock. The Bot API's base URL is `url`.
    """

    def __init__(self, world: World, *, token: str, bot_username: str, backstage: str | None = None) -> None:
        self.world = world
        self.token = token
        world.bot = BotAccount(int(token.split(":")[0]), bot_username)
        self.webhook = WebhookDelivery(world, self.carry_out)
        self._poll = LongPoll(world)
        self._delivering: asyncio.Task[None] | None = None
        self._webhook_set_at = 0.0
        self._timed: dict[str, TimedMethod] = {
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
        }
        self._page = PageApi(world, Trouble(world, self._poll.end), has_backstage=backstage is not None)
        self._backstage = Backstage(backstage)
        application = web.Application(client_max_size=2 * UPLOAD_BYTES)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        application.router.add_route("*", "/backstage/{path:.*}", self._backstage.pass_on)
        application.add_routes(self._page.routes())
        application.router.add_route("*", "/{path:.*}", _malformed)
        self._runner = web.AppRunner(
            application, handler_cancellation=True, access_log=None, shutdown_timeout=0.5
        )
        self._site: web.TCPSite | None = None
        self.url = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listens and returns the port; 0 takes a free one."""
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, host, port)
        await self._site.start()
        listening: tuple[str, int] = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{listening[1]}"
        return listening[1]

    async def stop(self) -> None:
        """Closes every connection; the world stays as it is."""
        await self._stop_delivering()
        self._poll.end()
        self._page.close()
        await self._runner.cleanup()
        await self._backstage.close()

    async def carry_out(self, method: str, values: Json) -> Json:
        """A call that comes without a request of its own, as in a webhook's answer; no fault strikes it."""
        answer = await self._answer(method, Parameters(values))
        self._record(method, values, answer)
        return answer

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            well_formed = re.fullmatch(r"\d+:[\w-]+", request.match_info["token"])
            return _reply(ApiError(401, "Unauthorized") if well_formed else ApiError(404, "Not Found"))
        method = request.match_info["method"]
        try:
            given = await read_parameters(request)
        except ApiError as error:
            return _reply(error)
        except web.HTTPRequestEntityTooLarge:
            return _reply(ApiError(413, "Request Entity Too Large"))
        values = dict(given.values)
        fault = self.world.faults.strike(method, values)
        answer = await self._answer(method, given) if fault is None or fault.acts else None
        if fault is not None:
            return await self._spoil(request, method, values, fault, answer)
        self._record(method, values, answer)
        return _respond(answer or {})

    async def _answer(self, method: str, given: Parameters) -> Json:
        try:
            timed = self._timed.get(method.lower())
            if timed is not None:
                result, description = await timed(given)
                said = {"description": description} if description else {}
                return {"ok": True, "result": result, **said}
            plain = METHODS.get(method.lower())
            if plain is None:
                raise ApiError(404, "Not Found")
            return {"ok": True, "result": plain(self.world, given)}
        except ApiError as error:
            return error.answer()

    def _record(self, method: str, values: Json, answer: Json | None, fault: Fault | None = None) -> None:
        self.world.log.add(method, values, answer, fault)
        self.world.tell("call", {"method": method})

    async def _spoil(
        self, request: web.Request, method: str, values: Json, fault: Fault, answer: Json | None
    ) -> web.StreamResponse:
        self._record(method, values, answer, fault)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return _respond(answer or {})
        if fault.kind == "garbage":
            return web.Response(status=fault.status, text=_GARBAGE, content_type="text/html")
        if fault.kind == "status":
            if fault.status == 429:
                return _reply(too_many(fault.retry_after))
            return _reply(ApiError(fault.status, _DESCRIPTIONS.get(fault.status, "Internal Server Error")))
        if request.transport is not None:
            request.transport.abort()
        raise web.HTTPServiceUnavailable

    async def _get_updates(self, given: Parameters) -> tuple[object, str]:
        if self.webhook.settings.url:
            raise ApiError(409, _WEBHOOK_ACTIVE)
        return await self._poll.get_updates(given), ""

    async def _set_webhook(self, given: Parameters) -> tuple[object, str]:
        url = given.text("url")
        if not url:
            return await self._delete_webhook(given)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise bad_request("invalid webhook URL specified")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", given.text("secret_token")):
            raise bad_request("secret token contains unallowed characters")
        if time.monotonic() - self._webhook_set_at < 1.0:
            raise too_many(1)
        self._webhook_set_at = time.monotonic()
        known = self.webhook.settings.url == url
        await self._stop_delivering()
        allow(self.world, given)
        if given.flag("drop_pending_updates"):
            self.world.updates.clear()
        connections = min(max(given.integer("max_connections", 40), 1), 100)
        self.webhook.settings = WebhookSettings(url, given.text("secret_token"), connections)
        self._poll.end(ApiError(409, "Conflict: terminated by setWebhook request"))
        self._delivering = asyncio.create_task(self.webhook.run())
        return True, "Webhook is already set" if known else "Webhook was set"

    async def _delete_webhook(self, given: Parameters) -> tuple[object, str]:
        known = bool(self.webhook.settings.url)
        await self._stop_delivering()
        self.webhook.settings = WebhookSettings()
        if given.flag("drop_pending_updates"):
            self.world.updates.clear()
        return True, "Webhook was deleted" if known else "Webhook is already deleted"

    async def _webhook_info(self, _: Parameters) -> tuple[object, str]:
        updates = self.world.updates
        return self.webhook.settings.info(len(updates), updates.allowed), ""

    async def _stop_delivering(self) -> None:
        delivering, self._delivering = self._delivering, None
        if delivering is not None:
            delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await delivering

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _reply(ApiError(401, "Unauthorized"))
        stored = self.world.files.at(request.match_info["path"])
        if stored is None or len(stored.content) > DOWNLOAD_BYTES:
            return _reply(ApiError(404, "Not Found"))
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _respond(answer: Json) -> web.Response:
    return web.json_response(
        answer,
        status=int(answer.get("error_code", 200)),
        dumps=lambda value: json.dumps(value, ensure_ascii=False),
    )


def _reply(error: ApiError) -> web.Response:
    return _respond(error.answer())


async def _malformed(_: web.Request) -> web.StreamResponse:
    return _reply(ApiError(404, "Not Found"))
