"""The state as other systems take it (contract, "The JSON export"): complete, frozen, without sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.claims import Claim
from domain.indicators import REACHED, Mark, Reached, together
from domain.portions import One, Portions, portions
from domain.work import Period, Role, State, TaskKind, Timing, Work


@dataclass(frozen=True, slots=True)
class ExportExtension:
    number: int
    asked_at: datetime
    from_day: date | None
    asked: date
    decision: str
    to_day: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """`standing`: valid, corrected or undone; late: said after the day that is asked for."""

    at: datetime
    by: str
    text: str | None
    work: Work | None
    percent: float | None
    standing: str


@dataclass(frozen=True, slots=True)
class ExportAssignment:
    """`state`, `timing` and `indicator` are None for coordinating units, which do not set them.

    `period`: the Giai đoạn; `periods`: those of a recurring one that are closed.
    `later`: of an earlier day, what was reported after its end and still counts; it has no part in the state.
    """

    ref: str
    department: str
    role: Role
    kind: TaskKind
    task: str
    directive: str | None
    secret: bool
    needs_acceptance: bool
    task_due: str
    deadline: date | None
    recurrence: str | None
    state: State | None
    timing: Timing | None
    nudges: int
    reminders: int
    extensions: tuple[ExportExtension, ...]
    reports: tuple[ExportReport, ...]
    periods: tuple[Period, ...]
    period: str = ""
    indicator: Reached | None = None
    later: tuple[ExportReport, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportPerson:
    name: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class ExportDepartment:
    name: str
    aliases: tuple[str, ...]
    kind: str | None
    focal_points: tuple[ExportPerson, ...]


@dataclass(frozen=True, slots=True)
class ExportState:
    """`as_of` is aware and local. `claims`: totals that came with imports, as their sources give them."""

    as_of: datetime
    assignments: tuple[ExportAssignment, ...]
    departments: tuple[ExportDepartment, ...]
    claims: tuple[Claim, ...] = ()


def totals_of(assignments: Sequence[ExportAssignment]) -> dict[str, int]:
    """Leads of tasks only; equal to the list."""
    counted = counted_tasks(assignments)
    work = [a.state.work for a in counted if a.state is not None]
    return {
        "assignments": len(counted),
        "done": work.count(Work.DONE),
        "in_progress": work.count(Work.IN_PROGRESS),
        "not_started": work.count(Work.NOT_STARTED),
        "blocked": work.count(Work.BLOCKED),
        "recurring": work.count(Work.RECURRING),
        "no_report": work.count(Work.NO_REPORT),
        "overdue": sum(a.timing is Timing.OVERDUE for a in counted),
    }


def obstacles_of(assignments: Sequence[ExportAssignment]) -> int:
    """Leads of tasks that something holds up, whatever else is known of the work."""
    return sum(a.state is not None and a.state.blocked for a in counted_tasks(assignments))


def counted_tasks(assignments: Sequence[ExportAssignment]) -> list[ExportAssignment]:
    """Leads of tasks."""
    return [a for a in assignments if a.role is Role.LEAD and a.kind is TaskKind.TASK and a.state is not None]


def tasks_by_years(assignments: Sequence[ExportAssignment]) -> Portions:
    """Tasks done by all their leads, "37/102 nhiệm vụ", and of each Giai đoạn."""
    return portions(
        One(a.ref, a.period, a.state.work is Work.DONE)
        for a in counted_tasks(assignments)
        if a.state is not None
    )


def indicators_by_years(assignments: Sequence[ExportAssignment]) -> Portions:
    """Indicators met or exceeded, and of each Giai đoạn."""
    return portions(One(a.ref, a.period, mark_of(a) in REACHED) for a in _indicators(assignments))


def marks(assignments: Sequence[ExportAssignment]) -> dict[str, Mark]:
    """Where each indicator stands, by code."""
    found: dict[str, list[Mark]] = {}
    for a in _indicators(assignments):
        found.setdefault(a.ref, []).append(mark_of(a))
    return {ref: together(mine) for ref, mine in found.items()}


def mark_of(a: ExportAssignment) -> Mark:
    return a.indicator.mark if a.indicator else Mark.NO_VALUE


def _indicators(assignments: Sequence[ExportAssignment]) -> list[ExportAssignment]:
    return [a for a in assignments if a.role is Role.LEAD and a.kind is TaskKind.INDICATOR]
