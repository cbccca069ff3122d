"""The trace for an inspection, gathered from all the tables that are only added to."""

import re
from collections.abc import Callable
from datetime import date, datetime

from domain.auditing import AuditEntry, in_order
from domain.history import Action
from domain.ratings import WHOLE
from handlers.desk import Turn
from handlers.screens import plain
from handlers.texts.days import period
from handlers.texts.saying import said
from papers.vietnamese import moment, number
from storage import assignments, audit, changes, departments, indicators, people, tasks, unit_lists
from storage.changes import Change, Kept

# fields whose values are people
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
PEOPLE = frozenset({"focal_point", "head", "handover", "used"})


async def gather(turn: Turn) -> list[AuditEntry]:
    """Everything that happened, in the order of time."""
    rows = _Rows(turn, await people.names(turn.tx), await _names_of(turn))
    found = [rows.changed(kept) for kept in await changes.every(turn.tx)]
    told = {v.report_id: v.value for held in (await indicators.values(turn.tx)).values() for v in held}
    found += [rows.reported(one, told.get(one.report.id)) for one in await audit.every_report(turn.tx)]
    found += [rows.moved(move) for move in await audit.every_move(turn.tx)]
    found += [rows.judged(verdict) for verdict in await audit.every_verdict(turn.tx)]
    return in_order(found)


class _Rows:
    """Each kind of row as an entry; people and things by the names they have now."""

    def __init__(self, turn: Turn, people: dict[int, str], name_of: Callable[[str, int], str]) -> None:
        self._turn = turn
        self._people = people
        self._name_of = name_of

    def changed(self, kept: Kept) -> AuditEntry:
        change = kept.change
        return AuditEntry(
            self._turn.local(kept.at),
            self._people.get(kept.person_id or 0, ""),
            kept.person_id,
            kept.source,
            change.noun,
            self._name_of(change.noun, change.noun_id),
            change.field,
            self._value(change, change.old),
            self._value(change, change.new),
            kept.inbox_seq,
            "",
        )

    def _value(self, change: Change, value: str | None) -> str | None:
        """People and the unit above stand in the trace by their ids."""
        if value is None:
            return None
        if change.field in PEOPLE:
            return self._person(value)
        if change.noun == "cadence":
            every, _, start = value.partition(" ")
            return " ".join(filter(None, (period(every), start and self._moment(start))))
        if change.field == "above":
            return self._name_of("department", int(value))
        if change.field == "deputy":
            person, deputy, first, last = value.split(":")
            return f"{self._person(person)} → {self._person(deputy)}, {_written(first)} – {_written(last)}"
        return _written(value)

    def _moment(self, iso: str) -> str:
        return f"từ {moment(self._turn.local(datetime.fromisoformat(iso)))}"

    def _person(self, number: str) -> str:
        return f"{self._people.get(int(number), '')} #{number}".strip()

    def reported(self, one: audit.Said, value: float | None) -> AuditEntry:
        """`value`: of an indicator, that was told with it."""
        report = one.report
        return AuditEntry(
            self._turn.local(report.at),
            self._people.get(report.person_id or 0, ""),
            report.person_id,
            "telegram",
            "assignment",
            self._name_of("assignment", report.assignment_id),
            report.action.value,
            None if report.of_id is None else f"#{report.of_id}",
            _said(one, self._turn.today, value),
            report.group,
            f"{one.chat_id}/{one.message_id}" if one.message_id is not None else "",
        )

    def moved(self, move: audit.Move) -> AuditEntry:
        return AuditEntry(
            self._turn.local(move.at),
            self._people.get(move.moved_by or 0, ""),
            move.moved_by,
            "telegram" if move.moved_by else "command line",
            "assignment",
            self._name_of("assignment", move.assignment_id),
            "deadline",
            _day(move.old),
            _day(move.new),
            move.inbox_seq,
            "",
        )

    def judged(self, verdict: audit.Verdict) -> AuditEntry:
        return AuditEntry(
            self._turn.local(verdict.at),
            self._people.get(verdict.by or 0, ""),
            verdict.by,
            "telegram",
            "assignment",
            self._name_of("assignment", verdict.assignment_id),
            verdict.what,
            None,
            verdict.reason,
            verdict.inbox_seq,
            "",
        )


async def _names_of(turn: Turn) -> Callable[[str, int], str]:
    """What things are called, withdrawn ones included; a number where nothing is known by it any more."""
    refs = {row.id: row.ref for row in await tasks.rows(turn.tx, withdrawn=True)}
    held = {a.id: f"{a.task.ref}, {a.department.name}" for a, _ in await assignments.ever(turn.tx)}
    wishes = await audit.wishes(turn.tx)
    units = {unit.id: unit.name for unit in await departments.every(turn.tx)}
    called: dict[str, dict[int, str]] = {
        "task": refs,
        "assignment": held,
        "department": units,
        "rating": {0: WHOLE, **units},
        "directive": await tasks.directive_titles(turn.tx),
        "extension": {i: f"{held.get(a, a)}, lần {number}" for i, (a, number) in wishes.items()},
        "person": await people.names(turn.tx),
        "document": await audit.documents_received(turn.tx),
        "proposal": await audit.proposed(turn.tx),
        "unit_list": {kept.id or 0: kept.name for kept in await unit_lists.every(turn.tx)},
    }

    def name_of(noun: str, number: int) -> str:
        if noun == "day":  # 20250929
            return f"{number % 100:02}/{number // 100 % 100:02}/{number // 10000}"
        return called.get(noun, {}).get(number) or f"#{number}"

    return name_of


def _said(one: audit.Said, today: date, value: float | None) -> str | None:
    """What was understood, and the words it was understood from."""
    report = one.report
    if report.action is Action.UNDO:
        return None
    words = f"«{report.text}»" if report.text else ""
    if report.action is Action.REMARK:
        return words or None
    figure = "" if value is None else f"số liệu {number(value, 3)}"
    return " ".join(filter(None, (plain(said(report.said, today)), figure, words)))


def _day(day: date | None) -> str | None:
    return f"{day:%d/%m/%Y}" if day else None


def _written(value: str) -> str:
    """A day as the rest of the sheet has it; anything else as it is kept."""
    return f"{date.fromisoformat(value):%d/%m/%Y}" if _ISO_DAY.fullmatch(value) else value
