"""A sheet of 53,000 rows, read and planned, and written; against openpyxl, by the processor. And the loop."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from benchmarks.peers import installed, told
from benchmarks.planning import NOW, PROVINCE, TODAY, stocked, turn
from benchmarks.stalls import stalls
from benchmarks.table import Figure, Row
from bot.apart import Elsewhere, done_first
from domain.exporting import ExportAssignment, ExportDepartment, ExportState
from domain.importing.record import OnRecord
from domain.office import Department
from domain.work import Role, State, TaskKind, Timing, Work
from handlers import workbook
from handlers.beforehand import Wait, WorkFirst
from handlers.desk import Turn
from papers.sheets.planning import plan_sheet, plan_sheet_apart
from papers.sheets.reading import read_sheets
from papers.sheets.writing import write_state_xlsx

ROWS, UNITS = 53_000, 155


def measure() -> list[Row | Figure]:
    state = _state()
    out, written = _timed(lambda: write_state_xlsx(state))
    known = OnRecord(TODAY, tuple(Department(n, f"Xã Số {n}", (), None) for n in range(UNITS)), (), ())
    read, _ = _timed(lambda: read_sheets(written, "x.xlsx"))
    planned, plan = _timed(lambda: plan_sheet(written, "x.xlsx", known))
    if plan.faults:
        raise RuntimeError(f"what was written is not read: {plan.faults[:3]}")
    first = _first()
    of_first, _ = _timed(lambda: read_sheets(first, "x.xlsx"))
    planned_first, plan = _timed(lambda: plan_sheet(first, "x.xlsx", known))
    if plan.faults or len(plan.new_tasks) != ROWS:
        raise RuntimeError(f"the first sheet is not read: {plan.faults[:3]}")
    with tempfile.TemporaryDirectory() as folder, installed("openpyxl") as python:
        path, target = Path(folder) / "x.xlsx", Path(folder) / "y.xlsx"
        path.write_bytes(written)
        others = told(python, "peer_sheets.py", path, target)
        path.write_bytes(first)
        others_of_first = told(python, "peer_sheets.py", path, target)
    return [
        Row("read a first sheet of 53,000 tasks", "openpyxl, read-only", of_first, others_of_first["read"]),
        Figure("read and planned, without the store", planned_first, "s"),
        Row("read an export of 53,000 rows that comes back", "openpyxl, read-only", read, others["read"]),
        Row("write it", "openpyxl, the same cells", out, others["write"]),
        Figure("read and planned, without the store", planned, "s"),
        Figure("written", out, "s"),
        Figure("stall of the loop while planned", 1e3 * asyncio.run(_planned(written, known)), "ms"),
        Figure("stall of the loop while gathered and written", 1e3 * asyncio.run(_written()), "ms"),
    ]


def _first() -> bytes:
    """As an office has it before anything was said: a sheet of tasks."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Nhiệm vụ")
    sheet.write_row(0, 0, ("Mã", "Nội dung", "Chủ trì", "Hạn"))
    for n in range(ROWS):
        sheet.write_row(
            n + 1, 0, (f"NV{n}", f"Rà soát quy định về đầu tư {n}", f"Xã Số {n % UNITS}", "30/11/2025")
        )
    book.close()
    return file.getvalue()


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


async def _planned(data: bytes, known: OnRecord) -> float:
    """In a process apart, as the bot has it."""
    with stalls() as taken:
        plan = await asyncio.create_task(plan_sheet_apart(data, "x.xlsx", known))
    if plan.faults:
        raise RuntimeError(f"it is not planned: {plan.faults[:3]}")
    return max(taken)


async def _written() -> float:
    """As it is pressed for: gathered from the store and written, of a large one in a process apart."""
    async with stocked(PROVINCE) as store:

        @asynccontextmanager
        async def reading() -> AsyncIterator[Turn]:
            async with store.reading() as tx:
                yield turn(tx)

        async with reading() as here:
            elsewhere = Elsewhere(str(store.url), here.now, here.office)
        first = WorkFirst(partial(workbook.written, day=None), Wait("", ""), reads_all=True)
        with stalls() as taken:
            await asyncio.create_task(done_first(first, reading, elsewhere))
        return max(taken)


def _state() -> ExportState:
    units = [f"Xã Số {n}" for n in range(UNITS)]
    done = State(Work.IN_PROGRESS, 60.0, reported_at=NOW)
    rows = tuple(
        ExportAssignment(
            f"NV{n}", units[n % UNITS], Role.LEAD, TaskKind.TASK, f"Rà soát quy định về đầu tư {n}", None,
            False, False, "30/11/2025", TODAY, None, done, Timing.NOT_DUE, 0, 2, (), (), (),
        )
        for n in range(ROWS)
    )  # fmt: skip
    return ExportState(NOW, rows, tuple(ExportDepartment(name, (), None, ()) for name in units))
