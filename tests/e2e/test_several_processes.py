"""Three processes on one PostgreSQL; one of them dies again and again."""

import asyncio
import random
import re
import signal
from pathlib import Path

from storage import reports
from storage.database import Database
from tests.e2e.office import PEOPLE, Deployment, deployed, furnish
from tests.storage.conftest import create_database

EACH = 7


async def migrated(folder: Path, postgres_url: str, office: Deployment) -> str:
    url = await create_database(postgres_url)
    code, _, err = await office.typed("migrate", DATABASE_URL=url)
    assert code == 0, err
    return url


def readbacks(office: Deployment, person: int) -> list[str]:
    found = (re.search(r"Đã ghi (NV\d+)", words) for words in office.world.texts(person))
    return [match[1] for match in found if match]


async def test_nothing_is_lost_doubled_or_out_of_order(tmp_path: Path, postgres_url: str) -> None:
    rng = random.Random(5)
    async with deployed(tmp_path, forked=True) as office:
        url = await migrated(tmp_path, postgres_url, office)
        await office.import_tasks(EACH, DATABASE_URL=url)
        await furnish(office, *PEOPLE, url=url)
        running = [await office.start(DATABASE_URL=url) for _ in range(3)]
        kills = 0
        for t in range(EACH):
            for n, person in enumerate(PEOPLE):
                office.world.person_sends(person.id, person.id, f"NV{n}{t:02d} được {10 + t}%")
            await asyncio.sleep(rng.uniform(0.3, 0.8))
            if t % 3 == 2:
                victim = running.pop(rng.randrange(3))
                victim.kill()
                await victim.wait()
                running.append(await office.start(DATABASE_URL=url))
                kills += 1
        wanted = {p.id: [f"NV{n}{t:02d}" for t in range(EACH)] for n, p in enumerate(PEOPLE)}
        await office.world.until(
            lambda: all({*readbacks(office, p)} == {*refs} for p, refs in wanted.items()), within=60
        )
        for process in running:
            process.terminate()
        ended = [await process.wait() for process in running]
        assert {*ended} <= {0, -signal.SIGTERM}  # the latter: it had not even begun
        repeated = 0
        for chat, refs in wanted.items():
            told = readbacks(office, chat)
            assert list(dict.fromkeys(told)) == refs  # in the order of the chat
            repeated += len(told) - len(refs)
        assert repeated <= 8 * kills
        store = Database(url)
        async with store.reading() as tx:
            assert len(await reports.every(tx)) == EACH * len(PEOPLE)
        await store.close()
        assert "Traceback" not in office.log


async def test_whoever_is_left_takes_over(tmp_path: Path, postgres_url: str) -> None:
    async with deployed(tmp_path, forked=True) as office:
        url = await migrated(tmp_path, postgres_url, office)
        first = await office.start(DATABASE_URL=url)
        await taken_over(office)
        second = await office.start(DATABASE_URL=url)
        await asyncio.sleep(3.0)
        assert "this process is" not in office.log[office.log_from :]
        first.send_signal(signal.SIGSTOP)  # it hangs
        await taken_over(office)
        await office.start(DATABASE_URL=url)
        await asyncio.sleep(1.0)
        second.kill()
        await taken_over(office)


async def taken_over(office: Deployment) -> None:
    """By the process that was started last."""
    async with asyncio.timeout(30):
        while roles(office) < {"clock", "poller", "sender"}:  # noqa: ASYNC110 - its log
            await asyncio.sleep(0.05)


def roles(office: Deployment) -> set[str]:
    return set(re.findall(r"this process is the (\w+)", office.log[office.log_from :]))
