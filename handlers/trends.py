"""The trends of a year, of all units or of one: what is read, and which screen it makes."""

from domain.office import Department
from domain.trends import Trends, month_starts, trends
from handlers.desk import Turn
from handlers.looking_back import first_day
from handlers.screens import Screen
from handlers.texts import digests as digest_texts
from handlers.texts import trends as texts
from storage import departments
from storage import trends as kept


async def of_year(turn: Turn, year: int) -> Trends:
    names = {unit.id: unit.name for unit in await departments.every(turn.tx)}
    record = await kept.record(turn.tx, year, month_starts(year, turn.office.zone))
    return trends(year, record, names, turn.today, turn.office.zone)


async def screen(turn: Turn, year: int) -> Screen:
    return await why_not(turn, year) or texts.whole(
        await of_year(turn, year), (await first_day(turn) or turn.today).year, turn.today.year
    )


async def of_unit(turn: Turn, unit: Department, year: int) -> Screen:
    found = await why_not(turn, year)
    if found is not None:
        return found
    known = await of_year(turn, year)
    return texts.unit(known, unit.name, known.of_unit(unit.id))


async def why_not(turn: Turn, year: int) -> Screen | None:
    """What is said where there can be no trends of that year."""
    first = await first_day(turn)
    if first is None:
        return Screen(digest_texts.NOTHING_GIVEN())
    if year > turn.today.year:
        return Screen(texts.not_yet(year))
    return Screen(texts.before_the_first(year, first)) if year < first.year else None
