"""Long work for one update shows itself in the chat, and the message says at the end that it is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot import waiting
from bot.polling import get_updates
from handlers import importing
from handlers.beforehand import Wait
from storage import outbox
from tests.scenes.office import CHI, DIRECTIVE, HEADER, Office

SHEET = HEADER + f"NV01;Rà soát;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;\n"


@asynccontextmanager
async def sending(office: Office) -> AsyncIterator[None]:
    """The sender works meanwhile, as it does beside the intake."""
    task = asyncio.create_task(office.running.delivery.work())
    yield
    while await office.running.delivery.busy():  # noqa: ASYNC110 - the outbox is the event
        await asyncio.sleep(0.02)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def screens(office: Office) -> list[str]:
    return [str(message.get("text")) for message in office.world.received(CHI.id)]


async def handled(office: Office) -> None:
    """What has come, while messages leave."""
    running = office.running
    async with sending(office):
        updates = await get_updates(running.bot, running.polling, office._offset, wait=0)
        await running.intake.keep(updates)
        office._offset = updates[-1]["update_id"] + 1
        await running.intake.drain()


async def test_an_import_that_takes_long(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.imports(f"NV09;Báo cáo;Sở Y tế;;30/9/2025;{DIRECTIVE};;;")
    await office.says(CHI, "/start")
    before = len(screens(office))
    await office.sends(CHI, SHEET.encode(), "a.csv")  # quick: it says nothing but the preview
    assert len(screens(office)) == before + 1

    monkeypatch.setattr(importing, "Wait", lambda begun, ended, *_: Wait(begun, ended, 0.0))
    monkeypatch.setattr(waiting, "LANDING_SECONDS", 60.0)  # it lands sooner, on however busy a machine
    office.world.person_sends_file(CHI.id, CHI.id, SHEET.encode(), "b.csv")
    await handled(office)
    await office.settle()
    shown, preview = screens(office)[before + 1 :]
    assert shown == "✔️ Đã đọc xong tệp."
    assert "1 nhiệm vụ mới" in preview
    (said,) = [call.values for call in office.world.log.of("sendMessage") if "Đang đọc" in str(call.values)]
    assert said["text"] == "⏳ Đang đọc tệp… 2 dòng"

    # while nothing can be sent, it is taken back: the answer comes alone
    with monkeypatch.context() as patched:
        patched.setattr(waiting, "LANDING_SECONDS", 0.0)
        await office.presses(CHI, "Nhập")
    assert screens(office)[before + 2].startswith("✅ Đã nhập")
    assert len(screens(office)) == before + 3
    async with office.running.database.reading() as tx:
        assert (await outbox.counts(tx))["lapsed"] == 1

    # a refusal ends it too
    sheet = office.with_button(CHI.id, "Thôi")
    await office.imports(SHEET.removeprefix(HEADER).replace("NV01", "NV02"))
    monkeypatch.setattr(importing, "stands", _never)
    office.world.person_presses(CHI.id, CHI.id, sheet["message_id"], "Nhập")
    await handled(office)
    await office.settle()
    assert screens(office)[-1] == "⏹ Chưa xong; lý do ở tin dưới."


async def _never(*_: object) -> bool:
    return False
