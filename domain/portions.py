"""How many of all are reached, and of each Giai đoạn by itself: "39/65 … 2025–2045, 29/45 for 2025"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.shares import share
from domain.year_spans import covering, in_years


@dataclass(frozen=True, slots=True)
class One:
    """A task or an indicator as one of its units has it."""

    ref: str
    years: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Portion:
    years: str
    reached: int
    of: int

    @property
    def percent(self) -> int:
        return share(self.reached, self.of)


@dataclass(frozen=True, slots=True)
class Portions:
    """`whole.years` spans them all, "" where one has none; `parts`: each narrower span, by its years."""

    whole: Portion
    parts: tuple[Portion, ...]


Reached = Mapping[str, tuple[int, int]]  # by years: how many are reached, of how many


def portions(ones: Iterable[One]) -> Portions:
    """Counts what is reached by all its units."""
    return by_years(counted(ones))


def counted(ones: Iterable[One]) -> Reached:
    found: dict[str, list[One]] = {}
    for one in ones:
        found.setdefault(one.ref, []).append(one)
    done: dict[str, int] = defaultdict(int)
    of: dict[str, int] = defaultdict(int)
    for mine in found.values():
        of[mine[0].years] += 1
        done[mine[0].years] += all(one.reached for one in mine)
    return {years: (done[years], of[years]) for years in of}


def with_ones(known: Reached, shared: Iterable[One], ones: Iterable[One]) -> Reached:
    """`known` with `ones` beside; `shared`: tasks of these that `known` counts by what other units did."""
    shared = list(shared)
    found = dict(known)
    for sign, more in ((-1, counted(shared)), (1, counted([*shared, *ones]))):
        for years, (done, of) in more.items():
            had = found.get(years, (0, 0))
            found[years] = (had[0] + sign * done, had[1] + sign * of)
    return {years: both for years, both in found.items() if both[1]}


def by_years(reached: Reached) -> Portions:
    """The same from how many are reached, of how many, in each span of years."""
    span = covering(reached)
    whole = Portion(span, sum(n for n, _ in reached.values()), sum(n for _, n in reached.values()))
    narrower = sorted((years for years in reached if years and years != span), key=in_years)
    return Portions(whole, tuple(Portion(years, *reached[years]) for years in narrower))
