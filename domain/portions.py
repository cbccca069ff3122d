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


def portions(ones: Iterable[One]) -> Portions:
    """Counts what is reached by all its units."""
    found: dict[str, list[One]] = {}
    for one in ones:
        found.setdefault(one.ref, []).append(one)
    done: dict[str, int] = defaultdict(int)
    of: dict[str, int] = defaultdict(int)
    for mine in found.values():
        of[mine[0].years] += 1
        done[mine[0].years] += all(one.reached for one in mine)
    return by_years({years: (done[years], of[years]) for years in of})


def by_years(counted: Mapping[str, tuple[int, int]]) -> Portions:
    """The same from how many are reached, of how many, in each span of years."""
    span = covering(counted)
    whole = Portion(span, sum(n for n, _ in counted.values()), sum(n for _, n in counted.values()))
    narrower = sorted((years for years in counted if years and years != span), key=in_years)
    return Portions(whole, tuple(Portion(years, *counted[years]) for years in narrower))
