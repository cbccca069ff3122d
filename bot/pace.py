"""When the next message may leave: never faster over all, nor to one chat, than Telegram takes."""

from collections import defaultdict, deque
from dataclasses import dataclass

JITTER = 0.065  # two messages may come this much closer together on their way (±30 ms), and a little more
SMOOTH = 0.8  # of the even gap: a late one may be made up for, a heap may not
BURST = 3
GROUP_MINUTE = 18


@dataclass(slots=True)
class Departure:
    """When a message left; set again when its request is really written to the wire."""

    at: float
    chat_id: int | None = None


class Pace:
    """Windows are counted from departure to departure and are longer than Telegram's by the jitter.

    Seconds are those of the event loop, which never jump. `per_second` 0 switches every pacing off.
    """

    def __init__(self, per_second: float) -> None:
        self.off = not per_second
        self._most = max(1, int(per_second))
        self._window = max(1.0, self._most / (per_second or 1.0)) + JITTER
        self._gap = self._window / self._most * SMOOTH
        self._last: deque[Departure] = deque(maxlen=self._most)
        self._full_at: dict[int, float] = {}
        self._group_sent: dict[int, deque[Departure]] = defaultdict(deque)

    def until_next(self, now: float) -> float:
        """Seconds until anything may leave."""
        if self.off or not self._last:
            return 0.0
        wait = self._last[-1].at + self._gap - now
        if len(self._last) == self._most:
            wait = max(wait, self._last[0].at + self._window - now)
        return max(0.0, wait)

    def resting(self, now: float) -> list[int]:
        """The chats that may get no message just now."""
        self._full_at = {chat: at for chat, at in self._full_at.items() if at > now}
        spent = (BURST - 1) * (1 + JITTER)
        full = [chat for chat, sent in self._group_sent.items() if _full(sent, now)]
        return [*(chat for chat, at in self._full_at.items() if at - now > spent), *full]

    def leaves(self, now: float, chat_id: int | None) -> Departure:
        """Notes that a message leaves now; `chat_id` None for what is no message to a chat."""
        departure = Departure(now, chat_id)
        if self.off:
            return departure
        self._last.append(departure)
        if chat_id is not None:
            self._full_at[chat_id] = max(self._full_at.get(chat_id, now), now) + 1 + JITTER
            if chat_id < 0:
                self._group_sent[chat_id].append(departure)
        return departure

    def left(self, departure: Departure, now: float) -> None:
        """The request was written later than noted."""
        late, departure.at = now - departure.at, now
        if departure.chat_id in self._full_at:
            self._full_at[departure.chat_id] += late


def _full(sent: deque[Departure], now: float) -> bool:
    while sent and sent[0].at <= now - 60 - JITTER:
        sent.popleft()
    return len(sent) >= GROUP_MINUTE
