"""The demo's bot as its parent holds it, where no process came of it."""

from typing import Any

import pytest

from bot.bot_process import BotProcess
from tests.scenes.office import MORNING


async def test_one_that_could_not_be_started_can_be_stopped() -> None:
    unsendable: Any = {"BOT_TOKEN": lambda: ""}
    bot = BotProcess(unsendable)
    with pytest.raises(AttributeError, match="pickle"):
        await bot.start(MORNING)
    assert not bot.alive
    await bot.stop()
