"""How far a task is that several units answer for: n of m, and who is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.work import Work


@dataclass(frozen=True, slots=True)
class Progress:
    """Names of units. `at_work`: have reported and are not done; `silent`: have not reported."""

    done: tuple[str, ...]
    at_work: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def of(self) -> int:
        return len(self.done) + len(self.at_work) + len(self.silent)


def progress(states: Iterable[tuple[str, Work]]) -> Progress:
    """From each unit and where its own work stands."""
    known = list(states)
    done = tuple(unit for unit, work in known if work is Work.DONE)
    silent = tuple(unit for unit, work in known if work is Work.NO_REPORT)
    return Progress(
        done, tuple(unit for unit, work in known if work not in (Work.DONE, Work.NO_REPORT)), silent
    )
