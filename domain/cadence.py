"""When digests are due: a cadence with its history, each one in force from a day on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dates import find_dates
from domain.digest import latest_moment, moment_after, moments_between
from domain.durations import parse_duration
from domain.refusal import Refusal
from domain.text import clean, fold

FURTHEST = timedelta(days=366)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])\s?(?::|h|g|gio)\s?([0-5]\d)?\b")
_DAY_WITHIN = ("day-of-each-month", "weekday-of-each-week")


@dataclass(frozen=True, slots=True)
class Cadence:
    """`every`: an ISO 8601 duration; `start`: its first moment, local. `set_by` None: the settings."""

    effective_from: datetime
    start: datetime
    every: str
    set_by: int | None


@dataclass(frozen=True, slots=True)
class Reign:
    """A cadence and the moment from which another one rules."""

    cadence: Cadence
    ends: datetime | None


def reigns(history: Sequence[Cadence]) -> list[Reign]:
    """In the order of time; what was set later wins from its day on."""
    found = []
    for n, cadence in enumerate(history):
        ends = min((later.effective_from for later in history[n + 1 :]), default=None)
        if ends is None or cadence.effective_from < ends:
            found.append(Reign(cadence, ends))
    return sorted(found, key=lambda reign: reign.cadence.effective_from)


def latest_due(history: Sequence[Cadence], now: datetime) -> datetime | None:
    """The last moment up to `now` of the cadence that is in force."""
    for reign in reigns(history):
        cadence = reign.cadence
        if cadence.effective_from <= now and (reign.ends is None or now < reign.ends):
            moment = latest_moment(cadence.start, parse_duration(cadence.every), now)
            return moment if moment is not None and moment > cadence.effective_from else None
    return None


def next_due(history: Sequence[Cadence], after: datetime) -> datetime | None:
    for reign in reigns(history):
        cadence = reign.cadence
        since = max(after, cadence.effective_from)
        moment = moment_after(cadence.start, parse_duration(cadence.every), since)
        if reign.ends is None or moment < reign.ends:
            return moment
    return None


def due_between(history: Sequence[Cadence], after: datetime, until: datetime) -> list[datetime]:
    """after < moment <= until."""
    found: list[datetime] = []
    for reign in reigns(history):
        cadence = reign.cadence
        every, since = parse_duration(cadence.every), max(after, cadence.effective_from)
        moments = moments_between(cadence.start, every, since, until)
        found += [moment for moment in moments if reign.ends is None or moment < reign.ends]
    return found


def read_cadence(words: str, following: datetime, now: datetime) -> tuple[str, datetime]:
    """ "hằng tuần từ 13/10 8h": how often, and the first moment; by default those of the `following` digest.

    Both moments are local. Refusal where the words give no period, or a day that cannot be the first.
    """
    words = clean(words)
    today = now.date()
    mentions = find_dates(words, today)
    periodic = next((m for m in mentions if m.recurrence), None)
    if periodic is None or periodic.recurrence is None:
        raise Refusal("cadence_not_seen", words=words)
    dated = next((m for m in mentions if m.end is not None and not m.recurrence), None)
    if dated is None and (periodic.rule in _DAY_WITHIN or re.search(r"\btu\b", fold(words))):
        raise Refusal("cadence_from_when")
    day = (dated and (dated.start or dated.end)) or following.date()
    clock = _CLOCK.search(fold(words))
    hour, minute = (int(clock[1]), int(clock[2] or 0)) if clock else (following.hour, following.minute)
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=now.tzinfo)
    if start <= now:
        raise Refusal("cadence_in_the_past", day=day)
    if start - now > FURTHEST:
        raise Refusal("cadence_too_far", day=day)
    return periodic.recurrence, start
