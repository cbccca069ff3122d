"""The trace for an inspection, gathered from all the tables that are only added to."""

from collections.abc import Callable
from datetime import date

from domain.auditing import AuditEntry, in_order
from domain.history import Action
from handlers.desk import Turn
from handlers.screens import plain
from handlers.texts.saying import said
from storage import assignments, audit, changes, departments, people, tasks
from storage.changes import Kept

# fields whose values are people
PEOPLE = frozenset({"focal_point", "used"})


async def gather(turn: Turn) -> list[AuditEntry]:
    """Everything that happened, in the order of time."""
    rows = _Rows(turn, await people.names(turn.tx), await _names_of(turn))
    found = [rows.changed(kept) for kept in await changes.every(turn.tx)]
    found += [rows.reported(one) for one in await audit.every_report(turn.tx)]
    found += [rows.moved(move) for move in await audit.every_move(turn.tx)]
    found += [rows.nudged(nudge) for nudge in await audit.every_nudge(turn.tx)]
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
            self._value(change.field, change.old),
            self._value(change.field, change.new),
            kept.inbox_seq,
            "",
        )

    def _value(self, field: str, value: str | None) -> str | None:
        """A person stands in the trace by their id."""
        if field not in PEOPLE or value is None:
            return value
        return f"{self._people.get(int(value), '')} #{value}".strip()

    def reported(self, one: audit.Said) -> AuditEntry:
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
            _said(one, self._turn.today),
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

    def nudged(self, nudge: audit.Nudged) -> AuditEntry:
        return AuditEntry(
            self._turn.local(nudge.at),
            self._people.get(nudge.by or 0, ""),
            nudge.by,
            "telegram",
            "assignment",
            self._name_of("assignment", nudge.assignment_id),
            "nudge",
            None,
            None,
            nudge.inbox_seq,
            "",
        )


async def _names_of(turn: Turn) -> Callable[[str, int], str]:
    """What things are called, withdrawn ones included; a number where nothing is known by it any more."""
    refs = {row.id: row.ref for row in await tasks.rows(turn.tx, withdrawn=True)}
    held = {a.id: f"{a.task.ref}, {a.department.name}" for a, _ in await assignments.ever(turn.tx)}
    wishes = await audit.wishes(turn.tx)
    called: dict[str, dict[int, str]] = {
        "task": refs,
        "assignment": held,
        "department": {unit.id: unit.name for unit in await departments.every(turn.tx)},
        "directive": await tasks.directive_titles(turn.tx),
        "extension": {i: f"{held.get(a, a)}, lần {number}" for i, (a, number) in wishes.items()},
        "person": await people.names(turn.tx),
    }
    return lambda noun, number: called.get(noun, {}).get(number, f"#{number}")


def _said(one: audit.Said, today: date) -> str | None:
    """What was understood, and the words it was understood from."""
    report = one.report
    if report.action is Action.UNDO:
        return None
    words = f"«{report.text}»" if report.text else ""
    if report.action is Action.REMARK:
        return words or None
    return " ".join(filter(None, (plain(said(report.said, today)), words)))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
