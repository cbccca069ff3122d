"""What the clock owes: reminders bundled by person, and word of the units that nobody answers for."""

from collections import defaultdict
from datetime import date, timedelta

from domain.ladder import for_period, owed, rung_reached
from domain.work import roll
from handlers import nudging
from handlers.desk import Turn
from handlers.texts import registration
from handlers.texts import reminders as texts
from storage import assignments, departments, nudges, people, reminders
from storage.nudges import Nudge
from storage.outbox import Kind
from storage.reminders import Due


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
    for due in await reminders.candidates(turn.tx, reach):
        rung = rungs.of(due.deadline, due.recurrence)
        if due.department_id not in suspended and owed(rung, due.furthest_sent) and rung is not None:
            by_person[due.person_id].append((due, rung))
    fresh: dict[int, list[int]] = defaultdict(list)
    for person_id, assignment_id in await reminders.unannounced(turn.tx):
        fresh[person_id].append(assignment_id)
    nudged = await nudging.waiting(turn, suspended)
    for person_id in sorted(by_person.keys() | fresh.keys() | nudged.keys()):
        by_hand = nudged.get(person_id, [])
        await _remind(turn, person_id, by_person[person_id], fresh[person_id], by_hand)
    await _tell_of_nobody(turn, rungs, suspended, reach)


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


async def _remind(
    turn: Turn, person_id: int, found: list[tuple[Due, int]], fresh: list[int], nudged: list[Nudge]
) -> None:
    person = await people.get(turn.tx, person_id)
    by_hand = [nudge.assignment_id for nudge in nudged]
    ids = dict.fromkeys([*by_hand, *(due.assignment_id for due, _ in found)])
    owing = await assignments.some(turn.tx, list(ids))
    asked = {a.id for a in owing}
    new = await assignments.some(turn.tx, [i for i in fresh if i not in asked])
    if person is None:
        return
    row = await turn.tell(
        person,
        texts.reminder(person.name, owing, new, turn.today, by_hand),
        Kind.NUDGE if nudged else Kind.REMINDER if owing else Kind.NOTICE,
        tuple(asked) if owing else tuple(a.id for a in new),
        in_hours=True,
        # unsent by the evening it would say the wrong number of days; the next morning plans it again
        lapses_at=turn.office.hours.closing(turn.today),
    )
    if row is None:
        return
    for due, rung in found:
        await reminders.add(turn.tx, due, rung, turn.now, row)
    await reminders.announce(turn.tx, fresh, person_id, turn.now, row)
    await nudges.sent(turn.tx, [nudge.id for nudge in nudged], row)


async def _tell_of_nobody(turn: Turn, rungs: Rungs, suspended: set[int], reach: date) -> None:
    """Contract: a department without a focal point is told to the Secretariat, once."""
    empty = {unit.id: unit for unit in await departments.without_reachable(turn.tx)}
    told = await reminders.told_keys(turn.tx, "nobody:")
    found = [
        unit_id
        for unit_id, deadline, recurrence in await reminders.deadlines_by_department(turn.tx, reach)
        if unit_id in empty and unit_id not in suspended and rungs.of(deadline, recurrence) is not None
    ]
    fresh = [unit_id for unit_id in dict.fromkeys(found) if f"nobody:{unit_id}" not in told]
    secretariat = await turn.secretariat()
    if not fresh or not secretariat:
        return
    for unit_id in fresh:
        await reminders.tell_once(turn.tx, f"nobody:{unit_id}", turn.now)
    screen = registration.no_focal_point([empty[unit_id] for unit_id in fresh])
    for person in secretariat:
        await turn.tell(person, screen)
