"""What a report on paper holds: figures from the exported state, and who issues it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.exporting import ExportAssignment, ExportState, indicators_by_years, obstacles_of, tasks_by_years
from domain.indicators import Mark
from domain.portions import Portion, Portions
from domain.tallies import Tally, TallyRow, tally, tally_rows, work_of
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
class Cause:
    """An overdue task; `words`: the obstacle as the focal point put it, empty where none was given."""

    unit: str
    ref: str
    task: str
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class Unassessed:
    """An indicator that cannot be assessed yet; `by` proposes the method until `due`."""

    ref: str
    task: str
    by: str
    due: date | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`as_of` is aware and local. `tasks_done`: by all their leads. `wishes`: asked, granted, pending.
    `held_up`: how many something holds up.

    `years`: the tasks of each Giai đoạn. `indicators`: those met or exceeded, None without any; `unassessed`:
    those without a method. `later`: of a past day, how many were reported of after it. `notes` are full
    sentences.
    """

    issuer: Issuer
    subject: str
    as_of: datetime
    tasks_done: int
    tasks: int
    whole: Tally
    units: tuple[TallyRow, ...]
    directives: tuple[TallyRow, ...]
    indicators: Portions | None
    wishes: tuple[int, int, int]
    held_up: int
    causes: tuple[Cause, ...]
    annex: tuple[ExportAssignment, ...]
    coordinating: tuple[tuple[str, ...], ...]
    later: int
    notes: tuple[str, ...] = ()
    years: tuple[Portion, ...] = ()
    unassessed: tuple[Unassessed, ...] = ()


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
    undone = {a.ref for a in tasks if work_of(a) is not Work.DONE}
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
        units=tally_rows(tasks, [a.department for a in tasks]),
        directives=tally_rows(tasks, [a.directive or "Không ghi văn bản" for a in tasks]),
        indicators=indicators_by_years(state.assignments) if indicators else None,
        wishes=(
            len(wishes),
            sum(decision in ("granted", "shortened") for decision in wishes),
            wishes.count("pending"),
        ),
        held_up=obstacles_of(state.assignments),
        causes=_causes(tasks, state.as_of.date()),
        annex=annex,
        coordinating=tuple(tuple(helpers.get(a.ref, ())) for a in annex),
        later=sum(bool(a.later) for a in leads),
        notes=notes,
        years=tasks_by_years(state.assignments).parts,
        unassessed=_unassessed(indicators),
    )


def _unassessed(indicators: Iterable[ExportAssignment]) -> tuple[Unassessed, ...]:
    """Each once, however many units share it."""
    found = {
        a.ref: Unassessed(a.ref, a.task, a.indicator.goal.method_by, a.indicator.goal.method_due)
        for a in indicators
        if a.indicator is not None and a.indicator.mark is Mark.NOT_ASSESSED
    }
    return tuple(found.values())


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
