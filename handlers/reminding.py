"""What the clock owes: reminders bundled by person, in portions so that nobody waits for all of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from domain.ladder import for_period, rung_reached
from domain.office import Assignment, Person
from domain.programmes import UnitItems
from domain.snoozing import choices
from domain.work import roll
from handlers import nudging, unit_items
from handlers.desk import Turn
from handlers.texts import reminders as texts
from storage import assignments, nudges, owing, people, reminders, snoozes
from storage.nudges import Nudge
from storage.outbox import Kind
from storage.owing import Owed, Reached
from storage.snoozes import PutOff

PORTION = 100  # assignments


@dataclass(frozen=True, slots=True)
class Look:
    """What the clock found when it looked: the rungs reached, and how much is owed to whom."""

    at: datetime
    rungs: Reached = field(default_factory=dict)
    sizes: Mapping[int, int] = field(default_factory=dict)

    def portions(self, size: Callable[[], int] = lambda: PORTION) -> Iterator[list[int]]:
        """The ids of people for `remind`, each time of as many as are owed `size()` assignments together."""
        portion: list[int] = []
        within = 0
        for person_id in sorted(self.sizes):
            portion.append(person_id)
            within += self.sizes[person_id]
            if within >= size():
                yield portion
                portion, within = [], 0
        if portion:
            yield portion


async def roll_periods(turn: Turn) -> None:
    """Recurring assignments whose period is over go on to the present one."""
    for assignment in await assignments.recurring_behind(turn.tx, turn.today):
        # the stored state is that of an earlier day; only time has passed since
        present = roll(assignment.basis, assignment.present, turn.today, turn.office.zone)
        if present.deadline != assignment.deadline:
            await assignments.write_present(turn.tx, assignment.id, present)


async def who_is_owed(turn: Turn) -> Look:
    """Those to whom anything is owed now. Reads only."""
    suspended = await reminders.suspended_departments(turn.tx, turn.today)
    rungs = await reached(turn)
    sizes = await owing.how_much(turn.tx, rungs, turn.today, suspended)
    sizes.update(person_id for person_id, _ in await reminders.unannounced(turn.tx, turn.today))
    sizes.update(nudge.person_id for nudge in await nudges.waiting(turn.tx))
    put_off = await snoozes.due(turn.tx, turn.today)
    sizes.update(one.person_id for one in put_off if one.department_id not in suspended)
    return Look(turn.now, rungs, sizes)


async def remind(turn: Turn, person_ids: Collection[int], look: Look) -> None:
    """One message to each for all that is owed to them now, nudged by hand, and new to them.

    Only to be called in working hours.
    """
    rungs = look.rungs if turn.local(look.at).date() == turn.today else await reached(turn)
    suspended = await reminders.suspended_departments(turn.tx, turn.today)
    nudged = await nudging.waiting(turn, suspended, person_ids)
    found = await _gather(turn, person_ids, rungs, suspended, nudged)
    ids = {i for mine in found.values() for i in mine.assignment_ids()}
    known = {a.id: a for a in await assignments.some(turn.tx, ids)}
    named = await people.some(turn.tx, found)
    programmes = await unit_items.of_units(turn, list(known.values()))
    for person_id in sorted(found):
        await _remind(turn, named[person_id], found[person_id], known, programmes, look.at)


@dataclass(slots=True)
class _Owing:
    """To one person: what they are asked about; what they had put off until now; what the Secretariat asks
    for by hand; what is overdue in a unit at whose head they are; what is new to them."""

    found: list[Owed] = field(default_factory=list)
    again: list[PutOff] = field(default_factory=list)
    nudged: list[Nudge] = field(default_factory=list)
    headed: list[Owed] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(1 for _ in self.assignment_ids())

    def asked(self) -> set[int]:
        found = {one.assignment_id for one in self.found}
        return found | {one.assignment_id for one in self.again} | {one.assignment_id for one in self.nudged}

    def assignment_ids(self) -> Iterator[int]:
        yield from self.asked()
        yield from (one.assignment_id for one in self.headed)
        yield from self.fresh


async def _gather(
    turn: Turn,
    person_ids: Collection[int],
    rungs: Reached,
    suspended: Collection[int],
    nudged: Mapping[int, list[Nudge]],
) -> dict[int, _Owing]:
    """By person. `person_ids`: of these only. `suspended`: units that are not reminded now."""
    found: dict[int, _Owing] = defaultdict(_Owing)
    asked: set[tuple[int, int]] = set()
    for one in await owing.owed(turn.tx, rungs, turn.today, person_ids):
        if one.department_id not in suspended:
            found[one.person_id].found.append(one)
            asked.add((one.person_id, one.assignment_id))
    for one in await owing.owed_to_heads(turn.tx, rungs, person_ids):
        if one.department_id not in suspended and (one.person_id, one.assignment_id) not in asked:
            found[one.person_id].headed.append(one)
    for person_id, assignment_id in await reminders.unannounced(turn.tx, turn.today, person_ids):
        found[person_id].fresh.append(assignment_id)
    for put_off in await snoozes.due(turn.tx, turn.today):
        if put_off.department_id not in suspended and (not person_ids or put_off.person_id in person_ids):
            found[put_off.person_id].again.append(put_off)
    for person_id, theirs in nudged.items():
        found[person_id].nudged = theirs
    return found


async def reached(turn: Turn) -> Reached:
    """The rung reached today for each deadline; there are far fewer deadlines than assignments."""
    reach = turn.today + timedelta(days=turn.office.ladder.soon + 31)
    rungs = {}
    for deadline, recurrence in await owing.deadlines(turn.tx, reach):
        ladder = for_period(turn.office.ladder, deadline, recurrence)
        rung = rung_reached(deadline, turn.today, ladder, turn.calendar)
        if rung is not None:
            rungs[deadline, recurrence] = rung
    return rungs


async def _remind(
    turn: Turn,
    person: Person,
    what: _Owing,
    known: Mapping[int, Assignment],
    programmes: Sequence[UnitItems],
    looked_at: datetime,
) -> None:
    due = {one.assignment_id for one in what.found}
    ids = what.asked()
    asked = sorted((known[i] for i in ids if i in known), key=_by_deadline)
    new = sorted((known[i] for i in what.fresh if i in known and i not in ids), key=_by_deadline)
    late = [known[one.assignment_id] for one in what.headed if one.assignment_id in known]
    days = {a.deadline for a in asked if a.id in due and a.deadline}
    open_days = {day for day in days if choices(day, turn.today, turn.calendar)}
    may_wait = {a.id for a in asked if a.id in due and a.deadline in open_days}
    by_hand = {one.assignment_id for one in what.nudged}
    theirs = {a.id for a in (*asked, *new, *late)}
    of_units = [held for held in programmes if held.ids & theirs]
    row = await turn.tell(
        person,
        partial(
            texts.reminder,
            person.name,
            asked,
            new,
            late,
            turn.today,
            may_wait,
            by_hand,
            of_units,
            what.fresh,
        ),
        Kind.NUDGE if what.nudged else Kind.REMINDER if asked or late else Kind.NOTICE,
        tuple(a.id for a in (*asked, *late) or new),
        in_hours=True,
        # unsent by the evening it would say the wrong number of days; the next morning plans it again
        lapses_at=turn.office.hours.closing(turn.today),
    )
    if row is None:
        return
    await owing.remember(turn.tx, (*what.found, *what.headed), looked_at, row)
    await snoozes.said(turn.tx, [one.id for one in what.again], row)
    await reminders.announce(turn.tx, what.fresh, person.id, turn.now, row)
    await nudges.sent(turn.tx, [nudge.id for nudge in what.nudged], row)


def _by_deadline(assignment: Assignment) -> tuple[date, int]:
    return assignment.deadline or date.max, assignment.id
