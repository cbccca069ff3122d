"""Tables on a page: their cells are where the ruled lines cross."""

from collections.abc import Sequence
from dataclasses import dataclass

from papers.documents.lines import Segment, in_lines

_THIN, _LEAST = 3.0, 8.0  # points: how thick a ruled line may be, how long it must be
_NEAR = 3.0
_FEWEST_COLUMNS = 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of one table: `xs` between its columns, `ys` between its rows, from the top down."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def holds(self, segment: Segment) -> bool:
        return self.ys[-1] - _NEAR < segment.y < self.ys[0] and self.xs[0] - _NEAR < segment.x < self.xs[-1]

    def rows(self, segments: Sequence[Segment]) -> list[tuple[str, ...]]:
        """The text of each cell, its lines put together."""
        cells: dict[tuple[int, int], list[Segment]] = {}
        for segment in segments:
            row = sum(segment.y < y for y in self.ys[1:-1])
            column = sum(segment.x > x - _NEAR for x in self.xs[1:-1])
            cells.setdefault((row, column), []).append(segment)
        return [
            tuple(" ".join(in_lines(cells.get((row, column), []))) for column in range(len(self.xs) - 1))
            for row in range(len(self.ys) - 1)
            if any((row, column) in cells for column in range(len(self.xs) - 1))
        ]


def grids_of(strokes: Sequence[tuple[Point, Point]]) -> list[Grid]:
    """The tables that the ruled lines of a page make, from the top down."""
    upright, level = [], []
    for (x1, y1), (x2, y2) in strokes:
        if abs(x1 - x2) <= _THIN and abs(y1 - y2) >= _LEAST:
            upright.append(((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
        elif abs(y1 - y2) <= _THIN and abs(x1 - x2) >= _LEAST:
            level.append((y1 + y2) / 2)
    grids: list[Grid] = []
    for low, high in _spans([(low, high) for _, low, high in upright]):
        xs = _apart([x for x, bottom, top in upright if bottom >= low - _NEAR and top <= high + _NEAR])
        ys = _apart([y for y in level if low - _NEAR <= y <= high + _NEAR])
        if len(xs) > _FEWEST_COLUMNS and len(ys) > 1:
            grids.append(Grid(tuple(xs), tuple(reversed(ys))))
    return sorted(grids, key=lambda grid: -grid.ys[0])


def _spans(parts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that touch or overlap, as one each."""
    spans: list[tuple[float, float]] = []
    for low, high in sorted(parts):
        if spans and low <= spans[-1][1] + _NEAR:
            spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
        else:
            spans.append((low, high))
    return spans


def _apart(places: list[float]) -> list[float]:
    """Places nearer to each other than a letter are one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > 2 * _NEAR:
            kept.append(place)
    return kept
