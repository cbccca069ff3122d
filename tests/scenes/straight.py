"""The wire of most scenes: the sandbox is called in the same process, a third less for a message.

Files, faults and a Telegram that is away go over a socket as ever; tests/bot/test_wire.py and tests/e2e look at
that.
"""

import json
from typing import Any

from telegram.request import RequestData

from bot.wire import LEAVING, AiohttpRequest
from sandbox.server import Sandbox


class Line:
    """To the sandbox while it listens."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox: Sandbox | None = sandbox


class StraightRequest(AiohttpRequest):
    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **named: Any
    ) -> tuple[int, bytes]:
        sandbox = self._line.sandbox
        if sandbox is None or request_data is None or request_data.contains_files or self._shut:
            return await super().do_request(url, method, request_data, *args, **named)
        faults = sandbox.world.faults
        begin, _, called = url.rpartition("/")
        if faults.waiting or faults.choose or not begin.endswith(f"/bot{sandbox.token}"):
            return await super().do_request(url, method, request_data, *args, **named)
        note = LEAVING.get()
        if note is not None:
            note()
        answer = await sandbox.carry_out(called, request_data.json_parameters)
        return answer.get("error_code", 200), json.dumps(answer).encode()
