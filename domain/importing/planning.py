"""The plan of an import (contract, "The import sheet")."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.claims import Claim
from domain.importing.claims import ClaimPlan
from domain.importing.dues import DueReader, ReadDeadline, due_words
from domain.importing.notes import Notes
from domain.importing.tasks import TaskPlan
from domain.importing.units import UnitPlan
from domain.importing.untouched import check_untouched
from domain.importing.values import CLAIMS, DEPARTMENTS, OTHER, READ_ONLY, TASKS, KnownTask, Plan, Sheet
from domain.office import Department

__all__ = ["due_words", "plan"]


def plan(
    sheets: Sequence[Sheet],
    units: Sequence[Department],
    tasks: Sequence[KnownTask],
    taken_refs: Iterable[str],
    today: date,
    read_deadline: ReadDeadline,
    claims: Sequence[Claim] = (),
) -> Plan:
    """What `sheets` would change in the store described by `units`, `tasks` and every code ever given.

    `claims`: the totals that came with earlier files.

    `today` is the local day; words in Hạn are read against it where Văn bản has no date.
    """
    notes = Notes()
    for sheet in sheets:
        if sheet.kind == OTHER:
            notes.warn(sheet, None, None, "unknown_sheet")
        elif sheet.kind == READ_ONLY:
            check_untouched(sheet, notes)
    planned_units = UnitPlan(units, notes)
    for sheet in sheets:
        if sheet.kind == DEPARTMENTS:
            planned_units.read(sheet)
    planned_units.check_names()
    planned_tasks = TaskPlan(tasks, taken_refs, planned_units, DueReader(read_deadline, today), notes)
    planned_tasks.read([sheet for sheet in sheets if sheet.kind == TASKS])
    planned_claims = ClaimPlan(claims, notes)
    for sheet in sheets:
        if sheet.kind == CLAIMS:
            planned_claims.read(sheet)
    return Plan(
        faults=tuple(notes.faults),
        warnings=tuple(notes.warnings),
        new_departments=tuple(planned_units.new),
        changed_departments=tuple(planned_units.changed),
        new_tasks=tuple(planned_tasks.new),
        changed_tasks=tuple(planned_tasks.changed),
        claims=tuple(planned_claims.changed),
        unchanged=planned_units.unchanged + planned_tasks.unchanged + planned_claims.unchanged,
    )
