"""The state in the columns of somebody else's form, so that a change of their form is no change of code.

A mapping is a text file, a line a column: their title; our field; their words for our values, if need be:

    Mã nhiệm vụ;ref
    Địa phương;=Nghệ An
    Trạng thái;work;done=Hoàn thành|in_progress=Đang thực hiện
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rapidfuzz import process

from domain.exporting import ExportAssignment, ExportState
from domain.work import Role
from papers.sheets.writing import write_table_csv, write_table_xlsx
from papers.vietnamese import KIND, TIMING, WORK

Value = str | int | float | date | datetime | None
LIMIT = 64 * 1024  # characters: no form has so many columns


@dataclass(frozen=True, slots=True)
class Column:
    """`field`: one of FIELDS, or "=" and a text that stands in every row. `words`: by our value."""

    title: str
    field: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which line; `nearest`: the field that may have been meant."""

    line: int
    what: str  # too_few, no_title, unknown_field, bad_words, twice
    said: str
    nearest: str | None = None


class MappingFault(Exception):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in a mapping")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Entry:
    number: int
    of: ExportAssignment
    coordinating: str


def _stated(read: Callable[[ExportAssignment], Value]) -> Callable[[_Entry], Value]:
    return lambda entry: read(entry.of) if entry.of.state is not None else None


FIELDS: dict[str, Callable[[_Entry], Value]] = {
    "number": lambda e: e.number,
    "ref": lambda e: e.of.ref,
    "task": lambda e: e.of.task,
    "kind": lambda e: e.of.kind.value,
    "directive": lambda e: None if e.of.secret else e.of.directive,
    "lead": lambda e: e.of.department,
    "coordinating": lambda e: e.coordinating,
    "due_words": lambda e: e.of.task_due,
    "deadline": lambda e: e.of.deadline,
    "work": _stated(lambda a: a.state.work.value if a.state else None),
    "time": lambda e: e.of.timing.value if e.of.timing else None,
    "percent": _stated(lambda a: a.state.percent if a.state else None),
    "done": _stated(lambda a: a.state.done if a.state else None),
    "total": _stated(lambda a: a.state.total if a.state else None),
    "blocked": _stated(lambda a: "x" if a.state and a.state.blocked else None),
    "blocker": _stated(lambda a: a.state.blocker if a.state else None),
    "expected_date": _stated(lambda a: a.state.expected_date if a.state else None),
    "reported_at": _stated(lambda a: a.state.reported_at if a.state else None),
    "done_at": _stated(lambda a: a.state.done_at if a.state else None),
    "extensions": lambda e: sum(x.decision in ("granted", "shortened") for x in e.of.extensions),
    "reminders": lambda e: e.of.reminders,
    "nudges": lambda e: e.of.nudges,
}
_OUR_WORDS: dict[str, Mapping[str, str]] = {
    "work": {str(work): words for work, words in WORK.items()},
    "time": {str(timing): words for timing, words in TIMING.items()},
    "kind": KIND,
}


def read_mapping(text: str) -> tuple[Column, ...]:
    """Empty lines and those that begin with "#" are notes. MappingFault names every line that is wrong."""
    found: list[Column] = []
    problems: list[Problem] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text[:LIMIT]), delimiter=";"), 1):
        if not any(cell.strip() for cell in cells) or cells[0].lstrip("\ufeff ").startswith("#"):
            continue
        read = _column(number, [cell.strip(" \ufeff") for cell in cells], {c.title for c in found})
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found.append(read)
    if not found and not problems:
        problems.append(Problem(1, "too_few", ""))
    if problems:
        raise MappingFault(problems)
    return tuple(found)


def _column(number: int, cells: Sequence[str], titles: set[str]) -> Column | Problem:
    if len(cells) < 2 or not cells[1]:
        return Problem(number, "too_few", cells[0])
    title, field = cells[0], cells[1]
    if not title:
        return Problem(number, "no_title", field)
    if title in titles:
        return Problem(number, "twice", title)
    if not field.startswith("=") and field not in FIELDS:
        near = process.extractOne(field, FIELDS.keys(), score_cutoff=70)
        return Problem(number, "unknown_field", field, near[0] if near else None)
    pairs = [pair.partition("=") for pair in "".join(cells[2:3]).split("|") if pair.strip()]
    if not all(sign for _, sign, _ in pairs):
        return Problem(number, "bad_words", cells[2])
    return Column(title, field, {ours.strip(): theirs.strip() for ours, _, theirs in pairs})


def portal_xlsx(state: ExportState, columns: Sequence[Column]) -> bytes:
    """One row for each lead of a task."""
    return write_table_xlsx("Nhiệm vụ", [c.title for c in columns], _rows(state, columns))


def portal_csv(state: ExportState, columns: Sequence[Column]) -> bytes:
    """The same."""
    return write_table_csv([column.title for column in columns], _rows(state, columns))


def _rows(state: ExportState, columns: Sequence[Column]) -> list[list[Value]]:
    others: dict[str, list[str]] = {}
    for a in state.assignments:
        if a.role is Role.COORDINATING:
            others.setdefault(a.ref, []).append(a.department)
    leads = [a for a in state.assignments if a.role is Role.LEAD]
    entries = [_Entry(n, a, "; ".join(others.get(a.ref, ()))) for n, a in enumerate(leads, 1)]
    return [[_value(column, entry, state) for column in columns] for entry in entries]


def _value(column: Column, entry: _Entry, state: ExportState) -> Value:
    if column.field.startswith("="):
        return column.field[1:]
    value = FIELDS[column.field](entry)
    if isinstance(value, datetime):
        return value.astimezone(state.as_of.tzinfo)
    if value is None:
        return None
    return column.words.get(str(value), _OUR_WORDS.get(column.field, {}).get(str(value), value))
