"""Telegram's flood limits, as far as they are published (telegram FAQ, "My bot is hitting limits")."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.wire import too_many


@dataclass(slots=True)
class FloodLimits:
    """Off unless `enforced`. Rates are per real second (`clock`), whatever the world's own clock says.

    `per_second` of all messages together, `burst` messages at once to one chat and then one a second,
    `group_per_minute` in one group. `hold` is the least `retry_after` answered, in seconds.
    """

    enforced: bool = False
    per_second: int = 30
    burst: int = 3
    group_per_minute: int = 20
    hold: int = 1
    clock: Callable[[], float] = time.monotonic
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _debts: dict[int, float] = field(default_factory=dict)

    def spend(self, chat_id: int) -> None:
        """Counts one message to the chat. Raises ApiError 429, counting nothing, when it is too many."""
        if not self.enforced:
            return
        now = self.clock()
        group = self._groups.setdefault(chat_id, deque()) if chat_id < 0 else deque()
        full_at = max(self._debts.get(chat_id, now), now)
        waits = (
            _wait(self._all, now, self.per_second, 1.0),
            _wait(group, now, self.group_per_minute, 60.0),
            full_at - now - (self.burst - 1),
        )
        if (wait := max(waits)) > 0:
            raise too_many(max(math.ceil(wait), self.hold))
        self._debts[chat_id] = full_at + 1.0
        self._all.append(now)
        group.append(now)


def _wait(sent: deque[float], now: float, most: int, window: float) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return 0.0 if len(sent) < most else sent[0] + window - now
