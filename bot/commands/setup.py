"""`setup`: asks for what `.env` needs, tries each at once, and writes it when all is answered."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import typer
from pydantic import SecretStr
from sqlalchemy.engine import make_url
from telegram.error import InvalidToken, TelegramError

from bot import setting_values as written
from bot import trouble
from bot.cast import SANDBOX_TOKEN
from bot.commands import as_typed, env_file
from bot.commands.failing import Failed
from bot.commands.looking import CannotLook, Line, Seen, where_put, who_wrote
from bot.commands.setup_words import (
    ASK_DATABASE,
    ASK_GROUP,
    ASK_PEOPLE,
    ASK_PROXY,
    ASK_TOKEN,
    BEGUN,
    BY_WEBHOOK,
    KEPT,
    NO_GROUP,
    NO_TERMINAL,
    NOBODY,
    NOT_TRIED,
    NOT_WRITTEN,
    OVERRULED,
    STOPPED,
    TAKEN,
    TOO_MANY,
    next_steps,
)
from bot.commands.store import reached
from bot.progress import shown
from bot.settings import Settings, SettingsFault, load_settings

ENV = Path(".env")
EXAMPLE = Path(".env.example")
LOOK_SECONDS = 60.0
NEEDED = ("BOT_TOKEN", "SECRETARIAT_IDS", "STEERING_CHAT_ID", "DATABASE_URL")
WAYS = (("TELEGRAM_API_URL", written.root), ("TELEGRAM_PROXY", written.proxy))
SKIP = "-"


class Asking(Protocol):
    """Asks a person. `words` returns what they typed, "" for Enter alone."""

    def words(self, question: str, *, hidden: bool = False) -> str: ...
    def whether(self, question: str) -> bool: ...


class AtTerminal:
    """Failed where nobody is there to be asked."""

    def __init__(self) -> None:
        if not sys.stdin.isatty():
            raise Failed(NO_TERMINAL, code=2)

    def words(self, question: str, *, hidden: bool = False) -> str:
        # asyncio's own answer to Ctrl+C would wait until the question is answered
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            said = typer.prompt(
                question, default="", show_default=False, hide_input=hidden, prompt_suffix=": "
            )
        finally:
            signal.signal(signal.SIGINT, before)
        return str(said).strip()

    def whether(self, question: str) -> bool:
        """Enter is yes; "k", "không", "n" are no."""
        while True:
            said = self.words(f"{question} [C/k]").casefold()
            if said in ("", "c", "có", "co", "y", "yes"):
                return True
            if said in ("k", "không", "khong", "n", "no"):
                return False


async def setup(asking: Asking | None = None, look_seconds: float = LOOK_SECONDS) -> None:
    asking = asking or AtTerminal()
    try:
        await Setup(asking, look_seconds).run()
    except (typer.Abort, KeyboardInterrupt):  # Ctrl+C at a question, or the end of the input
        raise Failed(STOPPED, code=130) from None


class Setup:
    """Nothing is written before everything is answered. The token is never shown."""

    def __init__(self, asking: Asking, look_seconds: float) -> None:
        self._asking = asking
        self._seconds = look_seconds
        self._text = env_file.text_of(ENV)
        self._held = env_file.values_of(self._text)
        self._answers: dict[str, str] = {}
        self._line: Line | None = None
        self._username = ""

    async def run(self) -> None:
        typer.echo(BEGUN)
        for name in (n for n in NEEDED if os.environ.get(n)):
            typer.echo(OVERRULED.format(name=name))
        self._keep_the_way()
        try:
            await self._token()
            await self._people()
            await self._group()
        finally:
            await self._hang_up()
        await self._database()
        self._write()

    def _keep_the_way(self) -> None:
        """The address that is asked now is the one that `run` shall ask."""
        for name, read in WAYS:
            url = os.environ.get(name)
            if not url or url == self._held.get(name):
                continue
            try:
                read(url)
            except ValueError as error:
                raise Failed(f"{name} {error}.", code=2) from None
            typer.echo(KEPT.format(name=name))
            self._answers[name] = url

    async def _token(self) -> None:
        keeps = self._known("BOT_TOKEN") and self._asking.whether("BOT_TOKEN đã có. Giữ mã này?")
        if keeps and await self._meet(self._held["BOT_TOKEN"]):
            return
        while True:
            token = self._valid(ASK_TOKEN, written.token, hidden=True)
            if await self._meet(token):
                self._answers["BOT_TOKEN"] = token
                return

    async def _meet(self, token: str) -> bool:
        """getMe, by a proxy where Telegram cannot be reached without; False: the token is refused."""
        while True:
            await self._hang_up()
            self._line = Line(self._settings(token))
            try:
                with shown("Đang hỏi Telegram…"):
                    self._username = await self._line.username()
            except InvalidToken:
                typer.echo("Telegram từ chối mã này. Xem lại ở @BotFather, lệnh /mybots.")
                return False
            except TelegramError as error:
                typer.echo(trouble.with_telegram(error))
                proxy = self._valid(ASK_PROXY, written.proxy, may_skip=True)
                if not proxy:
                    typer.echo(NOT_TRIED)
                    await self._hang_up()
                    return True
                self._answers["TELEGRAM_PROXY"] = proxy
            else:
                typer.echo(f"✓ Mã đúng, bot là @{self._username}.")
                return True

    def _page(self, token: str) -> str:
        """Where people press START; that of a rehearsal is beside its API."""
        if token == SANDBOX_TOKEN:
            return f"{self._settings(token).telegram_api_url}/"
        return f"https://t.me/{self._username}"

    async def _people(self) -> None:
        if self._known("SECRETARIAT_IDS"):
            question = f"SECRETARIAT_IDS đang là {self._held['SECRETARIAT_IDS']}. Giữ nguyên?"
            if self._asking.whether(question):
                return
        token = self._answers.get("BOT_TOKEN") or self._held.get("BOT_TOKEN", "")
        question = (
            ASK_PEOPLE.format(page=self._page(token)) if self._line else "Mã số Telegram của Tổ giúp việc"
        )
        while True:
            said = self._valid(question, _ids, may_skip=self._line is not None)
            if said:
                self._answers["SECRETARIAT_IDS"] = said
                return
            chosen = [
                seen
                for seen in await self._seen(who_wrote, NOBODY)
                if self._asking.whether(f"{seen.name} (mã {seen.id}) thuộc Tổ giúp việc?")
            ]
            if chosen:
                self._answers["SECRETARIAT_IDS"] = ",".join(str(seen.id) for seen in chosen)
                return

    async def _group(self) -> None:
        if self._line is None or self._known("STEERING_CHAT_ID"):
            return
        while True:
            said = self._valid(ASK_GROUP.format(bot=self._username), _chat, may_skip=True)
            if said == SKIP:
                return
            if said:
                self._answers["STEERING_CHAT_ID"] = said
                return
            for seen in await self._seen(where_put, NO_GROUP):
                if self._asking.whether(f"Bản tin gửi vào nhóm «{seen.name}» ({seen.id})?"):
                    self._answers["STEERING_CHAT_ID"] = str(seen.id)
                    return

    async def _seen(self, of: Callable[[object], Seen | None], nobody: str) -> list[Seen]:
        if self._line is None:
            return []
        try:
            with shown("Đang đợi Telegram…"):
                found = await self._line.look(of, self._seconds)
        except CannotLook as cannot:
            typer.echo(BY_WEBHOOK if cannot.by_webhook else TOO_MANY if cannot.too_many else TAKEN)
        except TelegramError as error:
            typer.echo(trouble.with_telegram(error))
        else:
            if not found:
                typer.echo(nobody)
            return found
        return []

    async def _database(self) -> None:
        now = self._held.get("DATABASE_URL") or str(Settings.model_fields["database_url"].default)
        try:
            question = ASK_DATABASE.format(now=make_url(written.database(now)).render_as_string())
        except ValueError as error:
            typer.echo(f"DATABASE_URL trong .env {error}.")
            now = str(Settings.model_fields["database_url"].default)
            question = ASK_DATABASE.format(now=now)
        while True:
            url = self._valid(question, written.database, may_skip=True) or now
            if await self._opens(url) or self._asking.whether("Vẫn ghi địa chỉ này?"):
                break
        if url != self._held.get("DATABASE_URL"):
            self._answers["DATABASE_URL"] = url

    async def _opens(self, url: str) -> bool:
        """Only a server is tried: a file is made by whatever opens it."""
        if written.database(url).startswith("sqlite"):
            return True
        try:
            with shown("Đang mở dữ liệu…"):
                await (await reached(self._settings("", DATABASE_URL=url))).close()
        except Failed as failed:
            typer.echo("\n".join(failed.lines))
            return False
        return True

    def _write(self) -> None:
        begun = self._text or (EXAMPLE.read_text(encoding="utf-8") if EXAMPLE.is_file() else "")
        made = env_file.with_values(begun, self._answers)
        changed = [
            name for name in self._answers if self._held.get(name, self._answers[name]) != self._answers[name]
        ]
        if changed and not self._asking.whether(f".env đã có; sẽ đổi {', '.join(changed)}. Ghi?"):
            raise Failed(NOT_WRITTEN)
        try:
            env_file.put(ENV, made)
        except OSError as error:
            raise Failed(f"Không ghi được .env. {trouble.in_the_system(error)}") from None
        typer.echo("✓ Đã ghi .env; chỉ người dùng này của máy đọc được.")
        try:
            settings = load_settings(need_token=True, need_secretariat=True)
        except SettingsFault as fault:
            raise Failed("Trong .env còn phải sửa:", *fault.lines, code=2) from None
        for line in next_steps(as_typed.command(), self._username, settings.database_url):
            typer.echo(line)

    # what is asked

    def _known(self, name: str) -> bool:
        return name in self._held

    def _valid(
        self, question: str, read: Callable[[str], object], *, hidden: bool = False, may_skip: bool = False
    ) -> str:
        """What was typed, once `read` takes it; "" for Enter alone where that means something."""
        while True:
            said = self._asking.words(question, hidden=hidden)
            if not said and may_skip:
                return ""
            try:
                read(said)
            except ValueError as error:
                typer.echo(f"Giá trị này {error}.")
            else:
                return said

    def _settings(self, token: str, **more: str) -> Settings:
        """As `run` would have them with what was answered so far; other faults of the file come later."""
        values: Mapping[str, str] = self._held | self._answers | dict(os.environ)
        wanted = {name: values[name] for name in ("TELEGRAM_API_URL", "TELEGRAM_PROXY") if values.get(name)}
        read = load_settings(env_file=None, environ=wanted | more)
        return read.model_copy(update={"bot_token": SecretStr(token)})

    async def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            await line.close()


def _ids(text: str) -> None:
    if not written.ids(text):
        raise ValueError("phải là các mã số Telegram, cách nhau bằng dấu phẩy, ví dụ 123456,234567")


def _chat(text: str) -> None:
    if text != SKIP:
        written.chat(text)
