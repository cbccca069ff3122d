"""The demo's bot as its parent holds it: started, turned forward with the clock, killed.

A process of its own, so that it can be killed as a real one is. It is forked from a server that has read the
program once, so that it is back at once.
"""

import asyncio
import multiprocessing
import signal
from collections.abc import Mapping
from datetime import datetime
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from bot import demo_bot

STARTS_WITHIN = 60.0
STOPS_WITHIN = 12.0
_context = multiprocessing.get_context("forkserver")


def warm_up() -> None:
    """Lets the server read the program, beside whatever else is done meanwhile."""
    _context.set_forkserver_preload([demo_bot.__name__])
    before = signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is ours: it would die of it with a traceback
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)


class BotProcess:
    """`environ`: its settings. While it is down it can be turned nowhere, and that is no fault."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        self._process: ForkServerProcess | None = None
        self._line: Connection | None = None
        self._talking = asyncio.Lock()

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    async def start(self, now: datetime) -> None:
        """Until it is at work."""
        ours, its = _context.Pipe()
        environ = {**self._environ, "BOT_CLOCK": now.isoformat()}
        process = _context.Process(target=demo_bot.main, args=(environ, its), daemon=True)
        self._line = ours
        async with self._talking:
            await asyncio.to_thread(process.start)
            self._process = process
            its.close()
            async with asyncio.timeout(STARTS_WITHIN):
                await self._hear()

    async def turn_to(self, moment: datetime) -> None:
        """Until what it owes then has left, or it is down."""
        async with self._talking:
            if self._line is None or not self.alive:
                return
            try:
                self._line.send(moment)
            except OSError:
                return
            await self._hear()

    async def kill(self) -> None:
        """As a power cut would: nothing is finished, nothing is said."""
        if self._process is not None and self.alive:
            self._process.kill()
            await asyncio.to_thread(self._process.join)

    async def stop(self) -> None:
        """In good order."""
        if self._line is not None:
            self._line.close()
        if self._process is None:
            return
        await asyncio.to_thread(self._process.join, STOPS_WITHIN)
        await self.kill()

    async def _hear(self) -> None:
        """Its word, or its end."""
        if self._line is not None:
            try:
                await asyncio.to_thread(self._line.recv)
            except (EOFError, OSError):
                return
