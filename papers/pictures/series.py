"""An indicator over time: a small line with its target."""

from typing import Any

from domain.series import Point, Series, scale
from papers import typesetting
from papers.vietnamese import full_day, number, weekday

TEMPLATE = "pictures/series.typ"
DECIMALS = 2


def series_picture(series: Series, *, dark: bool = False) -> bytes:
    """PNG, 1080 pixels wide; with no value yet it says so."""
    return typesetting.png(TEMPLATE, _data(series, dark))


def phone_data(series: Series) -> dict[str, Any]:
    """What the picture is drawn from, as JSON can hold it."""
    return _data(series, dark=False)


def _data(series: Series, dark: bool) -> dict[str, Any]:
    points = series.points
    data: dict[str, Any] = {
        "dark": dark,
        "name": series.name,
        "verdict": series.verdict or None,
        "points": [],
        "ticks": [],
        "days": [],
        "target": None,
        "last": None,
    }
    if not points:
        return data
    last = points[-1]
    values = [point.value for point in points] + ([] if series.target is None else [series.target])
    low, high, step = scale(values)
    ticks = [low + step * nth for nth in range(round((high - low) / step) + 1)]

    def height(value: float) -> float:
        return (value - low) / (high - low)

    data["points"] = [{"x": _along(points, point), "y": height(point.value)} for point in points]
    data["ticks"] = [{"y": height(tick), "label": number(tick, DECIMALS)} for tick in ticks]
    data["days"] = [full_day(points[0].day), full_day(last.day)] if len(points) > 1 else [full_day(last.day)]
    data["last"] = {
        "value": number(last.value, DECIMALS),
        "unit": series.unit,
        "day": f"{weekday(last.day)} {full_day(last.day)}",
    }
    if series.target is not None:
        data["target"] = {
            "y": height(series.target),
            "label": f"mục tiêu {_with_unit(number(series.target, DECIMALS), series.unit)}",
        }
    return data


def _with_unit(value: str, unit: str) -> str:
    return value + unit if unit == "%" else f"{value} {unit}".strip()


def _along(points: tuple[Point, ...], point: Point) -> float:
    span = (points[-1].day - points[0].day).days
    return (point.day - points[0].day).days / span if span else 0.5
