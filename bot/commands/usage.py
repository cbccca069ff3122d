"""Wrong usage of the command line: how a value is read, and the one line that says what is wrong."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import typer

YEARS = range(2000, 2200)


def moment(words: str) -> datetime:
    """An ISO 8601 moment; naive, which means local to TIMEZONE, unless an offset is written."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        found = datetime.min  # noqa: DTZ901 - refused below
    if found.year not in YEARS:
        raise typer.BadParameter(f"«{words}» không phải thời điểm ISO 8601, ví dụ 2025-09-16T08:00+07:00")
    return found


def day(words: str) -> date:
    try:
        found = date.fromisoformat(words)
    except ValueError:
        found = date.min
    if found.year not in YEARS:
        raise typer.BadParameter(f"«{words}» không phải ngày ISO 8601, ví dụ 2025-09-16")
    return found


def year(words: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", words) or int(words) not in YEARS:
        raise typer.BadParameter(f"«{words}» không phải năm, ví dụ 2025")
    return int(words)


def port(words: str | int) -> int:
    """Typer passes the default through as well, as a number."""
    text = str(words)
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise typer.BadParameter(f"«{text}» không phải số cổng từ 1 đến 65535")
    return int(text)


def telegram_id(words: str) -> int:
    if not re.fullmatch(r"[0-9]{1,16}", words):
        raise typer.BadParameter(f"«{words}» không phải mã Telegram; người đó nhắn /start để xem mã của mình")
    return int(words)


def fault_of(error: Exception) -> str | None:
    """The line for what the command line's parser refused; None: it was something else.

    Its classes are told by name: newer Typer brings its own copy of click, older Typer takes the real one.
    """
    for kind in type(error).__mro__:
        if kind.__name__ in _SAID:
            return _SAID[kind.__name__](error)
    return None


def _bad_value(error: Any) -> str:
    return f"{_named(error)}: {error.message}."


def _missing(error: Any) -> str:
    return f"Thiếu {_named(error)}.{_help(error)}"


def _no_such_option(error: Any) -> str:
    near = f" Có phải {', '.join(sorted(error.possibilities))}?" if error.possibilities else _help(error)
    return f"Không có tuỳ chọn {error.option_name}.{near}"


def _option_misused(error: Any) -> str:
    if "does not take" in error.message:
        return f"{error.option_name}: tuỳ chọn này không nhận giá trị."
    return f"{error.option_name}: thiếu giá trị."


def _misused(error: Any) -> str:
    command = re.search(r"No such command '(.*?)'\.", error.message)
    if command is not None:
        return f"Không có lệnh «{command[1]}». Các lệnh: {', '.join(error.ctx.command.commands)}."
    extra = re.search(r"unexpected extra argument\S* \((.*)\)$", error.message)
    if extra is not None:
        return f"Thừa «{extra[1]}».{_help(error)}"
    return f"Cách dùng lệnh không đúng.{_help(error)}"


def _named(error: Any) -> str:
    """The option as it is typed; an argument as the help calls it."""
    parameter = error.param
    if parameter is None:
        return "giá trị"
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar)


def _help(error: Any) -> str:
    return f" Xem: {error.ctx.command_path} --help" if error.ctx is not None else ""


_SAID: dict[str, Callable[[Any], str]] = {
    "NoArgsIsHelpError": lambda error: str(error.message),
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _option_misused,
    "UsageError": _misused,
}
