"""Days and moments as people say them."""

from datetime import date, datetime

from handlers.texts.language import Sentence, say
from papers.vietnamese import PERIODS, WEEKDAYS


def short(day: date) -> str:
    return say("{day}/{month}", day=day.day, month=day.month)


def full(day: date) -> str:
    return say("{day}/{month}/{year}", day=day.day, month=day.month, year=day.year)


def with_weekday(day: date, today: date | None = None) -> str:
    """ "thứ Ba 30/9", with the year when it is another one than today's."""
    number = short(day) if today is None or day.year == today.year else full(day)
    return f"{weekday(day)} {number}"


def weekday(day: date) -> str:
    return say(WEEKDAYS[day.weekday()])


def typed(day: date) -> str:
    """As people type it to us, whatever they read."""
    return f"{day.day}/{day.month}/{day.year}"


def over_years(day: date, said_at: datetime) -> str:
    """ "30/9", with the year when it is another one than when it was said."""
    return short(day) if day.year == said_at.year else full(day)


def moment(local: datetime) -> str:
    return f"{local:%H:%M} {with_weekday(local.date())}"


def left(deadline: date, today: date) -> str:
    """How far the deadline is, in days."""
    days = (deadline - today).days
    if days > 1:
        return say("còn {days} ngày", days=days)
    if days == 1:
        return say("còn 1 ngày")
    if days == 0:
        return say("hôm nay là hạn")
    return say("quá hạn {days} ngày", days=-days)


_UNITS = {"D": Sentence("ngày"), "W": Sentence("tuần"), "M": Sentence("tháng"), "Y": Sentence("năm")}


def period(recurrence: str) -> str:
    """ "2 tuần một lần"; `recurrence` is an ISO 8601 duration."""
    known = PERIODS.get(recurrence)
    if known is None and recurrence[-1] in _UNITS and recurrence[1:-1].isdigit():
        return say(
            "{recurrence} {units} một lần", recurrence=recurrence[1:-1], units=_UNITS[recurrence[-1]]()
        )
    return say(known) if known else say("theo kỳ {recurrence}", recurrence=recurrence)
