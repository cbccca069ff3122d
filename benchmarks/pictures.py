"""The digest's picture, against matplotlib drawing the same bars, in a venv of its own made for this run."""

import asyncio
import json
import subprocess
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.peers import installed
from benchmarks.table import Figure, Row, per_item
from domain.digest_page import DigestPage, Entry, Standing
from domain.series import Point, Series
from domain.unit_bars import Part, UnitBar
from domain.work import Work
from papers.pictures.digest import digest_picture
from papers.pictures.series import series_picture

NOW = datetime(2025, 10, 20, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
COUNTS = {Work.DONE: 3, Work.IN_PROGRESS: 4, Work.BLOCKED: 1, Work.NOT_STARTED: 2, Work.NO_REPORT: 2}
UNITS = [f"Đơn vị số {nth}" for nth in range(1, 26)]
VALUES = [2.0, 3.5, 5.0, 8.0, 10.0, 20.0, 24.5, 31.0, 34.0]

# What it draws: six bars (five units and the rest), three numbers, two lists; and a line with its target.
OTHER = textwrap.dedent("""
    import io, json, statistics, sys, time
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot

    given = json.loads(sys.stdin.read())

    def saved(figure):
        held = io.BytesIO()
        figure.savefig(held, format="png", dpi=108)
        pyplot.close(figure)
        return held.getvalue()

    def digest(nth):
        figure, (top, bars, under) = pyplot.subplots(3, 1, figsize=(10, 22), height_ratios=(1, 2, 2))
        top.axis("off")
        under.axis("off")
        for at, said in enumerate(("75/300", "25", "50")):
            top.text(at / 3, 0.4, said, fontsize=40, weight="bold")
        top.text(0, 0.9, f"Bản tin tổng hợp {nth}", fontsize=28)
        left = [0.0] * 6
        for work, many in given["counts"].items():
            bars.barh(given["units"][:6], [many] * 6, left=left, label=work)
            left = [held + many for held in left]
        bars.legend()
        for at in range(6):
            under.text(0, 1 - at / 6, f"{at} ngày   {given['units'][at]}   đã nhắc 3 lần", fontsize=16)
            under.text(0, 0.94 - at / 6, "Rà soát quy định về đầu tư, mua sắm, thuê dịch vụ", fontsize=14)
        return saved(figure)

    def series(nth):
        figure, axes = pyplot.subplots(figsize=(10, 7.8))
        axes.plot(given["values"], marker="o")
        axes.axhline(40, linestyle="--")
        axes.set_title(f"Tỷ lệ phủ sóng 5G {nth}")
        return saved(figure)

    def median(draw):
        draw(0)
        times = []
        for nth in range(5):
            started = time.perf_counter()
            draw(nth)
            times.append(time.perf_counter() - started)
        return statistics.median(times)

    print(json.dumps({"digest": median(digest), "series": median(series)}))
""")


def measure() -> list[Row | Figure]:
    others = _matplotlib()
    page, drawn = _page(), count()
    series = Series(
        "Tỷ lệ phủ sóng 5G", "%", tuple(Point(date(2025, n, 25), v) for n, v in enumerate(VALUES, 1)), 40
    )

    def digest() -> None:  # no two are the same, or Typst would remember
        digest_picture(replace(page, opening=f"Lần {next(drawn)}"))

    def line() -> None:
        series_picture(replace(series, verdict=f"lần {next(drawn)}"))

    return [
        Row("draw a digest for the phone", "matplotlib", per_item(digest, 1), others["digest"]),
        Row("draw an indicator over time", "matplotlib", per_item(line, 1), others["series"]),
        Figure("longest stall while it is drawn", asyncio.run(_longest_stall(digest)) * 1000, "ms"),
    ]


async def _longest_stall(draw: Callable[[], None]) -> float:
    """Of the event loop, in seconds; the least of three runs, for others use the machine too."""
    stalls = []
    for _ in range(3):
        worst, drawing = 0.0, asyncio.create_task(asyncio.to_thread(draw))
        while not drawing.done():
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            worst = max(worst, time.perf_counter() - before)
        await drawing
        stalls.append(worst)
    return min(stalls)


def _page() -> DigestPage:
    parts = tuple(Part(work, many, 1 if work is Work.BLOCKED else 0) for work, many in COUNTS.items())
    late = tuple(_entry(f"NV{n}", date(2025, 9, 30 - n)) for n in range(25))
    soon = tuple(_entry(f"NV{n}", date(2025, 10, 21 + n)) for n in range(8))
    now = Standing(75, 25, 50)
    return DigestPage(
        "Bản tin tổng hợp", "Ban Chỉ đạo", NOW, 75, 300, now, Standing(70, 30, 60), date(2025, 10, 6),
        tuple(UnitBar(name, parts) for name in UNITS), late, soon,
    )  # fmt: skip


def _entry(ref: str, day: date) -> Entry:
    return Entry(ref, UNITS[0], "Rà soát quy định về đầu tư, mua sắm, thuê dịch vụ", day, Work.IN_PROGRESS, 3)


def _matplotlib() -> dict[str, Any]:
    """Seconds a picture, from a process with nothing but matplotlib installed."""
    with installed("matplotlib") as python:
        given = json.dumps({"counts": COUNTS, "units": UNITS, "values": VALUES})
        done = subprocess.run([python, "-c", OTHER], input=given, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured
