"""The same at 1x, 4x and 16x of assignments: how what a reply, a plan and a digest take grows with them."""

import asyncio
import math
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import bindparam, text
from telegram import Update

from benchmarks.planning import NOW, OFFICE, TODAY, stocked, turn
from benchmarks.stock import Stock
from benchmarks.table import Counted
from bot.visit import Visit, desk_for
from domain.calendar import WorkCalendar
from handlers import hearing, overviews, ticking
from handlers.desk import Turn
from handlers.texts.language import speaking
from storage import outbox
from storage.database import Database
from storage.tables import Moment

UNITS, EACH = 40, 80
TIMES = (1, 4, 16)
WORKS = ("a reply", "plan", "digest")
FOCAL_POINT = 90_007  # of the seventh unit
_SAID = (
    "insert into reports (assignment_id, person_id, at, action, text, work, blocked)"
    " select id, department_id, :now, 'report', 'đang làm', 'in_progress', false from assignments"
)
_JUDGED = "insert into verdicts (assignment_id, at, verdict) select id, :now, 'reopened' from assignments"


def measure() -> list[Counted]:
    return asyncio.run(_measure())


async def _measure() -> list[Counted]:
    found: list[tuple[float, ...]] = []
    for times in TIMES:
        stock = Stock(UNITS * times, EACH, TODAY + timedelta(days=1), 55)
        async with stocked(stock) as store:
            plan = await _asked(store, 5, ticking.who_is_owed)
            digest = await _asked(store, 3, partial(overviews.present, since=None))
            found.append((await _reply(store), plan, digest))
    return [
        Counted(f"growth: {work}", _figures([one[nth] for one in found])) for nth, work in enumerate(WORKS)
    ]


def _figures(seconds: Sequence[float]) -> dict[str, int | float | str]:
    told = {f"{times}x ms": 1e3 * taken for times, taken in zip(TIMES, seconds, strict=True)}
    return {**told, "exponent": math.log(seconds[-1] / seconds[0]) / math.log(TIMES[-1] / TIMES[0])}


async def _reply(store: Database) -> float:
    """A visit, from its update to the claim of its answer; of all else something was said and judged."""
    async with store.transaction() as tx:
        for statement in (_SAID, _JUDGED):
            await tx.execute(text(statement).bindparams(bindparam("now", NOW, Moment())))
    times = []
    for nth in range(30):
        update = _says(f"NV{nth} được 20%, đang lấy ý kiến")
        began = time.process_time()
        async with store.transaction() as tx:
            visit = Visit(tx, NOW, OFFICE, WorkCalendar(), nth)
            desk = await desk_for(update, None, visit)
            if desk is None:
                raise RuntimeError("nobody is there")
            with speaking(desk.reader):
                await hearing.text(desk)
            if not await outbox.claim(tx, NOW, busy=[], may_interrupt=True, limit=1):
                raise RuntimeError("it was not answered")
        times.append(time.process_time() - began)
    return statistics.median(times)


def _says(words: str) -> Update:
    who = {"id": FOCAL_POINT, "is_bot": False, "first_name": "Người"}
    message = {"message_id": 1, "date": int(NOW.timestamp()), "chat": {**who, "type": "private"}, "from": who}
    return Update.de_json({"update_id": 1, "message": {**message, "text": words}}, None)


async def _asked(store: Database, times: int, ask: Callable[[Turn], Awaitable[object]]) -> float:
    taken = []
    for _ in range(times):
        async with store.reading() as tx:
            began = time.process_time()
            await ask(turn(tx))
            taken.append(time.process_time() - began)
    return statistics.median(taken)
