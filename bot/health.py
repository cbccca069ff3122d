"""How the process feels: what `/healthz` tells."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Health:
    """Ages are in seconds of the process's own clock."""

    started: float = field(default_factory=time.monotonic)
    last_poll: float | None = None
    last_tick: float | None = None
    troubles: dict[str, str] = field(default_factory=dict)

    def polled(self) -> None:
        """Telegram has answered, so what was wrong on the way is over."""
        self.last_poll = time.monotonic()
        self.well("token", "conflict", "network")

    def ticked(self) -> None:
        self.last_tick = time.monotonic()

    def trouble(self, name: str, words: str) -> None:
        self.troubles[name] = words

    def well(self, *names: str) -> None:
        for name in names:
            self.troubles.pop(name, None)

    def age(self, moment: float | None) -> float:
        return time.monotonic() - (self.started if moment is None else moment)
