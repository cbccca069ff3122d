"""Slow work is done while others may write: sheets are made, and files put on the disk, before the turn."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from bot import apart, delivery, in_flight
from bot.calls import call
from handlers import out_of_reach, proposal_sheet, workbook
from storage import files, outbox
from storage.inbox import Waiting
from storage.outbox import Kind, Outgoing
from tests.scenes.documents import CONCLUSION, sends
from tests.scenes.office import AN, CHI, DIRECTIVE, Office, png

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Sắp xếp vị trí việc làm;Sở Nội vụ;;30/9/2025;{DIRECTIVE};;;
"""


def watched(monkeypatch: pytest.MonkeyPatch, office: Office, module: Any, name: str) -> list[str]:
    """From now on `name` is noted, once it was seen that somebody else may write to the store meanwhile."""
    noted: list[str] = []
    real: Callable[..., Any] = getattr(module, name)

    def seen(*args: Any) -> Any:
        with closing(sqlite3.connect(str(office.running.database.path), timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.rollback()
        noted.append(name)
        return real(*args)

    monkeypatch.setattr(module, name, seen)
    return noted


async def test_others_may_write_while_a_sheet_or_a_file_is_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.staffed(TASKS)
    kept = watched(monkeypatch, office, files, "keep")
    await office.sends(AN, png(5), "anh.png", caption="NV01 60%")
    assert kept == ["keep"]
    state = watched(monkeypatch, office, workbook, "write_state_xlsx")
    await office.says(CHI, "/tonghop")
    await office.presses(CHI, "Bảng Excel")
    assert "document" in office.last(CHI)
    assert state == ["write_state_xlsx"]
    monkeypatch.setattr(apart, "LIGHT", 1)
    before = office.last(CHI)["message_id"]
    await office.presses(CHI, "Bảng Excel")
    assert "document" in office.last(CHI)
    assert office.last(CHI)["message_id"] > before
    assert state == ["write_state_xlsx"]  # of a large store it is another process that writes it
    calls = watched(monkeypatch, office, out_of_reach, "write_list_xlsx")
    await office.tick()
    await office.presses(CHI, "Danh sách gọi điện")
    assert calls == ["write_list_xlsx"]
    await sends(office, CONCLUSION.encode(), "ket-luan.txt")
    assert kept[:2] == ["keep", "keep"]
    table = watched(monkeypatch, office, proposal_sheet, "write_proposals_xlsx")
    await office.presses(CHI, "Tải bảng")
    assert table == ["write_proposals_xlsx"]


async def test_what_came_while_its_chat_was_busy_is_looked_for_at_once(office: Office) -> None:
    intake = office.running.intake
    row = Waiting(1, 1, AN.id, "{}", 0, office.clock.now())
    intake._all_at_work = True
    before = intake._wakes
    intake._finished(row, before, None)
    assert not intake._woken.is_set(), "nothing came"
    intake.wake()
    intake._woken.clear()  # looked: the chat was busy
    intake._finished(row, before, None)
    assert intake._woken.is_set()


async def test_an_answer_leaves_as_soon_as_the_one_before_it_has_landed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.world.chats[CHI.id].open = True
    landing, real = asyncio.Event(), call

    async def held_up(*args: Any) -> int | None:
        await landing.wait()
        return await real(*args)

    monkeypatch.setattr(in_flight, "call", held_up)
    monkeypatch.setattr(delivery, "PATIENCE_SECONDS", 3600)  # nothing else leaves while somebody writes
    sender = office.running.delivery
    sending = asyncio.create_task(sender.work())
    await asyncio.sleep(0)
    with sender._precedence.answering():
        for words in ("một", "hai"):
            async with office.running.database.transaction() as tx:
                row = Outgoing(CHI.id, "sendMessage", {"text": words}, Kind.ANSWER)
                await outbox.put(tx, row, office.clock.now())
                beside = await sender.claim_beside(tx)
            await sender.take(beside)
        landing.set()
        await office.world.until(lambda: office.world.texts(CHI.id) == ["một", "hai"], within=10)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
