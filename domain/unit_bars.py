"""A unit's tasks as one stacked bar: counted from the same list as the digest's text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.digest import Line
from domain.work import Timing, Work

STACK = (Work.DONE, Work.RECURRING, Work.IN_PROGRESS, Work.BLOCKED, Work.NOT_STARTED, Work.NO_REPORT)


@dataclass(frozen=True, slots=True)
class Part:
    """`overdue` of the `count` are late."""

    work: Work
    count: int
    overdue: int


@dataclass(frozen=True, slots=True)
class UnitBar:
    """Counts of one unit's tasks as lead, in the order of STACK; parts of nothing are left out."""

    name: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def done(self) -> int:
        return sum(part.count for part in self.parts if part.work is Work.DONE)

    @property
    def overdue(self) -> int:
        return sum(part.overdue for part in self.parts)


def unit_bars(lines: Iterable[Line]) -> tuple[UnitBar, ...]:
    """The worst first: most overdue, most blocked, most silent, least done; then by name."""
    counts: dict[str, Counter[tuple[Work, bool]]] = {}
    for line in lines:
        late = line.timing is Timing.OVERDUE
        counts.setdefault(line.department, Counter())[line.state.work, late] += 1
    bars = [UnitBar(name, _parts(held)) for name, held in counts.items()]
    return tuple(sorted(bars, key=_merit))


def merged(name: str, bars: Iterable[UnitBar]) -> UnitBar:
    """Many units as one bar."""
    held: Counter[tuple[Work, bool]] = Counter()
    for bar in bars:
        for part in bar.parts:
            held[part.work, True] += part.overdue
            held[part.work, False] += part.count - part.overdue
    return UnitBar(name, _parts(held))


def _parts(held: Counter[tuple[Work, bool]]) -> tuple[Part, ...]:
    every = (Part(work, held[work, True] + held[work, False], held[work, True]) for work in STACK)
    return tuple(part for part in every if part.count)


def _merit(bar: UnitBar) -> tuple[int, int, int, float, str]:
    count = {part.work: part.count for part in bar.parts}
    return (
        -bar.overdue,
        -count.get(Work.BLOCKED, 0),
        -count.get(Work.NO_REPORT, 0),
        bar.done / bar.total if bar.total else 1.0,
        bar.name,
    )
