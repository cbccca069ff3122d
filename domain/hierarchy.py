"""Who is above whom: each unit is under one other at most, and under none of its own."""

from collections import defaultdict
from collections.abc import Collection, Mapping


def below(above: Mapping[int, int], units: Collection[int]) -> frozenset[int]:
    """All units under these, at whatever depth, without these. `above`: by unit, the one it is under."""
    under: dict[int, list[int]] = defaultdict(list)
    for unit, upper in above.items():
        under[upper].append(unit)
    found: set[int] = set()
    waiting = list(units)
    while waiting:
        new = [unit for unit in under[waiting.pop()] if unit not in found]
        found.update(new)
        waiting += new
    return frozenset(found - set(units))


def closes_a_circle(above: Mapping[int, int], unit: int, under: int) -> bool:
    """Whether putting `unit` under `under` would put it under itself."""
    return under == unit or under in below(above, [unit])
