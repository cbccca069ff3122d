"""What a report on paper holds: figures from the exported state, and who issues it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.exporting import ExportAssignment, ExportState
from domain.work import Role, TaskKind, Timing, Work


class Form(StrEnum):
    """Whose form: the party's, or the State's (Decree 30/2020/NĐ-CP)."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Issuer:
    """`code` stands in the number ("BCĐ" in "Số …-BC/BCĐ"). `signs_for` is the organ in whose name
    is signed (empty: in their own), `post` the signer's. Names are printed in capitals."""

    form: Form
    superior: str
    organ: str
    code: str
    place: str
    post: str
    signs_for: str = ""
    recipients: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Cause:
    """An overdue task; `words`: the obstacle as the focal point put it, empty where none was given."""

    unit: str
    ref: str
    task: str
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`as_of` is aware and local. `tasks_done`: by all their leads. `wishes`: asked, granted, pending.

    `indicators`: (met, all), None without any. `notes` are full sentences.
    """

    issuer: Issuer
    subject: str
    as_of: datetime
    tasks_done: int
    tasks: int
    whole: Tally
    units: tuple[TallyRow, ...]
    directives: tuple[TallyRow, ...]
    indicators: tuple[int, int] | None
    wishes: tuple[int, int, int]
    causes: tuple[Cause, ...]
    annex: tuple[ExportAssignment, ...]
    coordinating: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def report_page(
    state: ExportState,
    issuer: Issuer,
    *,
    subject: str = "tình hình thực hiện nhiệm vụ được giao",
    notes: tuple[str, ...] = (),
) -> ReportPage:
    """Everything a report says, from the state as of now or of a day."""
    leads = [a for a in state.assignments if a.role is Role.LEAD and a.state is not None]
    tasks = [a for a in leads if a.kind is TaskKind.TASK]
    indicators = [a for a in leads if a.kind is TaskKind.INDICATOR]
    undone = {a.ref for a in tasks if _work(a) is not Work.DONE}
    refs = {a.ref for a in tasks}
    wishes = [wish.decision for a in state.assignments for wish in a.extensions]
    helpers: dict[str, list[str]] = {}
    for a in state.assignments:
        if a.role is Role.COORDINATING:
            helpers.setdefault(a.ref, []).append(a.department)
    annex = (*tasks, *indicators)
    return ReportPage(
        issuer=issuer,
        subject=subject,
        as_of=state.as_of,
        tasks_done=len(refs - undone),
        tasks=len(refs),
        whole=tally(tasks),
        units=_rows(tasks, [a.department for a in tasks]),
        directives=_rows(tasks, [a.directive or "Không ghi văn bản" for a in tasks]),
        indicators=(sum(_work(a) is Work.DONE for a in indicators), len(indicators)) if indicators else None,
        wishes=(
            len(wishes),
            sum(decision in ("granted", "shortened") for decision in wishes),
            wishes.count("pending"),
        ),
        causes=_causes(tasks, state.as_of.date()),
        annex=annex,
        coordinating=tuple(tuple(helpers.get(a.ref, ())) for a in annex),
        notes=notes,
    )


def tally(assignments: Iterable[ExportAssignment]) -> Tally:
    counted = list(assignments)
    work = [_work(a) for a in counted]
    return Tally(
        total=len(counted),
        done=work.count(Work.DONE),
        in_time=sum(
            a.timing in (Timing.DONE_IN_TIME, Timing.NO_DEADLINE) and _work(a) is Work.DONE for a in counted
        ),
        recurring=work.count(Work.RECURRING),
        in_progress=work.count(Work.IN_PROGRESS),
        blocked=work.count(Work.BLOCKED),
        not_started=work.count(Work.NOT_STARTED),
        no_report=work.count(Work.NO_REPORT),
        overdue=sum(a.timing is Timing.OVERDUE for a in counted),
    )


def _work(a: ExportAssignment) -> Work | None:
    return a.state.work if a.state else None


def _rows(tasks: Sequence[ExportAssignment], names: Sequence[str]) -> tuple[TallyRow, ...]:
    """By name, in the order of their first task."""
    held: dict[str, list[ExportAssignment]] = {}
    for a, name in zip(tasks, names, strict=True):
        held.setdefault(name, []).append(a)
    return tuple(TallyRow(name, tally(mine)) for name, mine in held.items())


def _causes(tasks: Iterable[ExportAssignment], today: date) -> tuple[Cause, ...]:
    """The longest late first; nothing is quoted of a secret task."""
    found = [
        Cause(
            a.department,
            a.ref,
            a.task,
            (today - a.deadline).days,
            (a.state.blocker or "") if a.state and not a.secret else "",
        )
        for a in tasks
        if a.timing is Timing.OVERDUE and a.deadline
    ]
    return tuple(sorted(found, key=lambda cause: (-cause.days, cause.ref, cause.unit)))
