"""The state for other systems behind FEED_TOKEN, and calendars at addresses of their own.

Each is read and written in a thread with a loop of its own, so that no reply waits for it.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.aside import aside
from bot.clock import Clock
from bot.commands.portal import mapping_of
from bot.office import office_of, turn_at
from bot.settings import Settings
from bot.store_watch import StoreWatch
from domain.exporting import ExportState
from handlers.calendar_links import calendar_of
from handlers.desk import Turn
from handlers.exporting import gather
from papers.calendars.deadlines import deadlines_ics
from papers.sheets.portal import Column, portal_csv, portal_xlsx
from papers.state_json import state_to_json
from storage.database import Database

JSON, CSV, ICS = "application/json", "text/csv", "text/calendar"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Fed:
    """What is sent, and what tells it from another."""

    body: bytes
    tag: str


Reader = Callable[[Turn], Awaitable[Fed | None]]


class Feeds:
    """GET /feed gives the JSON of the contract; /feed.csv and /feed.xlsx the columns of FEED_COLUMNS."""

    def __init__(self, settings: Settings, clock: Clock, watch: StoreWatch) -> None:
        """Failed where the file of FEED_COLUMNS cannot be read."""
        self._settings = settings
        self._clock = clock
        self._watch = watch
        self._columns = mapping_of(settings.feed_columns)
        self._reading = asyncio.Lock()  # one at a time: a system that asks twice need not cost twice

    def add_to(self, app: web.Application) -> None:
        """No feeds without a token, no calendars without an address to give out."""
        if self._settings.feed_token is not None:
            app.router.add_get("/feed", self._json)
            if self._columns:
                app.router.add_get("/feed.csv", self._csv)
                app.router.add_get("/feed.xlsx", self._xlsx)
        if self._settings.public_url is not None:
            app.router.add_get("/calendar/{code}.ics", self._calendar)

    async def _json(self, request: web.Request) -> web.Response:
        return await self._answer(request, JSON, _as_json)

    async def _csv(self, request: web.Request) -> web.Response:
        return await self._answer(request, CSV, lambda state: portal_csv(state, self._columns))

    async def _xlsx(self, request: web.Request) -> web.Response:
        return await self._answer(request, XLSX, lambda state: portal_xlsx(state, self._columns))

    async def _answer(
        self, request: web.Request, kind: str, written: Callable[[ExportState], bytes]
    ) -> web.Response:
        if not self._may(request):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        try:
            day = date.fromisoformat(request.query["at"]) if "at" in request.query else None
        except ValueError:
            return web.json_response({"error": "at: a day, as 2025-09-30"}, status=400)

        if day is not None and day > self._clock.now().astimezone(self._settings.timezone).date():
            return web.json_response({"error": "at: a day until today"}, status=400)

        async def read(turn: Turn) -> Fed:
            state = await gather(turn, day)
            return Fed(written(state), _tag(state, self._columns))

        return await self._fed(request, kind, read)

    async def _calendar(self, request: web.Request) -> web.Response:
        code = request.match_info["code"]

        async def read(turn: Turn) -> Fed | None:
            held = await calendar_of(turn, code)
            return Fed(deadlines_ics(held), _hash(repr(held.entries))) if held is not None else None

        return await self._fed(request, ICS, read)

    async def _fed(self, request: web.Request, kind: str, read: Reader) -> web.Response:
        """304 for who has it already; the moment of asking alone makes nothing new."""
        try:
            async with self._reading:
                fed = await aside(partial(self._read, read))
        except (SQLAlchemyError, OSError) as error:
            self._watch.failed(error)
            return web.Response(status=503)
        if fed is None:
            return web.Response(status=404)
        headers = {"ETag": f'"{fed.tag}"', "Cache-Control": "private, no-cache"}
        if any(one.value in (fed.tag, "*") for one in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        charset = None if kind == XLSX else "utf-8"
        return web.Response(body=fed.body, content_type=kind, charset=charset, headers=headers)

    def _may(self, request: web.Request) -> bool:
        token = self._settings.feed_token
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        wanted = token.get_secret_value() if token else ""
        same = hmac.compare_digest(given.strip().encode(errors="surrogateescape"), wanted.encode())
        return same and scheme.lower() == "bearer" and bool(wanted)

    async def _read(self, read: Reader) -> Fed | None:
        """Connections belong to their loop, so this one has a database object of its own."""
        database = Database(self._settings.database_url)
        try:
            async with database.reading() as tx:
                return await read(await turn_at(tx, self._clock, office_of(self._settings)))
        finally:
            await database.close()


def _as_json(state: ExportState) -> bytes:
    return json.dumps(state_to_json(state), ensure_ascii=False).encode()


def _tag(state: ExportState, columns: tuple[Column, ...]) -> str:
    told = state_to_json(state)
    told.pop("as_of")
    return _hash(json.dumps(told, ensure_ascii=False, sort_keys=True) + repr(columns))


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:32]
