"""A sheet of 53,000 rows, read and planned, and written; against openpyxl. And the loop meanwhile."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers import installed, told
from benchmarks.planning import NOW, TODAY
from benchmarks.stalls import stalls
from benchmarks.table import Figure, Row
from domain.exporting import ExportAssignment, ExportDepartment, ExportState
from domain.importing.record import OnRecord
from domain.office import Department
from domain.work import Role, State, TaskKind, Timing, Work
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
    with tempfile.TemporaryDirectory() as folder, installed("openpyxl") as python:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(written)
        others = told(python, "peer_sheets.py", path, Path(folder) / "y.xlsx")
    return [
        Row("read a sheet of 53,000 rows", "openpyxl, read-only", read, others["read"]),
        Row("write it", "openpyxl, the same cells", out, others["write"]),
        Figure("read and planned, without the store", planned, "s"),
        Figure("written", out, "s"),
        Figure("stall of the loop while planned", 1e3 * asyncio.run(_planned(written, known)), "ms"),
        Figure("stall of the loop while written", 1e3 * asyncio.run(_written(state)), "ms"),
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


async def _planned(data: bytes, known: OnRecord) -> float:
    """In a process apart, as the bot has it."""
    with stalls() as taken:
        await asyncio.create_task(plan_sheet_apart(data, "x.xlsx", known))
    return max(taken)


async def _written(state: ExportState) -> float:
    """In a thread; the gaps between the turns of whoever else is on the loop."""
    worst, writing = 0.0, asyncio.create_task(asyncio.to_thread(write_state_xlsx, state))
    while not writing.done():
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - before)
    await writing
    return worst


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
