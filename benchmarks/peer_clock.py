"""A job a reminder in APScheduler's SQL store, due in one second while the loop is late; prints JSON."""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

ran = 0


async def remind() -> None:
    global ran  # noqa: PLW0603 - a job of the store is a function of a module
    ran += 1


async def main(path: str, count: int, late: float) -> None:
    scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{path}")})
    scheduler.start(paused=True)
    due = datetime.now(UTC) + timedelta(seconds=60)
    for _ in range(count):
        scheduler.add_job(remind, "date", run_date=due)
    # all in the store: as though their second were now, and the loop busy
    due = datetime.now(UTC) + timedelta(seconds=0.5)
    for job in scheduler.get_jobs():
        job.modify(next_run_time=due)
    scheduler.resume()
    time.sleep(0.5 + late)  # noqa: ASYNC251
    worst, run = 0.0, asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        nonlocal worst
        before = time.thread_time()
        run(handle)
        worst = max(worst, time.thread_time() - before)

    asyncio.Handle._run = timed
    until = time.perf_counter() + 10
    while time.perf_counter() < until and scheduler.get_jobs():  # noqa: ASYNC110 - their jobs
        await asyncio.sleep(0.2)
    await asyncio.sleep(1)
    print(json.dumps({"ran": ran, "stall": worst}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
