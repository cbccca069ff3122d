"""The end of a run, while something is in hand."""

import asyncio
from datetime import UTC, datetime

from tests.scenes.office import Office


async def test_a_tick_in_hand_is_finished_and_not_logged_as_failed(office: Office) -> None:
    running = office.running
    await running.start()
    (job,) = running._scheduler.get_jobs()
    async with running.database.transaction():
        job.modify(next_run_time=datetime.now(UTC))
        await asyncio.sleep(0.1)
        stopping = asyncio.create_task(running.stop())
        await asyncio.sleep(0.1)
    await stopping
