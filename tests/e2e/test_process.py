"""The real process: killed in the middle, nothing is lost and nothing is done twice."""

import asyncio
import socket
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.e2e.office import PEOPLE, TOKEN, Deployment, deployed

EACH = 8


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_killed_in_the_middle_of_replies(tmp_path: Path, mode: str) -> None:
    env: dict[str, str] = {}
    if mode == "webhook":
        port = free_port()
        env = {
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "WEBHOOK_SECRET": "a-secret",
        }
    async with deployed(tmp_path) as office:
        await office.set_up(EACH)
        await office.start(**env)
        await office.world.until(lambda: all(office.world.received(p.id) for p in PEOPLE), within=30)
        for t in range(EACH):
            for n, person in enumerate(PEOPLE):
                office.world.person_sends(person.id, person.id, f"NV{n}{t:02d} được {10 + t}%")
        await office.world.until(lambda: readbacks(office) >= 5, within=30)
        await office.kill()
        await office.start(**env)
        await office.world.until(lambda: len(distinct(office)) == EACH * len(PEOPLE), within=40)
        assert await office.stop() == 0
        told = await office.exported()
        for assignment in told["assignments"]:
            assert len(assignment["reports"]) == 1, assignment["ref"]
            assert assignment["percent"] == 10 + int(assignment["ref"][-2:])
        # at most one repeat for each message in flight when the process died
        assert readbacks(office) - EACH * len(PEOPLE) <= 8
        assert TOKEN not in office.log
        assert "Traceback" not in office.log


def texts(office: Deployment) -> list[str]:
    return [words for p in PEOPLE for words in office.world.texts(p.id) if "Đã ghi NV" in words]


def readbacks(office: Deployment) -> int:
    return len(texts(office))


def distinct(office: Deployment) -> set[str]:
    return {words.split("\n")[0] for words in texts(office)}


async def test_a_wrong_secret_keeps_nothing_and_healthz_tells(tmp_path: Path) -> None:
    port = free_port()
    env = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": "a-secret",
    }
    async with deployed(tmp_path) as office:
        await office.start(**env)
        async with aiohttp.ClientSession() as http:
            health = await eventually(http, f"http://127.0.0.1:{port}/healthz", 200)
            assert health["waiting"]["inbox"] == 0
            update = {"update_id": 1, "message": {"chat": {"id": 5}}}
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
                async with http.post(f"http://127.0.0.1:{port}/hook", json=update, headers=headers) as answer:
                    assert answer.status == 403
            async with http.get(f"http://127.0.0.1:{port}/hook") as answer:
                assert answer.status == 405
            health = await eventually(http, f"http://127.0.0.1:{port}/healthz", 200)
            assert health["waiting"]["inbox"] == 0
        assert await office.stop() == 0


async def test_a_refused_token_is_said_and_waited_out(tmp_path: Path) -> None:
    port = free_port()
    async with deployed(tmp_path) as office:
        wrong = "7000000002:AAAnother_token-for-tests-000"
        await office.start(BOT_TOKEN=wrong, WEBHOOK_LISTEN=f"127.0.0.1:{port}")
        async with aiohttp.ClientSession() as http:
            health = await eventually(http, f"http://127.0.0.1:{port}/healthz", 503)
            assert "BOT_TOKEN" in health["troubles"][0]
        code, out, err = await office.command("doctor", BOT_TOKEN=wrong)
        assert code == 1
        assert "✗ BOT_TOKEN" in out
        assert wrong not in out + err + office.log
        code, _, err = await office.command("run")
        assert code == 1
        assert "khác đang chạy" in err
        assert await office.stop() == 0


async def eventually(http: aiohttp.ClientSession, url: str, status: int) -> dict[str, Any]:
    for _ in range(150):
        try:
            async with http.get(url) as answer:
                if answer.status == status and (status == 200 or (await answer.json())["troubles"]):
                    told: dict[str, Any] = await answer.json()
                    return told
        except aiohttp.ClientConnectionError:
            pass
        await asyncio.sleep(0.1)
    raise TimeoutError(url)
