"""`demo`: a Telegram of our own on loopback, the bot, and the conclusion of 23 September 2025.

It knows the sandbox only by what `bot/__main__` hands in. Everything is kept in a fresh folder.
"""

import asyncio
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import typer

from bot.backstage import Backstage
from bot.bot_process import warm_up
from bot.cast import GROUP, GROUP_TITLE, PLAYERS, Player, seat_of
from bot.clock import TurnableClock
from bot.commands.failing import Failed
from bot.log import configure_logging
from bot.play import TOKEN, USERNAME, Play
from bot.script import FREE, Scene, shelf
from domain.office import Language

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WARMING_UP = timedelta(minutes=5)


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
    """`build` makes the sandbox and its world for a stage; `at`, where given, is when the free play begins:
    local unless it has an offset."""

    def __init__(self, build: Callable[[Stage], tuple[Telegram, Any]], at: datetime | None) -> None:
        self._build = build
        self._at = at.replace(tzinfo=at.tzinfo or ZONE) if at else None
        self._changing = asyncio.Lock()
        self._play: Play | None = None
        self._language = Language.VIETNAMESE
        self._clock = TurnableClock()
        self._world: Any = None
        self.url = ""

    async def run(self, port: int, *, open_browser: bool) -> None:
        """Until SIGINT or SIGTERM; prints where the page is once everything answers."""
        configure_logging("WARNING", [TOKEN])
        stopped = asyncio.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
        warm_up()
        scene = self._scene(FREE)
        backstage = Backstage(lambda: self._play, self.begin, self.speak)
        address = await backstage.start()
        sandbox, self._world = self._build(
            Stage(PLAYERS, GROUP, GROUP_TITLE, TOKEN, USERNAME, address, self.now, _seats(scene))
        )
        opening = asyncio.create_task(self._open_house(sandbox, scene, port, open_browser=open_browser))
        stopping = asyncio.create_task(stopped.wait())
        try:
            await asyncio.wait({opening, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if opening.done():
                opening.result()
                await stopping
            else:
                typer.echo("Đã dừng.", err=True)
        finally:
            for task in (opening, stopping):
                task.cancel()
            await asyncio.wait({opening, stopping})
            await sandbox.stop()
            await backstage.stop()
            if self._play is not None:
                await self._play.close()

    async def _open_house(self, sandbox: Telegram, scene: Scene, port: int, *, open_browser: bool) -> None:
        taken = await sandbox.start("127.0.0.1", free_port(port))
        if taken != port:
            typer.echo(f"Cổng {port} đang bận; dùng cổng {taken}.", err=True)
        self.url = f"http://127.0.0.1:{taken}"
        await self._open(scene)
        opens = open_browser and has_screen()
        if open_browser and not opens:
            typer.echo("Máy này không mở được trình duyệt; đồng chí tự mở địa chỉ dưới đây.", err=True)
        typer.secho(f"Open {self.url}/", bold=True)
        if opens and not await asyncio.to_thread(opened, f"{self.url}/"):
            typer.echo(f"Không mở được trình duyệt; đồng chí tự mở {self.url}/", err=True)

    def now(self) -> datetime:
        return self._clock.now()

    async def begin(self, key: str) -> None:
        """The scene from its beginning, whatever is played now. Raises LookupError."""
        scene = self._scene(key)
        async with self._changing:
            old, self._play = self._play, None
            if old is not None:
                await old.bot.kill()
                await old.close()
            self._world.begin_anew(_seats(scene))
            await self._open(scene)
            self._world.tell("chat", {})

    async def speak(self, language: Language) -> None:
        """The bot to everybody; a scene that nobody has touched begins again in it."""
        play, self._language = self._play, language
        if play is None or play.language is language:
            return
        if play.touched:
            await play.speak(language)
        else:
            await self.begin(play.scene.key)

    async def _open(self, scene: Scene) -> None:
        first = min([scene.begins, *(deed.at - WARMING_UP for deed in scene.before)])
        self._clock = TurnableClock.starting_at(first)
        play = Play(scene, self._clock, self._world, self.url, language=self._language)
        try:
            await play.open()
        except BaseException:
            await play.close()
            raise
        self._play = play

    def _scene(self, key: str) -> Scene:
        found = next((scene for scene in shelf().scenes if scene.key == key), None)
        if found is None:
            raise LookupError(key)
        return replace(found, begins=self._at) if key == FREE and self._at else found


def _seats(scene: Scene) -> tuple[tuple[int, int], ...]:
    return tuple(seat_of(key) for key in scene.phones)


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


def has_screen() -> bool:
    """A browser without one would take the terminal."""
    return sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def opened(url: str) -> bool:
    """Whether a browser shows it; some answer only when they are closed."""
    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False
