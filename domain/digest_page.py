"""What a digest's picture shows: chosen and counted here, laid out in `papers`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.digest import Figures, Line
from domain.portions import Portion, Portions
from domain.unit_bars import UnitBar, merged, unit_bars
from domain.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """The three numbers of a digest: kept with it, so that the next can show the change."""

    done: int
    overdue: int
    no_report: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a list: late, or soon due."""

    ref: str
    unit: str
    task: str
    deadline: date
    work: Work
    asked: int


@dataclass(frozen=True, slots=True)
class Held:
    """A task that something holds up; `words`: the sender's, empty where none may be or were said."""

    ref: str
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class DigestPage:
    """`as_of` is aware and local. `tasks` of `all_tasks` are done by all their leads.

    `before` and `since`: the last digest. `units`: the worst first. `late`: the longest first.
    `soon`: by deadline. `held`: what something holds up. `years`: the tasks of each Giai đoạn.
    `indicators`: those met or exceeded; `unassessed` have no method yet. `opening` is the
    Secretariat's own line; `notes` are full sentences, such as where imported figures do not add up.
    """

    title: str
    issuer: str
    as_of: datetime
    tasks: int
    all_tasks: int
    now: Standing
    before: Standing | None
    since: date | None
    units: tuple[UnitBar, ...]
    late: tuple[Entry, ...]
    soon: tuple[Entry, ...]
    held: tuple[Held, ...] = ()
    indicators: Portions | None = None
    unassessed: int = 0
    years: tuple[Portion, ...] = ()
    opening: str = ""
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> UnitBar:
        return merged("", self.units)


def standing(whole: Figures) -> Standing:
    done, _ = whole.tasks_done()
    return Standing(done, len(whole.overdue()), len(whole.of(Work.NO_REPORT)))


def digest_page(
    whole: Figures,
    *,
    issuer: str = "",
    title: str = "Bản tin tổng hợp",
    before: Standing | None = None,
    opening: str = "",
    notes: tuple[str, ...] = (),
    days: int = 14,
) -> DigestPage:
    """The page of these figures. `days`: how far ahead "soon" looks. `before`: what was kept last time."""
    done, of = whole.tasks_done()
    since = whole.changes.since.astimezone(whole.as_of.tzinfo).date() if whole.changes else None
    return DigestPage(
        title=title,
        issuer=issuer,
        as_of=whole.as_of,
        tasks=done,
        all_tasks=of,
        now=standing(whole),
        before=before,
        since=since,
        units=unit_bars(whole.lines),
        late=tuple(entry for line in whole.overdue() if (entry := _entry(line))),
        soon=_soon(whole, days),
        held=tuple(Held(line.ref, line.department, line.obstacle) for line in whole.held_up()),
        indicators=whole.indicators_by_years() if whole.indicators else None,
        unassessed=len(whole.unassessed()),
        years=whole.tasks_by_years().parts,
        opening=opening,
        notes=notes,
    )


def _entry(line: Line) -> Entry | None:
    if line.deadline is None:
        return None
    return Entry(line.ref, line.department, line.task, line.deadline, line.state.work, line.asked)


def _soon(whole: Figures, days: int) -> tuple[Entry, ...]:
    last = whole.today + timedelta(days=days)
    near = (
        entry
        for line in whole.lines
        if line.state.work is not Work.DONE and (entry := _entry(line))
        if whole.today <= entry.deadline <= last
    )
    return tuple(sorted(near, key=lambda entry: (entry.deadline, entry.ref, entry.unit)))
