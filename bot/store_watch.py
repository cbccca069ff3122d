"""The store that cannot be used for a while: said once in a while, waited out, never a reason to end."""

import logging
import time

from bot import trouble
from bot.health import Health

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0
SAY_EVERY = 10.0


class StoreWatch:
    """What all the parts of a process know about their store; see `storage.trouble.is_down`."""

    def __init__(self, health: Health) -> None:
        self._health = health
        self._since: float | None = None
        self._said = 0.0

    def failed(self, error: BaseException) -> float:
        """Notes that the store could not be used; the seconds to wait, which grow with the outage."""
        now = time.monotonic()
        if self._since is None:
            self._since, self._said = now, now - SAY_EVERY
        if now - self._said >= SAY_EVERY:
            self._said = now
            reason = " ".join(str(getattr(error, "orig", None) or error).split())[:200]
            self._health.trouble("store", trouble.in_the_store(getattr(error, "orig", None) or error))
            log.warning("the store cannot be used: %s: %s; trying again", type(error).__name__, reason)
        return min(LONGEST_WAIT, max(FIRST_WAIT, (now - self._since) / 2))

    def works(self) -> None:
        """Notes that something was written."""
        if self._since is not None:
            log.warning("the store can be used again after %.0f s", time.monotonic() - self._since)
            self._since = None
            self._health.well("store")
