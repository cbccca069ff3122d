"""Whether something was reported done after the day of its deadline, a day as the zone has it; in SQL."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, String, case, cast, func, literal, select, type_coerce

from storage.database import Tx
from storage.tables import assignments

_DEADLINE, _DONE_AT = assignments.c.deadline, assignments.c.done_at
_ENDS = (_DEADLINE.asc(), _DEADLINE.desc())
_BETWEEN = select(
    *(
        select(_DEADLINE).where(_DEADLINE.is_not(None)).order_by(end).limit(1).scalar_subquery()
        for end in _ENDS
    )
)


async def done_late(tx: Tx, zone: ZoneInfo) -> ColumnElement[bool]:
    """Of an assignment; empty for what was not reported done, or has no deadline."""
    if tx.dialect.name != "sqlite":
        return cast(func.timezone(literal(zone.key), _DONE_AT), Date) > _DEADLINE
    # it knows no zones, and is told at what moment of the store's the days end
    first, last = (await tx.execute(_BETWEEN)).one()
    ends = [
        end
        for year in range(first.year if first else 0, last.year + 1 if last else 0)
        for end in _ends(year, zone)
    ]
    spells = [end for n, end in enumerate(ends) if n == 0 or end[1:] != ends[n - 1][1:]]
    if not spells:
        return literal(False)
    whens = [(_DEADLINE.between(since, date.max), _end(next_day, clock)) for since, next_day, clock in spells]
    over = case(*reversed(whens)) if len(whens) > 1 else whens[0][1]
    return type_coerce(_DONE_AT, String) >= over


def _end(next_day: bool, clock: str) -> ColumnElement[str]:
    day = func.date(_DEADLINE, "+1 day") if next_day else type_coerce(_DEADLINE, String)
    return type_coerce(day, String) + literal(f" {clock}")


@lru_cache(maxsize=200)
def _ends(year: int, zone: ZoneInfo) -> tuple[tuple[date, bool, str], ...]:
    """From which day of the year on a day ends at that time of UTC; True: of the next day of UTC."""
    found: list[tuple[date, bool, str]] = []
    day = date(year, 1, 1)
    while day.year == year and day < date.max:
        end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        spell = (end.date() > day, f"{end:%H:%M:%S}")
        if not found or found[-1][1:] != spell:
            found.append((day, *spell))
        day += timedelta(days=1)
    return tuple(found)
