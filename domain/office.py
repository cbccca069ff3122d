"""The nouns of the office, as values: units, people, tasks and who answers for them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.work import Basis, Present, Role, State, TaskKind


class Language(StrEnum):
    """In which a person reads what we say."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Department:
    id: int
    name: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """`started`: has written to the bot, so that the bot may write to them. `language`: they read us in."""

    id: int
    telegram_id: int | None
    name: str
    started: bool
    unreachable_since: datetime | None
    language: Language

    @property
    def reachable(self) -> bool:
        return self.started and self.unreachable_since is None and self.telegram_id is not None


@dataclass(frozen=True, slots=True)
class FocalPoint:
    person: Person
    department_id: int


@dataclass(frozen=True, slots=True)
class Task:
    """`paragraph`: where it stands in its directive ("mục II.2", "đoạn 23"). `period`: Giai đoạn."""

    id: int
    ref: str
    text: str
    directive: str | None
    kind: TaskKind
    secret: bool
    needs_acceptance: bool
    recurrence: str | None
    anchor: date | None
    standing: bool
    deadline_text: str | None
    paragraph: str | None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    id: int
    task: Task
    department: Department
    role: Role
    created_at: datetime
    first_deadline: date | None
    deadline: date | None
    cycle: int
    state: State

    @property
    def basis(self) -> Basis:
        task = self.task
        return Basis(self.first_deadline, task.recurrence, task.anchor, task.standing, task.needs_acceptance)

    @property
    def present(self) -> Present:
        return Present(self.state, self.deadline, self.cycle)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and what they are to this office. Rights are asked of it, never of a button.

    `own_ids`: units they answer for, as focal point or as a deputy in their days; `below_ids`: those under
    these; `headed_ids`: units at whose head they are, and those under them.
    """

    person: Person
    own_ids: frozenset[int]
    below_ids: frozenset[int]
    headed_ids: frozenset[int]
    secretariat: bool
    leader: bool

    @property
    def department_ids(self) -> frozenset[int]:
        """Those they may report for."""
        return self.own_ids | self.below_ids

    @property
    def seen_ids(self) -> frozenset[int]:
        """Those whose tasks are theirs to see."""
        return self.department_ids | self.headed_ids

    @property
    def stranger(self) -> bool:
        return not (self.seen_ids or self.reads_all)

    @property
    def reads_all(self) -> bool:
        return self.secretariat or self.leader

    def may_report(self, assignment: Assignment) -> bool:
        return assignment.department.id in self.department_ids

    def may_read(self, assignment: Assignment) -> bool:
        return self.reads_all or assignment.department.id in self.seen_ids
