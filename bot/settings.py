"""The settings, from the environment and `.env`; all faults are named at once."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.durations import Duration, parse_duration

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsFault(Exception):
    """`lines`: one sentence for each setting that is wrong or missing."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _fault(words: str) -> ValueError:
    return ValueError(words)


def _token(value: Any) -> Any:
    if isinstance(value, str) and not _TOKEN.fullmatch(value.strip()):
        raise _fault("không đúng dạng mã bot (số, dấu hai chấm, ít nhất 20 ký tự); lấy ở @BotFather")
    return value.strip() if isinstance(value, str) else value


def _ids(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isdigit() for part in parts):
        raise _fault("phải là các mã số Telegram, cách nhau bằng dấu phẩy, ví dụ 123456,234567")
    return tuple(int(part) for part in parts)


def _days(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not parts or not all(part.isdigit() and int(part) <= 365 for part in parts):
        raise _fault("phải là các số ngày từ 0 đến 365, cách nhau bằng dấu phẩy, ví dụ 14,7,3,1,0")
    return tuple(sorted({int(part) for part in parts}, reverse=True))


def _hours(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in value.split("-"))
    except ValueError:
        raise _fault("phải có dạng 07:30-17:00") from None
    if opens >= closes:
        raise _fault("giờ mở phải trước giờ đóng, ví dụ 07:30-17:00")
    return opens, closes


def _zone(value: Any) -> Any:
    try:
        return ZoneInfo(value) if isinstance(value, str) else value
    except (ZoneInfoNotFoundError, ValueError):
        raise _fault("không phải tên múi giờ, ví dụ Asia/Ho_Chi_Minh") from None


def _duration(value: Any) -> Any:
    try:
        return parse_duration(value) if isinstance(value, str) else value
    except ValueError:
        raise _fault("phải là chu kỳ ISO 8601, ví dụ P2W, P1M") from None


def _local(value: Any) -> Any:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise _fault("phải là ngày giờ ISO 8601, ví dụ 2025-10-06T08:00") from None


def _clock(value: Any) -> Any:
    moment = _local(value)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise _fault("phải có múi giờ, ví dụ 2025-09-23T08:00:00+07:00")
    return moment


def _url(*schemes: str) -> Any:
    def check(value: Any) -> Any:
        if isinstance(value, str):
            try:
                parts = urlsplit(value)
                right = (
                    parts.scheme in schemes
                    and bool(parts.hostname)
                    and (parts.port is None or parts.port > 0)
                )
            except ValueError:
                right = False
            if not right:
                raise _fault(f"phải là địa chỉ bắt đầu bằng {', '.join(s + '://' for s in schemes)}")
        return value

    return BeforeValidator(check)


def _database(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for short, long in (
        ("sqlite:///", "sqlite+aiosqlite:///"),
        ("postgresql://", "postgresql+asyncpg://"),
        ("postgres://", "postgresql+asyncpg://"),
    ):
        if value.startswith(short):
            value = long + value.removeprefix(short)
    if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise _fault("phải bắt đầu bằng sqlite+aiosqlite:/// hoặc postgresql+asyncpg://")
    return value


def _listen(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    host, _, port = value.strip().rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise _fault("phải có dạng địa-chỉ:cổng, ví dụ 127.0.0.1:8080, hoặc để trống")
    return host.strip("[]"), int(port)


def _secret(value: Any) -> Any:
    if isinstance(value, str) and not _SECRET.fullmatch(value):
        raise _fault("gồm 1 đến 256 chữ cái không dấu, chữ số, dấu _ hoặc -")
    return value


def _chat(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?\d{1,18}", value.strip()):
        raise _fault("phải là mã số của nhóm, ví dụ -1001234567890")
    return value


def _number(lowest: float, highest: float) -> Any:
    def check(value: Any) -> Any:
        if isinstance(value, str):
            try:
                right = lowest <= float(value) <= highest
            except ValueError:
                right = False
            if not right:
                raise _fault(f"phải là số từ {lowest:g} đến {highest:g}")
        return value

    return BeforeValidator(check)


def _one_of(*names: str) -> Any:
    def check(value: Any) -> Any:
        if isinstance(value, str) and value not in names:
            raise _fault(f"chỉ nhận {', '.join(names)}")
        return value

    return BeforeValidator(check)


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]


class Settings(BaseSettings):
    """One field for each variable of `.env.example`, which says what it means."""

    model_config = SettingsConfigDict(
        frozen=True, env_ignore_empty=True, extra="ignore", arbitrary_types_allowed=True
    )

    bot_token: Annotated[SecretStr, BeforeValidator(_token)] | None = None
    database_url: Annotated[str, BeforeValidator(_database)] = "sqlite+aiosqlite:///data/dondoc.db"
    secretariat_ids: Ids = ()
    leader_ids: Ids = ()
    steering_chat_id: Annotated[int, BeforeValidator(_chat)] | None = None
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] = ZoneInfo("Asia/Ho_Chi_Minh")
    reminder_days: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_days)] = (14, 7, 3, 1, 0)
    overdue_every_days: Annotated[int, _number(0, 365)] = 7
    working_hours: Annotated[tuple[time, time], NoDecode, BeforeValidator(_hours)] = (time(7, 30), time(17))
    digest_every: Annotated[Duration, NoDecode, BeforeValidator(_duration)] = Duration(weeks=2)
    digest_start: Annotated[datetime, BeforeValidator(_local)] = datetime(2025, 10, 6, 8)  # noqa: DTZ001 - local
    telegram_api_url: Annotated[str, _url("http", "https")] = "https://api.telegram.org"
    telegram_proxy: Annotated[SecretStr, _url("http", "https", "socks5", "socks4")] | None = None
    webhook_url: Annotated[str, _url("http", "https")] | None = None
    webhook_listen: Annotated[tuple[str, int] | None, NoDecode, BeforeValidator(_listen)] = (
        "127.0.0.1",
        8080,
    )
    webhook_secret: Annotated[SecretStr, BeforeValidator(_secret)] | None = None
    messages_per_second: Annotated[float, _number(0, 1000)] = 25
    invite_days: Annotated[int, _number(1, 365)] = 7
    digest_preview_hours: Annotated[float, _number(0, 168)] = 0
    files_dir: Path = Path("data/files")
    public_url: Annotated[str, _url("http", "https")] | None = None
    feed_token: SecretStr | None = None
    feed_columns: Path | None = None
    issuer_form: Annotated[Literal["party", "state"], _one_of("party", "state")] = "party"
    log_level: Annotated[str, _one_of(*_LEVELS)] = "INFO"
    bot_clock: Annotated[datetime, BeforeValidator(_clock)] | None = Field(default=None)

    @property
    def proxy(self) -> str | None:
        return self.telegram_proxy.get_secret_value() if self.telegram_proxy else None


def load_settings(
    *,
    need_token: bool = False,
    need_secretariat: bool = False,
    env_file: Path | None = Path(".env"),
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of the environment (or of `environ` alone) and of `env_file`; the environment wins.

    Raises SettingsFault with every fault. Digest start is local to TIMEZONE.
    """
    values = _values(env_file, environ)
    lines: list[str] = []
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        lines = [_line(fault) for fault in error.errors(include_input=False, include_url=False)]
        settings = None
    named = {line.split(":")[0] for line in lines}
    if need_token and not values.get("bot_token"):
        lines.append("BOT_TOKEN: chưa có; lấy mã ở @BotFather rồi ghi vào .env")
    if need_secretariat and not values.get("secretariat_ids"):
        lines.append("SECRETARIAT_IDS: chưa có; ghi mã số Telegram của Tổ giúp việc, cách nhau bằng dấu phẩy")
    if values.get("webhook_url") and not values.get("webhook_secret") and "WEBHOOK_SECRET" not in named:
        lines.append("WEBHOOK_SECRET: cần có khi đặt WEBHOOK_URL")
    if values.get("webhook_url") and values.get("webhook_listen") == "":
        lines.append("WEBHOOK_LISTEN: cần có khi đặt WEBHOOK_URL, ví dụ 127.0.0.1:8080")
    if lines or settings is None:
        raise SettingsFault(tuple(lines))
    if settings.digest_start.tzinfo is None:
        settings = settings.model_copy(
            update={"digest_start": settings.digest_start.replace(tzinfo=settings.timezone)}
        )
    return settings


def _values(env_file: Path | None, environ: Mapping[str, str] | None) -> dict[str, str]:
    """What is set, by field; an empty value counts as not set, except where empty says something."""
    import os

    from dotenv import dotenv_values

    held: dict[str, str] = {}
    if env_file is not None and env_file.is_file():
        held |= {name: value for name, value in dotenv_values(env_file).items() if value is not None}
    held |= dict(os.environ if environ is None else environ)
    by_name = {name.upper(): value for name, value in held.items()}
    return {
        name: by_name[name.upper()]
        for name in Settings.model_fields
        if by_name.get(name.upper()) or (name == "webhook_listen" and name.upper() in by_name)
    }


def _line(fault: Any) -> str:
    name = str(fault["loc"][0]).upper()
    words = str(fault.get("ctx", {}).get("error") or fault["msg"])
    return f"{name}: {words}"
