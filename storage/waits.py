"""Waits written down as the moment they end.

The statements that ask for them are built once, with the moment left open: building one took as long as
running it.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_

from storage.tables import Moment

LONGEST = timedelta(minutes=10)
NOW = bindparam("now", type_=Moment)
_FARTHEST = bindparam("farthest", type_=Moment)


def over(not_before: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the wait is over at the moment of `at`.

    None of ours is as long as LONGEST: then the clock has jumped back since.
    """
    return or_(not_before.is_(None), not_before <= NOW, not_before > _FARTHEST)


def at(now: datetime) -> dict[str, Any]:
    """What a statement with `over` or NOW in it is to be run with."""
    return {"now": now, "farthest": now + LONGEST}
