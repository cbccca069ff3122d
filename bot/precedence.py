"""Who goes first in this process: people who write and wait for an answer, before what the clock owes."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

QUIET_SECONDS = 0.05  # after an answer: between an update's steps, and whoever writes may write again
LOOK_SECONDS = 0.005


class Precedence:
    """What holds replies up is the processor and the one writer of the store; both are given up in time."""

    def __init__(self) -> None:
        self._answering = 0
        self._answered = -QUIET_SECONDS

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While it lasts, and a moment longer, the others give way."""
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1
            self._answered = time.monotonic()

    @property
    def taken(self) -> bool:
        return bool(self._answering) or time.monotonic() - self._answered < QUIET_SECONDS

    async def give_way(self, at_most: float) -> None:
        """Until nobody writes or is answered, though no longer than `at_most`: people may write all day."""
        until = time.monotonic() + at_most
        while self.taken and time.monotonic() < until:  # noqa: ASYNC110 - quiet itself is the event
            await asyncio.sleep(LOOK_SECONDS)
