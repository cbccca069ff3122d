"""The token is never in a log."""

import logging

import pytest
from telegram.ext import Application

from bot import __main__ as command_line
from bot.log import Redacting, configure_logging
from bot.running import make_bot
from bot.settings import load_settings
from bot.wire import AiohttpRequest

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz012345678"
OTHER = "987654321:BBabcdefghijklmnopqrstuvwxyz012345678"


def line(record_args: tuple[object, ...], message: str, exc: BaseException | None = None) -> str:
    info = (type(exc), exc, exc.__traceback__) if exc else None
    record = logging.LogRecord("x", logging.ERROR, "f", 1, message, record_args, info)
    return Redacting([TOKEN, "webhook-secret"]).format(record)


def test_in_arguments_addresses_and_exceptions() -> None:
    said = line(
        (f"https://api.telegram.org/bot{TOKEN}/getMe",),
        "calling %s",
        OSError(f"bad {TOKEN} webhook-secret"),
    )
    assert TOKEN not in said
    assert "webhook-secret" not in said
    assert said.count("<token>") == 3


def test_a_token_it_was_not_told_of() -> None:
    assert OTHER not in line((), f"the token `{OTHER}` was rejected")


def test_of_an_exception_the_kind_and_the_place_and_nobodys_words() -> None:
    words = " ".join(["mẹ", "tôi", "ốm"])
    try:
        try:
            int(words)
        except ValueError as error:
            raise KeyError(words) from error
    except KeyError as error:
        said = line((), "update 7 set aside", error)
    assert words not in said
    assert "ValueError" in said
    assert said.endswith("KeyError")
    assert "Traceback:" in said
    assert "test_log.py" in said


def test_libraries_that_log_every_request_are_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:]
    try:
        configure_logging("INFO", [TOKEN])
        logging.getLogger("httpx").info("GET %s", TOKEN)
        logging.getLogger("bot").info("hello %s", TOKEN)
        shown = capfd.readouterr().err
    finally:
        logging.getLogger().handlers[:] = before
    assert "hello <token>" in shown
    assert "GET" not in shown


def test_a_bot_that_is_shown_does_not_say_its_token() -> None:
    settings = load_settings(need_token=True, env_file=None, environ={"BOT_TOKEN": TOKEN})
    bot = make_bot(settings, AiohttpRequest(), AiohttpRequest())
    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    assert bot.token == TOKEN
    assert TOKEN not in f"{bot!r} {bot} {application!r} {settings!r}"


def test_what_nobody_foresaw_is_one_line_without_a_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> int:
        raise TypeError(f"https://api.telegram.org/bot{TOKEN}/getMe")

    monkeypatch.setattr(command_line, "app", broken)
    with pytest.raises(SystemExit, match="1"):
        command_line.main()
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(command_line.OURS)
    assert said.endswith("TypeError")
    assert TOKEN not in said
