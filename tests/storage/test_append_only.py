"""The trace is only added to: the database refuses the rest, whoever asks."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, null, select, update
from sqlalchemy.exc import DBAPIError

from domain.history import Action, HowRead
from domain.work import Judged, Said, Verdict, Work
from storage import changes, outbox, reports, secrets, verdicts
from storage.changes import Change
from storage.database import Database
from storage.erasing import forget_person
from storage.outbox import Kind, Outgoing
from storage.reports import NewReport
from storage.tables import changes as trace
from storage.tables import deadline_moves, nudges, tasks
from storage.tables import reports as said
from storage.tables import verdicts as judged
from tests.storage.rows import AN, assignment, focal_point, unit

NOW = datetime(2025, 9, 23, 1, 0, tzinfo=UTC)
LATER = datetime(2025, 9, 24, 1, 0, tzinfo=UTC)
OVERWRITTEN: list[tuple[Any, dict[str, Any]]] = [
    (trace, {"at": LATER}),
    (trace, {"person_id": None}),
    (trace, {"new": "khác"}),
    (trace, {"field": "text"}),
    (said, {"work": "done"}),
    (said, {"percent": None}),
    (said, {"at": LATER}),
    (said, {"text": "xong"}),
    (said, {"blocker": "khác"}),
    (said, {"reading": {"fired": []}}),
    (said, {"message_id": 8}),
    (deadline_moves, {"to_day": date(2025, 12, 1)}),
    (deadline_moves, {"moved_by": None}),
    (nudges, {"at": LATER}),
    (judged, {"verdict": "accepted"}),
    (judged, {"reason": "khác"}),
]


@pytest.fixture
async def person_id(database: Database) -> int:
    """An has reported, a deadline was moved, somebody was nudged, a result returned, something was changed."""
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        who = await focal_point(tx, AN, unit_id)
        about = await assignment(tx, unit_id)
        report = NewReport(
            about, who, NOW, Action.REPORT, "60%", Said(work=Work.IN_PROGRESS, percent=60, blocker="vốn"),
            chat_id=AN, message_id=7, reading=HowRead(fired=(("percent", "60%"),)),
        )  # fmt: skip
        await reports.add(tx, report)
        await reports.add_move(tx, about, NOW, date(2025, 9, 30), date(2025, 10, 15), who, None, 3)
        message = Outgoing(AN, "sendMessage", {"text": "NV01"}, Kind.NUDGE, person_id=who)
        told = await outbox.put(tx, message, NOW)
        await tx.execute(insert(nudges).values(assignment_id=about, at=NOW, nudged_by=who, outbox_id=told))
        await verdicts.add(tx, about, Judged(NOW, Verdict.RETURNED), "thiếu phụ lục", who, 4)
        change = Change("task", 1, "text", "cũ", "mới")
        await changes.keep(tx, [change], at=NOW, person_id=who, source="telegram", inbox_seq=3)
    return who


@pytest.mark.parametrize(("table", "values"), OVERWRITTEN)
async def test_nothing_is_overwritten(database: Database, person_id: int, table: Any, values: Any) -> None:
    with pytest.raises(DBAPIError, match="is only added to"):
        async with database.transaction() as tx:
            await tx.execute(update(table).values(**values))


@pytest.mark.parametrize("table", [trace, said, deadline_moves, nudges, judged])
async def test_nothing_is_deleted(database: Database, person_id: int, table: Any) -> None:
    with pytest.raises(DBAPIError, match="is only added to"):
        async with database.transaction() as tx:
            await tx.execute(delete(table))
    async with database.reading() as tx:
        assert len((await tx.execute(select(table))).all()) == 1


async def test_a_task_that_is_made_secret_keeps_no_words(database: Database, person_id: int) -> None:
    async with database.transaction() as tx:
        (task_id,) = (await tx.execute(select(tasks.c.id))).scalars()
        long = Change("task", task_id, "deadline", "ngay sau khi có hướng dẫn kiểm kê của Bộ", "30/09/2025")
        renamed = Change("task", task_id, "text", "cũ", "mới")
        await changes.keep(tx, [long, renamed], at=NOW, person_id=None, source="import")
        await secrets.forget_task(tx, task_id, "Rà soát quy định", 30, NOW)
    async with database.reading() as tx:
        assert {(k.change.field, k.change.old, k.change.new) for k in await changes.of(tx, "task", task_id)} == {
            ("text", None, None), ("deadline", None, "30/09/2025"),
        }  # fmt: skip
        kept = (await tx.execute(select(said))).one()
        assert (kept.text, kept.blocker, kept.percent) == (None, None, 60)


async def test_words_may_be_emptied_and_a_person_erased(database: Database, person_id: int) -> None:
    async with database.transaction() as tx:
        (report_id,) = (await tx.execute(select(said.c.id))).scalars()
        await secrets.forget_reports(tx, [report_id])
        await tx.execute(update(trace).values(old=null(), new=null()))
        await forget_person(tx, person_id, LATER)
    async with database.reading() as tx:
        kept = (await tx.execute(select(said))).one()
        assert (kept.text, kept.blocker, kept.chat_id, kept.percent, kept.person_id) == (
            None, None, None, 60, person_id,
        )  # fmt: skip
        assert (await tx.execute(select(trace.c.person_id, trace.c.old))).one() == (person_id, None)
