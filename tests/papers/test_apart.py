"""What a hostile file may cost: bounded in time and memory, in a process that knows nothing of us."""

import asyncio
import io
import os
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from domain.importing.record import Answering, OnRecord, TaskRecord
from domain.office import Department
from handlers.texts.faults import say
from papers import apart as worker
from papers.apart import TooHeavy, apart
from papers.sheets.limits import BIGGEST_FILE
from papers.sheets.planning import SMALL, is_light, plan_sheet, plan_sheet_apart
from tests.papers.test_sheets import GOOD, PAGE, repacked

NOTHING = OnRecord(date(2025, 9, 23), (), (), ())


async def test_what_it_gives_and_what_it_raises_come_back() -> None:
    assert await apart(max, 1, 2) == 2
    with pytest.raises(ValueError, match="invalid literal"):
        await apart(int, "x")


async def test_it_is_stopped_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS", 0.5)
    with pytest.raises(TooHeavy):
        await apart(time.sleep, 30)


async def test_it_is_stopped_when_it_takes_too_much_memory() -> None:
    with pytest.raises(TooHeavy):
        await apart(bytearray, 4 * 2**30)


async def test_it_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "7000000001:AAExample_token-for-tests")
    assert await apart(os.getenv, "BOT_TOKEN") is None


async def test_nothing_is_left_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """When whoever waits for it gives up, it is stopped too."""
    started = asyncio.create_task(apart(time.sleep, 30))
    await asyncio.sleep(0.3)
    began = time.monotonic()
    started.cancel()
    with pytest.raises(asyncio.CancelledError):
        await started
    assert time.monotonic() - began < 5


def page_with(cells: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        page = packed.read(PAGE)
    return repacked(GOOD, PAGE, page.replace(b"</sheetData>", cells + b"</sheetData>"))


# each is small and within the bounds of unpacked size; they took half a minute, or gigabytes
BOMBS: dict[str, Callable[[], bytes]] = {
    "cells.xlsx": lambda: page_with(b'<row r="3">' + b'<c r="A3"/>' * 8_000_000 + b"</row>"),
    "rows.xlsx": lambda: page_with(b"<row/>" * 25_000_000),
    "columns.csv": ("Nội dung;Chủ trì\n" + ";" * (19 * 2**20)).encode,
}


@pytest.mark.parametrize("name", BOMBS)
async def test_a_small_file_that_would_take_long_is_refused_in_words(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SECONDS", 2.0)
    bomb = BOMBS[name]()
    assert len(bomb) < BIGGEST_FILE
    began = time.monotonic()
    planned = await plan_sheet_apart(bomb, name, NOTHING)
    assert [fault.problem for fault in planned.faults] == ["too_heavy"]
    assert say(planned.faults[0]).startswith("Tệp nặng quá")
    assert time.monotonic() - began < 10


async def test_the_plan_is_the_same_here_and_there() -> None:
    planned = await plan_sheet_apart(GOOD, "viec.xlsx", NOTHING)
    assert [(fault.problem, fault.facts["value"]) for fault in planned.faults] == [
        ("unknown_department", "Sở Y tế")
    ]


async def test_a_plan_comes_back_whole() -> None:
    known = OnRecord(
        date(2025, 9, 23),
        (Department(1, "Sở Y tế"),),
        (
            TaskRecord(
                1, "NV01", "Rà soát", None, "task", False, False, None, "hằng tháng", "P1M", False, False
            ),
        ),
        (Answering(1, "lead", "Sở Y tế", None),),
    )
    sheet = "Mã;Nội dung;Chủ trì;Hạn\nNV01;Rà soát lại;Sở Y tế;30/9/2025\n;Việc mới;Sở Y tế;\n".encode()
    planned = await plan_sheet_apart(sheet, "viec.csv", known)
    assert planned == plan_sheet(sheet, "viec.csv", known)
    assert (len(planned.new_tasks), len(planned.changed_tasks)) == (1, 1)
    assert planned.changed_tasks[0].known.due.recurrence == "P1M"


def test_only_a_short_csv_is_read_at_once() -> None:
    assert is_light(b"x" * SMALL, "viec.CSV")
    assert not is_light(b"x" * (SMALL + 1), "viec.csv")
    assert not is_light(b"x", "viec.xlsx")
