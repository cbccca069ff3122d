"""The demo's bot as its parent holds it: started, turned forward with the clock, killed."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Mapping
from datetime import datetime

STARTS_WITHIN = 60.0
STOPS_WITHIN = 12.0


class BotProcess:
    """`environ`: its settings. While it is down it can be turned nowhere, and that is no fault."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = {**_surroundings(), **environ}
        self._process: asyncio.subprocess.Process | None = None
        self._talking = asyncio.Lock()

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self, now: datetime) -> None:
        """Until it is at work."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.demo_bot", env={**self._environ, "BOT_CLOCK": now.isoformat()},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        async with asyncio.timeout(STARTS_WITHIN), self._talking:
            await self._hear()

    async def turn_to(self, moment: datetime) -> None:
        """Until what it owes then has left, or it is down."""
        async with self._talking:
            if not self.alive or self._process is None or self._process.stdin is None:
                return
            with contextlib.suppress(ConnectionError):
                self._process.stdin.write(f"{moment.isoformat()}\n".encode())
                await self._process.stdin.drain()
                await self._hear()

    async def kill(self) -> None:
        """As a power cut would: nothing is finished, nothing is said."""
        if self._process is not None and self.alive:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """In good order."""
        if self._process is None or self._process.stdin is None:
            return
        self._process.stdin.close()
        try:
            async with asyncio.timeout(STOPS_WITHIN):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def _hear(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            await self._process.stdout.readline()


def _surroundings() -> dict[str, str]:
    """What Python itself needs to run as we do; nobody's settings."""
    kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "SYSTEMROOT", "TMPDIR", "TEMP")
    return {name: os.environ[name] for name in kept if name in os.environ}
