"""What happened in a year: what is fetched for its trends, on both engines."""

from datetime import date, timedelta

from domain.history import Action
from domain.trends import Asked, Due, Record, Returned, Wish, month_starts
from domain.work import Judged, Said, State, Verdict, Work
from storage import extensions, nudges, reports, trends, verdicts
from storage.database import Database, Tx
from storage.reports import NewReport
from tests.papers.samples import ZONE
from tests.storage.rows import AN, DEADLINE, NOW, assignment, focal_point, unit

DAY = timedelta(days=1)


async def said(tx: Tx, about: int, days: int, action: Action = Action.REPORT, of: int | None = None) -> int:
    report = NewReport(about, None, NOW + days * DAY, action, None, Said(Work.IN_PROGRESS), of_id=of)
    return await reports.add(tx, report)


async def test_what_happened_in_a_year(database: Database) -> None:
    async with database.transaction() as tx:
        finance = await unit(tx)
        an = await focal_point(tx, AN, finance)
        done = State(Work.DONE, done_at=NOW)
        about = await assignment(tx, finance, "NV01", state=done)
        await assignment(tx, finance, "NV02", standing=True)
        await assignment(tx, finance, "NV03", recurrence="P1W")
        await assignment(tx, finance, "NV04", deadline=date(2026, 1, 5))
        await assignment(tx, finance, "NV05", kind="indicator")
        for days in (0, 1, 5, 9):
            await nudges.add(tx, [(about, an)], an, NOW + days * DAY)
        undone = await said(tx, about, 2)
        await said(tx, about, 2, Action.UNDO, undone)
        await said(tx, about, 3)
        await said(tx, about, 40, Action.REMARK)
        await verdicts.add(tx, about, Judged(NOW + DAY, Verdict.RETURNED), None, an, None)
        await verdicts.add(tx, about, Judged(NOW + 2 * DAY, Verdict.ACCEPTED), None, an, None)
        await extensions.ask(
            tx,
            assignment_id=about,
            asked_at=NOW,
            asked_by=an,
            report_id=None,
            from_day=DEADLINE,
            asked_day=DEADLINE,
            asked_reason=None,
        )
        found = await trends.record(tx, 2025, month_starts(2025, ZONE))
        nothing = await trends.record(tx, 2024, month_starts(2024, ZONE))
    assert found.dues == [Due(finance, DEADLINE, Work.DONE, None, NOW)]
    # what was taken back answers nothing; two questions before one answer are one
    assert sorted(found.asked, key=lambda one: one.first_at) == [
        Asked(finance, NOW, NOW + 3 * DAY),
        Asked(finance, NOW + 5 * DAY, None),
    ]
    assert found.reported == {(finance, 9): 1}
    assert found.wishes == [Wish(finance, NOW, granted=False)]
    assert found.returned == [Returned(finance, NOW + DAY)]
    assert nothing == Record([], [], {}, [], [])
