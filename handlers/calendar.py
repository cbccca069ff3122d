"""/days: the year's days off and working Saturdays, and the Secretariat's own, shown before they count."""

from datetime import date

from domain.calendar import WorkCalendar, vietnam
from domain.day_orders import AS_THE_COUNTRY, ON, DayOrder, changed, effective, read_day_order
from domain.refusal import Refusal
from handlers import confirming
from handlers.desk import Desk
from handlers.forecasting import moved_by_days
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.secrecy import require_open_words
from handlers.texts import calendar as texts
from storage import days as kept_days
from storage.changes import Change
from storage.database import Tx
from storage.outbox import Kind


async def calendar_of(tx: Tx) -> WorkCalendar:
    """The country's calendar with the Secretariat's own days."""
    off, on = await kept_days.every(tx)
    return vietnam(extra_off=off, extra_on=on)


async def days(desk: Desk) -> None:
    """/days [YEAR], or what shall change: "nghỉ 2/1/2026 Tết", "làm bù 10/1/2026", "bỏ 2/1/2026"."""
    require_secretariat(desk)
    words = " ".join(desk.args)
    if not words or (words.isdigit() and 2020 <= int(words) <= 2100):
        year = int(words or desk.today.year)
        await desk.say(texts.year(year, desk.calendar.days_off(year)))
        return
    await require_open_words(desk.tx, words)
    order = read_day_order(words, desk.today, desk.calendar)
    if order is None:
        raise Refusal("days_unknown", words=words)
    moved = await moved_by_days(desk, order.days, changed(desk.calendar, order))
    payload = {"verb": order.verb, "days": [day.isoformat() for day in order.days], "name": order.name}
    proposal = await confirming.propose(desk, confirming.DAYS, payload)
    await desk.say(texts.preview(order, moved, desk.today, proposal), Kind.QUESTION)


async def confirmed(desk: Desk) -> str:
    """The button: from now on these days are so. What waits to be sent asks the calendar when it leaves."""
    payload = await confirming.take(desk, confirming.DAYS)
    wanted = [date.fromisoformat(day) for day in payload["days"]]
    order = DayOrder(
        payload["verb"],
        effective(payload["verb"], wanted, desk.calendar),
        payload["name"] or texts.NAMELESS,
    )
    await _write(desk, order)
    await desk.rewrite(Screen(texts.done(order, desk.today)))
    return ""


async def _write(desk: Desk, order: DayOrder) -> None:
    by = desk.actor.person.id
    if order.verb == AS_THE_COUNTRY:
        await kept_days.remove(desk.tx, order.days)
    else:
        working = order.verb == ON
        await kept_days.put(desk.tx, order.days, working=working, name=order.name, set_by=by, now=desk.now)
    after = changed(desk.calendar, order)
    traced = [
        Change("day", int(f"{day:%Y%m%d}"), "own", _own(desk.calendar, day), _own(after, day))
        for day in order.days
    ]
    await desk.trace(*traced)


def _own(calendar: WorkCalendar, day: date) -> str | None:
    """What the Secretariat says of the day; None: nothing of its own."""
    if day in calendar.on:
        return f"on: {calendar.on[day]}"
    return f"off: {calendar.off[day]}" if day in calendar.off else None
