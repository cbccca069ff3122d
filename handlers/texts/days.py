"""Days and moments as people say them."""

from datetime import date, datetime

from papers.vietnamese import PERIODS, weekday


def short(day: date) -> str:
    return f"{day.day}/{day.month}"


def full(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def with_weekday(day: date, today: date | None = None) -> str:
    """ "thứ Ba 30/9", with the year when it is another one than today's."""
    number = short(day) if today is None or day.year == today.year else full(day)
    return f"{weekday(day)} {number}"


def over_years(day: date, said_at: datetime) -> str:
    """ "30/9", with the year when it is another one than when it was said."""
    return short(day) if day.year == said_at.year else full(day)


def moment(local: datetime) -> str:
    return f"{local:%H:%M} {with_weekday(local.date())}"


def left(deadline: date, today: date) -> str:
    """How far the deadline is, in days."""
    days = (deadline - today).days
    if days > 1:
        return f"còn {days} ngày"
    if days == 1:
        return "còn 1 ngày"
    if days == 0:
        return "hôm nay là hạn"
    return f"quá hạn {-days} ngày"


_UNITS = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}


def period(recurrence: str) -> str:
    """ "2 tuần một lần"; `recurrence` is an ISO 8601 duration."""
    known = PERIODS.get(recurrence)
    if known is None and recurrence[-1] in _UNITS and recurrence[1:-1].isdigit():
        return f"{recurrence[1:-1]} {_UNITS[recurrence[-1]]} một lần"
    return known or f"theo kỳ {recurrence}"
