"""Runs the parts, prints the table of each and saves all as JSON. Long ones only when they are named."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import (
    clock,
    digest,
    failpoints,
    faults,
    growth,
    kill,
    kill_clock,
    outage,
    pace,
    pictures,
    planning,
    processes,
    reading,
    replies,
    sheets,
    start,
)
from benchmarks.table import Counted, Figure, Row, counted, printed

PARTS: dict[str, Callable[[], Sequence[Row | Figure | Counted]]] = {
    "reading": reading.measure,
    "pictures": pictures.measure,
    "planning": planning.measure,
    "replies": replies.measure,
    "processes": processes.measure,
    "clock": clock.measure,
    "digest": digest.measure,
    "sheets": sheets.measure,
    "start": start.measure,
    "growth": growth.measure,
    "kill": kill.measure,
    "kill_clock": kill_clock.measure,
    "failpoints": failpoints.measure,
    "faults": faults.measure,
    "outage": outage.measure,
    "pace": pace.measure,
}


LONG = frozenset({"kill", "kill_clock"})  # a quarter of an hour and more


def main(only: list[str]) -> int:
    unknown = [name for name in only if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows: list[Row | Figure | Counted] = []
    for name in only or [name for name in PARTS if name not in LONG]:
        began = time.monotonic()
        found = PARTS[name]()
        print(f"{name}, {time.monotonic() - began:.0f} s\n{_tables(found)}\n", flush=True)
        rows += found
        Path("bench.json").write_text(
            json.dumps([row.to_json() for row in rows], indent=1) + "\n", encoding="utf-8"
        )
    return 0


def _tables(rows: Sequence[Row | Figure | Counted]) -> str:
    measured = [row for row in rows if isinstance(row, Row | Figure)]
    counts = [row for row in rows if isinstance(row, Counted)]
    tables = [measured and printed(measured), counts and counted(counts)]
    return "\n\n".join(table for table in tables if table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
