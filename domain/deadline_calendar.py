"""The deadlines that go into a calendar: open ones, of one unit or of all."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.exporting import ExportState
from domain.work import Role, Work


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """`task` is a neutral label where the task is secret."""

    ref: str
    unit: str
    task: str
    deadline: date
    directive: str | None


@dataclass(frozen=True, slots=True)
class DeadlineCalendar:
    """`unit` None: of all units. `as_of` is aware: the moment at which the entries were so."""

    unit: str | None
    as_of: datetime
    entries: tuple[DeadlineEntry, ...]


def deadline_calendar(state: ExportState, unit: str | None = None) -> DeadlineCalendar:
    """What is done leaves the calendar; what has no date was never in it. By deadline."""
    found = [
        DeadlineEntry(a.ref, a.department, a.task, a.deadline, None if a.secret else a.directive)
        for a in state.assignments
        if a.role is Role.LEAD and a.deadline is not None
        if unit is None or a.department == unit
        if a.state is not None and a.state.work is not Work.DONE
    ]
    found.sort(key=lambda entry: (entry.deadline, entry.ref, entry.unit))
    return DeadlineCalendar(unit, state.as_of, tuple(found))
