"""The front page of a digest: its figures and the few lines under them, without the lists behind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.claims import Claim
from domain.digest import Changed, Figures, Late, Line, going_on
from domain.portions import Portions
from domain.work import Acceptance, State, Timing, Work, timing

SHOWN, HELD_SHOWN = 5, 3  # lines under a figure


@dataclass(frozen=True, slots=True)
class Alike:
    """How many leads of tasks are in one state with one deadline; the figures tell all of them apart.

    `done_late`: reported done after the day of the deadline; None: not reported done, or without a deadline.
    `done`, `reported`, `assigned`: of them, since the last digest.
    """

    work: Work
    acceptance: Acceptance | None
    deadline: date | None
    done_late: bool | None
    count: int
    done: int
    reported: int
    assigned: int

    def timing(self, today: date, soon: int, zone: ZoneInfo) -> Timing:
        return timing(State(self.work, done_at=self._done_at(zone), acceptance=self.acceptance),
                      self.deadline, today, soon, zone)  # fmt: skip

    def _done_at(self, zone: ZoneInfo) -> datetime | None:
        if self.done_late is None or self.deadline is None:
            return None
        return datetime.combine(self.deadline + timedelta(days=self.done_late), time(12), zone)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted from those alike. `late`: those that are overdue, the longest first."""

    work: Counter[Work]
    timing: Counter[Timing]
    waiting: int
    changes: Changed | None
    late: tuple[Alike, ...]


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


def tally(alike: Iterable[Alike], today: date, soon: int, zone: ZoneInfo, since: datetime | None) -> Tally:
    """Each state judged as that of a single assignment is."""
    work: Counter[Work] = Counter()
    times: Counter[Timing] = Counter()
    late, sums = [], [0, 0, 0, 0]
    waiting = 0
    for one in alike:
        when = one.timing(today, soon, zone)
        work[one.work] += one.count
        times[when] += one.count
        waiting += one.count if one.acceptance is Acceptance.WAITING else 0
        overdue = when is Timing.OVERDUE
        if overdue:
            late.append(one)
        if since is not None:
            day = since.astimezone(zone).date()
            newly = overdue and one.deadline is not None and day <= one.deadline < today
            new = (one.done, one.reported, one.count if newly else 0, one.assigned)
            sums = [a + b for a, b in zip(sums, new, strict=True)]
    changes = Changed(since, *sums) if since is not None else None
    return Tally(work, times, waiting, changes, tuple(sorted(late, key=lambda x: x.deadline or date.max)))


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
