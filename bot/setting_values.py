"""How each setting is written: from its text to a value. A ValueError says what is allowed, not what stood.

An empty text does not come here, except to `listen`.
"""

import math
import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.durations import Duration, parse_duration

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{20,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_BEARER = re.compile(r"[!-~]+")  # what the header Authorization can carry
_ID = re.compile(r"[1-9][0-9]{0,15}")  # Telegram: at most 52 bits
_WHOLE = re.compile(r"[0-9]{1,9}")
_HOURS = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*[-–]\s*([0-9]{1,2}):([0-9]{2})")
_DRIVERS = {
    "sqlite:///": "sqlite+aiosqlite:///",
    "postgresql://": "postgresql+asyncpg://",
    "postgres://": "postgresql+asyncpg://",
}


def token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise ValueError("không đúng dạng mã bot (số, dấu hai chấm, ít nhất 20 ký tự); lấy ở @BotFather")
    return text


def secret(text: str) -> str:
    if not _SECRET.fullmatch(text):
        raise ValueError("gồm 1 đến 256 chữ cái không dấu, chữ số, dấu _ hoặc -")
    return text


def bearer(text: str) -> str:
    if not _BEARER.fullmatch(text):
        raise ValueError("chỉ gồm chữ không dấu, chữ số và dấu câu ASCII, không có dấu cách")
    return text


def ids(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(_ID.fullmatch(part) for part in parts):
        raise ValueError("phải là các mã số Telegram, cách nhau bằng dấu phẩy, ví dụ 123456,234567")
    return tuple(int(part) for part in parts)


def chat(text: str) -> int:
    if not text.startswith("-") or not _ID.fullmatch(text[1:]):  # without the sign it is a person's
        raise ValueError("phải là mã số của nhóm, bắt đầu bằng dấu trừ, ví dụ -1001234567890")
    return int(text)


def days(text: str) -> tuple[int, ...]:
    """Each once, the furthest first."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or not all(_WHOLE.fullmatch(part) and int(part) <= 365 for part in parts):
        raise ValueError("phải là các số ngày từ 0 đến 365, cách nhau bằng dấu phẩy, ví dụ 14,7,3,1,0")
    return tuple(sorted({int(part) for part in parts}, reverse=True))


def hours(text: str) -> tuple[time, time]:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError("phải có dạng 07:30-17:00")
    numbers = [int(number) for number in found.groups()]
    try:
        opens, closes = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except ValueError:
        raise ValueError("phải là giờ có thật, ví dụ 07:30-17:00") from None
    if opens >= closes:
        raise ValueError("giờ mở phải trước giờ đóng, ví dụ 07:30-17:00")
    return opens, closes


def zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Asia" is a folder of zones
        raise ValueError("không phải tên múi giờ, ví dụ Asia/Ho_Chi_Minh") from None


def duration(text: str) -> Duration:
    try:
        return parse_duration(text)
    except ValueError:
        raise ValueError("phải là chu kỳ ISO 8601, ví dụ P2W, P1M") from None


def moment(text: str) -> datetime:
    """Naive unless a zone is written."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("phải là ngày giờ ISO 8601, ví dụ 2025-10-06T08:00") from None


def moment_with_zone(text: str) -> datetime:
    found = moment(text)
    if found.tzinfo is None:
        raise ValueError("phải có múi giờ, ví dụ 2025-09-23T08:00:00+07:00")
    return found


def url(text: str) -> str:
    return _address(text, ("http", "https"))


def root(text: str) -> str:
    """To which the method's path is appended."""
    if "?" in text or "#" in text:
        raise ValueError("chỉ ghi địa chỉ máy chủ, không có dấu ? hoặc #, ví dụ https://api.telegram.org")
    return url(text)


def file(text: str) -> Path:
    if not Path(text).is_file():
        raise ValueError("không có tệp này")
    return Path(text)


def proxy(text: str) -> str:
    """`socks5h` is `socks5`: names are always looked up behind the proxy."""
    known = re.sub(r"^socks5h://", "socks5://", text)
    address = _address(known, ("http", "https", "socks5", "socks4"))
    if address.startswith("socks") and urlsplit(address).port is None:
        raise ValueError("phải có cổng, ví dụ socks5://127.0.0.1:1080")
    return address


def _address(text: str, schemes: tuple[str, ...]) -> str:
    try:
        parts = urlsplit(text)
        right = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if not right or re.search(r"\s", text):
        raise ValueError(f"phải là địa chỉ bắt đầu bằng {', '.join(s + '://' for s in schemes)}")
    return text


def database(text: str) -> str:
    """With the driver we use, when none is named."""
    for short, long in _DRIVERS.items():
        if text.startswith(short):
            text = long + text.removeprefix(short)
    if not text.startswith(tuple(_DRIVERS.values())):
        raise ValueError("phải bắt đầu bằng sqlite+aiosqlite:/// hoặc postgresql+asyncpg://")
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        named = make_url(text).database
    except (ArgumentError, ValueError):
        raise ValueError("không đọc được; ví dụ postgresql+asyncpg://người:mật-khẩu@máy:5432/tên") from None
    if not named:
        raise ValueError("thiếu tên, ví dụ sqlite+aiosqlite:///data/dondoc.db")
    return text


def listen(text: str) -> tuple[str, int] | None:
    """(host, port); None: nowhere."""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not _WHOLE.fullmatch(port) or not 0 < int(port) < 65536:
        raise ValueError("phải có dạng địa-chỉ:cổng, ví dụ 127.0.0.1:8080, hoặc để trống")
    return host.strip("[]"), int(port)


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text) or not lowest <= int(text) <= highest:
            raise ValueError(f"phải là số nguyên từ {lowest} đến {highest}")
        return int(text)

    return read


def amount(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 <= found < math.inf:
        raise ValueError("phải là số, từ 0 trở lên")
    return found


def one_of(*names: str) -> Callable[[str], str]:
    """Whatever the case it is written in."""

    def read(text: str) -> str:
        for name in names:
            if name.casefold() == text.casefold():
                return name
        raise ValueError(f"chỉ nhận {', '.join(names)}")

    return read
