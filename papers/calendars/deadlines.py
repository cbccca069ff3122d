"""Deadlines as an iCalendar: a whole day each, without alarms, for the bot is what reminds."""

import hashlib
from datetime import UTC, timedelta

from icalendar import Calendar, Event, vDuration

from domain.deadline_calendar import DeadlineCalendar, DeadlineEntry
from papers.lettering import printable, shorten

REFRESH = timedelta(hours=6)
LONGEST = 120


def deadlines_ics(held: DeadlineCalendar) -> bytes:
    """An event keeps its UID as long as the task and the unit are the same, whatever becomes of its date."""
    name = f"Hạn nhiệm vụ · {printable(held.unit)}" if held.unit else "Hạn nhiệm vụ"
    calendar = Calendar()
    calendar.add("prodid", "-//Don Doc//deadlines//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in held.entries:
        calendar.add_component(_event(entry, held))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: DeadlineEntry, held: DeadlineCalendar) -> Event:
    event = Event()
    whose = "" if held.unit else f" · {printable(entry.unit)}"
    said = [printable(entry.task), f"Chủ trì: {printable(entry.unit)}"]
    if entry.directive:
        said.append(f"Văn bản: {printable(entry.directive)}")
    event.add("uid", _uid(entry))
    event.add("dtstamp", held.as_of.astimezone(UTC))
    event.add("dtstart", entry.deadline)
    event.add("dtend", entry.deadline + timedelta(days=1))
    event.add("summary", f"Hạn {entry.ref}{whose}: {shorten(printable(entry.task), LONGEST)}")
    event.add("description", "\n".join(said))
    event.add("transp", "TRANSPARENT")
    return event


def _uid(entry: DeadlineEntry) -> str:
    key = f"{entry.ref}\n{entry.unit}".encode()
    return f"{hashlib.sha256(key).hexdigest()[:32]}@dondoc"
