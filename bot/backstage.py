"""What the demo's page shows from behind the scenes.

The clock to be turned, the messages to come, what stands behind a message, the bot's books, the scenes to be
played, and the bot's process to be killed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.play import Play
from bot.script import shelf
from domain.durations import add_duration, parse_duration
from domain.office import Language
from storage import behind


class Backstage:
    """Serves on a loopback port of its own, in `demo` only. `play`: what is played, None while it changes;
    `begin(key)` plays a scene from its beginning; `speak(language)`: so the bot speaks from now on."""

    def __init__(
        self,
        play: Callable[[], Play | None],
        begin: Callable[[str], Awaitable[None]],
        speak: Callable[[Language], Awaitable[None]],
    ) -> None:
        self._now_playing = play
        self._begin = begin
        self._speak = speak
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """The address."""
        app = web.Application(middlewares=[_patient])
        app.add_routes(
            [
                web.get("/clock", self._clock),
                web.post("/clock", self._turn),
                web.get("/coming", self._coming),
                web.get("/behind", self._behind),
                web.get("/books", self._books),
                web.get("/scenes", self._scenes),
                web.post("/scene", self._play_scene),
                web.post("/language", self._change_language),
                web.post("/bot", self._switch_bot),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        return f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _clock(self, _request: web.Request) -> web.Response:
        return _clock_of(self._play())

    async def _turn(self, request: web.Request) -> web.Response:
        """{"forward": "P1D" or "PT1H"}, {"to": ISO moment} or {"next": true}; never backwards.

        `next` goes until somebody hears from the bot, or the chat that "chat" names.
        """
        play = self._play()
        try:
            wanted = await request.json()
            now = play.clock.now()
            if "next" in wanted:
                chat = wanted.get("chat")
                await play.pass_until_told(None if chat is None else int(chat))
                return _clock_of(play)
            if "to" in wanted:
                until = datetime.fromisoformat(wanted["to"])
            else:
                until = now + _step(str(wanted["forward"]), now)
            if until < now:
                raise ValueError("the clock is never turned back")
        except (ValueError, KeyError, TypeError) as error:
            return _fault(str(error))
        await play.pass_until(until)
        return _clock_of(play)

    async def _coming(self, _request: web.Request) -> web.Response:
        return web.json_response({"messages": [message.to_json() for message in await self._play().coming()]})

    async def _behind(self, request: web.Request) -> web.Response:
        """?chat=&message="""
        try:
            chat_id, message_id = int(request.query["chat"]), int(request.query["message"])
        except (ValueError, KeyError):
            return _fault("chat, message: numbers are required")
        play = self._play()
        async with play.database.reading() as tx:
            found = await behind.behind(tx, chat_id, message_id)
        return web.json_response(_plain(asdict(found), play))

    async def _books(self, _request: web.Request) -> web.Response:
        play = self._play()
        async with play.database.reading() as tx:
            books = await behind.books(tx)
        return web.json_response({**asdict(books), "alive": play.bot.alive})

    async def _scenes(self, _request: web.Request) -> web.Response:
        """The scenes, which one is played, and how many of its steps are done (events tell of more)."""
        known, play = shelf(), self._now_playing()
        return web.json_response(
            {
                "scenes": [scene.to_json() for scene in known.scenes],
                "faults": list(known.faults),
                "playing": play and play.scene.key,
                "done": play.guide.done if play else 0,
                "language": play and play.language,
            }
        )

    async def _play_scene(self, request: web.Request) -> web.Response:
        try:
            await self._begin(str((await request.json())["key"]))
        except (LookupError, ValueError, TypeError):
            return _fault("there is no such scene")
        return await self._scenes(request)

    async def _change_language(self, request: web.Request) -> web.Response:
        """{"language": "vi" or "en"}"""
        try:
            language = Language((await request.json())["language"])
        except (KeyError, ValueError, TypeError) as error:
            return _fault(str(error))
        await self._speak(language)
        return await self._scenes(request)

    async def _switch_bot(self, request: web.Request) -> web.Response:
        """{"alive": false} kills it, {"alive": true} starts it again."""
        play = self._play()
        if (await request.json()).get("alive"):
            await play.restart_bot()
        else:
            await play.bot.kill()
        return web.json_response({"alive": play.bot.alive})

    def _play(self) -> Play:
        play = self._now_playing()
        if play is None:
            raise BeingSet
        return play


class BeingSet(Exception):
    """The scene is being set: there is nothing to show for a moment, and that is no fault."""


@web.middleware
async def _patient(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except (BeingSet, SQLAlchemyError):  # the latter: it was taken down meanwhile
        return web.json_response(None)


def _clock_of(play: Play) -> web.Response:
    return web.json_response({"now": play.clock.now().astimezone(play.office.zone).isoformat()})


def _fault(words: str) -> web.Response:
    return web.json_response({"error": words}, status=400)


def _plain(value: Any, play: Play) -> Any:
    """Days and moments as ISO 8601, the latter local."""
    if isinstance(value, dict):
        return {name: _plain(one, play) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, play) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(play.office.zone).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _step(words: str, now: datetime) -> timedelta:
    """An ISO 8601 duration from `now`: hours and minutes (PT1H), or days and longer (P1D, P2W)."""
    if words.startswith("PT"):
        number, unit = int(words[2:-1]), words[-1]
        return timedelta(hours=number) if unit == "H" else timedelta(minutes=number)
    return add_duration(now.date(), parse_duration(words)) - now.date()
