"""The real process against our own Telegram over HTTP."""

import asyncio
import contextlib
import io
import json
import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.__main__ import main as command_line
from handlers import menus
from handlers.desk import Turn
from sandbox.server import Sandbox
from sandbox.world import Group, Person, World
from storage import departments, people
from storage.database import Database
from storage.tables import outbox
from tests.e2e.forked import Forked

Process = asyncio.subprocess.Process | Forked
ROOT = Path(__file__).resolve().parents[2]
TOKEN = "7000000001:AAExample_token-for-tests"
START = datetime(2025, 9, 23, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CHI = Person(1003, "Chi")
PEOPLE = [Person(1100 + n, f"Người {n}") for n in range(6)]
STEERING = -4200
_TYPING = threading.Lock()
PATH = os.environ["PATH"]
UNITS = "Tên đơn vị;Tên khác;Loại\nSở Tài chính;STC;sở\n"
TASKS = (
    "Mã;Nội dung;Chủ trì;Hạn;Văn bản\nNV01;Rà soát;STC;trong tháng 9/2025;Kết luận 15-KL/BCĐ ngày 23/9/2025\n"
)


async def dondoc(folder: Path, *args: str, stdin: str = "", **env: str) -> tuple[int, str, str]:
    """The command in that folder, with no settings but these: exit code, stdout, stderr."""
    base = {"PATH": PATH, "PYTHONPATH": str(ROOT), "BOT_CLOCK": START.isoformat()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *args, cwd=folder, env=base | env,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(stdin.encode()), 60)
    assert b"Traceback" not in err
    return process.returncode or 0, out.decode(), err.decode()


async def typed(folder: Path, *args: str, stdin: str = "", **env: str) -> tuple[int, str, str]:
    """As `dondoc`, within this process: a tenth of the time. One at a time, for it changes the directory."""
    return await asyncio.to_thread(_typed, folder, args, stdin, env)


def _typed(folder: Path, args: tuple[str, ...], stdin: str, env: dict[str, str]) -> tuple[int, str, str]:
    base = {"PATH": PATH, "BOT_CLOCK": START.isoformat()}
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with (
        _TYPING,
        patch.dict(os.environ, base | env, clear=True),
        patch.object(sys, "argv", ["dondoc", *args]),
        patch.object(sys, "stdin", given),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        command_line()
    assert "Traceback" not in err.getvalue()
    return int(ended.value.code or 0), out.getvalue(), err.getvalue()


def write(folder: Path, **files: str) -> None:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")


class Deployment:
    """A folder with a store, a sandbox beside it, and the process that is started and killed."""

    def __init__(self, folder: Path, sandbox: Sandbox, world: World, *, forked: bool = False) -> None:
        self.folder = folder
        self.sandbox = sandbox
        self.world = world
        self._forked = forked
        self.process: Process | None = None
        self.started: list[Process] = []
        self.settings: dict[str, str] = {}
        self.log_from = 0
        self._began = time.monotonic()

    def env(self, **more: str) -> Mapping[str, str]:
        clock = START + timedelta(seconds=time.monotonic() - self._began)
        return {
            "PATH": PATH,
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "SECRETARIAT_IDS": str(CHI.id),
            "STEERING_CHAT_ID": str(STEERING),
            "TELEGRAM_API_URL": self.sandbox.url,
            "WEBHOOK_LISTEN": "",
            "MESSAGES_PER_SECOND": "0",
            "BOT_CLOCK": clock.isoformat(),
            **self.settings,
            **more,
        }

    async def command(self, *args: str, **env: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        return await dondoc(self.folder, *args, **self.env(**env))

    async def typed(self, *args: str, **env: str) -> tuple[int, str, str]:
        """The same within this process."""
        return await typed(self.folder, *args, **self.env(**env))

    async def start(self, **env: str) -> Process:
        self.log_from = len(self.log)
        if self._forked:
            self.process = await asyncio.to_thread(Forked, self.folder, self.env(**env))
        else:
            with (self.folder / "run.log").open("ab") as log:
                self.process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "bot", "run",
                    cwd=self.folder, env=self.env(**env), stdout=log, stderr=log,
                )  # fmt: skip
        self.started.append(self.process)
        return self.process

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        process = self._running()
        process.terminate()
        return await asyncio.wait_for(process.wait(), 15)

    async def at_work(self, within: float = 30.0) -> None:
        """Waits until the process that was started last has begun to send."""
        async with asyncio.timeout(within):
            while "this process is the sender" not in self.log[self.log_from :]:  # noqa: ASYNC110 - its log
                await asyncio.sleep(0.05)

    async def dies(self, within: float = 30.0) -> int:
        """Waits for the process to end by itself; its exit code."""
        return await asyncio.wait_for(self._running().wait(), within)

    async def kill(self) -> None:
        process = self._running()
        process.kill()
        await process.wait()

    def _running(self) -> Process:
        assert self.process is not None
        return self.process

    @property
    def log(self) -> str:
        path = self.folder / "run.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    async def exported(self) -> dict[str, Any]:
        code, _, err = await self.typed("export", "x.json")
        assert code == 0, err
        told: dict[str, Any] = json.loads((self.folder / "x.json").read_text(encoding="utf-8"))
        return told

    async def set_up(self, tasks_each: int) -> None:
        """A department for each person, each with its tasks; everybody follows their invitation."""
        units = await self.import_tasks(tasks_each)
        code, out, err = await self.typed("invite", *units)
        assert code == 0, err
        for person, line in zip(PEOPLE, out.splitlines(), strict=True):
            self.world.person_follows(person.id, line.split("\t")[1])

    async def import_tasks(self, tasks_each: int, **env: str) -> list[str]:
        """A department for each person, NVnt the task t of the n-th; the departments."""
        units = [f"Sở Số {n}" for n in range(len(PEOPLE))]
        (self.folder / "u.csv").write_text(
            "Tên đơn vị;Loại\n" + "".join(f"{u};sở\n" for u in units), encoding="utf-8"
        )
        rows = [
            f"NV{n}{t:02d};Việc {t} của đơn vị {n};{unit};30/11/2025\n"
            for n, unit in enumerate(units)
            for t in range(tasks_each)
        ]
        (self.folder / "t.csv").write_text("Mã;Nội dung;Chủ trì;Hạn\n" + "".join(rows), encoding="utf-8")
        for name in ("u.csv", "t.csv"):
            code, _, err = await self.typed("import", name, **env)
            assert code == 0, err
        return units


async def furnish(office: Deployment, *focal_points: Person, url: str | None = None) -> None:
    """Makes each of these the focal point of one department, in the order of both, without a process.

    The bot's menus count as set, so that the first message is one to a person.
    """
    database = Database(url or f"sqlite+aiosqlite:///{office.folder}/data/dondoc.db")
    async with database.transaction() as tx:
        units = await departments.every(tx)
        for person, unit in zip(focal_points, units, strict=False):
            known = await people.remember(tx, person.id, person.first_name, None, START, wrote_privately=True)
            await people.make_focal_point(tx, known.id, unit.id, START)
            office.world.chats[person.id].open = True
        await menus.offer_to_all(Turn(tx, START, cast(Any, None), cast(Any, None)))
        await tx.execute(update(outbox).values(state="sent", sent_at=START - timedelta(hours=1)))
    await database.close()


@asynccontextmanager
async def deployed(folder: Path, *, forked: bool = False) -> AsyncIterator[Deployment]:
    """`forked`: its processes are the program, but not a program that was started."""
    began = time.monotonic()
    world = World(
        [CHI, *PEOPLE],
        [Group(STEERING, "Ban Chỉ đạo", (CHI.id,))],
        now=lambda: START + timedelta(seconds=time.monotonic() - began),
    )
    sandbox = Sandbox(world, token=TOKEN, bot_username="don_doc_bot")
    await sandbox.start()
    deployment = Deployment(folder, sandbox, world, forked=forked)
    try:
        yield deployment
    finally:
        for process in deployment.started:
            if process.returncode is None:
                process.kill()
                await process.wait()
        await sandbox.stop()
