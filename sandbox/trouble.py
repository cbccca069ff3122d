"""Trouble on purpose: what goes wrong between the bot and its Telegram while a switch is on."""

from collections.abc import Callable
from typing import Literal, get_args

from sandbox.faults import Fault
from sandbox.wire import ApiError, Json
from sandbox.world import World

RETRY_AFTER = 4
Switch = Literal["cut", "busy", "twice"]
SWITCHES: tuple[Switch, ...] = get_args(Switch)


class Trouble:
    """`cut`: no call gets through. `busy`: every message is answered 429. `twice`: each update comes twice.

    `hang_up` ends the poll that waits, with an error, for a cut line carries nothing that was asked before.
    """

    def __init__(self, world: World, hang_up: Callable[[ApiError], None]) -> None:
        self._world = world
        self._hang_up = hang_up
        self._on: set[Switch] = set()
        self._epoch = world.epoch

    def turn(self, name: str, *, on: bool) -> None:
        """Raises ValueError for a switch that there is not."""
        if name not in SWITCHES:
            raise ValueError(f"no such trouble: {name}")
        self._forget_another_world()
        (self._on.add if on else self._on.discard)(name)
        self._world.updates.twice = "twice" in self._on
        self._world.faults.choose = self._choose if self._on else None
        if "cut" in self._on:
            self._hang_up(ApiError(502, "Bad Gateway"))
        self._world.tell("trouble", self.state())

    def state(self) -> Json:
        self._forget_another_world()
        return {name: name in self._on for name in SWITCHES}

    def _forget_another_world(self) -> None:
        if self._epoch != self._world.epoch:
            self._epoch = self._world.epoch
            self._on.clear()

    def _choose(self, method: str, _values: Json) -> Fault | None:
        if "cut" in self._on:
            return Fault("close")
        if "busy" in self._on and method.lower().startswith("send"):
            return Fault("status", status=429, retry_after=RETRY_AFTER)
        return None
