"""The real process: killed in the middle, nothing is lost and nothing is done twice."""

import asyncio
import json
import socket
import time
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.e2e.office import PEOPLE, TOKEN, Deployment, deployed

EACH = 8
AN = PEOPLE[0].id


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
    async with deployed(tmp_path, forked=True) as office:
        await office.set_up(EACH)
        await office.start(**env)
        await office.world.until(lambda: all(office.world.received(p.id) for p in PEOPLE), within=30)
        for t in range(EACH):
            for n, person in enumerate(PEOPLE):
                office.world.person_sends(person.id, person.id, f"NV{n}{t:02d} được {10 + t}%")
        await office.world.until(lambda: readbacks(office) >= 5, within=30)
        await office.kill()
        assert len(distinct(office)) < EACH * len(PEOPLE)  # it was in the middle
        await office.start(**env)
        await office.world.until(lambda: len(distinct(office)) == EACH * len(PEOPLE), within=40)
        assert await office.stop() == 0
        told = await office.exported()
        for assignment in told["assignments"]:
            assert len(assignment["reports"]) == 1, assignment["ref"]
            assert assignment["percent"] == 10 + int(assignment["ref"][-2:])
        # at most one repeat for each message in flight when the process died
        assert readbacks(office) - EACH * len(PEOPLE) <= 8
        assert max(Counter(texts(office)).values()) <= 2
        assert TOKEN not in office.log
        assert "Traceback" not in office.log


def texts(office: Deployment) -> list[str]:
    return [words for p in PEOPLE for words in office.world.texts(p.id) if "Đã ghi NV" in words]


def readbacks(office: Deployment) -> int:
    return len(texts(office))


def distinct(office: Deployment) -> set[str]:
    return {words.split("\n")[0] for words in texts(office)}


async def test_a_reminder_is_answered_and_what_is_foretold_arrives(imported: Path) -> None:
    async with deployed(imported) as office:
        code, out, err = await office.command("invite", "Sở Tài chính")
        assert code == 0, err
        name, link = out.rstrip("\n").split("\t")
        assert name == "Sở Tài chính"
        assert link.startswith("https://t.me/don_doc_bot?start=")

        await office.start()
        office.world.person_follows(AN, link)
        reminder = await office.world.until(lambda: reminder_of(office), within=30)
        assert "NV01" in reminder["text"]
        assert "còn 7 ngày" in reminder["text"]
        office.world.person_presses(AN, AN, reminder["message_id"], "Đang làm")
        await office.world.until(lambda: "Đã ghi NV01: đang làm" in " ".join(texts(office)), within=10)
        began = time.monotonic()
        assert await office.stop() == 0
        assert time.monotonic() - began < 10
        (told,) = (await office.exported())["assignments"]
        assert (told["work"], len(told["reports"]), told["reminders"]) == ("in_progress", 1, 1)

        before = (imported / "data" / "dondoc.db").read_bytes()
        day, later = "2025-09-26", "2025-09-26T08:00:00+07:00"
        dry = await office.typed("tick", "--at", later, "--dry-run", "--json")
        rehearsed = await office.typed("rehearse", "--from", day, "--to", day, "--json", BOT_CLOCK=later)
        assert (dry[0], rehearsed[0]) == (0, 0), dry[2] + rehearsed[2]
        (foretold,) = [json.loads(line) for line in dry[1].splitlines()]
        assert [json.loads(line) for line in rehearsed[1].splitlines()] == [foretold]
        assert (foretold["kind"], foretold["chat_id"], foretold["refs"]) == ("reminder", AN, ["NV01"])
        assert (imported / "data" / "dondoc.db").read_bytes() == before

        seen = len(office.world.received(AN))
        await office.start(BOT_CLOCK=later)
        await office.world.until(lambda: len(office.world.received(AN)) > seen, within=30)
        arrived = office.world.last(AN)
        assert arrived["text"] == foretold["text"]
        assert office.world.buttons(AN, arrived["message_id"]) == foretold["buttons"]
        assert await office.stop() == 0
        assert len(office.world.received(AN)) == seen + 1
        code, nothing_more, _ = await office.typed("tick", "--at", later, "--dry-run", "--json")
        assert (code, nothing_more) == (0, "")
        assert TOKEN not in office.log
        assert "Traceback" not in office.log


def reminder_of(office: Deployment) -> dict[str, Any] | None:
    found = [m for m in office.world.received(AN) if m.get("text", "").startswith("⏰")]
    return found[-1] if found else None


async def test_a_wrong_secret_keeps_nothing_and_healthz_tells(tmp_path: Path) -> None:
    port = free_port()
    env = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": "a-secret",
    }
    async with deployed(tmp_path, forked=True) as office:
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
            office.world.person_sends(AN, AN, "/start")
            await office.world.until(lambda: office.world.texts(AN), within=20)
            async with http.get(f"http://127.0.0.1:{port}/metrics") as answer:
                told = await answer.text()
            assert answer.headers["Content-Type"].startswith("text/plain")
        assert 'dondoc_updates_total{outcome="done"} 1.0' in told
        assert 'dondoc_waiting{queue="inbox"} 0.0' in told
        assert 'dondoc_age_seconds{of="tick"}' in told
        assert await office.stop() == 0


async def test_a_refused_token_is_said_and_waited_out(tmp_path: Path) -> None:
    port = free_port()
    async with deployed(tmp_path, forked=True) as office:
        wrong = "7000000002:AAAnother_token-for-tests-000"
        await office.start(BOT_TOKEN=wrong, WEBHOOK_LISTEN=f"127.0.0.1:{port}")
        async with aiohttp.ClientSession() as http:
            health = await eventually(http, f"http://127.0.0.1:{port}/healthz", 503)
            assert "BOT_TOKEN" in health["troubles"][0]
        (code, out, err), (second, _, why) = await asyncio.gather(
            office.command("doctor", BOT_TOKEN=wrong), office.command("run")
        )
        assert code == 1
        assert "✗ Telegram từ chối BOT_TOKEN" in out
        assert wrong not in out + err + office.log
        assert (second, "khác đang chạy" in why) == (1, True)
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
