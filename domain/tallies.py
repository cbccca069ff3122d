"""How many of the exported assignments stand where: the rows of a report's tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.exporting import ExportAssignment
from domain.work import Timing, Work


@dataclass(frozen=True, slots=True)
class Tally:
    """Leads of tasks only. The six states add up to `total`; `overdue` and `in_time` lie across them."""

    total: int
    done: int
    in_time: int
    recurring: int
    in_progress: int
    blocked: int
    not_started: int
    no_report: int
    overdue: int


@dataclass(frozen=True, slots=True)
class TallyRow:
    name: str
    tally: Tally


def tally(assignments: Iterable[ExportAssignment]) -> Tally:
    counted = list(assignments)
    work = [work_of(a) for a in counted]
    return Tally(
        total=len(counted),
        done=work.count(Work.DONE),
        in_time=sum(
            a.timing in (Timing.DONE_IN_TIME, Timing.NO_DEADLINE) and work_of(a) is Work.DONE for a in counted
        ),
        recurring=work.count(Work.RECURRING),
        in_progress=work.count(Work.IN_PROGRESS),
        blocked=work.count(Work.BLOCKED),
        not_started=work.count(Work.NOT_STARTED),
        no_report=work.count(Work.NO_REPORT),
        overdue=sum(a.timing is Timing.OVERDUE for a in counted),
    )


def work_of(a: ExportAssignment) -> Work | None:
    return a.state.work if a.state else None


def tally_rows(tasks: Sequence[ExportAssignment], names: Sequence[str]) -> tuple[TallyRow, ...]:
    """By name, in the order of their first task."""
    held: dict[str, list[ExportAssignment]] = {}
    for a, name in zip(tasks, names, strict=True):
        held.setdefault(name, []).append(a)
    return tuple(TallyRow(name, tally(mine)) for name, mine in held.items())
