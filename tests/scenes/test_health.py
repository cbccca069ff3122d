"""What a monitor sees: `/healthz` turns to 503 when any age is too great, and `/metrics` says the ages."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.settings import SettingsFault
from bot.web import Web
from storage import inbox, outbox
from storage.inbox import Arrived
from storage.outbox import Kind, Outgoing
from tests.scenes.office import AN, MORNING, Office, open_office
from tests.scenes.test_webhook import free_port

SECOND = timedelta(seconds=1)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path, WEBHOOK_LISTEN=f"127.0.0.1:{free_port()}") as opened:
        await opened.running.delivery.drain()  # the menus of the start
        opened.running.health.polled()
        opened.running.health.ticked()
        await opened.running._web.start()
        yield opened
        await opened.running._web.stop()


async def health(office: Office) -> tuple[int, dict[str, Any]]:
    host, port = office.running.settings.webhook_listen or ("", 0)
    async with aiohttp.ClientSession() as http, http.get(f"http://{host}:{port}/healthz") as answer:
        return answer.status, await answer.json()


async def waits(office: Office, seconds: int, *, update: bool = False, in_hours: bool = False) -> None:
    then = office.clock.now() - seconds * SECOND
    async with office.running.database.transaction() as tx:
        if update:
            await inbox.keep(tx, [Arrived(1, AN.id, '{"update_id": 1}')], then)
        else:
            message = Outgoing(AN.id, "sendMessage", {"text": "x"}, Kind.ANSWER, in_hours=in_hours)
            await outbox.put(tx, message, then)


@pytest.mark.parametrize(("seconds", "status"), [(110, 200), (130, 503)])
async def test_the_last_good_poll_and_the_oldest_update(office: Office, seconds: int, status: int) -> None:
    assert (await health(office))[0] == 200
    office.running.health.last_poll = time.monotonic() - seconds
    assert (await health(office))[0] == status
    office.running.health.polled()
    await waits(office, seconds, update=True)
    told, body = await health(office)
    assert (told, body["ok"], body["waiting"]["inbox"]) == (status, status == 200, 1)
    assert seconds <= body["ages"]["inbox"] < seconds + 5


@pytest.mark.parametrize(("seconds", "status"), [(50, 200), (70, 503)])
async def test_the_last_tick(office: Office, seconds: int, status: int) -> None:
    office.running.health.last_tick = time.monotonic() - seconds
    assert (await health(office))[0] == status


@pytest.mark.parametrize(("seconds", "status"), [(590, 200), (610, 503)])
async def test_the_oldest_message(office: Office, seconds: int, status: int) -> None:
    await waits(office, seconds)
    assert (await health(office))[0] == status


async def test_what_waits_for_the_morning_is_not_late(office: Office) -> None:
    office.clock.turn_to(MORNING.replace(hour=20))
    await waits(office, 3600, in_hours=True)
    assert (await health(office))[0] == 200


async def test_a_trouble_is_named(office: Office) -> None:
    office.running.health.trouble("network", "Không kết nối được Telegram.")
    told, body = await health(office)
    assert (told, body["troubles"]) == (503, ["Không kết nối được Telegram."])
    office.running.health.polled()
    assert (await health(office))[0] == 200


async def test_metrics_are_prometheus_text(office: Office) -> None:
    await waits(office, 30, update=True)
    host, port = office.running.settings.webhook_listen or ("", 0)
    async with aiohttp.ClientSession() as http, http.get(f"http://{host}:{port}/metrics") as answer:
        told = await answer.text()
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert 'dondoc_waiting{queue="inbox"} 1.0' in told
    assert {f'dondoc_age_seconds{{of="{of}"}}' for of in ("poll", "tick", "inbox", "outbox")} <= {
        line.rpartition(" ")[0] for line in told.splitlines()
    }
    assert "dondoc_troubles 0.0" in told


@pytest.mark.expects_log("cannot be listened at")
async def test_an_address_that_cannot_be_listened_at_is_named(office: Office) -> None:
    """Polling goes on without; a webhook cannot."""
    running = office.running
    _, port = running.settings.webhook_listen or ("", 0)

    async def second(**settings: object) -> None:
        kept = running.settings.model_copy(update=settings)
        parts = (running.intake, running.health, running.database, office.clock, running._watch)
        await Web(kept, *parts, running._may_interrupt).start()

    await second()
    (said,) = (await health(office))[1]["troubles"]
    assert said == (
        f"WEBHOOK_LISTEN: cổng {port} đang có chương trình khác dùng. "
        "Tắt chương trình đó, hoặc ghi cổng khác."
    )
    with pytest.raises(SettingsFault, match=f"cổng {port}"):
        await second(webhook_url="https://example.org/hook")
    with pytest.raises(SettingsFault, match=r"không dùng được địa chỉ 192\.0\.2\.1"):
        await second(webhook_url="https://example.org/hook", webhook_listen=("192.0.2.1", port))
