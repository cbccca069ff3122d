"""/nudge: reminds now, counted and limited; what is given outside working hours waits for the opening."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from domain.names import looks_like_ref
from domain.nudging import Spared, may_again_from, spared
from domain.office import Assignment, Person
from domain.refusal import Refusal
from domain.text import fold
from domain.work import Role
from handlers import confirming, digests
from handlers.desk import Desk, Turn
from handlers.registration import find_unit, require_secretariat
from handlers.screens import Screen
from handlers.telling import who_answer
from handlers.texts import nudging as texts
from handlers.texts.nudging import Outreach, Told
from storage import assignments, nudges, reminders
from storage.changes import Change
from storage.nudges import Nudge
from storage.outbox import Kind


async def nudge(desk: Desk) -> None:
    """/nudge [REF [DEPARTMENT]|DEPARTMENT|quá hạn]: without more, all who were asked and did not answer."""
    require_secretariat(desk)
    wanted = await _wanted(desk, list(desk.args))
    if not wanted:
        overdue = fold(" ".join(desk.args)) in digests.WORDS["overdue"]
        await desk.say(texts.NOTHING_OVERDUE() if overdue else texts.NOBODY_SILENT())
        return
    found = await _outreach(desk, wanted)
    if len(found.told) == 1:
        await desk.say(await _nudge(desk, found))
    elif found.told:
        ids = [a.id for told in found.told for a in told.assignments]
        proposal = await confirming.propose(desk, confirming.NUDGE, {"ids": list(dict.fromkeys(ids))})
        await desk.say(texts.preview(found, _waits_until(desk), proposal), Kind.QUESTION)
    else:
        await desk.say(texts.nobody(found))


async def confirmed(desk: Desk) -> str:
    """The button: what was shown, as far as it may still be nudged."""
    payload = await confirming.take(desk, confirming.NUDGE)
    found = await _outreach(desk, await assignments.some(desk.tx, payload["ids"]))
    await desk.rewrite(await _nudge(desk, found) if found.told else Screen(texts.nobody(found)))
    return ""


async def waiting(
    turn: Turn, suspended: Collection[int], person_ids: Collection[int]
) -> dict[int, list[Nudge]]:
    """By person: what the clock has yet to say to these. What was answered meanwhile is dropped.

    What was meant for somebody who answers no more today goes to whoever does.
    """
    rows = await nudges.waiting(turn.tx)
    theirs_too = {row.assignment_id for row in rows if row.person_id in person_ids}
    rows = [row for row in rows if row.assignment_id in theirs_too]
    if not rows:
        return {}
    still = {a.id: a for a in await assignments.some(turn.tx, list({row.assignment_id for row in rows}))}
    theirs = await who_answer(turn, {a.department.id for a in still.values()})
    kept: dict[int, list[Nudge]] = defaultdict(list)
    for assignment_id in dict.fromkeys(row.assignment_id for row in rows):
        a = still.get(assignment_id)
        if a is None or spared(a, suspended, None, turn.now) is not None:
            continue
        mine = {row.person_id: row for row in rows if row.assignment_id == assignment_id}
        reached = [person.id for person in theirs.get(a.department.id, []) if person.reachable]
        over = [row for person_id, row in mine.items() if person_id not in reached]
        for person_id in reached:
            if person_id in mine:
                kept[person_id].append(mine[person_id])
            elif over:
                kept[person_id].append(await nudges.pass_on(turn.tx, over.pop(0), person_id))
    going = {row.id for mine in kept.values() for row in mine}
    await nudges.drop(turn.tx, [row.id for row in rows if row.id not in going])
    return kept


async def _wanted(desk: Desk, words: list[str]) -> Sequence[Assignment]:
    folded = fold(" ".join(words))
    if not folded or folded in digests.WORDS["silent"] or folded in digests.WORDS["overdue"]:
        whole = await digests.present_figures(desk)
        lines = whole.overdue() if folded in digests.WORDS["overdue"] else whole.silent()
        return await assignments.some(desk.tx, [line.assignment_id for line in lines])
    for count in range(len(words), 0, -1):
        if found := await assignments.of_ref(desk.tx, " ".join(words[:count])):
            return await _of_task(desk, found, " ".join(words[count:]))
    if looks_like_ref(words[0]):
        raise Refusal("ref_unknown", ref=words[0])
    unit = await find_unit(desk, " ".join(words))
    mine = await assignments.of_departments(desk.tx, [unit.id])
    leads = [a for a in mine if a.role is Role.LEAD]
    if not leads:
        raise Refusal("leads_nothing", unit=unit.name)
    return leads


async def _of_task(desk: Desk, found: list[Assignment], unit: str) -> list[Assignment]:
    """The task's leads, or the one unit of it that was named."""
    if not unit:
        return [a for a in found if a.role is Role.LEAD]
    wanted = await find_unit(desk, unit)
    mine = [a for a in found if a.department.id == wanted.id]
    if not mine:
        raise Refusal("unit_not_in_task", ref=found[0].task.ref, unit=wanted.name)
    return mine


async def _outreach(turn: Turn, wanted: Sequence[Assignment]) -> Outreach:
    suspended = await reminders.suspended_departments(turn.tx, turn.today)
    again = {
        i: may_again_from(at, turn.office.hours, turn.calendar)
        for i, at in (await nudges.last(turn.tx)).items()
    }
    theirs = await who_answer(turn, {a.department.id for a in wanted})
    left: list[tuple[Assignment, Spared, datetime | None]] = []
    going: dict[Person, list[Assignment]] = defaultdict(list)
    lost: list[tuple[Assignment, tuple[str, ...]]] = []
    for a in wanted:
        why = spared(a, suspended, again.get(a.id), turn.now)
        mine = theirs.get(a.department.id, [])
        if why is not None:
            at = again.get(a.id) if why is Spared.RECENT else None
            left.append((a, why, turn.local(at) if at else None))
        elif not any(person.reachable for person in mine):
            lost.append((a, tuple(person.name for person in mine)))
        for person in mine:
            if why is None and person.reachable:
                going[person].append(a)
    told = tuple(Told(person, tuple(mine)) for person, mine in going.items())
    return Outreach(told, tuple(lost), tuple(left))


async def _nudge(desk: Desk, found: Outreach) -> Screen:
    """Written down; the clock tells the focal points, in the one message that also reminds them."""
    by = desk.actor.person.id
    pairs = [(a.id, told.person.id) for told in found.told for a in told.assignments]
    await nudges.add(desk.tx, pairs, by, desk.now)
    traced = [Change("assignment", i, "nudged", None, None) for i in dict.fromkeys(i for i, _ in pairs)]
    await desk.trace(*traced)
    return Screen(texts.done(found, _waits_until(desk)))


def _waits_until(turn: Turn) -> datetime | None:
    """When the hours open; None while they are."""
    opening = turn.office.hours.next_opening(turn.now, turn.calendar)
    return None if opening == turn.now else turn.local(opening)
