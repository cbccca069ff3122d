"""The digest as it was known at the end of a day, from the same state as `export --at DAY`."""

from dataclasses import dataclass
from datetime import date

from domain.digest import Figures, figures, line_of
from handlers.desk import Turn
from handlers.exporting import gather
from storage import assignments


@dataclass(frozen=True, slots=True)
class Past:
    """`figures.today` is the day; `wishes`: extensions that waited for the Secretariat then."""

    figures: Figures
    wishes: int


async def first_day(turn: Turn) -> date | None:
    """The day of the first assignment; None while there is none."""
    made = await assignments.first_made(turn.tx)
    return turn.local(made).date() if made else None


async def look_back(turn: Turn, day: date) -> Past:
    """`day`: from the first day on, today at the latest."""
    state = await gather(turn, day)
    known = {(a.task.ref, a.department.name): a for a in await assignments.every(turn.tx)}
    lines = [line_of(one, known[one.ref, one.department]) for one in state.assignments]
    waiting = [e for one in state.assignments for e in one.extensions if e.decision == "pending"]
    return Past(figures([line for line in lines if line], state.as_of, day, None), len(waiting))
