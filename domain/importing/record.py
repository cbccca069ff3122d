"""What the store holds that an import is planned against."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.claims import Claim
from domain.directives import read_directive
from domain.importing.values import Due, KnownTask
from domain.indicators import NO_GOAL, Goal
from domain.office import Department
from domain.programmes import Programme
from domain.ratings import RatingOf
from domain.unit_lists import UnitList
from domain.work import Role, TaskKind


class TaskRecord(NamedTuple):
    """A task as it is kept, withdrawn ones included: a code is not used twice."""

    id: int
    ref: str
    text: str
    directive: str | None
    kind: str
    secret: bool
    needs_acceptance: bool
    deadline: date | None
    deadline_text: str | None
    recurrence: str | None
    standing: bool
    withdrawn: bool
    period: str = ""
    goal: Goal = NO_GOAL


class Answering(NamedTuple):
    """A unit that answers for a task, and its deadline as it is now."""

    task_id: int
    role: str
    department: str
    deadline: date | None


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Equal to another one where an import planned against it would be planned alike."""

    today: date
    units: tuple[Department, ...]
    tasks: tuple[TaskRecord, ...]
    answering: tuple[Answering, ...]
    claims: tuple[Claim, ...] = ()
    lists: tuple[UnitList, ...] = ()
    programmes: tuple[Programme, ...] = ()
    ratings: tuple[RatingOf, ...] = ()

    def refs(self) -> list[str]:
        """Every code ever given."""
        return [task.ref for task in self.tasks]

    def known_tasks(self) -> list[KnownTask]:
        """Those in force."""
        held: dict[tuple[int, str], list[Answering]] = {}
        for one in self.answering:
            held.setdefault((one.task_id, one.role), []).append(one)
        return [
            _known(task, held.get((task.id, Role.LEAD), []), held.get((task.id, Role.COORDINATING), []))
            for task in self.tasks
            if not task.withdrawn
        ]


def _known(task: TaskRecord, leads: list[Answering], coordinating: list[Answering]) -> KnownTask:
    return KnownTask(
        task.id,
        task.ref,
        task.text,
        read_directive(task.directive) if task.directive else None,
        TaskKind(task.kind),
        task.secret,
        task.needs_acceptance,
        Due(task.deadline, task.deadline_text, task.recurrence, task.standing),
        tuple(one.department for one in leads),
        tuple(one.department for one in coordinating),
        tuple(one.deadline for one in leads),
        task.period,
        task.goal,
    )
