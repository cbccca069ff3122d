"""Indicators (chỉ tiêu): what is aimed at, and what the values that were reported say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.work import State, Work
from domain.year_spans import in_years


class Direction(StrEnum):
    """Which values are better."""

    HIGHER = "higher"
    LOWER = "lower"


class Counting(StrEnum):
    """Whether a value holds all since the beginning, or what came in its year alone."""

    CUMULATIVE = "cumulative"
    IN_PERIOD = "in_period"


class Mark(StrEnum):
    EXCEEDED = "exceeded"
    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"
    NO_VALUE = "no_value"


REACHED = frozenset({Mark.EXCEEDED, Mark.MET})
# of an indicator with several units the first of these that one of them has; exceeded only by all
_WORST_FIRST = (Mark.NOT_ASSESSED, Mark.NOT_MET, Mark.NO_VALUE, Mark.MET, Mark.EXCEEDED)


@dataclass(frozen=True, slots=True)
class Goal:
    """`unit` as it is written after a number ("%", "khu vực"). `baseline`: the value at the beginning.

    `unassessed`: there is no method yet; `method_by` proposes one by `method_due`.
    """

    target: float | None = None
    unit: str = ""
    direction: Direction = Direction.HIGHER
    counting: Counting = Counting.CUMULATIVE
    baseline: float | None = None
    unassessed: bool = False
    method_by: str = ""
    method_due: date | None = None


NO_GOAL = Goal()


@dataclass(frozen=True, slots=True)
class Value:
    """`day`: as of when; `by`: who reported it, by which report."""

    assignment_id: int
    report_id: int
    day: date
    value: float
    by: int | None


@dataclass(frozen=True, slots=True)
class Reached:
    """Where one unit stands with an indicator; `values` that count, by day. `last` of them is judged."""

    goal: Goal
    values: tuple[Value, ...]
    last: Value | None
    mark: Mark


def reached(
    goal: Goal, values: Iterable[Value], state: State | None, done_by: int | None, years: str, today: date
) -> Reached:
    """`values`: of reports that count. `done_by`: the report that said "xong", if that is the state.

    A value that reaches the target decides; else "xong" does where no value came after it. Of one counted
    in its period a value of another year says nothing.
    """
    kept = tuple(sorted(values, key=lambda one: (one.day, one.report_id)))
    judged = [one for one in kept if goal.counting is Counting.CUMULATIVE or _same_year(one, years, today)]
    last = judged[-1] if judged else None
    return Reached(goal, kept, last, _mark(goal, last, _said_done(state, last, done_by)))


def reaches(goal: Goal, value: float) -> bool:
    """Whether the value is at least as good as the target; without a target it never is."""
    if goal.target is None:
        return False
    return value >= goal.target if goal.direction is Direction.HIGHER else value <= goal.target


def together(marks: Iterable[Mark]) -> Mark:
    """Of an indicator that several units share: met when all of them meet it."""
    found = set(marks)
    return next((mark for mark in _WORST_FIRST if mark in found), Mark.NO_VALUE)


def _same_year(value: Value, years: str, today: date) -> bool:
    """Of a span that is over its last year is judged, of one to come its first."""
    year = today.year
    if years:
        first, last = in_years(years)
        year = min(max(year, first), last)
    return value.day.year == year


def _said_done(state: State | None, last: Value | None, done_by: int | None) -> bool:
    if state is None or state.work is not Work.DONE:
        return False
    return last is None or (done_by is not None and done_by >= last.report_id)


def _mark(goal: Goal, last: Value | None, said_done: bool) -> Mark:
    if goal.unassessed:
        return Mark.NOT_ASSESSED
    if last is not None and reaches(goal, last.value):
        return Mark.MET if last.value == goal.target else Mark.EXCEEDED
    if said_done:
        return Mark.MET
    return Mark.NO_VALUE if last is None or goal.target is None else Mark.NOT_MET
