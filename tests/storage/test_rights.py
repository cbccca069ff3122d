"""Who is asked and who has rights on a day, on both databases."""

from datetime import date, timedelta

from sqlalchemy import select

from domain.evidence import Attachment
from domain.history import Action
from domain.work import Said
from storage import (
    departments,
    deputies,
    evidence,
    handovers,
    heads,
    outbox,
    owing,
    people,
    reminders,
    rights,
    snoozes,
)
from storage.database import Database
from storage.outbox import Kind, Outgoing
from storage.owing import Owed
from storage.reports import NewReport
from storage.reports import add as add_report
from storage.tables import snoozes as snooze_rows
from tests.storage.rows import AN, BINH, DEADLINE, NOW, assignment, focal_point, unit

TODAY = date(2025, 9, 23)
DAY = timedelta(days=1)


async def asked(database: Database, today: date) -> list[int]:
    async with database.reading() as tx:
        return [due.person_id for due in await reminders.candidates(tx, DEADLINE, today)]


async def test_a_deputy_is_asked_in_the_place_of_who_is_away(database: Database) -> None:
    async with database.transaction() as tx:
        finance = await unit(tx)
        an, binh = await focal_point(tx, AN, finance), await focal_point(tx, BINH)
        await assignment(tx, finance)
        given = await deputies.add(tx, an, binh, TODAY, TODAY + DAY, NOW)
        assert (await rights.held(tx, binh, TODAY)).own == {finance}
        assert (await rights.held(tx, binh, TODAY + 2 * DAY)).own == set()
        assert (await rights.held(tx, an, TODAY)).own == {finance}
    assert await asked(database, TODAY - DAY) == [an]
    assert await asked(database, TODAY + DAY) == [binh]
    assert await asked(database, TODAY + 2 * DAY) == [an]
    async with database.transaction() as tx:
        await people.mark_unreachable(tx, binh, NOW)
        assert await departments.without_reachable(tx, TODAY) == []
    assert await asked(database, TODAY) == [an], "nobody falls between two chairs"
    async with database.transaction() as tx:
        await deputies.end(tx, given, NOW)
        assert (await rights.held(tx, binh, TODAY)).own == set()


async def test_a_head_reads_and_hears_what_is_overdue(database: Database) -> None:
    async with database.transaction() as tx:
        finance = await unit(tx)
        an = await focal_point(tx, AN)
        await assignment(tx, finance)
        assert await heads.add(tx, an, finance, NOW)
        assert not await heads.add(tx, an, finance, NOW)
        held = await rights.held(tx, an, TODAY)
        assert (held.own, held.headed, held.leader) == (frozenset(), frozenset({finance}), False)
        assert await owing.owed_to_heads(tx, {(DEADLINE, None): 0}) == []
        (late,) = await owing.owed_to_heads(tx, {(DEADLINE, None): -1})
        assert (late.person_id, late.lead_days) == (an, -1)
        assert await heads.end(tx, an, finance, NOW)
        assert (await rights.held(tx, an, TODAY)).headed == set()


async def test_a_reminder_put_off_is_found_on_its_day_and_again_when_it_did_not_arrive(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        finance = await unit(tx)
        an = await focal_point(tx, AN, finance)
        task = await assignment(tx, finance)
        row = await outbox.put(tx, Outgoing(AN, "sendMessage", {}, Kind.REMINDER, person_id=an), NOW)
        assert await snoozes.rung(tx, task, an, DEADLINE) is None, "nothing to put off yet"
        await owing.remember(tx, [Owed(an, task, finance, DEADLINE, 7)], NOW, row)
        assert await snoozes.rung(tx, task, an, DEADLINE) == 7
        await snoozes.add(
            tx, assignment_id=task, person_id=an, deadline=DEADLINE, lead_days=7, until_day=TODAY + DAY, now=NOW
        )  # fmt: skip
        assert await snoozes.rung(tx, task, an, DEADLINE) is None
        assert await snoozes.due(tx, TODAY) == []
        (found,) = await snoozes.due(tx, TODAY + DAY)
        again = await outbox.put(tx, Outgoing(AN, "sendMessage", {}, Kind.REMINDER, person_id=an), NOW)
        await snoozes.said(tx, [found.id], again)
        assert await snoozes.due(tx, TODAY + DAY) == []
        await outbox.give_up(tx, an, [Kind.REMINDER])
        assert (await tx.execute(select(snooze_rows.c.outbox_id))).scalar_one() is None
        assert await snoozes.due(tx, TODAY + DAY) == [found]
        await people.end_focal_point(tx, an, finance, NOW)
        assert await snoozes.due(tx, TODAY + DAY) == []


async def test_evidence_is_kept_once_a_report_and_found_by_its_album(database: Database) -> None:
    async with database.transaction() as tx:
        finance = await unit(tx)
        an, binh = await focal_point(tx, AN, finance), await focal_point(tx, BINH)
        task = await assignment(tx, finance)
        report = await add_report(tx, NewReport(task, an, NOW, Action.REPORT, "60%", Said()))
        one = Attachment("f", "anh.jpg", 9, "photo", "album")
        assert await evidence.add(tx, report, "0" * 64, one, NOW)
        assert not await evidence.add(tx, report, "0" * 64, one, NOW)
        assert await evidence.add(tx, report, "1" * 64, one, NOW)
        assert [kept.sha256[0] for kept in await evidence.of_assignment(tx, task)] == ["0", "1"]
        assert await evidence.reports_of_album(tx, "album", an) == [report]
        assert await evidence.reports_of_album(tx, "album", binh) == []
        assert await evidence.of_report(tx, report) == 2


async def test_one_handover_waits_at_a_time(database: Database) -> None:
    async with database.transaction() as tx:
        an, binh = await focal_point(tx, AN), await focal_point(tx, BINH)
        first = await handovers.offer(tx, an, binh, NOW)
        second = await handovers.offer(tx, an, binh, NOW)
        assert await handovers.waiting(tx, first) is None
        assert await handovers.waiting(tx, second) is not None
        await handovers.confirm(tx, second, NOW)
        assert await handovers.waiting(tx, second) is None
