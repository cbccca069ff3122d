"""News of a changed sheet: one message to each person whose units had the tasks before."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from domain.importing.news import News, news_of
from domain.importing.values import TaskChange
from domain.office import Assignment, Person
from handlers.desk import Turn
from handlers.reminding import reached
from handlers.telling import who_answer
from handlers.texts import sheet_news as texts
from storage import assignments, owing, reminders
from storage.outbox import Kind
from storage.owing import Owed


async def tell_of_changes(turn: Turn, changed: Sequence[TaskChange], before: Sequence[Assignment]) -> None:
    """`before`: the assignments of these tasks as they were. What somebody was not told of yet the clock
    tells them, as it is by then; of what they are told here it does not remind them at once again."""
    after = await assignments.of_tasks(turn.tx, [change.known.id for change in changed])
    theirs = await _by_person(turn, news_of(changed, before, after))
    if not theirs:
        return
    leaves = replace(turn, now=turn.office.hours.next_opening(turn.now, turn.calendar))
    owed = await _owed(leaves, [person.id for person in theirs])
    for person, mine in theirs.items():
        about = tuple(one.assignment.id for one in mine)
        asked = [one for one in owed[person.id] if one.assignment_id in about]
        worded = partial(texts.changed, mine, leaves.today, {one.assignment_id for one in asked})
        kind = Kind.REMINDER if asked else Kind.NOTICE
        row = await turn.tell(person, worded, kind, about, in_hours=True)
        if row is not None:
            await owing.remember(turn.tx, asked, turn.now, row)


async def _by_person(turn: Turn, news: Sequence[News]) -> dict[Person, list[News]]:
    """To whom what is new of what they were told of."""
    told = await reminders.announced(turn.tx, [one.assignment.id for one in news])
    answering = await who_answer(turn, {one.assignment.department.id for one in news})
    theirs: dict[Person, list[News]] = defaultdict(list)
    for one in news:
        for person in answering.get(one.assignment.department.id, ()):
            if (person.id, one.assignment.id) in told:
                theirs[person].append(one)
    return theirs


async def _owed(leaves: Turn, person_ids: Collection[int]) -> dict[int, list[Owed]]:
    """By person, what they will have to be reminded of when it leaves."""
    suspended = await reminders.suspended_departments(leaves.tx, leaves.today)
    found: dict[int, list[Owed]] = defaultdict(list)
    for one in await owing.owed(leaves.tx, await reached(leaves), leaves.today, person_ids):
        if one.department_id not in suspended:
            found[one.person_id].append(one)
    return found
