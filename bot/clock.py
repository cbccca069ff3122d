"""The one clock that every part of the program reads."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

KEPT_SECONDS = 86400  # so long Telegram keeps a message for us


class Clock:
    """The system's time, or a moment from which time runs on (BOT_CLOCK)."""

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("a clock needs a moment with a zone")
        self._start = start
        self._since = time.monotonic()

    @classmethod
    def starting_at(cls, moment: datetime | None) -> "Clock":
        """`moment` (aware) is now and time runs on from there; None: the system's clock."""
        return cls(moment)

    def now(self) -> datetime:
        """Aware, in UTC."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start.astimezone(UTC) + timedelta(seconds=time.monotonic() - self._since)

    def of_stamp(self, stamp: int) -> int:
        """A moment in Unix seconds as this clock has it: BOT_CLOCK is set, and Telegram goes by the system's.

        What is stamped by this clock stays as it is (a Bot API server that is started with the same one).
        """
        if self._start is None:
            return stamp
        ours, system = self.now().timestamp(), time.time()
        apart = abs(stamp - system)
        return stamp + round(ours - system) if apart < min(abs(stamp - ours), KEPT_SECONDS) else stamp


class TurnableClock(Clock):
    """A clock that can be turned forward: the demo's, and the tests'."""

    def __init__(self, start: datetime | None = None) -> None:
        super().__init__(start or datetime.now(UTC))
        self._turned = timedelta()
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def starting_at(cls, moment: datetime | None) -> "TurnableClock":
        return cls(moment)

    def now(self) -> datetime:
        return super().now() + self._turned

    def add_listener(self, listener: Callable[[], None]) -> None:
        """Called after each turn."""
        self._listeners.append(listener)

    def forward(self, by: timedelta) -> None:
        """Raises ValueError when `by` is negative."""
        if by < timedelta():
            raise ValueError("the clock is never turned back")
        self._turned += by
        for listener in self._listeners:
            listener()

    def turn_to(self, moment: datetime) -> None:
        """Raises ValueError when `moment` is past."""
        self.forward(moment - self.now())
