"""Work that is done before a turn that writes: it would hold up everybody else's writing."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from handlers.desk import Turn

Reading = Callable[[], AbstractAsyncContextManager[Turn]]


TIMES = 3  # that it is done anew, before whoever asked for it is told that the store never stands still


class WorkFirst(Exception):
    """Raised by a handler: nothing of the turn is kept, `work` is done, and the handler is called again.

    It finds what came of the work in `desk.worked_out`, and raises this again where that is out of date.
    """

    def __init__(self, work: Callable[[Reading], Awaitable[object]]) -> None:
        super().__init__("there is work to be done first")
        self.work = work
