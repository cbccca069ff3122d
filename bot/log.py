"""The log: one line a record on stderr, ids and not texts, and never a token."""

import logging
import re
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
CHATTY = ("alembic", "httpx", "httpcore", "aiohttp.access", "apscheduler", "asyncio", "telegram")


# what these say is a machine's; the words of any other exception may be a person's, and `doctor` has them
_OF_MACHINES = (OSError, SQLAlchemyError, TelegramError)
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Redacting(logging.Formatter):
    """Replaces secrets in the finished line, the text of exceptions included; tracebacks stay on the line."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._secrets = sorted((s for s in secrets if s), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "<token>")
        return _in_one_line(line)

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's name
        """Where it happened and of which kind; of people's words none."""
        told: list[str] = []
        error = ei[1]
        while error is not None and len(told) < 10:
            frames = "".join(traceback.format_tb(error.__traceback__))
            words = f": {error}" if isinstance(error, _OF_MACHINES) else ""
            told.insert(0, f"Traceback:\n{frames}{type(error).__name__}{words}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(told)


def told(error: BaseException) -> str:
    """An exception that nobody foresaw, as a line of the log shows it."""
    return _in_one_line(Redacting([]).formatException((type(error), error, error.__traceback__)))


def _in_one_line(words: str) -> str:
    return " | ".join(_TOKEN.sub("<token>", words).splitlines())


def configure_logging(level: str, secrets: Sequence[str]) -> None:
    """Sets up the root logger; libraries that log each request speak up from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # it warns of a tick that is still at work when the next one is due, which is as it shall be
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
