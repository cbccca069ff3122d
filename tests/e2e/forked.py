"""`dondoc run` as a process of its own, forked from a server that has read the program once.

Reading it takes two seconds of the processor, and these tests start it some forty times. What else a process
has is the same: its folder, its environment, its log, its signals and its end.
"""

import asyncio
import importlib
import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_context = multiprocessing.get_context("forkserver")


class Forked:
    """As far as `asyncio.subprocess.Process` is used here."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        _context.set_forkserver_preload(["tests.e2e.loaded"])
        self._process: ForkServerProcess = _context.Process(target=_run, args=(folder, dict(environ)))
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    async def wait(self) -> int:
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode or 0

    def send_signal(self, sign: int) -> None:
        os.kill(self.pid, sign)

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()


def _run(folder: Path, environ: Mapping[str, str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    log = os.open("run.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for stream in (1, 2):
        os.dup2(log, stream)
    from bot import failpoints
    from bot.__main__ import main

    importlib.reload(failpoints)  # it looks at the environment once
    sys.argv = ["dondoc", "run"]
    main()
