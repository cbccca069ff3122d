"""How much is planned in one transaction: as much as holds a reply up for a moment that nobody feels."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 0.015  # of the loop's thread, for others use the machine too
FEWEST = 60  # assignments: what a portion costs by itself is to be a small part of it
PATIENCE = 4  # times as long others may go first: so that a day is planned while people write without end


class Portion:
    """A size that follows the time which the last portion took."""

    def __init__(self) -> None:
        self._size = float(FEWEST)
        self._took = SECONDS

    def size(self) -> int:
        return int(self._size)

    @property
    def patience(self) -> float:
        """Seconds that others may have before the next one."""
        return PATIENCE * self._took

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Around the work of one."""
        began, worked = time.monotonic(), time.thread_time()
        yield
        self._took, worked = time.monotonic() - began, time.thread_time() - worked
        # at most by half and to the double, for one may have met with much that is done once
        self._size = max(FEWEST, self._size * min(2.0, max(0.5, SECONDS / max(worked, 1e-6))))
