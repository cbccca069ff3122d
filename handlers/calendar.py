"""/days: the year's days off and working Saturdays."""

from domain.calendar import WorkCalendar, vietnam
from handlers.desk import Desk
from handlers.registration import require_secretariat
from handlers.texts import calendar as texts
from storage import days as kept_days
from storage.database import Tx


async def calendar_of(tx: Tx) -> WorkCalendar:
    """The country's calendar with the Secretariat's own days."""
    off, on = await kept_days.every(tx)
    return vietnam(extra_off=off, extra_on=on)


async def days(desk: Desk) -> None:
    """/days [YEAR]."""
    require_secretariat(desk)
    year = desk.today.year
    if desk.args and desk.args[0].isdigit() and 2020 <= int(desk.args[0]) <= 2100:
        year = int(desk.args[0])
    await desk.say(texts.year(year, desk.calendar.days_off(year)))
