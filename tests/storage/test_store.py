"""What the store promises, on both engines."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text, update

from domain.history import Action
from domain.work import Present, Role, Said, State, TaskKind, Work
from storage import (
    assignments,
    departments,
    extensions,
    inbox,
    invitations,
    outbox,
    owing,
    people,
    reminders,
    reports,
    schema,
    tasks,
)
from storage.database import Database, Tx
from storage.inbox import Arrived, Aside
from storage.outbox import EVERY_CHAT, Kind, Outgoing
from storage.owing import Owed
from storage.reports import NewReport
from storage.tables import assignments as assignment_rows
from storage.tables import focal_points as focal_rows
from storage.tables import metadata

NOW = datetime(2025, 9, 23, 1, 0, tzinfo=UTC)
DEADLINE = date(2025, 9, 30)


async def test_the_migrated_schema_is_the_one_in_the_code(database: Database) -> None:
    def differences(connection: Any) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return list(compare_metadata(context, metadata))

    async with database.reading() as tx:
        assert await tx.run_sync(differences) == []
    assert await schema.current_revision(database) == schema.HEAD


def test_the_head_in_the_code_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(schema.alembic_config()).get_current_head() == schema.HEAD


async def test_sqlite_is_durable(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    await schema.ensure_schema(database)
    async with database.reading() as tx:
        pragmas = [
            (await tx.execute(text(f"PRAGMA {p}"))).scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys")
        ]
    await database.close()
    assert pragmas == ["wal", 2, 1]


async def test_a_heap_of_transactions_lets_another_one_in(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    order: list[str] = []

    async def writes(name: str, *, one_of_many: bool) -> None:
        async with database.transaction(one_of_many=one_of_many):
            order.append(name)
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for n in range(9):
            group.create_task(writes(f"one of many {n}", one_of_many=True))
        group.create_task(writes("message", one_of_many=False))
    await database.close()
    assert order.index("message") <= 1


async def test_postgres_without_a_schema_says_that_it_is_needed(postgres_url: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(schema.SchemaOutdated):
        await schema.ensure_schema(database)
    await database.close()


async def test_a_moment_without_a_zone_is_refused_and_others_come_back_aware(database: Database) -> None:
    async with database.transaction() as tx:
        person = await people.remember(tx, 5, "An", None, NOW, wrote_privately=True)
        await people.mark_unreachable(tx, person.id, NOW)
        again = await people.by_telegram(tx, 5)
        assert again is not None
        assert again.unreachable_since == NOW
        assert not again.reachable
        back = await people.remember(tx, 5, "An", None, NOW, wrote_privately=True)
        assert back.reachable
    with pytest.raises(Exception, match="without a zone"):
        async with database.transaction() as tx:
            await people.mark_unreachable(tx, person.id, NOW.replace(tzinfo=None))


async def test_the_inbox_keeps_once_and_gives_the_head_of_each_chat(database: Database) -> None:
    async with database.transaction() as tx:
        await inbox.keep(tx, [Arrived(9, 1, "a"), Arrived(3, 1, "b"), Arrived(5, 2, "c")], NOW)
        await inbox.keep(tx, [Arrived(9, 1, "again"), Arrived(4, 1, "d")], NOW)
        heads = await inbox.heads(tx, NOW, [], 10)
        # by arrival, never by update_id: webhooks come out of order, ids restart
        assert [(h.update_id, h.body) for h in heads] == [(9, "a"), (5, "c")]
        assert [h.update_id for h in await inbox.heads(tx, NOW, [1], 10)] == [5]
        assert await inbox.finish(tx, heads[0].seq, NOW)
        assert not await inbox.finish(tx, heads[0].seq, NOW)
        assert [h.update_id for h in await inbox.heads(tx, NOW, [], 10)] == [3, 5]


async def test_what_fails_waits_then_is_set_aside_and_can_be_tried_again(database: Database) -> None:
    async with database.transaction() as tx:
        await inbox.keep(tx, [Arrived(1, 1, "a"), Arrived(2, 1, "b")], NOW)
        (head,) = await inbox.heads(tx, NOW, [], 10)
        await inbox.try_later(tx, head.seq, 1, "boom", NOW + timedelta(seconds=5))
        assert await inbox.heads(tx, NOW, [], 10) == []  # its chat keeps its order
        await inbox.set_aside(tx, head.seq, 3, "boom")
        assert [h.update_id for h in await inbox.heads(tx, NOW, [], 10)] == [2]
        assert await inbox.aside(tx) == [Aside(1, "boom", emptied=False)]
        assert await inbox.retry_aside(tx) == 1
        assert [h.update_id for h in await inbox.heads(tx, NOW, [], 10)] == [1]


def out(chat: int, kind: Kind = Kind.ANSWER, **more: Any) -> Outgoing:
    return Outgoing(chat, "sendMessage", {"text": "x"}, kind, **more)


async def claimed(tx: Tx, now: datetime = NOW, **more: Any) -> list[int]:
    values: dict[str, Any] = {"busy": [], "may_interrupt": True, "limit": 10} | more
    return [row.id for row in await outbox.claim(tx, now, **values)]


async def test_answers_before_reminders_before_digests_one_a_chat(database: Database) -> None:
    async with database.transaction() as tx:
        digest = await outbox.put(tx, out(-5, Kind.DIGEST, in_hours=True), NOW)
        reminder = await outbox.put(tx, out(1, Kind.REMINDER, in_hours=True), NOW)
        answer = await outbox.put(tx, out(1), NOW)
        other = await outbox.put(tx, out(2), NOW)
        press = await outbox.put(tx, Outgoing(2, "answerCallbackQuery", {}, Kind.SILENT), NOW)
        assert await claimed(tx, may_interrupt=False) == [press, answer]
        await outbox.sent(tx, press, None, NOW)
        await outbox.sent(tx, answer, 7, NOW)
        assert await claimed(tx) == [other, reminder, digest]
        assert await claimed(tx) == []


async def test_a_message_that_waits_holds_back_the_later_ones_of_its_chat(database: Database) -> None:
    async with database.transaction() as tx:
        first = await outbox.put(tx, out(1), NOW)
        second = await outbox.put(tx, out(1), NOW)
        assert await claimed(tx) == [first]
        await outbox.try_later(tx, first, "429", NOW + timedelta(seconds=9), may_have_arrived=False)
        assert await claimed(tx, NOW + timedelta(seconds=5)) == []
        assert await claimed(tx, NOW + timedelta(seconds=9)) == [first]
        await outbox.failed(tx, first, "400")
        assert await claimed(tx, NOW + timedelta(seconds=9)) == [second]


async def test_what_was_on_its_way_at_a_crash_goes_again(database: Database) -> None:
    async with database.transaction() as tx:
        row = await outbox.put(tx, out(1), NOW)
        assert await claimed(tx) == [row]
        assert await outbox.release_interrupted(tx) == 1
        assert await claimed(tx) == [row]


async def test_a_pause_is_never_shortened(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.pause(tx, 1, NOW, NOW + timedelta(seconds=60))
        await outbox.pause(tx, 1, NOW, NOW + timedelta(seconds=5))
        await outbox.put(tx, out(1), NOW)
        assert await claimed(tx, NOW + timedelta(seconds=30)) == []
        assert await outbox.paused_until(tx, 1, NOW) == NOW + timedelta(seconds=60)
        assert await outbox.paused_until(tx, EVERY_CHAT, NOW) is None
        assert len(await claimed(tx, NOW + timedelta(seconds=61))) == 1


async def test_a_group_that_moved_gets_what_waited_for_it(database: Database) -> None:
    async with database.transaction() as tx:
        await outbox.put(tx, out(-5, Kind.DIGEST), NOW)
        await outbox.follow_chat(tx, -5, -1005)
        (row,) = await outbox.claim(tx, NOW, busy=[], may_interrupt=True, limit=1)
        assert row.chat_id == -1005


async def test_a_key_is_written_once(database: Database) -> None:
    async def twice() -> None:
        async with database.transaction() as tx:
            await outbox.put(tx, out(1, key="digest:1"), NOW)
            await outbox.put(tx, out(1, key="digest:1"), NOW)

    with pytest.raises(Exception, match=r"(?i)unique"):
        await twice()
    async with database.reading() as tx:
        assert await outbox.counts(tx) == {}


async def office(tx: Tx, *, role: Role = Role.LEAD) -> tuple[int, int, int]:
    """A unit, its focal point and one assignment: (unit, person, assignment)."""
    unit = await departments.add(tx, "Sở Tài chính", [], "sở", NOW)
    person = await people.remember(tx, 5, "An", None, NOW, wrote_privately=True)
    await people.make_focal_point(tx, person.id, unit, NOW)
    task = await tasks.add(
        tx, ref="NV01", now=NOW, created_by=None, text="Rà soát", kind=TaskKind.TASK, secret=False,
        needs_acceptance=False, deadline=DEADLINE, standing=False,
    )  # fmt: skip
    present = Present(State(Work.NO_REPORT), DEADLINE, 1)
    assignment = await assignments.add(
        tx, task_id=task, department_id=unit, role=role, first_deadline=DEADLINE, present=present, now=NOW
    )
    return unit, person.id, assignment


async def test_who_is_to_be_reminded(database: Database) -> None:
    async with database.transaction() as tx:
        _, person, assignment = await office(tx)
        (due,) = await reminders.candidates(tx, DEADLINE, NOW.date())
        assert (due.person_id, due.assignment_id, due.furthest_sent) == (person, assignment, None)
        assert await reminders.candidates(tx, DEADLINE - timedelta(days=1), NOW.date()) == []
        row = await outbox.put(tx, out(5, Kind.REMINDER, lapses_at=NOW + timedelta(hours=8)), NOW)
        await owing.remember(tx, [Owed(person, assignment, due.department_id, DEADLINE, 7)], NOW, row)
        (again,) = await reminders.candidates(tx, DEADLINE, NOW.date())
        assert again.furthest_sent == 7
        assert await reminders.counts(tx) == {assignment: 1}
        # unsent when its time is over: forgotten, so that it is planned again
        await outbox.lapse(tx, NOW + timedelta(hours=8))
        assert (await reminders.candidates(tx, DEADLINE, NOW.date()))[0].furthest_sent is None
        assert await outbox.counts(tx) == {"lapsed": 1}


@pytest.mark.parametrize(
    "change", ["done", "recurring", "waiting", "withdrawn", "unreachable", "gone", "coordinating"]
)
async def test_who_is_not(database: Database, change: str) -> None:
    async with database.transaction() as tx:
        role = Role.COORDINATING if change == "coordinating" else Role.LEAD
        _, person, assignment = await office(tx, role=role)
        states: dict[str, dict[str, Any]] = {
            "done": {"work": "done"},
            "recurring": {"work": "recurring"},
            "waiting": {"acceptance": "waiting"},
            "withdrawn": {"withdrawn_at": NOW},
        }
        values = states.get(change, {})
        if values:
            await tx.execute(
                update(assignment_rows).where(assignment_rows.c.id == assignment).values(**values)
            )
        if change == "unreachable":
            await people.mark_unreachable(tx, person, NOW)
        if change == "gone":
            await tx.execute(update(focal_rows).values(until=NOW))
        assert await reminders.candidates(tx, DEADLINE, NOW.date()) == []


async def test_reports_are_appended_and_come_back_as_they_were(database: Database) -> None:
    said = Said(Work.IN_PROGRESS, 60.5, 12, 16, True, "chờ số liệu", date(2025, 9, 29), date(2025, 10, 15))
    async with database.transaction() as tx:
        _, person, assignment = await office(tx)
        report = NewReport(assignment, person, NOW, Action.REPORT, "60,5%", said, chat_id=5, message_id=9)
        first = await reports.add(tx, report)
        await reports.add(tx, replace(report, action=Action.CORRECTION, of_id=first, message_id=None))
        history = await reports.of_assignment(tx, assignment)
        assert [r.said for r in history] == [said, said]
        assert [r.id for r in await reports.of_message(tx, 5, 9)] == [first]
        assert [r.id for r in await reports.of_person(tx, person)] == [history[1].id, first]


async def test_an_invitation_is_used_once(database: Database) -> None:
    async with database.transaction() as tx:
        unit, person, _ = await office(tx)
        expires = NOW + timedelta(days=7)
        await invitations.add(
            tx, "hash", department_id=unit, leader_name=None, created_by=None, now=NOW, expires_at=expires
        )
        found = await invitations.by_hash(tx, "hash")
        assert found is not None
        assert found.expires_at == expires
        assert await invitations.use(tx, found.id, person, NOW)
        assert not await invitations.use(tx, found.id, person, NOW)
        assert await invitations.by_hash(tx, "other") is None


async def test_a_wish_is_decided_once(database: Database) -> None:
    async with database.transaction() as tx:
        _, person, assignment = await office(tx)
        report = await reports.add(tx, NewReport(assignment, person, NOW, Action.REPORT, "x", Said()))
        wish = await extensions.ask(
            tx, assignment_id=assignment, asked_at=NOW, asked_by=person, report_id=report, from_day=DEADLINE,
            asked_day=date(2025, 10, 15), asked_reason=None,
        )  # fmt: skip
        decided = {"to_day": None, "reason": None, "decided_by": person, "now": NOW}
        assert await extensions.decide(tx, wish, "refused", **decided)  # type: ignore[arg-type]
        assert not await extensions.decide(tx, wish, "granted", **decided)  # type: ignore[arg-type]
        assert [w.decision for w in await extensions.of_assignment(tx, assignment)] == ["refused"]


async def test_a_rehearsal_leaves_nothing_behind(database: Database) -> None:
    async with database.rehearsal() as tx:
        await departments.add(tx, "Sở Lạ", [], None, NOW)
        assert len(await departments.every(tx)) == 1
    async with database.reading() as tx:
        assert await departments.every(tx) == []
