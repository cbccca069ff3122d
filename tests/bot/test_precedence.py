"""Who goes first, and how much is done in one go behind them."""

import asyncio
import time
from datetime import UTC, datetime

from bot import portion
from bot.portion import FEWEST, Portion
from bot.precedence import QUIET_SECONDS, Precedence
from handlers.reminding import Look


async def test_what_the_clock_owes_waits_until_nobody_is_answered() -> None:
    precedence = Precedence()
    order = []

    async def plans() -> None:
        await precedence.give_way(5.0)
        order.append("planned")

    with precedence.answering():
        planning = asyncio.create_task(plans())
        await asyncio.sleep(0.02)
        order.append("answered")
    await planning
    assert order == ["answered", "planned"]


async def test_and_not_for_ever_while_people_write_all_day() -> None:
    precedence = Precedence()
    with precedence.answering():
        began = time.monotonic()
        await precedence.give_way(QUIET_SECONDS)
        assert time.monotonic() - began >= QUIET_SECONDS
    assert precedence.taken  # a moment longer, for the next words


async def test_nobody_waits_where_nobody_writes() -> None:
    began = time.monotonic()
    await Precedence().give_way(60.0)
    assert time.monotonic() - began < 1.0


def test_everybody_is_in_one_portion_of_the_size_wanted_then() -> None:
    sizes = dict.fromkeys(range(1, 8), 10)
    look = Look(datetime(2025, 9, 23, tzinfo=UTC), {}, sizes)
    wanted = iter([10, 20, 20, 20, 1000, 1000, 1000])
    assert list(look.portions(lambda: next(wanted))) == [[1], [2, 3], [4, 5, 6, 7]]
    assert list(Look(look.at).portions()) == []


def test_a_portion_grows_until_it_takes_its_time() -> None:
    one = Portion()
    with one.timed():
        pass
    assert one.size() == 2 * FEWEST
    for _ in range(3):
        with one.timed():
            until = time.thread_time() + 3 * portion.SECONDS
            while time.thread_time() < until:
                pass
    assert one.size() == FEWEST  # never fewer, however long it takes
    assert one.patience >= 3 * portion.SECONDS
