"""Reports are appended; an invitation, a wish for a later date and a press count once."""

from dataclasses import replace
from datetime import date, timedelta

from domain.history import Action, HowRead, standing_of
from domain.office import Language
from domain.work import Moved, Role, Said, Work
from storage import (
    assignments,
    changes,
    digests,
    extensions,
    facts,
    invitations,
    people,
    questions,
    reports,
    tasks,
)
from storage.changes import Change
from storage.database import Database, Tx
from storage.reports import NewReport
from tests.storage.rows import AN, BINH, DEADLINE, NOW, assignment, focal_point, unit

DAY = timedelta(days=1)
LATER = date(2025, 10, 15)


async def office(tx: Tx) -> tuple[int, int]:
    """An's id, and that of an assignment of An's unit."""
    unit_id = await unit(tx)
    return await focal_point(tx, AN, unit_id), await assignment(tx, unit_id)


async def test_reports_are_appended_and_come_back_as_they_were_said(database: Database) -> None:
    said = Said(Work.IN_PROGRESS, 60.5, 12, 16, True, "chờ số liệu", DEADLINE, LATER)
    async with database.transaction() as tx:
        an, about = await office(tx)
        reading = HowRead((("percent", "60%"),), ("NV01", "NV02"), "NV01")
        first = NewReport(
            about, an, NOW, Action.REPORT, "60% rồi ạ", said, chat_id=AN, message_id=5, inbox_seq=9,
            reading=reading,
        )  # fmt: skip
        report_id = await reports.add(tx, first)
        corrected = await reports.add(
            tx, replace(first, action=Action.CORRECTION, of_id=report_id, said=replace(said, percent=65))
        )
        undo = await reports.add(
            tx, NewReport(about, an, NOW + DAY, Action.UNDO, None, Said(), of_id=corrected)
        )
        kept = await reports.get(tx, report_id)
        assert kept is not None
        assert (kept.at, kept.person_id, kept.text, kept.said) == (NOW, an, "60% rồi ạ", said)
        assert (kept.group, kept.reading) == (9, reading)
        history = await reports.of_assignment(tx, about)
        assert [r.id for r in history] == [report_id, corrected, undo]
        assert standing_of(history) == {report_id: "valid", corrected: "undone"}
        assert await reports.every(tx) == history
        assert await reports.of_person(tx, an, limit=2) == [history[2], history[1]]
        assert await reports.of_message(tx, AN, 5) == history[:2]
        assert await reports.of_message(tx, BINH, 5) == []
        assert await reports.get(tx, 999) is None


async def test_an_invitation_is_used_once(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        an, binh = await focal_point(tx, AN), await focal_point(tx, BINH)
        await invitations.add(
            tx,
            "hash",
            department_id=unit_id,
            leader_name=None,
            created_by=None,
            now=NOW,
            expires_at=NOW + DAY,
        )
        found = await invitations.by_hash(tx, "hash")
        assert found is not None
        assert (found.department_id, found.expires_at, found.used_by) == (unit_id, NOW + DAY, None)
        assert await invitations.use(tx, found.id, an, NOW)
        assert not await invitations.use(tx, found.id, binh, NOW)
        used = await invitations.by_hash(tx, "hash")
        assert used is not None
        assert used.used_by == an
        assert await invitations.by_hash(tx, "other") is None


async def test_wrong_codes_are_counted_for_each_person(database: Database) -> None:
    async with database.transaction() as tx:
        for moment in (NOW, NOW + DAY, NOW + DAY):
            await invitations.note_wrong_code(tx, AN, moment)
        assert await invitations.wrong_codes_since(tx, AN, NOW) == 2
        assert await invitations.wrong_codes_since(tx, BINH, NOW - DAY) == 0


async def test_a_person_is_remembered_as_named_now(database: Database) -> None:
    big = 7_000_000_001  # ids no longer fit 32 bits
    async with database.transaction() as tx:
        seen = await people.remember(tx, big, "An", None, NOW, wrote_privately=False)
        assert (seen.started, seen.reachable) == (False, False)
        wrote = await people.remember(tx, big, "An Nguyễn", "an", NOW, wrote_privately=True)
        assert (wrote.id, wrote.name, wrote.reachable) == (seen.id, "An Nguyễn", True)
        await people.mark_unreachable(tx, wrote.id, NOW)
        await people.mark_unreachable(tx, wrote.id, NOW + DAY)
        grouped = await people.remember(tx, big, "An Nguyễn", "an", NOW, wrote_privately=False)
        assert (grouped.started, grouped.unreachable_since) == (True, NOW)
        again = await people.remember(tx, big, "An Nguyễn", "an", NOW, wrote_privately=True)
        assert again == await people.by_telegram(tx, big) == wrote
        assert await people.names(tx) == {seen.id: "An Nguyễn"}
        assert await people.languages(tx, [big]) == {}
        await people.choose_language(tx, seen.id, Language.ENGLISH)
        assert await people.languages(tx, [big, AN]) == {big: Language.ENGLISH}


async def test_a_focal_point_and_a_leader_are_made_once(database: Database) -> None:
    async with database.transaction() as tx:
        finance, health = await unit(tx), await unit(tx, "Sở Y tế")
        an = await focal_point(tx, AN, finance)
        assert not await people.make_focal_point(tx, an, finance, NOW)
        assert await people.make_focal_point(tx, an, health, NOW)
        assert await people.departments_of(tx, an) == [finance, health]
        assert [p.department_id for p in await people.focal_points_of(tx, [health])] == [health]
        assert await people.make_leader(tx, an, NOW)
        assert not await people.make_leader(tx, an, NOW)
        assert [leader.id for leader in await people.every_leader(tx)] == [an]


async def test_a_wish_is_numbered_and_decided_once(database: Database) -> None:
    async with database.transaction() as tx:
        an, about = await office(tx)
        report_id = await reports.add(tx, NewReport(about, an, NOW, Action.REPORT, "xin lùi", Said()))

        async def ask() -> int:
            return await extensions.ask(
                tx, assignment_id=about, asked_at=NOW, asked_by=an, report_id=report_id, from_day=DEADLINE,
                asked_day=LATER, asked_reason="chờ khảo sát",
            )  # fmt: skip

        async def decide(wish: int, decision: str) -> bool:
            return await extensions.decide(
                tx, wish, decision, to_day=LATER, reason=None, decided_by=an, now=NOW
            )

        wish = await ask()
        pending = await extensions.pending(tx, about)
        assert pending is not None
        assert (pending.id, pending.number, pending.asked_day) == (wish, 1, LATER)
        assert await decide(wish, "granted")
        assert not await decide(wish, "refused")
        decided = await extensions.get(tx, wish)
        assert decided is not None
        assert (decided.decision, decided.to_day, decided.decided_at) == ("granted", LATER, NOW)
        assert await extensions.pending(tx, about) is None
        second = await ask()
        assert await decide(second, "withdrawn")
        assert [e.id for e in await extensions.of_assignment(tx, about)] == [wish]
        third = await ask()
        assert [(e.id, e.number) for e in await extensions.every_pending(tx)] == [(third, 3)]
        assert await assignments.extension_counts(tx) == {about: 1}


async def test_moves_of_a_deadline_are_kept_in_order(database: Database) -> None:
    async with database.transaction() as tx:
        an, about = await office(tx)
        await reports.add_move(tx, about, NOW, DEADLINE, LATER, an, None)
        await reports.add_move(tx, about, NOW + DAY, LATER, None, None, None)
        moves = [(about, Moved(NOW, LATER)), (about, Moved(NOW + DAY, None))]
        assert await reports.moves_of(tx, about) == await reports.moves_of(tx) == moves


async def test_a_withdrawn_assignment_comes_back_as_it_was(database: Database) -> None:
    async with database.transaction() as tx:
        _, about = await office(tx)
        (before,) = await assignments.every(tx)
        await assignments.withdraw(tx, about, NOW)
        assert await assignments.get(tx, about) is None
        again = await assignments.add(
            tx, task_id=before.task.id, department_id=before.department.id, role=before.role,
            first_deadline=LATER, present=replace(before.present, deadline=LATER), now=NOW + DAY,
        )  # fmt: skip
        assert again == about
        assert await assignments.get(tx, about) == before
        assert await assignments.of_ref(tx, "nv01") == [before]


async def test_what_an_import_changes_is_written_for_many_at_once(database: Database) -> None:
    async with database.transaction() as tx:
        an, one = await office(tx)
        other = await assignment(tx, await unit(tx, "Sở Y tế"), "NV02")
        (first, second) = await assignments.every(tx)
        await reports.add(tx, NewReport(one, an, NOW, Action.REPORT, None, Said(Work.DONE)))
        await reports.add_moves(tx, [(other, DEADLINE, LATER), (other, LATER, None)], NOW, an)
        assert [r.said.work for r in (await reports.of_assignments(tx, [one, other]))[one]] == [Work.DONE]
        assert await reports.moves_of_many(tx, [one, other]) == {other: [Moved(NOW, LATER), Moved(NOW, None)]}
        await assignments.withdraw_many(tx, [one, other], NOW)
        gone = {(a.task.id, a.department.id): a.id for a in (first, second)}
        assert await assignments.withdrawn(tx) == gone
        assert [(a.id, at) for a, at in await assignments.ever(tx)] == [(one, NOW), (other, NOW)]
        await assignments.name_again(tx, {one: Role.COORDINATING, other: Role.LEAD})
        await assignments.change_bases(tx, {one: None, other: LATER})
        await assignments.write_presents(tx, {other: replace(second.present, deadline=LATER)})
        values = {"text": "x", "deadline": None, "anchor": LATER}
        await tasks.change_many(tx, [{"task_id": a.task.id, **values} for a in (first, second)])
        assert await tasks.anchors(tx) == {first.task.id: LATER, second.task.id: LATER}
        found = [
            (a.id, a.role, a.first_deadline, a.deadline, a.task.text) for a in await assignments.every(tx)
        ]
    assert found == [
        (one, Role.COORDINATING, None, DEADLINE, "x"), (other, Role.LEAD, LATER, LATER, "x"),
    ]  # fmt: skip


async def test_a_person_has_one_open_question(database: Database) -> None:
    async with database.transaction() as tx:
        an, binh = await focal_point(tx, AN), await focal_point(tx, BINH)
        await questions.ask(tx, an, "which_task", {"text": "xong"}, NOW)
        second = await questions.ask(tx, an, "blocker", {"assignment_id": 3}, NOW + DAY)
        asked = await questions.open_for(tx, an, NOW)
        assert asked is not None
        assert (asked.id, asked.kind, asked.payload) == (second, "blocker", {"assignment_id": 3})
        assert await questions.open_for(tx, an, NOW + DAY) is None  # too old
        assert await questions.get(tx, second, binh) is None
        await questions.close(tx, second, NOW)
        assert await questions.open_for(tx, an, NOW) is None


async def test_the_last_group_wins_and_cadences_have_a_history(database: Database) -> None:
    async with database.transaction() as tx:
        assert await digests.group(tx) is None
        await digests.choose_group(tx, -1, None, "Cũ", None, NOW)
        await digests.choose_group(tx, -2, 7, "Ban Chỉ đạo", None, NOW + DAY)
        chosen = await digests.group(tx)
        assert chosen is not None
        assert (chosen.chat_id, chosen.thread_id, chosen.title) == (-2, 7, "Ban Chỉ đạo")
        for every in ("P1W", "P2W"):
            await digests.set_cadence(tx, NOW, every, None, NOW, effective_from=NOW)
        assert [(c.every, c.start) for c in await digests.cadences_set(tx)] == [("P1W", NOW), ("P2W", NOW)]


async def test_the_making_of_the_store_is_noted_once(database: Database) -> None:
    async with database.transaction() as tx:
        assert await facts.made_at(tx, NOW) == NOW
        assert await facts.made_at(tx, NOW + DAY) == NOW
        await facts.put(tx, facts.BOT_USERNAME, "a_bot")
        await facts.put(tx, facts.BOT_USERNAME, "don_doc_bot")
        assert await facts.get(tx, facts.BOT_USERNAME) == "don_doc_bot"


async def test_the_trace_tells_what_was_and_what_is(database: Database) -> None:
    what = [Change("task", 3, "deadline", None, "2025-10-15"), Change("task", 4, "text", "a", "b")]
    async with database.transaction() as tx:
        an = await focal_point(tx, AN)
        await changes.keep(tx, what, at=NOW, person_id=an, source="telegram", inbox_seq=9)
        await changes.keep(tx, [], at=NOW, person_id=None, source="import")
        (kept,) = await changes.of(tx, "task", 3)
    assert (kept.at, kept.person_id, kept.source, kept.change) == (NOW, an, "telegram", what[0])
