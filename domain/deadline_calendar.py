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
    """`unit` None: of several. `as_of` is aware: the moment at which the entries were so."""

    unit: str | None
    as_of: datetime
    entries: tuple[DeadlineEntry, ...]


def deadline_calendar(state: ExportState, units: frozenset[str] | None = None) -> DeadlineCalendar:
    """What is done leaves the calendar; what has no date was never in it. By deadline.

    `units`: their names; None: all.
    """
    found = [
        DeadlineEntry(a.ref, a.department, a.task, a.deadline, None if a.secret else a.directive)
        for a in state.assignments
        if a.role is Role.LEAD and a.deadline is not None
        if units is None or a.department in units
        if a.state is not None and a.state.work is not Work.DONE
    ]
    found.sort(key=lambda entry: (entry.deadline, entry.ref, entry.unit))
    only = next(iter(units)) if units is not None and len(units) == 1 else None
    return DeadlineCalendar(only, state.as_of, tuple(found))
