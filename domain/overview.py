"""The front page of a digest: its figures and the few lines under them, without the lists behind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.claims import Claim
from domain.digest import Changed, Figures, Late, Line, going_on, longest_late, most_asked, next_due
from domain.portions import Portions
from domain.work import Acceptance, State, Timing, Work, timing

SHOWN, HELD_SHOWN = 5, 3  # lines under a figure


@dataclass(frozen=True, slots=True)
class Alike:
    """How many leads of tasks are in one state with one deadline; the figures tell all of them apart.

    `done_late`: reported done after the day of the deadline; None: not reported done, or without a deadline.
    """

    work: Work
    acceptance: Acceptance | None
    deadline: date | None
    done_late: bool | None
    count: int

    def timing(self, today: date, soon: int, zone: ZoneInfo) -> Timing:
        return timing(State(self.work, done_at=self._done_at(zone), acceptance=self.acceptance),
                      self.deadline, today, soon, zone)  # fmt: skip

    def _done_at(self, zone: ZoneInfo) -> datetime | None:
        if self.done_late is None or self.deadline is None:
            return None
        return datetime.combine(self.deadline + timedelta(days=self.done_late), time(12), zone)


@dataclass(frozen=True, slots=True)
class New:
    """How many leads of tasks were done, reported on and given in a span of time."""

    done: int
    reported: int
    assigned: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted from those alike. `late`: those that are overdue, the longest first."""

    work: Counter[Work]
    timing: Counter[Timing]
    waiting: int
    late: tuple[Alike, ...]

    def changes(self, since: datetime, new: New, today: date, zone: ZoneInfo) -> Changed:
        day = since.astimezone(zone).date()
        newly = sum(one.count for one in self.late if one.deadline and day <= one.deadline < today)
        return Changed(since, new.done, new.reported, newly, new.assigned)


@dataclass(frozen=True, slots=True)
class Overview:
    """As `Figures` has them: leads of tasks. `late_first` and `silent_first`: the first SHOWN of those lists,
    `held_first` the first HELD_SHOWN of `held`, of which `held_going` are in progress.

    `waiting_since`: of what waits to be accepted, the first moment. `indicators`: the figures of these alone.
    """

    as_of: datetime
    today: date
    work: Counter[Work]
    timing: Counter[Timing]
    tasks: Portions
    changes: Changed | None
    late_first: tuple[Line, ...]
    held: int
    held_going: int
    held_first: tuple[Line, ...]
    silent: int
    silent_first: tuple[Line, ...]
    waiting: int
    waiting_since: datetime | None
    wishes: int
    extended: int
    indicators: Figures
    said_later: tuple[Late, ...] = ()

    @property
    def total(self) -> int:
        return self.work.total()

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.indicators.claims


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What a unit leads, indicators too, in the order in which it is listed."""

    ids: tuple[int, ...]
    done: int
    late: int

    @classmethod
    def of(cls, held: Iterable[tuple[int, Work, Timing]]) -> "UnitCount":
        rows = list(held)
        return cls(
            tuple(which for which, _, _ in rows),
            sum(work is Work.DONE for _, work, _ in rows),
            sum(when is Timing.OVERDUE for _, _, when in rows),
        )


def overview_of(whole: Figures) -> Overview:
    held, silent, waiting = whole.held_up(), whole.silent(), whole.waiting()
    return Overview(
        as_of=whole.as_of,
        today=whole.today,
        work=whole.by_work(),
        timing=whole.by_timing(),
        tasks=whole.tasks_by_years(),
        changes=whole.changes.counted() if whole.changes else None,
        late_first=whole.overdue()[:SHOWN],
        held=len(held),
        held_going=going_on(held),
        held_first=held[:HELD_SHOWN],
        silent=len(silent),
        silent_first=silent[:SHOWN],
        waiting=len(waiting),
        waiting_since=waiting[0].state.done_at if waiting else None,
        wishes=len(whole.wishes()),
        extended=len(whole.extended()),
        indicators=whole.of_indicators(),
        said_later=whole.late,
    )


def joined(counted: Overview, rest: Overview, tasks: Portions) -> Overview:
    """Both together, as of when the rest is. `tasks`: of both, for a task may have units in each."""
    waiting = [one.waiting_since for one in (counted, rest) if one.waiting_since]
    return replace(
        rest,
        work=counted.work + rest.work,
        timing=counted.timing + rest.timing,
        tasks=tasks,
        changes=counted.changes,
        late_first=longest_late((*counted.late_first, *rest.late_first))[:SHOWN],
        held=counted.held + rest.held,
        held_going=counted.held_going + rest.held_going,
        held_first=next_due((*counted.held_first, *rest.held_first))[:HELD_SHOWN],
        silent=counted.silent + rest.silent,
        silent_first=most_asked((*counted.silent_first, *rest.silent_first))[:SHOWN],
        waiting=counted.waiting + rest.waiting,
        waiting_since=min(waiting, default=None),
        wishes=counted.wishes + rest.wishes,
        extended=counted.extended + rest.extended,
    )


def tally(alike: Iterable[Alike], today: date, soon: int, zone: ZoneInfo) -> Tally:
    """Each state judged as that of a single assignment is."""
    work: Counter[Work] = Counter()
    times: Counter[Timing] = Counter()
    late = []
    waiting = 0
    for one in alike:
        when = one.timing(today, soon, zone)
        work[one.work] += one.count
        times[when] += one.count
        waiting += one.count if one.acceptance is Acceptance.WAITING else 0
        if when is Timing.OVERDUE:
            late.append(one)
    return Tally(work, times, waiting, tuple(sorted(late, key=lambda x: x.deadline or date.max)))


def enough(late: Iterable[Alike]) -> list[Alike]:
    """Of `Tally.late` as many as have the SHOWN longest late among them."""
    found: list[Alike] = []
    count = 0
    for one in late:
        if count >= SHOWN and one.deadline != found[-1].deadline:
            break
        found.append(one)
        count += one.count
    return found
