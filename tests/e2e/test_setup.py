"""`setup`: what it asks, tries and writes; nothing that it sees is taken from `run`."""

import asyncio
import os
import stat
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import typer

from bot.cast import SANDBOX_TOKEN, SANDBOX_USERNAME
from bot.commands import as_typed
from bot.commands import sandbox as alone
from bot.commands.env_file import values_of, with_values
from bot.commands.failing import Failed
from bot.commands.looking import Line
from bot.commands.setup import Asking, setup
from bot.settings import load_settings
from sandbox.server import Sandbox
from sandbox.webhook import WebhookSettings
from sandbox.world import Group, World
from tests.e2e.office import CHI, START, STEERING, TOKEN, typed
from tests.e2e.test_process import free_port

Answer = str | Callable[[], str]


class Said(Asking):
    """Somebody who gives these answers, in this order; `asked` is what they were asked."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def words(self, question: str, *, hidden: bool = False) -> str:
        self.asked.append(question)
        if not self._answers:
            raise typer.Abort
        answer = self._answers.pop(0)
        return answer if isinstance(answer, str) else answer()

    def whether(self, question: str) -> bool:
        return self.words(question) != "k"


def env() -> str:
    return Path(".env").read_text(encoding="utf-8")


def holds(text: str) -> None:
    Path(".env").write_text(text, encoding="utf-8")


def mode() -> int:
    return stat.S_IMODE(Path(".env").stat().st_mode)


@pytest.fixture
async def telegram(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """A Telegram, and an empty folder whose commands use it."""
    world = World([CHI], [Group(STEERING, "Ban Chỉ đạo", (CHI.id,))], now=lambda: START)
    sandbox = Sandbox(world, token=TOKEN, bot_username="don_doc_bot")
    await sandbox.start()
    for name in ("BOT_TOKEN", "SECRETARIAT_IDS", "STEERING_CHAT_ID", "TELEGRAM_PROXY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
    monkeypatch.chdir(tmp_path)
    yield sandbox
    await sandbox.stop()


async def test_from_a_token_to_an_env_file(telegram: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    world = telegram.world

    def starts() -> str:
        world.person_starts(CHI.id)
        return ""

    def here() -> str:
        world.person_sends(CHI.id, STEERING, "/nhom@don_doc_bot")
        return ""

    holds("# của tôi\nWORKING_HOURS=08:00-16:00 # giờ mùa đông\n")
    wrong = TOKEN.replace("AAE", "AAF")
    said = Said("nonsense", wrong, TOKEN, "", starts, "", here, "", "mysql://x", "")
    await setup(said, look_seconds=0.0)
    assert env().splitlines() == [
        "# của tôi",
        "WORKING_HOURS=08:00-16:00 # giờ mùa đông",
        f"TELEGRAM_API_URL={telegram.url}",  # it was tried there
        f"BOT_TOKEN={TOKEN}",
        f"SECRETARIAT_IDS={CHI.id}",
        f"STEERING_CHAT_ID={STEERING}",
        "DATABASE_URL=sqlite+aiosqlite:///data/dondoc.db",
    ]
    assert mode() == 0o600
    out = capsys.readouterr().out
    assert any("mở https://t.me/don_doc_bot, bấm" in question for question in said.asked)
    for words in ("không đúng dạng mã bot", "từ chối mã này", "@don_doc_bot", "chưa thấy ai", "phải bắt đầu"):
        assert words in out
    assert TOKEN not in out + "".join(said.asked)
    assert f"chạy: {as_typed.command()} run" in out.splitlines()[-2]
    assert "/start cho @don_doc_bot" in out.splitlines()[-1]
    waiting = world.updates.take(0, 100)
    assert [u["message"]["text"] for u in waiting] == ["/start", "/nhom@don_doc_bot"]  # for `run`

    again = Said("", "", "postgresql://me:geheim@127.0.0.1:9/x", "k", "")
    before = env()
    await setup(again, look_seconds=0.0)  # all is kept
    assert env() == before
    assert "máy không nhận kết nối" in capsys.readouterr().out
    assert "geheim" not in "".join(again.asked)
    with pytest.raises(Failed, match="vẫn như cũ"):
        await setup(Said("", "k", "77", "", "k"), look_seconds=0.0)
    with pytest.raises(Failed, match="chưa ghi gì"):
        await setup(Said("", "k", "77"), look_seconds=0.0)
    assert env() == before


async def test_where_telegram_is_filtered_and_where_updates_go_elsewhere(
    telegram: Sandbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox_url, world = telegram.url, telegram.world
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")

    # a proxy that is none, then one by which nobody is reached, then without
    await setup(Said(TOKEN, "socks9://x", "socks5://127.0.0.1:9", "", "12,x", "12", ""), look_seconds=0.0)
    held = values_of(env())
    assert (held["TELEGRAM_PROXY"], held["SECRETARIAT_IDS"]) == ("socks5://127.0.0.1:9", "12")
    out = capsys.readouterr().out
    assert out.count("Không kết nối được Telegram.") == 2
    assert "bot tự chạy" in out

    holds("")
    monkeypatch.setenv("TELEGRAM_API_URL", sandbox_url)
    telegram.webhook.settings = WebhookSettings("http://127.0.0.1:9/", "", 1)
    world.bot_is_added(STEERING, CHI.id)

    def without_webhook() -> str:
        telegram.webhook.settings = WebhookSettings()
        return ""

    await setup(Said(TOKEN, "", "12", without_webhook, "", ""), look_seconds=0.0)
    assert "đang nhận tin bằng webhook" in capsys.readouterr().out
    assert values_of(env())["STEERING_CHAT_ID"] == str(STEERING)


async def test_the_stand_in_alone_says_what_setup_is_to_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World([CHI], [], now=lambda: START)
    telegram = Sandbox(world, token=SANDBOX_TOKEN, bot_username=SANDBOX_USERNAME)
    serving = asyncio.create_task(alone.serve(telegram, free_port()))
    told = ""
    async with asyncio.timeout(10):
        while SANDBOX_TOKEN not in told:
            await asyncio.sleep(0.01)
            told += capsys.readouterr().out
    url = told.split()[1].rstrip("/")
    assert f"TELEGRAM_API_URL={url} make setup" in told
    line = Line(load_settings(environ={"TELEGRAM_API_URL": url, "BOT_TOKEN": SANDBOX_TOKEN}, env_file=None))
    assert await line.username() == SANDBOX_USERNAME
    await line.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_API_URL", url)
    rehearsing = Said(SANDBOX_TOKEN)
    with pytest.raises(Failed):
        await setup(rehearsing, look_seconds=0.0)
    assert f"mở {url}/, bấm" in rehearsing.asked[1], "no t.me has this bot"
    serving.cancel()
    await asyncio.wait([serving])


def test_a_command_can_be_typed_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / ".venv" / "bin" / "dondoc"
    script.parent.mkdir(parents=True)
    script.touch(0o755)
    monkeypatch.chdir(tmp_path)
    for called, path, told in (
        (str(script), "", ".venv/bin/dondoc"),
        (".venv/bin/dondoc", "", ".venv/bin/dondoc"),
        (str(script), str(script.parent), "dondoc"),
        ("/opt/bot/__main__.py", "", f"{sys.executable} -m bot"),
    ):
        monkeypatch.setattr(sys, "argv", [called])
        monkeypatch.setenv("PATH", path)
        assert as_typed.command() == told


async def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    code, out, err = await typed(tmp_path, "setup")
    assert (code, out) == (2, "")
    assert "cửa sổ dòng lệnh" in err
    assert os.listdir(tmp_path) == []


def test_an_env_file_keeps_what_is_not_asked() -> None:
    text = "# đầu\r\nexport BOT_TOKEN='cũ' # mã\r\n\r\nX=1\nBOT_TOKEN=sau\nY='a # b'"
    made = with_values(text, {"BOT_TOKEN": "mới", "Y": "it's #1 \\ $5", "Z": "postgresql+asyncpg://a:b@c/d"})
    assert made == (
        "# đầu\r\nexport BOT_TOKEN='cũ' # mã\r\n\r\nX=1\nBOT_TOKEN='mới'\nY='it\\'s #1 \\\\ $5'\n"
        "Z=postgresql+asyncpg://a:b@c/d\n"
    )
    assert with_values("A= # ghi chú\n", {"A": "1"}) == "A=1 # ghi chú\n"
    with pytest.raises(Failed, match="Sửa tay"):
        with_values("", {"DATABASE_URL": "postgresql://a:${HOME}@c/d"})
