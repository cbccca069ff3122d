"""Runs the parts, prints one table and saves it as JSON."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import faults, kill, kill_clock, pace, reading
from benchmarks.table import Counted, Row, counted, printed

PARTS: dict[str, Callable[[], Sequence[Row | Counted]]] = {
    "reading": reading.measure,
    "kill": kill.measure,
    "kill_clock": kill_clock.measure,
    "faults": faults.measure,
    "pace": pace.measure,
}


def main(only: list[str]) -> int:
    unknown = [name for name in only if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows = [row for name, measure in PARTS.items() if not only or name in only for row in measure()]
    ratios, counts = [r for r in rows if isinstance(r, Row)], [r for r in rows if isinstance(r, Counted)]
    print("\n\n".join(table for table in (ratios and printed(ratios), counts and counted(counts)) if table))
    Path("bench.json").write_text(
        json.dumps([row.to_json() for row in rows], indent=1) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
