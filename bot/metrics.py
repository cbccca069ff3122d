"""`/metrics`: what the process did and what waits, in Prometheus' text form. No names, no texts."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.wire import NeverSent

CONTENT_TYPE = CONTENT_TYPE_LATEST
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

UPDATES = Counter("dondoc_updates", "Updates worked off since the start.", ["outcome"], registry=REGISTRY)
MESSAGES = Counter(
    "dondoc_messages",
    "Attempts to send since the start, by what came of them.",
    ["outcome"],
    registry=REGISTRY,
)
_WAITING = Gauge("dondoc_waiting", "Rows that wait, by queue.", ["queue"], registry=REGISTRY)
_AGE = Gauge(
    "dondoc_age_seconds",
    "Since the last good getUpdates and tick, and of the oldest row that waits in a queue.",
    ["of"],
    registry=REGISTRY,
)
_TROUBLES = Gauge("dondoc_troubles", "Troubles that /healthz names.", registry=REGISTRY)

# the first that fits: BadRequest is a NetworkError of the library
_OUTCOMES: tuple[tuple[type[TelegramError], str], ...] = (
    (Forbidden, "unreachable"),
    (BadRequest, "refused"),
    (RetryAfter, "again"),
    (ChatMigrated, "again"),
    (InvalidToken, "again"),
    (NeverSent, "again"),
    (TelegramError, "uncertain"),
)
for _outcome in ("done", "again", "aside"):
    UPDATES.labels(_outcome)
for _outcome in ("sent", "again", "uncertain", "refused", "unreachable"):
    MESSAGES.labels(_outcome)


def attempted(error: TelegramError | None) -> None:
    """Counts one attempt to send; None: it was taken."""
    kind = "sent" if error is None else next(said for of, said in _OUTCOMES if isinstance(error, of))
    MESSAGES.labels(kind).inc()


def exposition(ages: Mapping[str, float], waiting: Mapping[str, int], troubles: int) -> bytes:
    """`ages` in seconds by what they are of; `waiting`: rows by queue."""
    for of, age in ages.items():
        _AGE.labels(of).set(age)
    for queue, count in waiting.items():
        _WAITING.labels(queue).set(count)
    _TROUBLES.set(troubles)
    return generate_latest(REGISTRY)
