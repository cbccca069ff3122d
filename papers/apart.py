"""Work on what strangers made, in a process of its own: bounded in time and memory, without our secrets.

A thread can be neither stopped nor kept from everybody's memory: measured, a workbook of 318 KB took 37 s
and 2 GB, a .csv of semicolons 64 s. What such a process dies of, it dies of alone.
"""

import asyncio
import os
import pickle
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 30.0  # a busy machine plans 53,000 changed rows in 17
MEGABYTES = 1536


class TooHeavy(Exception):
    """It took more time or memory than it may have."""


async def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`work(*args)`, a function of a module, in another process; raises what it raises, or TooHeavy."""
    return await _elsewhere(SECONDS, MEGABYTES, work, *args, **kwargs)


async def apart_within(seconds: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same for work of our own, which may take longer, and the memory that it needs."""
    return await _elsewhere(seconds, 0, work, *args, **kwargs)


async def _elsewhere(
    seconds: float, megabytes: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "papers.apart",
        str(seconds),
        str(megabytes),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
    )
    try:
        asked = await asyncio.to_thread(pickle.dumps, (work, args, kwargs))
        answer, _ = await asyncio.wait_for(process.communicate(asked), seconds)
    except TimeoutError:
        raise TooHeavy from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode is not None and process.returncode < 0:
        raise TooHeavy  # killed for its memory, or ended by a library that could get none
    if not answer:
        raise RuntimeError(f"the process apart ended with {process.returncode}")
    result, error = await asyncio.to_thread(pickle.loads, answer)  # our own process wrote it
    if isinstance(error, MemoryError):
        raise TooHeavy from None
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]


def _main() -> None:
    _bound(float(sys.argv[1]), int(sys.argv[2]))
    try:
        work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process wrote it
        answer = pickle.dumps((work(*args, **kwargs), None))
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        answer = pickle.dumps((None, error))
    sys.stdout.buffer.write(answer)


def _bound(seconds: float, megabytes: int) -> None:
    """By the system itself, so that it holds although whoever waits may be gone."""
    import resource

    memory, whole = megabytes * 2**20, int(seconds) + 1
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))


if __name__ == "__main__":
    _main()
