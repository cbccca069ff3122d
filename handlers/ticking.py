"""The clock coming in: everything that is owed at a moment, found by asking the store."""

from datetime import datetime, timedelta

from handlers import groups, menus, out_of_reach, posting, reminding
from handlers.desk import Turn
from storage import erasing, facts, outbox

KEPT = timedelta(days=30)


async def begin(turn: Turn, cadence_start: datetime, cadence_every: str) -> None:
    """Once at each start: when the store was made, the cadence of the settings, the command menus."""
    await facts.made_at(turn.tx, turn.now)
    await posting.keep_cadence(turn, cadence_start, cadence_every)
    await menus.offer_to_all(turn)


async def tick(turn: Turn) -> None:
    """May be called at any time and as often as one likes: what was planned is not planned again."""
    await before_reminders(turn)
    look = await who_is_owed(turn)
    for person_ids in look.portions():
        await reminding.remind(turn, person_ids, look)
    await after_reminders(turn)


async def before_reminders(turn: Turn) -> None:
    """The first of the steps of a tick, for whoever takes them one transaction each."""
    await outbox.lapse(turn.tx, turn.now)
    await reminding.roll_periods(turn)
    await _empty_old_updates(turn)


async def who_is_owed(turn: Turn) -> reminding.Look:
    """For `reminding.remind`, in portions. Reads only."""
    return await reminding.who_is_owed(turn) if _open(turn) else reminding.Look(turn.now)


async def after_reminders(turn: Turn) -> None:
    """The last step."""
    if _open(turn):
        await out_of_reach.tell_in_the_morning(turn)
        await posting.post_due(turn)
        await groups.say_undelivered(turn)


def _open(turn: Turn) -> bool:
    return turn.office.hours.open_at(turn.now, turn.calendar)


async def _empty_old_updates(turn: Turn) -> None:
    """Once a day: what people wrote is kept where it was understood, not in the raw updates."""
    if await facts.get(turn.tx, facts.EMPTIED_ON) == turn.today.isoformat():
        return
    await erasing.empty_old_updates(turn.tx, turn.now - KEPT)
    await erasing.drop_leftovers(turn.tx, turn.now - KEPT, turn.now)
    await facts.put(turn.tx, facts.EMPTIED_ON, turn.today.isoformat())
