"""Which periods of recurring tasks were closed: by reports that count, and once."""

from datetime import datetime, timedelta

from domain.history import Action
from domain.work import Said, Work
from storage import reports
from storage.database import Database, Tx
from storage.reports import NewReport
from tests.storage.rows import NOW, assignment, unit

DAY = timedelta(days=1)
DONE, PROGRESS = Said(Work.DONE), Said(Work.IN_PROGRESS)


async def said(
    tx: Tx, about: int, at: datetime, said: Said, action: Action = Action.REPORT, of: int | None = None
) -> int:
    return await reports.add(tx, NewReport(about, None, at, action, None, said, of_id=of))


async def test_only_reports_that_count_close_a_period(database: Database) -> None:
    async with database.transaction() as tx:
        unit_id = await unit(tx)
        names = ("closed", "undone", "corrected", "mended", "early", "back")
        ids = {
            name: await assignment(tx, unit_id, f"NV{n}", recurrence="P1W") for n, name in enumerate(names)
        }
        once = await assignment(tx, unit_id, "NV90")
        accepted = await assignment(tx, unit_id, "NV91", needs_acceptance=True, recurrence="P1W")
        first = {name: await said(tx, about, NOW + DAY, DONE) for name, about in ids.items()}
        for about in (once, accepted):
            await said(tx, about, NOW + DAY, DONE)
        await said(tx, ids["undone"], NOW + DAY, Said(), Action.UNDO, first["undone"])
        await said(tx, ids["corrected"], NOW + DAY, PROGRESS, Action.CORRECTION, first["corrected"])
        await said(tx, ids["mended"], NOW + 2 * DAY, DONE, Action.CORRECTION, first["mended"])
        await said(tx, ids["early"], NOW + 4 * DAY, DONE, Action.CORRECTION, first["early"])
        wrong = await said(tx, ids["back"], NOW + DAY, PROGRESS, Action.CORRECTION, first["back"])
        await said(tx, ids["back"], NOW + DAY, Said(), Action.UNDO, wrong)
        found = await reports.periods_closed(tx, NOW, NOW + 3 * DAY)
        assert found == {ids["closed"], ids["mended"], ids["back"]}
        assert await reports.periods_closed(tx, NOW + 3 * DAY, NOW + 5 * DAY) == set()
