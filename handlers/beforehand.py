"""Work that is done before a turn that writes: it would hold up everybody else's writing."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from handlers.desk import Turn
from handlers.texts import waiting

Reading = Callable[[], AbstractAsyncContextManager[Turn]]


TIMES = 3  # that it is done anew, before whoever asked for it is told that the store never stands still
PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Wait:
    """What a person is shown who has waited for `after` seconds, and what stands there when it is over;
    `stopped`: when it came to nothing."""

    begun: str
    ended: str
    after: float = PATIENCE_SECONDS
    stopped: str = field(default_factory=waiting.STOPPED)


def writing() -> Wait:
    """While a file is written."""
    return Wait(waiting.WRITING(), waiting.WRITTEN())


class WorkFirst(Exception):
    """Raised by a handler: nothing of the turn is kept, `work` is done, and the handler is called again.

    It finds what came of the work in `desk.worked_out`, and raises this again where that is out of date.
    `reads_all`: it reads the whole store, and may be done in another process: it and what it gives are sent.
    """

    def __init__(
        self, work: Callable[[Reading], Awaitable[object]], wait: Wait, *, reads_all: bool = False
    ) -> None:
        super().__init__("there is work to be done first")
        self.work = work
        self.wait = wait
        self.reads_all = reads_all
