"""`demo`: a Telegram of our own on loopback, the bot, and the conclusion of 23 September 2025.

It knows the sandbox only by what `bot/__main__` hands in. Everything is kept in a fresh folder.
"""

import asyncio
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import typer

from bot.backstage import Backstage
from bot.clock import TurnableClock
from bot.commands.failing import Failed
from bot.log import configure_logging
from bot.office import turn_at
from bot.running import Running
from bot.settings import load_settings
from bot.wire import AiohttpRequest
from handlers import importing
from handlers.registration import find_unit, make_invitation
from storage import facts, schema
from storage.database import Database

TOKEN = "1000001:demo-token-for-this-machine-only"  # noqa: S105 - good for our own sandbox only
USERNAME = "dondoc_demo_bot"
GROUP = -1001
START = datetime(2025, 9, 23, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SEED = ("don-vi.csv", "nhiem-vu.csv")


@dataclass(frozen=True, slots=True)
class Player:
    """`unit`: the department they answer for and are registered with; "" for the others."""

    id: int
    name: str
    caption: str
    unit: str = ""


CHI = Player(5001, "Lê Thị Chi", "Tổ giúp việc")
LEADER = Player(6001, "Trần Quang Minh", "Lãnh đạo Ban Chỉ đạo")
PLAYERS = (
    Player(4001, "Nguyễn Văn An", "Sở Tài chính", "Sở Tài chính"),
    Player(4002, "Hoàng Thanh Bình", "Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
    Player(4003, "Phạm Thu Giang", "Văn phòng Tỉnh uỷ", "Văn phòng Tỉnh uỷ"),
    Player(4004, "Võ Ngọc Hà", "Ban Quản lý KKT Đông Nam", "Ban Quản lý Khu kinh tế Đông Nam"),
    CHI,
    LEADER,
    Player(4005, "Đặng Dũng", "Chưa đăng ký"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the sandbox is set up with."""

    people: tuple[Player, ...]
    group_id: int
    group_title: str
    token: str
    username: str
    backstage: str
    now: Callable[[], datetime]
    shown: tuple[tuple[int, int], ...]  # (person, chat) for each phone of the page


class Telegram(Protocol):
    """The sandbox as far as the demo uses it."""

    async def start(self, host: str = ..., port: int = ...) -> int: ...
    async def stop(self) -> None: ...


class Demo:
    """`build` makes the sandbox and its world for a stage; `at` is local unless it has an offset."""

    def __init__(self, build: Callable[[Stage], tuple[Telegram, Any]], at: datetime | None) -> None:
        self._build = build
        moment = at or START
        self.clock = TurnableClock.starting_at(
            moment if moment.tzinfo else moment.replace(tzinfo=START.tzinfo)
        )
        self.port = 0

    async def run(self, port: int, *, open_browser: bool) -> None:
        """Until SIGINT or SIGTERM; prints where the page is once everything answers."""
        configure_logging("WARNING", [TOKEN])
        stopped = asyncio.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
        with tempfile.TemporaryDirectory(prefix="dondoc-demo-") as folder:
            database = Database(f"sqlite+aiosqlite:///{folder}/dondoc.db")
            await schema.ensure_schema(database)
            backstage = Backstage(self.clock, database)
            shown = ((PLAYERS[0].id, PLAYERS[0].id), (CHI.id, CHI.id), (LEADER.id, GROUP))
            address = await backstage.start()
            stage = Stage(PLAYERS, GROUP, "Ban Chỉ đạo tỉnh", TOKEN, USERNAME, address, self.clock.now, shown)
            sandbox, world = self._build(stage)
            self.port = await sandbox.start("127.0.0.1", free_port(port))
            if self.port != port:
                typer.echo(f"Cổng {port} đang bận; dùng cổng {self.port}.", err=True)
            running = self._running(Path(folder), database)
            backstage.serve(running.office, running.settle)
            try:
                await self._set_the_scene(running, world)
                await running.start()
                url = f"http://127.0.0.1:{self.port}/"
                typer.echo(f"Open {url}")
                if open_browser and not await asyncio.to_thread(opened, url):
                    typer.echo("Máy này không mở được trình duyệt; đồng chí tự mở địa chỉ trên.", err=True)
                await stopped.wait()
            finally:
                await running.stop()
                await sandbox.stop()
                await backstage.stop()
                await database.close()

    def _running(self, folder: Path, database: Database) -> Running:
        environ = {
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": str(database.url),
            "SECRETARIAT_IDS": str(CHI.id),
            "LEADER_IDS": str(LEADER.id),
            "STEERING_CHAT_ID": str(GROUP),
            "TELEGRAM_API_URL": f"http://127.0.0.1:{self.port}",
            "WEBHOOK_LISTEN": "",
            "MESSAGES_PER_SECOND": "0",
            "FILES_DIR": str(folder / "files"),
        }
        settings = load_settings(need_token=True, env_file=None, environ=environ)
        return Running(settings, database, self.clock, AiohttpRequest(), AiohttpRequest())

    async def _set_the_scene(self, running: Running, world: Any) -> None:
        """The units and tasks are imported; the registered people press their invitations, as they would."""
        async with running.database.transaction() as tx:
            turn = await turn_at(tx, self.clock, running.office)
            await facts.put(tx, facts.BOT_USERNAME, USERNAME)
            for name in SEED:
                content = files("bot").joinpath("seed", name).read_bytes()
                plan = await importing.plan_file(turn, content, name)
                await importing.apply(turn, plan)
            codes = {}
            for player in PLAYERS:
                if player.unit:
                    unit = await find_unit(turn, player.unit)
                    link, _ = await make_invitation(turn, unit.id, None, 30, None)
                    codes[player.id] = link.rpartition("=")[2]
        for player in PLAYERS:
            if player.id in codes:
                world.person_sends(player.id, player.id, f"/start {codes[player.id]}")
            elif player in (CHI, LEADER):
                world.person_sends(player.id, player.id, "/start")


def free_port(wanted: int) -> int:
    """`wanted`, or the next port that is free."""
    for port in range(wanted, min(wanted + 200, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Failed(f"Không còn cổng nào trống từ {wanted}. Chọn cổng khác bằng --port.")


def opened(url: str) -> bool:
    """Whether a browser shows it. One without a screen, which would take the terminal, is not asked."""
    has_screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    try:
        return bool(has_screen) and webbrowser.open(url)
    except webbrowser.Error:
        return False
