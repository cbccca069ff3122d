"""How many of all are reached, and of each Giai đoạn by itself: "39/65 … 2025–2045, 29/45 for 2025"."""

from collections.abc import Iterable
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
    years = {ref: mine[0].years for ref, mine in found.items()}
    done = {ref for ref, mine in found.items() if all(one.reached for one in mine)}
    span = covering(years.values())
    whole = Portion(span, len(done), len(found))
    narrower = sorted({held for held in years.values() if held and held != span}, key=in_years)
    parts = []
    for held in narrower:
        refs = {ref for ref, mine in years.items() if mine == held}
        parts.append(Portion(held, len(done & refs), len(refs)))
    return Portions(whole, tuple(parts))
