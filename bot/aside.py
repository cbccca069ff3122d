"""Long work on a loop and in a thread of its own, so that its computing holds up nobody here."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def aside(work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """What `work` gives. It must open what it needs by itself; when we are cancelled so is it."""
    begun: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = []

    async def inside() -> Result:
        task = asyncio.current_task()
        if task is not None:
            begun.append((asyncio.get_running_loop(), task))
        return await work()

    def run() -> Result:
        return asyncio.run(inside())

    try:
        return await asyncio.to_thread(run)
    except asyncio.CancelledError:
        for loop, task in begun:
            with contextlib.suppress(RuntimeError):  # it has ended by itself
                loop.call_soon_threadsafe(task.cancel)
        raise
