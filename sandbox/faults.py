"""Faults on the wire, asked for by tests, and the record of every call."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sandbox.wire import Json

CALLS_KEPT = 100_000
Kind = Literal["close", "delay", "garbage", "status"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call.

    `acts`: whether the method is carried out before things go wrong. `close` closes the connection
    without an answer, `delay` answers after `seconds`, `garbage` answers HTML with `status`, `status` answers
    a proper error with `status` (429 with `retry_after` in seconds).
    """

    kind: Kind
    acts: bool = False
    seconds: float = 0.0
    status: int = 502
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it was answered; `at` is monotonic seconds, `answer` the body (None if none was given)."""

    method: str
    values: Json
    answer: Json | None
    at: float
    fault: Fault | None = None


Chooser = Callable[[str, Json], Fault | None]


@dataclass(slots=True)
class _Waiting:
    fault: Fault
    methods: frozenset[str]
    chat_id: int | None
    left: int


@dataclass(slots=True)
class Faults:
    """The faults that await the next matching calls, in the order asked for.

    Each method below takes the names of the Bot API methods it is meant for (none: any but getUpdates),
    optionally a chat, and how many calls it strikes. `choose`, where set, is asked about every call that no
    waiting fault matched; use it for random faults with a seed of your own.
    """

    choose: Chooser | None = None
    struck: Counter[str] = field(default_factory=Counter)
    _waiting: deque[_Waiting] = field(default_factory=deque)

    def refuse(self, *methods: str, times: int = 1, chat_id: int | None = None) -> None:
        """Closes the connection before anything is done."""
        self.add(Fault("close"), *methods, times=times, chat_id=chat_id)

    def lose_answer(self, *methods: str, times: int = 1, chat_id: int | None = None) -> None:
        """Carries the call out, then closes the connection."""
        self.add(Fault("close", acts=True), *methods, times=times, chat_id=chat_id)

    def delay(self, seconds: float, *methods: str, times: int = 1, chat_id: int | None = None) -> None:
        """Carries the call out at once and answers after `seconds`."""
        self.add(Fault("delay", acts=True, seconds=seconds), *methods, times=times, chat_id=chat_id)

    def garble(self, *methods: str, status: int = 502, times: int = 1, chat_id: int | None = None) -> None:
        """Answers a page of HTML, as a proxy in between does; nothing is carried out."""
        self.add(Fault("garbage", status=status), *methods, times=times, chat_id=chat_id)

    def answer_status(
        self, status: int, *methods: str, retry_after: int = 0, times: int = 1, chat_id: int | None = None
    ) -> None:
        """Answers an error (500, 401, 403, 429 …) as Telegram words it; nothing is carried out."""
        fault = Fault("status", status=status, retry_after=retry_after)
        self.add(fault, *methods, times=times, chat_id=chat_id)

    def add(self, fault: Fault, *methods: str, times: int = 1, chat_id: int | None = None) -> None:
        named = frozenset(method.lower() for method in methods)
        self._waiting.append(_Waiting(fault, named, chat_id, times))

    def clear(self) -> None:
        self._waiting.clear()

    @property
    def waiting(self) -> int:
        """How many strikes are still to come."""
        return sum(entry.left for entry in self._waiting)

    def strike(self, method: str, values: Json) -> Fault | None:
        """The fault for this call, taken off the queue and counted in `struck` by its kind."""
        fault = self._next(method.lower(), values) or (self.choose(method, values) if self.choose else None)
        if fault is not None:
            self.struck[fault.kind] += 1
        return fault

    def _next(self, method: str, values: Json) -> Fault | None:
        for entry in self._waiting:
            meant = method in entry.methods if entry.methods else method != "getupdates"
            if meant and entry.chat_id in (None, _number(values.get("chat_id"))):
                entry.left -= 1
                if entry.left == 0:
                    self._waiting.remove(entry)
                return entry.fault
        return None


class CallLog:
    """The latest calls, oldest first."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=CALLS_KEPT)

    def add(self, method: str, values: Json, answer: Json | None, fault: Fault | None = None) -> None:
        self._calls.append(Call(method, values, answer, time.monotonic(), fault))

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods, or of all."""
        named = {method.lower() for method in methods}
        return [call for call in self._calls if not named or call.method.lower() in named]

    def clear(self) -> None:
        self._calls.clear()


def _number(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None
