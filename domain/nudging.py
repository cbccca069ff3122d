"""What may be nudged by hand, and why the rest is left out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.ladder import Hours
from domain.office import Assignment
from domain.work import Acceptance, Role, Work

COOLING = timedelta(hours=4)


class Spared(StrEnum):
    """Why an assignment is not nudged."""

    COORDINATING = "coordinating"
    DONE = "done"
    WAITING = "waiting"
    STANDING = "standing"
    SUSPENDED = "suspended"
    RECENT = "recent"


def spared(
    assignment: Assignment, suspended: Collection[int], again_from: datetime | None, now: datetime
) -> Spared | None:
    """None: it may be nudged. `suspended`: ids of units; `again_from`: as `may_again_from` says it."""
    state = assignment.state
    if assignment.role is not Role.LEAD:
        return Spared.COORDINATING
    if state.work is Work.DONE:
        return Spared.DONE
    if state.acceptance is Acceptance.WAITING:
        return Spared.WAITING
    if state.work is Work.RECURRING or assignment.task.standing:
        return Spared.STANDING
    if assignment.department.id in suspended:
        return Spared.SUSPENDED
    if again_from is not None and now < again_from:
        return Spared.RECENT
    return None


def may_again_from(nudged: datetime, hours: Hours, calendar: WorkCalendar) -> datetime:
    """Once in four hours, from when it could leave: what is given in the evening leaves in the morning."""
    return hours.next_opening(nudged, calendar) + COOLING
