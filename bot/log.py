"""The log: one line a record on stderr, ids and not texts, and never a token."""

import logging
import re
import sys
from collections.abc import Sequence

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
CHATTY = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "asyncio", "telegram", "aiosqlite")


class Redacting(logging.Formatter):
    """Replaces secrets in the finished line, the text of exceptions included; tracebacks stay on the line."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._secrets = sorted((s for s in secrets if s), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "<token>")
        return " | ".join(_TOKEN.sub("<token>", line).splitlines())


def configure_logging(level: str, secrets: Sequence[str]) -> None:
    """Sets up the root logger; libraries that log each request speak up from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
