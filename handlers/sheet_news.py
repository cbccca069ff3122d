"""News of a changed sheet: one message to each person whose units had the tasks before."""

from collections import defaultdict
from collections.abc import Sequence

from domain.importing.news import News, news_of
from domain.importing.values import TaskChange
from domain.office import Assignment, Person
from handlers.desk import Turn
from handlers.telling import who_answer
from handlers.texts import sheet_news as texts
from storage import assignments, reminders
from storage.outbox import Kind


async def tell_of_changes(turn: Turn, changed: Sequence[TaskChange], before: Sequence[Assignment]) -> None:
    """`before`: the assignments of these tasks as they were. What somebody was not told of yet the clock
    tells them, as it is by then."""
    after = await assignments.of_tasks(turn.tx, [change.known.id for change in changed])
    news = news_of(changed, before, after)
    told = await reminders.announced(turn.tx, [one.assignment.id for one in news])
    answering = await who_answer(turn, {one.assignment.department.id for one in news})
    people: dict[int, Person] = {}
    theirs: dict[int, list[News]] = defaultdict(list)
    for one in news:
        for person in answering.get(one.assignment.department.id, ()):
            if (person.id, one.assignment.id) in told:
                people[person.id] = person
                theirs[person.id].append(one)
    for person_id in sorted(theirs):
        mine = theirs[person_id]
        about = tuple(one.assignment.id for one in mine)
        await turn.tell(people[person_id], texts.changed(mine, turn.today), Kind.NOTICE, about, in_hours=True)
