"""The clock coming in: everything that is owed at a moment, found by asking the store."""

from datetime import datetime

from handlers import digests, menus, reminding
from handlers.desk import Turn
from storage import facts, outbox


async def begin(turn: Turn, cadence_start: datetime, cadence_every: str) -> None:
    """Once at each start: when the store was made, the cadence of the settings, the command menus."""
    await facts.made_at(turn.tx, turn.now)
    await digests.keep_cadence(turn, cadence_start, cadence_every)
    await menus.offer_to_all(turn)


async def tick(turn: Turn) -> None:
    """May be called at any time and as often as one likes: what was planned is not planned again."""
    await outbox.lapse(turn.tx, turn.now)
    await reminding.roll_periods(turn)
    if turn.office.hours.open_at(turn.now, turn.calendar):
        await reminding.plan_reminders(turn)
        await digests.post_due(turn)
