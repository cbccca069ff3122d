"""What a person is told when Telegram or the database cannot be reached: where, why, and what to do."""

import asyncio
import errno
import socket

from sqlalchemy.engine import URL
from telegram.error import InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.wire import NeverSent, Unreadable, waits_of

NETWORK = "Kiểm tra mạng, TELEGRAM_PROXY và TELEGRAM_API_URL."
TOKEN = "Telegram từ chối BOT_TOKEN. Lấy lại mã ở @BotFather rồi sửa .env."  # noqa: S105 - a sentence
CONFLICT = (
    "Một tiến trình khác đang nhận tin của bot này (409). Tắt tiến trình kia, hoặc lấy mã mới ở @BotFather."
)
WEBHOOK_SET = (
    "Telegram đang gửi tin tới một webhook nên không lấy được tin (409). Khởi động lại dondoc run để gỡ."
)
TICK = "Chưa lập được lời nhắc và bản tin đến hạn. Xem nhật ký."


def with_telegram(error: TelegramError) -> str:
    """One or two sentences, ended with a full stop."""
    if isinstance(error, InvalidToken):
        return TOKEN
    if isinstance(error, RetryAfter):
        return f"Telegram yêu cầu đợi {waits_of(error).total_seconds():.0f} giây rồi thử lại."
    if isinstance(error, NeverSent):
        return f"Không kết nối được Telegram. {NETWORK}"
    if isinstance(error, TimedOut):
        return f"Telegram không trả lời kịp. {NETWORK}"
    if isinstance(error, Unreadable):
        return f"Nơi trả lời không phải máy chủ Telegram (HTTP {error.status}). {NETWORK}"
    return f"Telegram chưa nhận yêu cầu: {error.message}. {NETWORK}"


def with_store(url: URL, error: BaseException) -> str:
    """Names the database without its user or password."""
    if url.get_backend_name() == "sqlite":
        return f"DATABASE_URL: không mở được tệp dữ liệu {url.database}: {_of_file(error)}"
    where = f"{url.host or 'máy này'}{f':{url.port}' if url.port else ''}"
    return f"DATABASE_URL: không mở được dữ liệu «{url.database}» ở máy {where}: {_of_server(error)}"


def _of_file(error: BaseException) -> str:
    said = str(error)
    if "not a database" in said:
        return "tệp này không phải dữ liệu SQLite. Ghi tệp khác vào DATABASE_URL."
    if "locked" in said:
        return "một chương trình khác đang giữ tệp này. Đóng chương trình đó rồi thử lại."
    return "không có thư mục hoặc thiếu quyền ghi. Kiểm tra đường dẫn và quyền của thư mục."


def _of_server(error: BaseException) -> str:
    kind = type(error).__name__
    if isinstance(error, socket.gaierror):
        return "không tìm thấy tên máy này. Kiểm tra tên máy và mạng."
    if isinstance(error, TimeoutError | asyncio.TimeoutError):
        return "máy không trả lời. Kiểm tra mạng và tường lửa."
    if isinstance(error, OSError):
        return "máy không nhận kết nối. Kiểm tra PostgreSQL có đang chạy, cổng có đúng không."
    if "Password" in kind or "Authorization" in kind:
        return "sai tên người dùng hoặc mật khẩu. Sửa DATABASE_URL."
    if "InvalidCatalogName" in kind:
        return "chưa có dữ liệu mang tên này. Tạo trước bằng createdb, hoặc sửa tên."
    return f"PostgreSQL báo lỗi ({error}). Kiểm tra DATABASE_URL."


def in_the_store(error: BaseException) -> str:
    """For a fault in the midst of the work."""
    said = str(error)
    if "locked" in said:
        return "Dữ liệu đang bị một chương trình khác giữ. Đóng chương trình đó rồi thử lại."
    if "readonly" in said:
        return "Dữ liệu chỉ cho đọc. Kiểm tra quyền ghi của tệp và thư mục."
    if "full" in said:
        return "Ổ đĩa đã đầy. Dọn bớt rồi thử lại."
    return f"Cơ sở dữ liệu báo lỗi: {said.partition(chr(10))[0]}. Chạy: dondoc doctor"


def listening(host: str, port: int, error: OSError) -> str:
    """Why nobody can be listened to at WEBHOOK_LISTEN."""
    if error.errno == errno.EADDRINUSE:
        why = f"cổng {port} đang có chương trình khác dùng. Tắt chương trình đó, hoặc ghi cổng khác."
    elif error.errno == errno.EACCES:
        why = f"không được phép dùng cổng {port}. Ghi một cổng từ 1024 trở lên."
    else:
        why = f"không dùng được địa chỉ {host}. Ghi một địa chỉ của máy này, ví dụ 127.0.0.1:8080."
    return f"WEBHOOK_LISTEN: {why}"


def in_the_system(error: OSError) -> str:
    about = f" {error.filename}" if error.filename else ""
    if isinstance(error, PermissionError):
        return f"Không được phép đọc hoặc ghi{about}. Kiểm tra quyền."
    if isinstance(error, FileNotFoundError):
        return f"Không có tệp hoặc thư mục{about}."
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return f"Đường dẫn{about} không phải là tệp."
    if error.errno == errno.ENOSPC:
        return "Ổ đĩa đã đầy. Dọn bớt rồi thử lại."
    if isinstance(error, ConnectionError | socket.gaierror | TimeoutError):
        return "Mất kết nối mạng giữa chừng. Kiểm tra mạng rồi thử lại."
    return f"Máy báo lỗi{about}: {error.strerror or error}."
