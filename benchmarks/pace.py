"""A broadcast to a server that enforces 30 messages a second, over a line with ±30 ms of jitter."""

import asyncio
import random
import re
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import aiohttp
from aiohttp import web

from benchmarks.peers import installed
from benchmarks.stage import broadcast, office
from benchmarks.table import Counted
from tests.bot.test_pace import most_in
from tests.e2e.office import TOKEN, Deployment

WAITING, PER_SECOND, SECONDS = 5000, 25, 40
ENFORCED = 30
JITTER = 0.03
OTHERS_MESSAGES = 900
SEED = 20260930


def measure() -> list[Counted]:
    with installed("python-telegram-bot[rate-limiter]") as python:
        return [asyncio.run(_ours()), asyncio.run(_others(python))]


@asynccontextmanager
async def jittery(target: str) -> AsyncIterator[str]:
    """A line to `target` on which each request takes up to 60 ms more than another."""
    rng = random.Random(SEED)

    async def pass_on(request: web.Request) -> web.Response:
        body = await request.read()
        if not request.path.endswith("/getUpdates"):
            await asyncio.sleep(rng.uniform(0, 2 * JITTER))
        headers = {"Content-Type": request.headers.get("Content-Type", "application/json")}
        try:
            async with session.post(target + request.path_qs, data=body, headers=headers) as answer:
                return web.Response(
                    body=await answer.read(), status=answer.status, content_type=answer.content_type
                )
        except aiohttp.ClientError:  # the process at the other end was killed
            raise web.HTTPBadGateway from None

    async with aiohttp.ClientSession() as session:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", pass_on)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()


async def _ours() -> Counted:
    async with (
        office(None, 1, 1, date(2026, 6, 30)) as (deployment, store),
        jittery(deployment.sandbox.url) as line,
    ):
        deployment.world.flood.enforced = True
        deployment.world.flood.per_second = ENFORCED
        await broadcast(deployment, store, WAITING)
        env = {"TELEGRAM_API_URL": line, "MESSAGES_PER_SECOND": str(PER_SECOND)}
        await deployment.start(**env)
        await deployment.at_work()
        await asyncio.sleep(2)
        began, overtook = time.monotonic(), []
        while time.monotonic() - began < SECONDS / 2:
            overtook.append(await _asks(deployment))
            await asyncio.sleep(3)
        await deployment.kill()
        await deployment.start(**env)
        await deployment.at_work()
        restarted = time.monotonic()
        await asyncio.sleep(SECONDS / 2)
        await deployment.kill()
        calls = deployment.world.log.of("sendMessage")
        steady = [c.at for c in calls if began <= c.at < began + SECONDS / 2]
        steady += [c.at for c in calls if c.at >= restarted + 1]
        refused = sum(not (c.answer or {}).get("ok") for c in calls)
        reached = len(steady) / (SECONDS - 1) / PER_SECOND
        return Counted(
            "ours, killed once",
            {
                "sent": len(calls),
                "refused": refused,
                "most in 1 s": most_in([c.at for c in calls], 1.0),
                "pace": PER_SECOND,
                "reached %": 100 * reached,
                "answer ms": 1000 * statistics.median(overtook),
                "slowest ms": 1000 * max(overtook),
            },
        )


async def _asks(deployment: Deployment) -> float:
    """Seconds from a person's command to its answer at the server, past all that waits."""
    person = 20_000
    before = len(deployment.world.received(person))
    asked = time.monotonic()
    deployment.world.person_sends(person, person, "/trogiup")
    await deployment.world.until(lambda: len(deployment.world.received(person)) > before, within=20)
    return time.monotonic() - asked


async def _others(python: Path) -> Counted:
    async with (
        office(None, 1, 1, date(2026, 6, 30)) as (deployment, store),
        jittery(deployment.sandbox.url) as line,
    ):
        deployment.world.flood.enforced = True
        deployment.world.flood.per_second = ENFORCED
        await broadcast(deployment, store, OTHERS_MESSAGES)
        script = Path(__file__).with_name("ptb_broadcast.py")
        process = await asyncio.create_subprocess_exec(python, script, line, TOKEN, str(OTHERS_MESSAGES))
        deployment.started.append(process)
        await process.wait()
        calls = deployment.world.log.of("sendMessage")
        arrived = {m["text"] for m in deployment.world.delivered if re.match("nhắc ", m.get("text", ""))}
        return Counted(
            "python-telegram-bot's AIORateLimiter",
            {
                "messages": OTHERS_MESSAGES,
                "refused": sum(not (c.answer or {}).get("ok") for c in calls),
                "lost": OTHERS_MESSAGES - len(arrived),
                "most in 1 s": most_in([c.at for c in calls], 1.0),
            },
        )
