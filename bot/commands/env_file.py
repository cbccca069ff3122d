"""The file `.env`: values put in, everything else left as it stands."""

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from bot.commands.failing import Failed

_PLAIN = re.compile(r"[A-Za-z0-9_.,:/@+?=&%*~-]+")
_BEFORE = re.compile(r"\s*(?:export[^\S\r\n]+)?")
_AFTER = re.compile(
    r"""=[^\S\r\n]*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^'"\r\n][^\r\n]*?)?([^\S\r\n]+#[^\r\n]*)\r?\n?$"""
)


def text_of(file: Path) -> str:
    """ "" where there is none. Failed says in which line it is no such file."""
    try:
        text = file.read_bytes().decode("utf-8-sig")  # not read_text: the ends of lines stay as they are
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise Failed(f"{file.name}: không đọc được; phải là tệp văn bản UTF-8.", code=2) from None
    broken = [binding.original.line for binding in parse_stream(io.StringIO(text)) if binding.error]
    if broken:
        lines = (f"{file.name}: dòng {number} không có dạng TÊN=giá trị" for number in broken)
        raise Failed(*lines, code=2)
    return text


def values_of(text: str) -> dict[str, str]:
    """What is set; an empty value is not."""
    held = dotenv_values(stream=io.StringIO(text))
    return {name: value for name, value in held.items() if value}


def with_values(text: str, values: Mapping[str, str]) -> str:
    """`text` with these set, each in its own line where it has one; comments and other lines stay.

    Failed for a value that would be read back as another one.
    """
    bindings = list(parse_stream(io.StringIO(text)))
    last = {binding.key: number for number, binding in enumerate(bindings)}
    parts = [
        _set(binding, values[binding.key])
        if binding.key is not None and binding.key in values and last[binding.key] == number
        else binding.original.string
        for number, binding in enumerate(bindings)
    ]
    made = "".join(parts)
    for name in values:
        if name not in last:
            made += ("\n" if made and not made.endswith("\n") else "") + f"{name}={_written(values[name])}\n"
    read = dotenv_values(stream=io.StringIO(made))
    for name, value in values.items():
        if (read.get(name) or "") != value:
            raise Failed(f"{name}: giá trị có ký tự không ghi được vào .env. Sửa tay trong .env.", code=2)
    return made


def _set(binding: Binding, value: str) -> str:
    old = binding.original.string
    before, after = _BEFORE.match(old), _AFTER.search(old)
    end = "\r\n" if old.endswith("\r\n") else "\n"
    kept = after[1] if after else ""
    return f"{before[0] if before else ''}{binding.key}={_written(value)}{kept}{end}"


def _written(value: str) -> str:
    if not value or _PLAIN.fullmatch(value):
        return value
    quoted = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{quoted}'"


def put(file: Path, text: str) -> None:
    """In one step, and for nobody's eyes but the owner's."""
    real = file.resolve()  # a link stays one
    descriptor, unfinished = tempfile.mkstemp(prefix=".env-", dir=real.parent)  # made with mode 600
    try:
        with os.fdopen(descriptor, "wb") as held:
            held.write(text.encode())
            held.flush()
            os.fsync(held.fileno())
        Path(unfinished).replace(real)
    except OSError:
        with contextlib.suppress(OSError):
            Path(unfinished).unlink()
        raise
