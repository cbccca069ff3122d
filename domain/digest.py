"""The figures of the digest: counted from a list, so that each total equals the list behind it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.claims import Claim
from domain.durations import Duration, add_duration
from domain.exporting import ExportAssignment
from domain.indicators import REACHED, Mark, Reached, together
from domain.obstacles import obstacle
from domain.office import Assignment
from domain.portions import One, Portions, portions
from domain.work import Acceptance, Role, State, TaskKind, Timing, Work


@dataclass(frozen=True, slots=True)
class Pending:
    """A later day that was asked for and waits for the Secretariat."""

    asked_at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment as a digest sees it.

    `extensions`: those granted. `indicator`: where its unit stands with it.
    """

    assignment_id: int
    ref: str
    department_id: int
    department: str
    role: Role
    kind: TaskKind
    task: str
    secret: bool
    deadline: date | None
    recurrence: str | None
    state: State
    timing: Timing
    created_at: datetime
    reminders: int
    nudges: int
    extensions: int
    wish: Pending | None
    period: str = ""
    indicator: Reached | None = None

    def days_late(self, today: date) -> int:
        return max(0, (today - self.deadline).days) if self.deadline else 0

    @property
    def mark(self) -> Mark:
        return self.indicator.mark if self.indicator else Mark.NO_VALUE

    @property
    def obstacle(self) -> str:
        """What holds it up, in the sender's words; nothing is quoted of a secret task."""
        return "" if self.secret else obstacle(self.state.blocker or "")

    @property
    def asked(self) -> int:
        """How often somebody was asked about it, by the clock and by hand."""
        return self.reminders + self.nudges


@dataclass(frozen=True, slots=True)
class Late:
    """What a past day did not know: the last word on a line of it, said after its end."""

    line: Line
    at: datetime
    work: Work | None


@dataclass(frozen=True, slots=True)
class Changed:
    """How much of each happened after `since`."""

    since: datetime
    done: int
    reported: int
    overdue: int
    assigned: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened after `since`: the lists behind "so với bản tin trước"."""

    since: datetime
    done: tuple[Line, ...]
    reported: tuple[Line, ...]
    overdue: tuple[Line, ...]
    assigned: tuple[Line, ...]

    def counted(self) -> Changed:
        lists = (self.done, self.reported, self.overdue, self.assigned)
        return Changed(self.since, *map(len, lists))


@dataclass(frozen=True, slots=True)
class Figures:
    """Leads of tasks only; indicators are counted apart (contract, "The JSON export").

    `late`: of a past day. A past day's `changes` are those since the digest that was issued on it.
    `claims`: totals that came with imports.
    """

    as_of: datetime
    today: date
    lines: tuple[Line, ...]
    indicators: tuple[Line, ...]
    changes: Changes | None
    claims: tuple[Claim, ...] = ()
    late: tuple[Late, ...] = ()

    @property
    def total(self) -> int:
        return len(self.lines)

    def by_work(self) -> Counter[Work]:
        return Counter(line.state.work for line in self.lines)

    def by_timing(self) -> Counter[Timing]:
        return Counter(line.timing for line in self.lines)

    def of(self, work: Work) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state.work is work)

    def overdue(self) -> tuple[Line, ...]:
        """The longest late first."""
        return longest_late(line for line in self.lines if line.timing is Timing.OVERDUE)

    def held_up(self) -> tuple[Line, ...]:
        """Something holds it up, whatever else is known of the work; the next due first."""
        return next_due(line for line in self.lines if line.state.blocked)

    def silent(self) -> tuple[Line, ...]:
        """Asked at least once and never answered; the most often asked first."""
        quiet = (line for line in self.lines if line.state.work is Work.NO_REPORT and line.asked)
        return most_asked(quiet)

    def waiting(self) -> tuple[Line, ...]:
        """Reported done and waiting to be accepted; the longest first."""
        submitted = (x for x in self.lines if x.state.acceptance is Acceptance.WAITING)
        return tuple(sorted(submitted, key=lambda x: (x.state.done_at or self.as_of, x.ref, x.department)))

    def wishes(self) -> tuple[Line, ...]:
        """A later day was asked for and is not decided, of indicators too; the longest waiting first."""
        asked = (x for x in (*self.lines, *self.indicators) if x.wish is not None)
        return tuple(sorted(asked, key=lambda x: (x.wish.asked_at if x.wish else self.as_of, x.ref)))

    def extended(self) -> tuple[Line, ...]:
        """Of which a later deadline was granted; the most often first."""
        moved = (x for x in (*self.lines, *self.indicators) if x.extensions)
        return tuple(sorted(moved, key=lambda x: (-x.extensions, x.deadline or date.max, x.ref)))

    def due_soon(self) -> tuple[Line, ...]:
        near = (line for line in self.lines if line.timing is Timing.DUE_SOON)
        return tuple(sorted(near, key=lambda line: (line.deadline or date.max, line.ref, line.department)))

    def due_between(self, first: date, last: date) -> tuple[Line, ...]:
        due = (line for line in self.lines if line.deadline and first <= line.deadline <= last)
        return tuple(sorted(due, key=lambda line: (line.deadline or date.max, line.ref, line.department)))

    def of_unit(self, department_id: int) -> tuple[Line, ...]:
        """Its indicators too."""
        return tuple(x for x in (*self.lines, *self.indicators) if x.department_id == department_id)

    def among(self, department_ids: Collection[int]) -> "Figures":
        """The same of some units alone, without the totals that are claimed for all."""

        def own(lines: tuple[Line, ...]) -> tuple[Line, ...]:
            return tuple(line for line in lines if line.department_id in department_ids)

        changed = self.changes
        if changed is not None:
            lists = (own(changed.done), own(changed.reported), own(changed.overdue), own(changed.assigned))
            changed = Changes(changed.since, *lists)
        late = tuple(one for one in self.late if one.line.department_id in department_ids)
        mine, marks = own(self.lines), own(self.indicators)
        return replace(self, lines=mine, indicators=marks, changes=changed, late=late, claims=())

    def of_indicators(self) -> "Figures":
        """Without the tasks."""
        return replace(self, lines=(), changes=None, late=())

    def tasks_done(self) -> tuple[int, int]:
        """Tasks done by all their leads, of all tasks: "37/102 nhiệm vụ" counts tasks."""
        whole = self.tasks_by_years().whole
        return whole.reached, whole.of

    def tasks_by_years(self) -> Portions:
        """The same, and of each Giai đoạn."""
        return portions(One(x.ref, x.period, x.state.work is Work.DONE) for x in self.lines)

    def marks(self) -> dict[str, Mark]:
        """Where each indicator stands, by code; one that several units share is met by all of them or not."""
        found: dict[str, list[Mark]] = {}
        for line in self.indicators:
            found.setdefault(line.ref, []).append(line.mark)
        return {ref: together(marks) for ref, marks in found.items()}

    def indicators_by_years(self) -> Portions:
        """Indicators met or exceeded, "39/65 chỉ tiêu", and of each Giai đoạn."""
        return portions(One(x.ref, x.period, x.mark in REACHED) for x in self.indicators)

    def unassessed(self) -> tuple[Line, ...]:
        """A line for each indicator that has no method yet, the earliest proposal due first."""
        first = {x.ref: x for x in reversed(self.indicators) if x.mark is Mark.NOT_ASSESSED}
        return tuple(sorted(first.values(), key=lambda x: (_method_due(x), x.ref)))


def next_due(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.deadline or date.max, line.ref, line.department)))


def going_on(lines: Iterable[Line]) -> int:
    """How many are in progress."""
    return sum(line.state.work is Work.IN_PROGRESS for line in lines)


def longest_late(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.deadline or date.max, line.ref, line.department)))


def most_asked(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda x: (-x.asked, x.deadline or date.max, x.ref, x.department)))


def _method_due(line: Line) -> date:
    due = line.indicator.goal.method_due if line.indicator else None
    return due or date.max


def line_of(exported: ExportAssignment, assignment: Assignment, reminders: int) -> Line | None:
    """The line of an exported assignment; None for a coordinating unit, which has no state of its own.

    `reminders`: of a recurring one those of its period, where the export counts all.
    """
    if exported.state is None or exported.timing is None:
        return None
    return Line(
        assignment.id,
        exported.ref,
        assignment.department.id,
        exported.department,
        exported.role,
        exported.kind,
        exported.task,
        exported.secret,
        exported.deadline,
        exported.recurrence,
        exported.state,
        exported.timing,
        assignment.created_at,
        reminders,
        exported.nudges,
        sum(e.decision in ("granted", "shortened") for e in exported.extensions),
        next((Pending(e.asked_at, e.asked) for e in exported.extensions if e.decision == "pending"), None),
        exported.period,
        exported.indicator,
    )


def figures(
    lines: Iterable[Line],
    as_of: datetime,
    today: date,
    since: datetime | None,
    closed: Collection[int] = (),
    claims: tuple[Claim, ...] = (),
) -> Figures:
    """The digest's figures from every assignment on record.

    `closed`: assignments of which a period was closed after `since`; their state may be that of the next one.
    """
    leads = [line for line in lines if line.role is Role.LEAD]
    tasks = tuple(line for line in leads if line.kind is TaskKind.TASK)
    indicators = tuple(line for line in leads if line.kind is TaskKind.INDICATOR)
    changes = _changes(tasks, since, as_of, today, closed) if since is not None else None
    return Figures(as_of, today, tasks, indicators, changes, claims)


def _changes(
    lines: Sequence[Line], since: datetime, as_of: datetime, today: date, closed: Collection[int]
) -> Changes:
    def in_between(moment: datetime | None) -> bool:
        return moment is not None and since < moment <= as_of

    day = since.astimezone(as_of.tzinfo).date()
    return Changes(
        since,
        done=tuple(
            line
            for line in lines
            if (in_between(line.state.done_at) and line.state.work is Work.DONE)
            or line.assignment_id in closed
        ),
        reported=tuple(line for line in lines if in_between(line.state.reported_at)),
        overdue=tuple(
            line
            for line in lines
            if line.timing is Timing.OVERDUE and line.deadline and day <= line.deadline < today
        ),
        assigned=tuple(line for line in lines if in_between(line.created_at)),
    )


def latest_moment(start: datetime, every: Duration, now: datetime) -> datetime | None:
    """The last moment of the cadence that is not after `now`; None before `start`.

    `start` is aware and local; moments keep its wall clock time. A calendar month is a month.
    """
    nth = _count_until(start, every, now)
    return _nth(start, every, nth - 1) if nth else None


def moment_after(start: datetime, every: Duration, now: datetime) -> datetime:
    """The first moment of the cadence after `now`."""
    return _nth(start, every, _count_until(start, every, now))


def moments_between(start: datetime, every: Duration, after: datetime, until: datetime) -> list[datetime]:
    """The cadence's moments with after < moment <= until."""
    return [
        _nth(start, every, n)
        for n in range(_count_until(start, every, after), _count_until(start, every, until))
    ]


def _count_until(start: datetime, every: Duration, now: datetime) -> int:
    """How many moments are not after `now`; a cadence has some dozens a year, so they are walked."""
    nth = 0
    while _nth(start, every, nth) <= now:
        nth += 1
    return nth


def _nth(start: datetime, every: Duration, nth: int) -> datetime:
    day = add_duration(start.date(), every, nth) if nth else start.date()
    return start + timedelta(days=(day - start.date()).days)
