"""How long the event loop is held up by one of its callbacks."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stalls() -> Iterator[list[float]]:
    """Seconds of the loop's thread in each callback that runs meanwhile; the first is 0.

    The processor's time, for others use the machine too.
    """
    taken = [0.0]
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        before = time.thread_time()
        run(handle)
        taken.append(time.thread_time() - before)

    asyncio.Handle._run = timed  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        asyncio.Handle._run = run  # type: ignore[method-assign]
