"""Waits written down as the moment they end."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_

LONGEST = timedelta(minutes=10)


def over(not_before: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    """Whether the wait is over. None of ours is as long as LONGEST: then the clock has jumped back since."""
    return or_(not_before.is_(None), not_before <= now, not_before > now + LONGEST)
