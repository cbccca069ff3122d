"""What the clock is told by the database itself: the pairs that are not told of yet, and what is open."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from sqlalchemy import exists, insert, select, update

from domain.work import Present, Role, State, Work
from storage import assignments, deputies, outbox, people, reminders
from storage.database import Database, Tx
from storage.outbox import Kind, Outgoing
from storage.owing import deadlines, how_much, owed, owed_to_heads, remember
from storage.rights import answering, on, within_reach
from storage.tables import announcements, heads
from storage.tables import assignments as given
from storage.tables import people as persons
from storage.tables import tasks as task_rows
from tests.storage.rows import DEADLINE, NOW, assignment, focal_point, unit

TODAY, DAY = NOW.date(), timedelta(days=1)
UNITS, PEOPLE, STEPS = 3, 5, 120


async def asked_of_all(tx: Tx, today: date) -> list[tuple[int, int]]:
    """The same question put to every assignment and every announcement."""
    who = answering()
    known = exists().where(
        announcements.c.assignment_id == given.c.id, announcements.c.person_id == persons.c.id
    )
    query = (
        select(persons.c.id, given.c.id)
        .select_from(given)
        .join(task_rows, task_rows.c.id == given.c.task_id)
        .join(who, who.c.department_id == given.c.department_id)
        .join(persons, persons.c.id == who.c.person_id)
        .where(
            given.c.withdrawn_at.is_(None),
            given.c.work != "done",
            task_rows.c.draft.is_(False),
            task_rows.c.withdrawn_at.is_(None),
            *within_reach(),
            ~known,
        )
        .order_by(persons.c.id, given.c.deadline, given.c.id)
    )
    return [(row[0], row[1]) for row in await tx.execute(query, on(today))]


class Office:
    """Does one thing after another, as chance has it, by the functions that the bot uses."""

    def __init__(self, tx: Tx, chance: Random, units: list[int], person_ids: list[int]) -> None:
        self.tx, self.chance, self.units, self.people = tx, chance, units, person_ids
        self.ids: list[int] = []

    async def step(self, nth: int) -> None:
        work = self.chance.choice(
            (self.gives, self.gives, self.reports, self.reports, self.withdraws, self.withdraws, self.comes,
             self.comes, self.goes, self.stands_in, self.stands_in, self.tells, self.takes_back, self.blocks, self.hides)
        )  # fmt: skip
        await work(nth, self.chance.choice(self.people), self.chance.choice(self.units))

    async def gives(self, nth: int, _person: int, unit_id: int) -> None:
        deadline = self.chance.choice([None, *(DEADLINE + n * DAY for n in (-9, -1, 0, 5))])
        self.ids.append(
            await assignment(
                self.tx,
                unit_id,
                f"NV{nth}",
                deadline=deadline,
                role=self.chance.choice(list(Role)),
                state=self.state(),
                draft=self.chance.random() < 0.3,
                recurrence=self.chance.choice((None, None, "P2W")),
                anchor=deadline,
            )
        )

    def state(self) -> State:
        return State(self.chance.choice((Work.DONE, Work.NO_REPORT, Work.NO_REPORT, Work.RECURRING)))

    async def reports(self, _nth: int, _person: int, _unit: int) -> None:
        for which in self.some():
            deadline = (await self.tx.execute(select(given.c.deadline).where(given.c.id == which))).scalar()
            await assignments.write_present(self.tx, which, Present(self.state(), deadline, 1))

    async def withdraws(self, nth: int, _person: int, _unit: int) -> None:
        if nth % 2:
            await assignments.withdraw_many(self.tx, self.some(), NOW)
        else:
            await assignments.name_again(self.tx, dict.fromkeys(self.some(), Role.LEAD))

    async def comes(self, nth: int, person_id: int, unit_id: int) -> None:
        if nth % 3:
            await people.make_focal_point(self.tx, person_id, unit_id, NOW)
        else:
            await self.tx.execute(insert(heads).values(person_id=person_id, department_id=unit_id, since=NOW))

    async def goes(self, _nth: int, person_id: int, unit_id: int) -> None:
        await people.end_focal_point(self.tx, person_id, unit_id, NOW)

    async def stands_in(self, nth: int, person_id: int, _unit: int) -> None:
        other = self.chance.choice(self.people)
        first = TODAY + self.chance.randint(-2, 4) * DAY
        made = await deputies.add(self.tx, person_id, other, first, first + 2 * DAY, NOW)
        if nth % 4 == 0:
            await deputies.end(self.tx, made, NOW)

    async def tells(self, _nth: int, _person: int, _unit: int) -> None:
        for person_id, which in await reminders.unannounced(self.tx, TODAY):
            if self.chance.random() < 0.8:
                row = await outbox.put(self.tx, Outgoing(person_id, "sendMessage", {}, Kind.NOTICE), NOW)
                await reminders.announce(self.tx, [which], person_id, NOW, row)
        reached = {(d, p): 3 if d >= TODAY else -1 for d, p in await deadlines(self.tx, DEADLINE)}
        for one in await owed(self.tx, reached, TODAY):
            row = await outbox.put(self.tx, Outgoing(1, "sendMessage", {}, Kind.REMINDER), NOW)
            await remember(self.tx, [one], NOW, row)

    async def takes_back(self, _nth: int, person_id: int, _unit: int) -> None:
        lapsed = select(announcements.c.outbox_id).where(announcements.c.person_id == person_id)
        await outbox._unplan(self.tx, list((await self.tx.execute(lapsed)).scalars()))

    async def blocks(self, nth: int, person_id: int, _unit: int) -> None:
        away = NOW if nth % 2 else None
        await self.tx.execute(update(persons).where(persons.c.id == person_id).values(unreachable_since=away))

    async def hides(self, nth: int, _person: int, _unit: int) -> None:
        values = ({"draft": True}, {"draft": False}, {"withdrawn_at": NOW}, {"withdrawn_at": None})[nth % 4]
        for which in self.some():
            theirs = select(given.c.task_id).where(given.c.id == which).scalar_subquery()
            await self.tx.execute(update(task_rows).where(task_rows.c.id == theirs).values(**values))

    def some(self) -> list[int]:
        return self.chance.sample(self.ids, min(len(self.ids), 3))


async def test_it_is_what_all_that_is_on_record_says(database: Database) -> None:
    seed = 1 if database.is_sqlite else 2
    async with database.transaction() as tx:
        units = [await unit(tx, f"Sở {n}") for n in range(UNITS)]
        who = [await focal_point(tx, 1000 + n, *units[n : n + 1]) for n in range(PEOPLE)]
        office = Office(tx, Random(seed), units, who)
        for nth in range(-10, 0):
            await office.gives(nth, who[0], units[nth % UNITS])
        await deputies.add(tx, who[0], who[-1], TODAY, TODAY, NOW)
        of_the_deputy = await reminders.unannounced(tx, TODAY, [who[-1]])
        assert of_the_deputy == [x for x in await asked_of_all(tx, TODAY) if x[0] == who[-1]] != []
        for nth in range(STEPS):
            await office.step(nth)
            for today in (TODAY, TODAY + 4 * DAY):
                found = await reminders.unannounced(tx, today)
                assert found == await asked_of_all(tx, today), nth
            one = who[nth % PEOPLE]
            of_one = await reminders.unannounced(tx, today, [one])
            assert of_one == [pair for pair in found if pair[0] == one]
            if nth % 8 == 0:
                await _owed_the_same(tx, nth)


async def _owed_the_same(tx: Tx, where: object) -> None:
    """Row by row along the deadlines, counted, and from every assignment with all that was sent of it."""
    reached = {(d, p): -1 if d < TODAY else 3 for d, p in await deadlines(tx, DEADLINE + 2 * DAY)}
    every = await reminders.candidates(tx, DEADLINE + 2 * DAY, TODAY)
    assert {(due.deadline, due.recurrence) for due in every} <= reached.keys(), where
    listed = await owed(tx, reached, TODAY)
    assert [(one.person_id, one.assignment_id) for one in listed] == [
        (due.person_id, due.assignment_id)
        for due in every
        if due.furthest_sent is None or due.furthest_sent > reached[due.deadline, due.recurrence]
    ], where
    of_heads = await owed_to_heads(tx, reached)
    counted = Counter(one.person_id for one in (*listed, *of_heads))
    assert await how_much(tx, reached, TODAY) == counted, where
    besides = {one.department_id for one in listed[:1]}
    assert await how_much(tx, reached, TODAY, besides) == Counter(
        one.person_id for one in (*listed, *of_heads) if one.department_id not in besides
    )
