"""Runs the parts, prints one table and saves it as JSON."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import reading
from benchmarks.table import Figure, Row, printed

PARTS: dict[str, Callable[[], list[Row | Figure]]] = {"reading": reading.measure}


def main(only: list[str]) -> int:
    unknown = [name for name in only if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows = [row for name, measure in PARTS.items() if not only or name in only for row in measure()]
    print(printed(rows))
    Path("bench.json").write_text(
        json.dumps([row.to_json() for row in rows], indent=1) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
