"""The plan of an import (contract, "The import sheet")."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.claims import Claim
from domain.importing.claims import ClaimPlan
from domain.importing.dues import DueReader, ReadDeadline, due_words
from domain.importing.lists import ListPlan
from domain.importing.notes import Notes
from domain.importing.ratings import RatingPlan
from domain.importing.stamps import Digests
from domain.importing.tasks import TaskPlan
from domain.importing.units import UnitPlan
from domain.importing.untouched import check_untouched
from domain.importing.values import (
    CLAIMS,
    DEPARTMENTS,
    OTHER,
    RATINGS,
    READ_ONLY,
    TASKS,
    KnownTask,
    Plan,
    Sheet,
)
from domain.office import Department
from domain.programmes import Programme
from domain.ratings import RatingOf
from domain.unit_lists import UnitList

__all__ = ["due_words", "plan"]


def plan(
    sheets: Sequence[Sheet],
    units: Sequence[Department],
    tasks: Sequence[KnownTask],
    taken_refs: Iterable[str],
    today: date,
    read_deadline: ReadDeadline,
    *,
    claims: Sequence[Claim] = (),
    lists: Sequence[UnitList] = (),
    programmes: Sequence[Programme] = (),
    ratings: Sequence[RatingOf] = (),
) -> Plan:
    """What `sheets` would change in the store described by `units`, `tasks` and every code ever given.

    `today` is the local day; words in Hạn are read against it where Văn bản has no date. `lists`: those kept.
    `claims`: the totals that came with earlier files.
    """
    notes, digests = Notes(), Digests()
    for sheet in sheets:
        if sheet.kind == OTHER:
            notes.warn(sheet, None, None, "unknown_sheet")
        elif sheet.kind == READ_ONLY:
            check_untouched(sheet, digests, notes)
    planned_units = UnitPlan(units, notes)
    for sheet in sheets:
        if sheet.kind == DEPARTMENTS:
            planned_units.read(sheet, digests)
    planned_units.check_names()
    planned_lists = ListPlan(lists, planned_units)
    dues = DueReader(read_deadline, today)
    planned_tasks = TaskPlan(tasks, taken_refs, planned_units, planned_lists, dues, notes)
    planned_tasks.read([sheet for sheet in sheets if sheet.kind == TASKS], digests)
    planned_claims = ClaimPlan(claims, notes)
    for sheet in sheets:
        if sheet.kind == CLAIMS:
            planned_claims.read(sheet)
    planned_ratings = RatingPlan(programmes, ratings, planned_units, today, notes)
    for sheet in sheets:
        if sheet.kind == RATINGS:
            planned_ratings.read(sheet)
    return Plan(
        faults=tuple(notes.faults),
        warnings=tuple(notes.warnings),
        new_departments=tuple(planned_units.new),
        changed_departments=tuple(planned_units.changed),
        new_tasks=tuple(planned_tasks.new),
        changed_tasks=tuple(planned_tasks.changed),
        claims=tuple(planned_claims.changed),
        new_lists=tuple(planned_lists.new),
        new_ratings=tuple(planned_ratings.new),
        unchanged=sum(
            part.unchanged for part in (planned_units, planned_tasks, planned_claims, planned_ratings)
        ),
    )
