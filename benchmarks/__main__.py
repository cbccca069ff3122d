"""Runs the parts, prints one table and saves it as JSON."""

import json
import sys
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


def main(only: list[str]) -> int:
    unknown = [name for name in only if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows = [row for name, measure in PARTS.items() if not only or name in only for row in measure()]
    measured = [row for row in rows if isinstance(row, Row | Figure)]
    counts = [row for row in rows if isinstance(row, Counted)]
    tables = [measured and printed(measured), counts and counted(counts)]
    print("\n\n".join(table for table in tables if table))
    Path("bench.json").write_text(
        json.dumps([row.to_json() for row in rows], indent=1) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
