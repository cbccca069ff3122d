"""Named places at which a test lets the process die, as a power cut would: DONDOC_CRASH_AT=NAME or NAME:N.

Without the variable a place costs one comparison.
"""

import os
import signal
from typing import Literal, get_args

Place = Literal[
    "update inserted",  # not yet committed
    "update kept",  # committed, not yet acknowledged
    "visit written",  # facts and messages, not yet committed
    "visit committed",
    "tick planned",  # not yet committed
    "tick committed",
    "message claimed",  # committed, not yet sent
    "message sent",  # answered by Telegram, not yet noted
    "message noted",  # not yet committed
    "message done",
]
PLACES: tuple[Place, ...] = get_args(Place)

_place, _, _count = os.environ.get("DONDOC_CRASH_AT", "").partition(":")
_passes_left = int(_count or 1)


def failpoint(place: Place) -> None:
    """Kills the process at the N-th pass of the place named in the environment."""
    global _passes_left  # noqa: PLW0603 - one process, one crash
    if place != _place:
        return
    _passes_left -= 1
    if _passes_left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
