"""The columns of an indicator: target, unit, direction, counting, baseline, who proposes a method."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.importing.dues import day_in_figures
from domain.importing.values import COUNTINGS, DIRECTIONS, LONGEST_UNIT, YEARS, Cell, SheetRow
from domain.indicators import NO_GOAL, Goal
from domain.secrecy import marked_secret
from domain.text import clean, fold

_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,6})?|-?\d{1,3}(?:\.\d{3}){1,3}(?:,\d{1,6})?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class ReadGoal:
    """`faults`: column, problem, facts."""

    goal: Goal
    faults: tuple[tuple[str, str, Mapping[str, Any]], ...]


def read_goal(row: SheetRow, said: Collection[str], before: Goal) -> ReadGoal:
    """The goal as the columns `said` make it of what it was `before`."""
    faults: list[tuple[str, str, Mapping[str, Any]]] = []
    held: dict[str, Any] = {}
    for column in said:
        cell = row.cell(column)
        words = clean(row.text(column))
        try:
            held[column] = _READ[column](cell, words)
        except ValueError as wrong:
            problem, *allowed = wrong.args
            faults.append((column, problem, {"value": words[:40], "allowed": tuple(allowed)}))
    return ReadGoal(replace(before, **held), tuple(faults))


def goal_cells(goal: Goal) -> dict[str, Cell]:
    """As an export writes them; all empty where there is no goal."""
    if goal == NO_GOAL:
        return dict.fromkeys(_READ, "")
    return {
        "target": number_cell(goal.target),
        "unit": goal.unit,
        "direction": next(words for words, kept in DIRECTIONS.items() if kept is goal.direction),
        "counting": next(words for words, kept in COUNTINGS.items() if kept is goal.counting),
        "baseline": number_cell(goal.baseline),
        "unassessed": "x" if goal.unassessed else "",
        "method_by": goal.method_by,
        "method_due": goal.method_due or "",
    }


def goal_before(goal: Goal, old: Mapping[str, str]) -> Goal:
    """What `goal` was, from what its columns said before, as the trace keeps them, among other fields."""
    read = {column: _READ[column](said, clean(said)) for column, said in old.items() if column in _READ}
    return replace(goal, **read)


def number_cell(number: float | None) -> str:
    """ "85,5", "20"; "" where there is none."""
    return "" if number is None else f"{number:.10g}".replace(".", ",")


def read_number(words: str) -> float | None:
    """ "85,5", "85.5", "1.250" and "20%"; None for what is no number."""
    said = words.strip().removesuffix("%").strip()
    if _NUMBER.fullmatch(said) is None:
        return None
    return float((said.replace(".", "") if _THOUSANDS.fullmatch(said) else said).replace(",", "."))


def _number(_: Cell, words: str) -> float | None:
    if not words:
        return None
    number = read_number(words)
    if number is None:
        raise ValueError("not_a_number")
    return number


def _unit(_: Cell, words: str) -> str:
    if len(words) > LONGEST_UNIT or any(letter.isdigit() for letter in words[:1]) or marked_secret(words):
        raise ValueError("not_a_unit")
    return words


def _direction(_: Cell, words: str) -> Any:
    higher, lower = DIRECTIONS
    return _one_of(DIRECTIONS, words, {"cao": higher, "tang": higher, "thap": lower, "giam": lower})


def _counting(_: Cell, words: str) -> Any:
    return _one_of(COUNTINGS, words, {})


def _one_of(known: Mapping[str, Any], words: str, short: Mapping[str, str]) -> Any:
    """Empty is the first of them."""
    by_folded = {fold(name): kept for name, kept in known.items()}
    said = fold(words)
    said = fold(short.get(said, said))
    if not said:
        return next(iter(known.values()))
    if said not in by_folded:
        raise ValueError("not_allowed", *known)
    return by_folded[said]


def _flag(_: Cell, words: str) -> bool:
    if words.lower() not in ("", "x"):
        raise ValueError("not_a_flag")
    return bool(words)


def _name(_: Cell, words: str) -> str:
    return words


def _day(cell: Cell, words: str) -> date | None:
    if not words:
        return None
    if isinstance(cell, date):
        day: date | None = cell
    else:
        try:
            day = day_in_figures(words)
        except ValueError:
            raise ValueError("no_such_day") from None
    if day is None:
        raise ValueError("not_a_day")
    if day.year not in YEARS:
        raise ValueError("far_year")
    return day


_READ: Mapping[str, Any] = {
    "target": _number,
    "unit": _unit,
    "direction": _direction,
    "counting": _counting,
    "baseline": _number,
    "unassessed": _flag,
    "method_by": _name,
    "method_due": _day,
}
