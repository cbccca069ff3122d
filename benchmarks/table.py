"""One row a comparison: medians of the two, and their ratio; or one figure by itself."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds per item of ours and of the other; `ratio`: how many times as fast ours is."""

    work: str
    against: str
    ours: float
    other: float

    @property
    def ratio(self) -> float:
        return self.other / self.ours

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio}


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement that is compared with nothing."""

    work: str
    value: float
    unit: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def per_item(work: Callable[[], Any], items: int, runs: int = 5) -> float:
    """The median time of a run, by item; one run before that is not counted."""
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times) / items


def printed(rows: Sequence[Row | Figure]) -> str:
    lines = [f"{'work':34} {'against':34} {'ours':>12} {'other':>12} {'ratio':>8}"]
    for row in rows:
        if isinstance(row, Figure):
            lines.append(f"{row.work:34} {'':34} {row.value:>9,.2f} {row.unit}")
            continue
        ours, other = (f"{seconds * 1e6:,.1f} µs" for seconds in (row.ours, row.other))
        lines.append(f"{row.work:34} {row.against:34} {ours:>12} {other:>12} {row.ratio:>7.1f}x")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in one run: names and values in the order of the columns."""

    work: str
    figures: dict[str, int | float | str]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def counted(rows: Sequence[Counted]) -> str:
    """One table for each set of columns."""
    lines: list[str] = []
    columns: tuple[str, ...] = ()
    for row in rows:
        if tuple(row.figures) != columns:
            columns = tuple(row.figures)
            lines += ["", f"{'work':44}" + "".join(f" {name:>13}" for name in columns)]
        values = (f"{v:,.2f}" if isinstance(v, float) else str(v) for v in row.figures.values())
        lines.append(f"{row.work:44}" + "".join(f"{value:>14}" for value in values))
    return "\n".join(lines).lstrip("\n")
