"""Working days of Vietnam: weekends, public holidays, swapped Saturdays, and an office's own days."""

import importlib.util
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is not as its weekday says. `kind`: holiday, added, working_saturday, added_working."""

    day: date
    name: str
    kind: str


_NONE: Mapping[date, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """`off` and `on` are the office's own days, with their names; they win over the country's."""

    off: Mapping[date, str] = field(default_factory=lambda: _NONE)
    on: Mapping[date, str] = field(default_factory=lambda: _NONE)

    def is_working(self, day: date) -> bool:
        if day in self.on:
            return True
        if day in self.off:
            return False
        holidays, swapped = _year(day.year)
        return day in swapped or (day.weekday() < 5 and day not in holidays)

    def on_or_before(self, day: date) -> date:
        """The day itself, or the working day before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself, or the working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def days_off(self, year: int) -> tuple[DayOff, ...]:
        """The year's holidays, swapped Saturdays and the office's own days, in order."""
        holidays, swapped = _year(year)
        found = {day: DayOff(day, name, "holiday") for day, name in holidays.items()}
        found |= {day: DayOff(day, name, "working_saturday") for day, name in swapped.items()}
        found |= {day: DayOff(day, name, "added") for day, name in self.off.items() if day.year == year}
        found |= {
            day: DayOff(day, name, "added_working") for day, name in self.on.items() if day.year == year
        }
        return tuple(found[day] for day in sorted(found))


def vietnam(
    *, extra_off: Mapping[date, str] | None = None, extra_on: Mapping[date, str] | None = None
) -> WorkCalendar:
    """The country's calendar with an office's own days; years are looked up when first asked about."""
    return WorkCalendar(extra_off or _NONE, extra_on or _NONE)


def look_up(year: int) -> None:
    """What is read once in the life of a process; in a thread, it keeps nobody waiting."""
    _year(year)


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[Mapping[date, str], Mapping[date, str]]:
    """(holidays, swapped working days) of a year: the library's, corrected by data/days.toml."""
    known = _library()(years=year, language="vi")
    holidays = {day: str(name) for day, name in known.items() if day.year == year}
    swapped = {day: "Làm bù" for day in known.weekend_workdays if day.year == year}
    corrected = _corrections()
    holidays |= {day: name for day, name in corrected["off"].items() if day.year == year}
    for day, name in corrected["on"].items():
        if day.year == year:
            swapped[day] = name
            holidays.pop(day, None)
    return holidays, swapped


@lru_cache(maxsize=1)
def _library() -> Any:
    """The library's class for Vietnam, from its file: importing its package would read 250 countries."""
    package = importlib.util.find_spec("holidays")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("holidays")
    path = Path(package.origin).parent / "countries" / "vietnam.py"
    spec = importlib.util.spec_from_file_location("holidays_of_vietnam", path)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Vietnam


@lru_cache(maxsize=1)
def _corrections() -> dict[str, dict[date, str]]:
    held = tomllib.loads(files("domain").joinpath("data", "days.toml").read_text(encoding="utf-8"))
    return {
        "off": {entry["day"]: entry["name"] for entry in held.get("off", [])},
        "on": {entry["day"]: entry["name"] for entry in held.get("on", [])},
    }
