"""Settings: all faults at once, secrets never shown, `.env.example` equal to the code."""

import re
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, SettingsFault, load_settings

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz012345678"
EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def load(**environ: str) -> Settings:
    return load_settings(env_file=None, environ=environ)


def faults(**environ: str) -> dict[str, str]:
    with pytest.raises(SettingsFault) as caught:
        load(**environ)
    return dict(line.split(": ", 1) for line in caught.value.lines)


def test_defaults() -> None:
    settings = load()
    assert settings.reminder_days == (14, 7, 3, 1, 0)
    assert settings.working_hours == (time(7, 30), time(17))
    assert str(settings.digest_every) == "P2W"
    assert settings.digest_start == datetime(2025, 10, 6, 8, tzinfo=settings.timezone)
    assert settings.webhook_listen == ("127.0.0.1", 8080)


def test_every_fault_is_named_at_once() -> None:
    found = faults(
        BOT_TOKEN="nonsense",
        REMINDER_DAYS="14,x",
        WORKING_HOURS="17:00-07:30",
        TIMEZONE="Mars/Base",
        DATABASE_URL="mysql://x",
        DIGEST_EVERY="2 weeks",
        WEBHOOK_URL="ftp://x",
        MESSAGES_PER_SECOND="fast",
        STEERING_CHAT_ID="group",
        BOT_CLOCK="2025-09-23T08:00",
        SECRETARIAT_IDS="1;2",
    )
    assert found.keys() == {
        "BOT_TOKEN", "REMINDER_DAYS", "WORKING_HOURS", "TIMEZONE", "DATABASE_URL", "DIGEST_EVERY", "WEBHOOK_URL",
        "WEBHOOK_SECRET", "MESSAGES_PER_SECOND", "STEERING_CHAT_ID", "BOT_CLOCK", "SECRETARIAT_IDS",
    }  # fmt: skip


def test_run_needs_a_token_and_a_secretariat() -> None:
    with pytest.raises(SettingsFault) as caught:
        load_settings(need_token=True, need_secretariat=True, env_file=None, environ={})
    assert [line.split(":")[0] for line in caught.value.lines] == ["BOT_TOKEN", "SECRETARIAT_IDS"]


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("REMINDER_DAYS", "0, 7,14,7", "reminder_days", (14, 7, 0)),
        ("SECRETARIAT_IDS", "1, 2,", "secretariat_ids", (1, 2)),
        ("WEBHOOK_LISTEN", "", "webhook_listen", None),
        ("WEBHOOK_LISTEN", "[::1]:81", "webhook_listen", ("::1", 81)),
        ("DATABASE_URL", "postgresql://u@h/d", "database_url", "postgresql+asyncpg://u@h/d"),
        ("TIMEZONE", "", "timezone", Settings().timezone),
        ("MESSAGES_PER_SECOND", "0", "messages_per_second", 0),
    ],
)
def test_values(name: str, value: str, field: str, expected: Any) -> None:
    assert getattr(load(**{name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("STEERING_CHAT_ID", "424242", "mã số của nhóm"),
        ("FEED_COLUMNS", "no/such/file.csv", "không có tệp"),
        ("FEED_TOKEN", "mã-bí-mật", "ASCII"),
        ("FEED_TOKEN", "two words", "ASCII"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/?a=1", "dấu ?"),
        ("TELEGRAM_API_URL", "https://api.telegram.org#x", "dấu ?"),
    ],
)
def test_what_would_fail_later_is_refused_at_the_start(name: str, value: str, words: str) -> None:
    (line,) = faults(**{name: value}).items()
    assert line[0] == name
    assert words in line[1]
    assert value not in line[1]


def test_a_file_of_columns_that_is_there_is_taken(tmp_path: Path) -> None:
    columns = tmp_path / "columns.csv"
    columns.touch()
    assert load(FEED_COLUMNS=str(columns), FEED_TOKEN="a+b/c=", STEERING_CHAT_ID="-5").feed_columns == columns


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("INVITE_DAYS=3\nLOG_LEVEL=DEBUG\nSOMETHING_ELSE=1\n", encoding="utf-8")
    settings = load_settings(env_file=file, environ={"INVITE_DAYS": "5"})
    assert (settings.invite_days, settings.log_level) == (5, "DEBUG")


def test_secrets_show_nowhere() -> None:
    settings = load(
        BOT_TOKEN=TOKEN,
        WEBHOOK_URL="https://x.vn/h",
        WEBHOOK_SECRET="hush-hush",
        TELEGRAM_PROXY="socks5://u:pw9@h:1",
    )
    assert not any(secret in repr(settings) + str(settings) for secret in (TOKEN, "hush-hush", "pw9"))
    assert "xxSECRETxx" not in str(faults(BOT_TOKEN="xxSECRETxx"))


def test_the_example_equals_the_code() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    lines = text.splitlines()
    shown = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    assert shown.keys() == {name.upper() for name in Settings.model_fields}
    for number, line in enumerate(lines):
        if re.match(r"[A-Z_]+=", line):
            assert lines[number - 1].startswith("# "), f"{line} is not explained"
    assert load(**shown) == load()
