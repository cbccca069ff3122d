"""Where a task stands: two axes that never merge, and how reports move them.

The present state of an assignment is always what `play` makes of its reports and deadline moves;
nothing else computes it, so a digest can be rebuilt from the reports alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.durations import add_duration, parse_duration


class Work(StrEnum):
    NO_REPORT = "no_report"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    RECURRING = "recurring"


class Timing(StrEnum):
    NO_DEADLINE = "no_deadline"
    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    MISSED = "missed"


class Acceptance(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Verdict(StrEnum):
    """The assigning side's word on what was reported done."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REOPENED = "reopened"


class Role(StrEnum):
    LEAD = "lead"
    COORDINATING = "coordinating"


class TaskKind(StrEnum):
    TASK = "task"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Said:
    """What one report says of one assignment; `work` None: nothing new, the state stays."""

    work: Work | None = None
    percent: float | None = None
    done: int | None = None
    total: int | None = None
    blocked: bool = False
    blocker: str | None = None
    expected_date: date | None = None
    requested_deadline: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an assignment's work. Moments are aware."""

    work: Work
    percent: float | None = None
    done: int | None = None
    total: int | None = None
    blocked: bool = False
    blocker: str | None = None
    expected_date: date | None = None
    reported_at: datetime | None = None
    done_at: datetime | None = None
    acceptance: Acceptance | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What was assigned. `anchor`: the day from which periods are counted (the directive's)."""

    first_deadline: date | None
    recurrence: str | None
    anchor: date | None
    standing: bool
    needs_acceptance: bool


@dataclass(frozen=True, slots=True)
class Reported:
    at: datetime
    said: Said


@dataclass(frozen=True, slots=True)
class Moved:
    """The assigning side moved the deadline of the present period.

    `to` None: there is none from now on; of a recurring assignment, the period has its own end again.
    """

    at: datetime
    to: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    at: datetime
    verdict: Verdict


Event = Reported | Moved | Judged


@dataclass(frozen=True, slots=True)
class Period:
    """A closed period of a recurring assignment."""

    deadline: date
    timing: Timing
    reported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Present:
    state: State
    deadline: date | None
    cycle: int
    periods: tuple[Period, ...] = ()


def play(basis: Basis, events: Iterable[Event], until: date, zone: ZoneInfo) -> Present:
    """The state at the end of the local day `until` from what was assigned and what happened since.

    `events` in the order of their moments; those after `until` must have been left out.
    """
    fresh = State(Work.RECURRING if basis.standing else Work.NO_REPORT)
    present = Present(fresh, period_end(basis, 1) if basis.recurrence else basis.first_deadline, 1)
    for event in events:
        present = roll(basis, present, event.at.astimezone(zone).date(), zone)
        if isinstance(event, Moved):
            own = period_end(basis, present.cycle) if basis.recurrence else None
            present = replace(present, deadline=event.to or own)
        elif isinstance(event, Judged):
            present = replace(present, state=after_verdict(present.state, event.verdict))
        else:
            present = replace(present, state=after(present.state, event, basis, present.deadline))
    return roll(basis, present, until, zone)


def after(state: State, report: Reported, basis: Basis, deadline: date | None) -> State:
    """The state once `report` is in (contract, "The JSON export": what stands and what is cleared)."""
    said = report.said
    if said.work is None:
        return replace(state, reported_at=report.at)
    work, acceptance, done_at = said.work, state.acceptance, None
    if work is Work.DONE and acceptance is Acceptance.ACCEPTED:
        done_at = state.done_at  # said once more of what is accepted
    elif work is Work.DONE and basis.needs_acceptance:
        work, acceptance, done_at = Work.IN_PROGRESS, Acceptance.WAITING, report.at
    elif work is Work.DONE:
        done_at = report.at
    elif acceptance is not Acceptance.RETURNED:
        acceptance = None  # "chưa xong đâu ạ" takes back the submission, accepted or not
    if basis.standing:
        work, done_at = Work.RECURRING, None
    elif work is Work.RECURRING and deadline is not None:
        work = Work.IN_PROGRESS  # a task with a date cannot be talked out of it
    finished = said.work is Work.DONE
    return State(
        work=work,
        percent=state.percent if said.percent is None else said.percent,
        done=state.done if said.done is None else said.done,
        total=state.total if said.total is None else said.total,
        blocked=said.blocked and not finished,
        blocker=said.blocker if said.blocked and not finished else None,
        expected_date=None if finished else (said.expected_date or state.expected_date),
        reported_at=report.at,
        done_at=done_at,
        acceptance=acceptance,
    )


def after_verdict(state: State, verdict: Verdict) -> State:
    """The state once the assigning side has judged; a verdict that nothing waits for changes nothing."""
    waiting = state.acceptance is Acceptance.WAITING
    if verdict is Verdict.ACCEPTED and waiting:
        return replace(state, work=Work.DONE, acceptance=Acceptance.ACCEPTED)
    if verdict is Verdict.RETURNED and waiting:
        return replace(state, acceptance=Acceptance.RETURNED, done_at=None)
    if verdict is Verdict.REOPENED and state.work is Work.DONE:
        returned = Acceptance.RETURNED if state.acceptance else None
        return replace(state, work=Work.IN_PROGRESS, acceptance=returned, done_at=None)
    return state


def on_day(said: Said, day: date) -> Said:
    """The same with its day put right: the wished deadline where one was wished, else the forecast."""
    if said.requested_deadline is not None:
        return replace(said, requested_deadline=day)
    return replace(said, expected_date=day)


def wishing(state: State, day: date) -> Said:
    """A wish for a later deadline and nothing else: the state stays as it was reported."""
    told = state.work if state.work in (Work.NOT_STARTED, Work.BLOCKED) else Work.IN_PROGRESS
    return Said(work=told, blocked=state.blocked, blocker=state.blocker, requested_deadline=day)


def period_end(basis: Basis, cycle: int) -> date:
    """Last day of the period with that number; the first ends one period after the anchor."""
    if basis.recurrence is None or basis.anchor is None:
        raise ValueError("only a recurring assignment has periods")
    return add_duration(basis.anchor, parse_duration(basis.recurrence), cycle)


def roll(basis: Basis, present: Present, today: date, zone: ZoneInfo) -> Present:
    """Closes the periods that are over on `today` (contract, "Recurring"); others pass unchanged."""
    while basis.recurrence and present.deadline is not None and today > present.deadline:
        following = period_end(basis, present.cycle + 1)
        state, ended = present.state, present.deadline
        if state.done_at is not None:
            closed = Period(ended, done_timing(ended, state.done_at, zone), state.done_at)
        elif 2 * (today - ended).days > (following - ended).days:
            closed = Period(ended, Timing.MISSED, None)
        else:
            break
        fresh = State(Work.NO_REPORT, reported_at=state.reported_at)
        present = Present(fresh, following, present.cycle + 1, (*present.periods, closed))
    return present


def done_timing(deadline: date, done_at: datetime, zone: ZoneInfo) -> Timing:
    """Lateness is judged at the moment the focal point reported, by the local day."""
    return Timing.DONE_LATE if done_at.astimezone(zone).date() > deadline else Timing.DONE_IN_TIME


def timing(state: State, deadline: date | None, today: date, soon: int, zone: ZoneInfo) -> Timing:
    """The time axis, always computed. `soon`: the largest number of days reminded ahead."""
    if state.work is Work.RECURRING or deadline is None:
        return Timing.NO_DEADLINE
    if state.work is Work.DONE and state.done_at is not None:
        return done_timing(deadline, state.done_at, zone)
    if state.acceptance is Acceptance.WAITING and state.done_at is not None:
        # whoever submitted in time is not made late by how long it waits to be accepted
        late = done_timing(deadline, state.done_at, zone) is Timing.DONE_LATE
        return Timing.OVERDUE if late else Timing.NOT_DUE
    if today > deadline:
        return Timing.OVERDUE
    return Timing.DUE_SOON if (deadline - today).days <= soon else Timing.NOT_DUE
