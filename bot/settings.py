"""The settings, from the environment and `.env`; all faults are named at once."""

import io
import os
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator as Read
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot import setting_values as written
from domain.durations import Duration


class SettingsFault(Exception):
    """`lines`: one sentence for each setting that is wrong or missing."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


Ids = Annotated[tuple[int, ...], Read(written.ids)]
Url = Annotated[str, Read(written.url)]
Amount = Annotated[float, Read(written.amount)]
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Settings(BaseSettings):
    """One field for each variable of `.env.example`, which says what it means.

    `load_settings` says what is set; the class does not look at the environment by itself.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", arbitrary_types_allowed=True, validate_default=False
    )

    bot_token: Annotated[SecretStr, Read(written.token)] | None = None
    database_url: Annotated[str, Read(written.database), Field(repr=False)] = (
        "sqlite+aiosqlite:///data/dondoc.db"
    )
    secretariat_ids: Ids = ()
    leader_ids: Ids = ()
    steering_chat_id: Annotated[int, Read(written.chat)] | None = None
    timezone: Annotated[ZoneInfo, Read(written.zone)] = ZoneInfo("Asia/Ho_Chi_Minh")
    reminder_days: Annotated[tuple[int, ...], Read(written.days)] = (14, 7, 3, 1, 0)
    overdue_every_days: Annotated[int, Read(written.whole(0, 365))] = 7
    working_hours: Annotated[tuple[time, time], Read(written.hours)] = (time(7, 30), time(17))
    digest_every: Annotated[Duration, Read(written.duration)] = Duration(weeks=2)
    digest_start: Annotated[datetime, Read(written.moment)] = datetime(2025, 10, 6, 8)  # noqa: DTZ001 - local
    telegram_api_url: Annotated[str, Read(written.root)] = "https://api.telegram.org"
    telegram_proxy: Annotated[SecretStr, Read(written.proxy)] | None = None
    webhook_url: Url | None = None
    webhook_listen: Annotated[tuple[str, int] | None, Read(written.listen)] = ("127.0.0.1", 8080)
    webhook_secret: Annotated[SecretStr, Read(written.secret)] | None = None
    messages_per_second: Amount = 25
    invite_days: Annotated[int, Read(written.whole(1, 365))] = 7
    digest_preview_hours: Amount = 0
    files_dir: Path = Path("data/files")
    public_url: Url | None = None
    feed_token: Annotated[SecretStr, Read(written.bearer)] | None = None
    feed_columns: Annotated[Path, Read(written.file)] | None = None
    issuer_form: Annotated[Literal["party", "state"], Read(written.one_of("party", "state"))] = "party"
    log_level: Annotated[str, Read(written.one_of(*_LEVELS))] = "INFO"
    bot_clock: Annotated[datetime, Read(written.moment_with_zone)] | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # Else the process's environment would speak up where a demo or a test passes its own.
        return (init_settings,)

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
    in_file, lines = _in_file(env_file)
    values = _set_in(in_file) | _set_in(os.environ if environ is None else environ)
    settings: Settings | None = None
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        lines += [_line(fault) for fault in error.errors(include_input=False, include_url=False)]
    named = {line.split(":")[0] for line in lines}
    if need_token and not values.get("bot_token"):
        lines.append("BOT_TOKEN: chưa có; lấy mã ở @BotFather rồi ghi vào .env")
    if need_secretariat and not values.get("secretariat_ids", "").strip(" ,"):
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


def _in_file(env_file: Path | None) -> tuple[Mapping[str, str | None], list[str]]:
    """(the variables of a `.env` file, what cannot be read in it); no file is no variables."""
    if env_file is None or not env_file.is_file():
        return {}, []
    from dotenv import dotenv_values
    from dotenv.parser import parse_stream

    try:
        text = env_file.read_text(encoding="utf-8-sig")  # Notepad begins a file with a mark
    except (UnicodeDecodeError, OSError):
        return {}, [f"{env_file.name}: không đọc được; phải là tệp văn bản UTF-8"]
    broken = [binding.original.line for binding in parse_stream(io.StringIO(text)) if binding.error]
    if broken:
        return {}, [f"{env_file.name}: dòng {number} không có dạng TÊN=giá trị" for number in broken]
    return dotenv_values(stream=io.StringIO(text)), []


def _set_in(held: Mapping[str, str | None]) -> dict[str, str]:
    """What is set, by field; an empty value counts as not set, except where empty says something."""
    said = {name: (held.get(name.upper()) or "").strip() for name in Settings.model_fields}
    listed = {name: value for name, value in said.items() if value}
    if held.get("WEBHOOK_LISTEN") is not None:
        listed["webhook_listen"] = said["webhook_listen"]
    return listed


def _line(fault: Any) -> str:
    name = str(fault["loc"][0]).upper()
    words = str(fault.get("ctx", {}).get("error") or fault["msg"])
    return f"{name}: {words}"
