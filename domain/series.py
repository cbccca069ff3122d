"""The values of an indicator over time, as a small picture shows them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """`points` by day. `unit` as it is written after a number ("%", "khu vực"); `verdict` in words."""

    name: str
    unit: str
    points: tuple[Point, ...]
    target: float | None = None
    verdict: str = ""


def scale(values: list[float]) -> tuple[float, float, float]:
    """(lowest, highest, step) of an axis in round numbers that holds the values; from nought if near it."""
    low, high = min(values), max(values)
    if 0 <= low < high / 2 or low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step((high - low or 1.0) / 3)
    bottom = (low // step) * step
    top = -((-high) // step) * step
    return bottom, top if top > bottom else bottom + step, step


def _round_step(rough: float) -> float:
    size = 1.0
    while size > rough:
        size /= 10
    while size * 10 <= rough:
        size *= 10
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
