"""Understanding a reply: how fast, against dateparser on the same texts, and what beginning costs."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from benchmarks.table import Figure, Row
from domain.replies import Context, read
from domain.replies.wire import case_from_json

HERE = Path(__file__).resolve().parents[1]
OURS = HERE / "tests" / "data" / "replies.jsonl"  # DONDOC_CORPUS names another file of the same form
T = TypeVar("T")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST = 4096  # characters Telegram lets a message have
HOSTILE = (
    "9", "0", "a", ".", "(", "%", "1.1,", "1/1/", "1-1/", "12-", "1 ", "1. ", "a.", "nv1,", "xong ", "xong,",
    "không ", "15/11 ", "mười ", "thứ hai ", "cả 2 việc ", "còn 1/2 ", "hạn 1/1\n", "ngay 1 thang 1 ",
    "chờ x ", "§d ", "> ", "khoảng tầm độ chừng ", "gần 100 % ", "12 đơn vị trên ", "hai muoi ", "@.a",
)  # fmt: skip

_FIRST = """
import time
begun = time.process_time()
from datetime import datetime, timezone
from domain.replies import Context, OpenTask, read
task = OpenTask("NV05", "Rà soát quy định về đầu tư, mua sắm, thuê dịch vụ công nghệ thông tin", None)
read("NV05 xong 80%, xin lùi đến 15/11 ạ", datetime.now(timezone.utc), Context((task,), None))
print(time.process_time() - begun)
"""
_SIZE = """
import tracemalloc
from datetime import datetime, timezone
from domain.replies import Context, read
tracemalloc.start()
now = datetime.now(timezone.utc)
read("Xong rồi", now, Context((), None))
read("xong roi", now, Context((), None))
from domain.dates.rules import RULES
from domain.replies.rules import rule_table
held = [rule.regex for rule in (*RULES, *rule_table().rules, *rule_table("moments").rules)]
print(tracemalloc.get_traced_memory()[0])
"""


def measure() -> list[Row | Figure]:
    from dateparser.search import search_dates

    path = Path(os.environ.get("DONDOC_CORPUS", OURS))
    lines = path.read_text(encoding="utf-8").splitlines()
    cases = [case_from_json(json.loads(line)) for line in lines if line]
    few = cases[:: max(1, len(cases) // 60)]

    def ours(case: tuple[str, datetime, Context]) -> None:
        text, now, context = case
        read(text, now.astimezone(ZONE), context)

    def told(case: tuple[str, datetime, Context]) -> None:
        search_dates(case[0], languages=["vi"], settings={"RELATIVE_BASE": case[1].replace(tzinfo=None)})

    def untold(case: tuple[str, datetime, Context]) -> None:
        search_dates(case[0], settings={"RELATIVE_BASE": case[1].replace(tzinfo=None)})

    _, now, several = next(case for case in cases if len(case[2].tasks) > 2)
    hostile = [((piece * LONGEST)[:LONGEST], now, several) for piece in HOSTILE]
    return [
        Row(
            "understand a reply", "search_dates, told the language", _mean(ours, few, 15), _mean(told, few, 5)
        ),
        Row("understand a reply", "search_dates by itself", _mean(ours, few, 15), _mean(untold, few[::3], 1)),
        Figure("understand a reply, all, median", 1e6 * statistics.median(_times(ours, cases, 15)), "µs"),
        Figure("the first reply of a new process", 1e3 * statistics.median(_printed(_FIRST, 9)), "ms"),
        Figure("worst of 4,096 hostile characters", 1e3 * max(_times(ours, hostile, 5)), "ms"),
        Figure("tables and patterns, all in use", _printed(_SIZE, 1)[0] / 1e6, "MB"),
    ]


def _mean(work: Callable[[T], None], items: list[T], runs: int) -> float:
    return statistics.mean(_times(work, items, runs))


def _times(work: Callable[[T], None], items: list[T], runs: int) -> list[float]:
    """The median of the processor's time for each item; one run before that is not counted."""
    times: list[list[float]] = [[] for _ in items]
    for run in range(runs + 1):
        for item, taken in zip(items, times, strict=True):
            begun = time.process_time()
            work(item)
            if run:
                taken.append(time.process_time() - begun)
    return [statistics.median(taken) for taken in times]


def _printed(program: str, runs: int) -> list[float]:
    """The number that the program prints, in a process of its own each time."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", program]
    return [
        float(
            subprocess.run(
                command, capture_output=True, text=True, check=True, cwd=HERE, env=environment
            ).stdout
        )
        for _ in range(runs)
    ]
