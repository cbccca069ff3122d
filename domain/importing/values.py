"""What an import is made of: rows of a sheet in, a plan of changes or a list of faults out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from domain.claims import Claim
from domain.directives import Directive
from domain.importing.cycles import day_named
from domain.indicators import NO_GOAL, Counting, Direction, Goal
from domain.ratings import Rating
from domain.text import fold
from domain.work import TaskKind

# what a sheet's header tells it to be; OTHER is left alone, and said so
DEPARTMENTS, TASKS, CLAIMS, RATINGS = "departments", "tasks", "claims", "ratings"
OTHER, READ_ONLY = "other", "read only"

# canonical column -> the header, whatever its case and diacritics
COLUMNS: Mapping[str, Mapping[str, str]] = {
    DEPARTMENTS: {
        "name": "Tên đơn vị",
        "aliases": "Tên khác",
        "kind": "Loại",
    },
    TASKS: {
        "ref": "Mã",
        "text": "Nội dung",
        "leads": "Chủ trì",
        "coordinating": "Phối hợp",
        "deadline": "Hạn",
        "directive": "Văn bản",
        "kind": "Loại",
        "secret": "Mật",
        "needs_acceptance": "Nghiệm thu",
        "period": "Giai đoạn",
        "target": "Chỉ tiêu giao",
        "unit": "Đơn vị tính",
        "direction": "Chiều",
        "counting": "Cách tính",
        "baseline": "Giá trị gốc",
        "unassessed": "Chưa đánh giá được",
        "method_by": "Đơn vị đề xuất cách tính",
        "method_due": "Hạn đề xuất",
    },
    CLAIMS: {"what": "Chỉ số", "value": "Giá trị", "source": "Nguồn", "day": "Ngày"},
    RATINGS: {
        "unit": "Đơn vị",
        "colour": "Đánh giá",
        "day": "Ngày",
        "source": "Nguồn",
        "programme": "Kế hoạch",
    },
}
GOAL_COLUMNS = (
    "target", "unit", "direction", "counting", "baseline", "unassessed", "method_by", "method_due",
)  # fmt: skip
# what an export adds to be read, and a hidden column by which the import knows what was changed since
REPORTED: Mapping[str, Mapping[str, str]] = {
    DEPARTMENTS: {},
    RATINGS: {},
    TASKS: {
        "deadlines": "Hạn hiện nay (chỉ xem)",
        "work": "Tình hình (chỉ xem)",
        "timing": "Theo hạn (chỉ xem)",
        "percent": "% (chỉ xem)",
        "blocker": "Vướng (chỉ xem)",
        "reported_at": "Báo cáo gần nhất (chỉ xem)",
    },
    CLAIMS: {},
}
STAMP, STAMP_HEADER = "stamp", "Dấu xuất (không sửa)"
HEADERS: Mapping[str, Mapping[str, str]] = {
    kind: {**names, **REPORTED[kind], STAMP: STAMP_HEADER} for kind, names in COLUMNS.items()
}
REQUIRED: Mapping[str, tuple[str, ...]] = {
    DEPARTMENTS: ("name",),
    TASKS: ("text", "leads"),
    CLAIMS: ("what", "value", "source"),
    RATINGS: ("unit", "colour", "day", "source"),
}
DEPARTMENT_KINDS = ("sở", "ban", "ngành", "đảng", "mặt trận", "xã", "phường", "doanh nghiệp", "khác")
TASK_KINDS: Mapping[str, TaskKind] = {"nhiệm vụ": TaskKind.TASK, "chỉ tiêu": TaskKind.INDICATOR}
DIRECTIONS: Mapping[str, Direction] = {
    "càng cao càng tốt": Direction.HIGHER,
    "càng thấp càng tốt": Direction.LOWER,
}
COUNTINGS: Mapping[str, Counting] = {"luỹ kế": Counting.CUMULATIVE, "trong kỳ": Counting.IN_PERIOD}
LONGEST_UNIT = 30
LONGEST_LABEL = 40
LONGEST_DIRECTIVE = 60  # of a secret task: number, organ and date, no abstract
# sheets that an export adds to be read: an import passes over them without a warning
READ_ONLY_SHEETS = ASSIGNMENTS_SHEET, PEOPLE_SHEET, REPORTS_SHEET = "Phân công", "Đầu mối", "Báo cáo"
YEARS = range(2000, 2101)

Cell = str | date


@lru_cache(maxsize=1024)
def in_figures(day: date) -> str:
    """ "30/09/2025"."""
    return day.strftime("%d/%m/%Y")


class Packed:
    """Goes to another process and back in half the time that a frozen dataclass takes by itself."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)


class SheetRow(NamedTuple):
    """`number`: the sheet's own row, from 1. `cells`: as they stand in it, "" where empty.

    `places`: where among them each canonical column is; one object for all rows of a sheet.
    """

    number: int
    cells: Sequence[Cell]
    places: Mapping[str, int]

    def cell(self, column: str) -> Cell:
        """ "" where there is no such column."""
        at = self.places.get(column)
        return "" if at is None else self.cells[at]

    def by_column(self) -> dict[str, Cell]:
        return {column: self.cells[at] for column, at in self.places.items()}

    def has(self, column: str) -> bool:
        """Whether anything stands there."""
        value = self.cell(column)
        return isinstance(value, date) or bool(value.strip())

    def say_any(self, columns: Iterable[str]) -> bool:
        """Whether one of them has more than nothing in it, blanks included."""
        return any(map(self.cell, columns))

    def text(self, column: str) -> str:
        value = self.cell(column)
        return in_figures(value) if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file, told by its header to be DEPARTMENTS, TASKS, CLAIMS or RATINGS; OTHER has no rows.

    READ_ONLY: one that an export added, its columns by their headers, with the stamp among them.
    """

    kind: str
    title: str
    columns: frozenset[str]
    unknown_columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where. `problem` is a code; `facts` fill the sentence that is said of it."""

    sheet: str
    row: int | None
    column: str | None
    problem: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due(Packed):
    """A deadline as a sheet gives it. `standing`: thường xuyên, without a date."""

    deadline: date | None
    words: str | None
    recurrence: str | None
    standing: bool

    def same_as(self, other: "Due") -> bool:
        """Equal in effect, however it was worded."""
        if self.recurrence or other.recurrence:
            if self.recurrence != other.recurrence:
                return False
            return day_named(self.words, self.recurrence) == day_named(other.words, other.recurrence)
        if self.deadline or other.deadline or self.standing or other.standing:
            return (self.deadline, self.standing) == (other.deadline, other.standing)
        return fold(self.words or "") == fold(other.words or "")


NO_DUE = Due(None, None, None, standing=False)


@dataclass(frozen=True, slots=True)
class KnownTask(Packed):
    """A task on record; units by their names."""

    id: int
    ref: str
    text: str
    directive: Directive | None
    kind: TaskKind
    secret: bool
    needs_acceptance: bool
    due: Due
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    deadlines: tuple[date | None, ...] = ()  # of its leads as they are now
    period: str = ""
    goal: Goal = NO_GOAL


@dataclass(frozen=True, slots=True)
class NewDepartment:
    name: str
    aliases: tuple[str, ...]
    kind: str | None


@dataclass(frozen=True, slots=True)
class NewList:
    """A list of units that is kept from the import on; `units` by their names."""

    key: str
    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatingRow:
    """`programme`: its key; `unit` None: the province as a whole."""

    programme: str
    programme_name: str
    unit: str | None
    rating: Rating


@dataclass(frozen=True, slots=True)
class FieldChange(Packed):
    """`old` and `new` as people read them."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class DepartmentChange:
    id: int
    name: str
    aliases: tuple[str, ...]
    kind: str | None
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class TaskRow(Packed):
    """A task as the sheet wants it to be."""

    ref: str
    text: str
    directive: Directive | None
    kind: TaskKind
    secret: bool
    needs_acceptance: bool
    due: Due
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    period: str = ""
    goal: Goal = NO_GOAL


@dataclass(frozen=True, slots=True)
class TaskChange(Packed):
    known: KnownTask
    wanted: TaskRow
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """`was`: what that source had claimed before; None: nothing."""

    was: int | None
    claim: Claim


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; with `faults` it must do nothing."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    new_departments: tuple[NewDepartment, ...] = ()
    changed_departments: tuple[DepartmentChange, ...] = ()
    new_tasks: tuple[TaskRow, ...] = ()
    changed_tasks: tuple[TaskChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    new_lists: tuple[NewList, ...] = ()
    new_ratings: tuple[RatingRow, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        units = self.new_departments or self.changed_departments
        tasks = self.new_tasks or self.changed_tasks
        return not (units or tasks or self.claims or self.new_ratings)
