"""getUpdates: one poll at a time, the older of two is turned away."""

import asyncio
import time

from sandbox.wire import ApiError, Json, Parameters
from sandbox.world import World

LONGEST_POLL = 50
CONFLICT_HOLD = 3.0
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class LongPoll:
    """The poll that waits for updates, if one does.

    The real server also slows down a poller that repeats the same offset within half a second (one update,
    then a wait of three seconds); that is left out.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: asyncio.Future[None] | None = None
        self._conflicts_held_until = 0.0

    async def get_updates(self, given: Parameters) -> list[Json]:
        """Answers as soon as there is something, else after `timeout` (0–50 s). Raises ApiError 409."""
        allow(self._world, given)
        self._turn_older_away()
        offset, limit = given.integer("offset"), given.integer("limit", 100)
        updates = self._world.updates.take(offset, limit)
        seconds = min(max(given.integer("timeout"), 0), LONGEST_POLL)
        if updates or not seconds:
            return updates
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = mine
        try:
            with self._world.watching(lambda _kind, _what: self._wake(mine)):
                await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return []
        finally:
            if self._waiting is mine:
                self._waiting = None
        return self._world.updates.take(offset, limit)

    def end(self, error: ApiError | None = None) -> None:
        """Answers the waiting poll now, with an error if one is given."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.done():
            return
        if error is None:
            waiting.set_result(None)
        else:
            waiting.set_exception(error)

    def _wake(self, poll: asyncio.Future[None]) -> None:
        # One that was turned away and is held back must not take updates from its successor.
        if poll is self._waiting and len(self._world.updates) and not poll.done():
            poll.set_result(None)

    def _turn_older_away(self) -> None:
        """At once, or after a while if another was turned away just before."""
        now = time.monotonic()
        error = ApiError(409, _CONFLICT)
        if now >= self._conflicts_held_until:
            held = self._waiting is not None
            self.end(error)
        else:
            older, self._waiting = self._waiting, None
            held = older is not None
            if older is not None:
                asyncio.get_running_loop().call_later(CONFLICT_HOLD, _fail, older, error)
        if held:
            self._conflicts_held_until = now + CONFLICT_HOLD


def allow(world: World, given: Parameters) -> None:
    """Remembers the kinds of updates wanted from now on, if the call names any."""
    allowed = given.structure("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allowed = tuple(str(kind) for kind in allowed)


def _fail(future: asyncio.Future[None], error: ApiError) -> None:
    if not future.done():
        future.set_exception(error)
