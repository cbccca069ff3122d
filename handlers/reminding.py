"""What the clock owes: reminders bundled by person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from domain.ladder import for_period, owed, rung_reached
from domain.snoozing import choices
from domain.work import roll
from handlers import nudging, unit_items
from handlers.desk import Turn
from handlers.texts import reminders as texts
from storage import assignments, nudges, people, reminders, snoozes
from storage.nudges import Nudge
from storage.outbox import Kind
from storage.reminders import Due
from storage.snoozes import PutOff


async def roll_periods(turn: Turn) -> None:
    """Recurring assignments whose period is over go on to the present one."""
    for assignment in await assignments.recurring_behind(turn.tx, turn.today):
        # the stored state is that of an earlier day; only time has passed since
        present = roll(assignment.basis, assignment.present, turn.today, turn.office.zone)
        if present.deadline != assignment.deadline:
            await assignments.write_present(turn.tx, assignment.id, present)


async def plan_reminders(turn: Turn) -> None:
    """One message a person for all that is owed to them now, nudged by hand, and new to them.

    Only to be called in working hours.
    """
    reach = turn.today + timedelta(days=turn.office.ladder.soon + 31)
    suspended = await reminders.suspended_departments(turn.tx, turn.today)
    rungs = Rungs(turn)
    by_person: dict[int, list[tuple[Due, int]]] = defaultdict(list)
    for due in await reminders.candidates(turn.tx, reach, turn.today):
        rung = rungs.of(due.deadline, due.recurrence)
        if due.department_id not in suspended and owed(rung, due.furthest_sent) and rung is not None:
            by_person[due.person_id].append((due, rung))
    asked = {(due.person_id, due.assignment_id) for mine in by_person.values() for due, _ in mine}
    to_heads: dict[int, list[tuple[Due, int]]] = defaultdict(list)
    for due in await reminders.overdue_for_heads(turn.tx, turn.today):
        rung = rungs.of(due.deadline, due.recurrence)
        known = due.department_id in suspended or (due.person_id, due.assignment_id) in asked
        if not known and rung is not None and rung < 0 and owed(rung, due.furthest_sent):
            to_heads[due.person_id].append((due, rung))
    fresh: dict[int, list[int]] = defaultdict(list)
    for person_id, assignment_id in await reminders.unannounced(turn.tx, turn.today):
        fresh[person_id].append(assignment_id)
    again: dict[int, list[PutOff]] = defaultdict(list)
    for put_off in await snoozes.due(turn.tx, turn.today):
        if put_off.department_id not in suspended:
            again[put_off.person_id].append(put_off)
    nudged = await nudging.waiting(turn, suspended)
    for person_id in sorted(by_person.keys() | fresh.keys() | to_heads.keys() | again.keys() | nudged.keys()):
        owed_now = Owed(
            by_person[person_id],
            again[person_id],
            nudged.get(person_id, []),
            to_heads[person_id],
            fresh[person_id],
        )
        await _remind(turn, person_id, owed_now)


class Rungs:
    """The rung reached for each deadline today; there are far fewer deadlines than assignments."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._known: dict[tuple[date, str | None], int | None] = {}

    def of(self, deadline: date, recurrence: str | None) -> int | None:
        key = (deadline, recurrence)
        if key not in self._known:
            ladder = for_period(self._turn.office.ladder, deadline, recurrence)
            self._known[key] = rung_reached(deadline, self._turn.today, ladder, self._turn.calendar)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Owed:
    """To one person: what they are asked about, each with its rung; what they had put off until now; what the
    Secretariat asks for by hand; what is overdue in a unit at whose head they are; what is new to them."""

    found: list[tuple[Due, int]]
    again: list[PutOff]
    nudged: list[Nudge]
    headed: list[tuple[Due, int]]
    fresh: list[int]


async def _remind(turn: Turn, person_id: int, what: Owed) -> None:
    person = await people.get(turn.tx, person_id)
    due = {one.assignment_id for one, _ in what.found}
    by_hand = {nudge.assignment_id for nudge in what.nudged}
    ids = due | by_hand | {one.assignment_id for one in what.again}
    owing = sorted(await assignments.some(turn.tx, ids), key=lambda a: (a.deadline or date.max, a.id))
    new = await assignments.some(turn.tx, [i for i in what.fresh if i not in ids])
    late = await assignments.some(turn.tx, [one.assignment_id for one, _ in what.headed])
    if person is None:
        return
    may_wait = {
        a.id for a in owing if a.id in due and a.deadline and choices(a.deadline, turn.today, turn.calendar)
    }
    programmes = await unit_items.of_units(turn, [*owing, *new, *late])
    row = await turn.tell(
        person,
        texts.reminder(person.name, owing, new, late, turn.today, may_wait, by_hand, programmes),
        Kind.NUDGE if what.nudged else Kind.REMINDER if owing or late else Kind.NOTICE,
        tuple(a.id for a in (*owing, *late) or new),
        in_hours=True,
        # unsent by the evening it would say the wrong number of days; the next morning plans it again
        lapses_at=turn.office.hours.closing(turn.today),
    )
    if row is None:
        return
    for one, rung in (*what.found, *what.headed):
        await reminders.add(turn.tx, one, rung, turn.now, row)
    await snoozes.said(turn.tx, [one.id for one in what.again], row)
    await reminders.announce(turn.tx, what.fresh, person_id, turn.now, row)
    await nudges.sent(turn.tx, [nudge.id for nudge in what.nudged], row)
