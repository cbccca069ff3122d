from benchmarks.table import Counted


def measure() -> list[Counted]:
    return []
