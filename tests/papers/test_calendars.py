"""Deadlines as a calendar, read back by a calendar library."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from domain.deadline_calendar import deadline_calendar
from domain.exporting import ExportState
from domain.work import Work
from papers.calendars.deadlines import deadlines_ics
from tests.papers.samples import LONG, NOW, TODAY, WILD, exported

OPEN = exported("NV04", "Sở Tài chính", Work.IN_PROGRESS, date(2025, 10, 31))
DONE = exported("NV05", "Sở Y tế", Work.DONE, date(2025, 10, 31))
UNDATED = exported("NV06", "Sở Y tế", Work.RECURRING, None)
OTHER = exported("NV07", "Sở Y tế", Work.NO_REPORT, TODAY)
STATE = ExportState(NOW, (OPEN, DONE, UNDATED, OTHER), ())


def read(state: ExportState, unit: str | None = None) -> Any:
    return Calendar.from_ical(deadlines_ics(deadline_calendar(state, frozenset([unit]) if unit else None)))


def test_open_deadlines_are_whole_days_without_alarms() -> None:
    late, event = read(STATE).walk("VEVENT")
    assert late["summary"].startswith("Hạn NV07 · Sở Y tế")
    assert event["summary"] == "Hạn NV04 · Sở Tài chính: Rà soát quy định"
    assert event["dtstart"].dt == date(2025, 10, 31)
    assert event["dtend"].dt == date(2025, 11, 1)
    assert event["dtstamp"].dt == NOW
    assert "Văn bản: Kết luận 15-KL/BCĐ ngày 23/9/2025" in event["description"]
    assert not read(STATE).walk("VALARM")


def test_a_unit_has_its_own() -> None:
    calendar = read(STATE, "Sở Y tế")
    assert [event["summary"] for event in calendar.walk("VEVENT")] == ["Hạn NV07: Rà soát quy định"]
    assert calendar["x-wr-calname"] == "Hạn nhiệm vụ · Sở Y tế"


def test_a_moved_deadline_is_the_same_event() -> None:
    moved = replace(OPEN, deadline=date(2025, 11, 15))
    (before,), (after,) = (
        read(ExportState(at, (task,), ())).walk("VEVENT")
        for at, task in ((NOW, OPEN), (NOW + timedelta(days=1), moved))
    )
    assert before["uid"] == after["uid"]
    assert after["dtstart"].dt == date(2025, 11, 15)
    uids = [event["uid"] for event in read(STATE).walk("VEVENT")]
    assert len(set(uids)) == len(uids)


def test_what_people_type_comes_back_as_it_was() -> None:
    wild = exported("NV01", f"{WILD}; a, b", Work.BLOCKED, TODAY, task=f"{WILD}\r\nEND:VCALENDAR")
    (event,) = read(ExportState(NOW, (wild,), ())).walk("VEVENT")
    assert WILD in event["summary"]
    assert f"Chủ trì: {WILD}; a, b" in event["description"]


def test_nothing_and_very_much() -> None:
    assert not read(ExportState(NOW, (), ())).walk("VEVENT")
    many = tuple(exported(f"NV{n}", f"{LONG} {n}", Work.NO_REPORT, TODAY, task=LONG * 4) for n in range(160))
    assert len(read(ExportState(NOW, many, ())).walk("VEVENT")) == 160
