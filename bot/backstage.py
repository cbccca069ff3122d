"""What the demo's page shows from behind the scenes: the clock to be turned, the messages to come."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from aiohttp import web

from bot.clock import TurnableClock
from domain.durations import add_duration, parse_duration
from handlers.calendar import calendar_of
from handlers.desk import Office, Turn
from handlers.rehearsal import rehearse
from storage.database import Database

AHEAD = timedelta(days=21)
HOUR = timedelta(hours=1)


class Backstage:
    """Serves on a loopback port of its own, in `demo` only."""

    def __init__(self, clock: TurnableClock, database: Database) -> None:
        self._clock = clock
        self._database = database
        self._office: Office | None = None
        self._settle: Callable[[], Awaitable[None]] = _nothing
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """The address."""
        app = web.Application()
        app.router.add_get("/clock", self._now)
        app.router.add_post("/clock", self._turn)
        app.router.add_get("/coming", self._coming)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        return f"http://127.0.0.1:{port}"

    def serve(self, office: Office, settle: Callable[[], Awaitable[None]]) -> None:
        """The office whose clock it is; `settle` lets happen what is owed at a moment."""
        self._office = office
        self._settle = settle

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _now(self, _request: web.Request) -> web.Response:
        return self._clock_answer()

    async def _turn(self, request: web.Request) -> web.Response:
        """{"forward": "P1D" or "PT1H"} or {"to": ISO moment}; never backwards."""
        try:
            wanted = await request.json()
            now = self._clock.now()
            if "to" in wanted:
                until = datetime.fromisoformat(wanted["to"])
            else:
                until = now + _step(str(wanted["forward"]), now)
            if until < now:
                raise ValueError("the clock is never turned back")
        except (ValueError, KeyError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=400)
        await self._pass_until(until)
        return self._clock_answer()

    async def _pass_until(self, until: datetime) -> None:
        """Stops each morning on the way, so that every message arrives on its day and not in a heap."""
        stop = self._clock.now().replace(minute=30, second=0, microsecond=0)
        while (stop := stop + HOUR / 2) < until:
            if stop > self._clock.now() and self._may_matter(stop):
                self._clock.turn_to(stop)
                await self._settle()
        self._clock.turn_to(max(until, self._clock.now()))

    def _may_matter(self, stop: datetime) -> bool:
        """Half past seven and eight in the morning; the rest of the day nothing falls due by itself."""
        local = stop.astimezone(self._office.zone if self._office else None)
        return (local.hour, local.minute) in ((7, 30), (8, 0))

    async def _coming(self, _request: web.Request) -> web.Response:
        if self._office is None:
            return web.json_response({"messages": []})
        async with self._database.rehearsal() as tx:
            now = self._clock.now()
            turn = Turn(tx, now, self._office, await calendar_of(tx))
            messages = await rehearse(turn, turn.today, turn.today + AHEAD)
        return web.json_response({"messages": [message.to_json() for message in messages]})

    def _clock_answer(self) -> web.Response:
        zone = self._office.zone if self._office else None
        return web.json_response({"now": self._clock.now().astimezone(zone).isoformat()})


async def _nothing() -> None:
    """Before the bot is there."""


def _step(words: str, now: datetime) -> timedelta:
    """An ISO 8601 duration from `now`: hours and minutes (PT1H), or days and longer (P1D, P2W)."""
    if words.startswith("PT"):
        number, unit = int(words[2:-1]), words[-1]
        return timedelta(hours=number) if unit == "H" else timedelta(minutes=number)
    return add_duration(now.date(), parse_duration(words)) - now.date()
