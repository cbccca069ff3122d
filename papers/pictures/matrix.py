"""Units by items as a picture: a strip an item, and those behind by name with all their cells."""

import re
from collections.abc import Iterable
from typing import Any

from domain.matrix import Cell, Matrix, MatrixRow
from domain.ratings import Rating
from papers import typesetting
from papers.vietnamese import full_day, moment, number, percent

TEMPLATE = "pictures/matrix.typ"
_NAME = 18  # letters beside the cells where two stand in a line
ONE_COLUMN = 24  # up to so many behind each has a line of its own
_OFFICE = re.compile(r"^(?:UBND|Uỷ ban nhân dân|Ủy ban nhân dân)\s+(?=xã|phường)", re.IGNORECASE)
_KIND = re.compile(r"^(?:Xã|Phường)\s+")
SHORT = {Cell.DONE: "d", Cell.OPEN: "o", Cell.SILENT: "s", Cell.ABSENT: "a"}


def matrix_picture(matrix: Matrix, *, dark: bool = False) -> bytes:
    """PNG, 1080 pixels wide."""
    return typesetting.png(TEMPLATE, _data(matrix, dark=dark, paper=False))


def phone_data(matrix: Matrix) -> dict[str, Any]:
    """What the picture is drawn from, as JSON can hold it."""
    return _data(matrix, dark=False, paper=False)


def matrix_pdf(matrix: Matrix) -> bytes:
    """PDF on A4: every unit by name with all its cells."""
    return typesetting.pdf(TEMPLATE, _data(matrix, dark=False, paper=True))


def _data(matrix: Matrix, *, dark: bool, paper: bool) -> dict[str, Any]:
    ranked, behind = matrix.worst_first(), matrix.behind()
    shown = sorted(matrix.rows, key=lambda row: row.unit) if paper else behind
    two = not paper and len(behind) > ONE_COLUMN
    word, of = matrix.unit_word, len(matrix.items)
    return {
        "dark": dark,
        "paper": paper,
        "title": matrix.title,
        "as_of": f"Đến {moment(matrix.as_of)}",
        "rating": _rating(matrix.rating) if matrix.rating else None,
        "rated": [
            {"colour": colour.value, "count": number(count)} for colour, count in matrix.rated().items()
        ],
        "complete": number(matrix.complete),
        "units": number(len(matrix.rows)),
        "complete_label": f"{word} đủ {of}/{of} mục",
        "done": number(matrix.done),
        "cells": number(matrix.cells),
        "done_label": f"phần việc xong ({percent(matrix.done, matrix.cells)})",
        "items": [
            {
                "number": str(matrix.numbers[index]),
                "name": name,
                "done": number(matrix.of_item(index)[0]),
                "of": number(matrix.of_item(index)[1]),
                "strip": _runs(row.cells[index] for row in ranked),
            }
            for index, name in enumerate(matrix.items)
        ],
        "numbers": list(map(str, matrix.numbers)),
        "behind_label": "Từng đơn vị" if paper else f"{word.capitalize()} còn thiếu",
        "behind": number(len(behind)) if behind else None,
        "columns": 2 if two else 1,
        "rows": [_row(row, two=two) for row in shown],
        "all_done": f"Mọi {word} đã xong đủ các mục." if matrix.rows else f"Chưa có {word} nào.",
    }


def _runs(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """Runs of equal cells: a picture of a few shapes, not of thousands."""
    runs: list[dict[str, Any]] = []
    for cell in cells:
        if runs and runs[-1]["state"] == SHORT[cell]:
            runs[-1]["count"] += 1
        else:
            runs.append({"state": SHORT[cell], "count": 1})
    return runs


def _row(row: MatrixRow, *, two: bool) -> dict[str, Any]:
    """`two`: half the width of the page for it."""
    name = _OFFICE.sub("", row.unit)
    name = name[:1].upper() + name[1:]
    return {
        "name": _cut(_KIND.sub(lambda kind: f"{kind[0][0]}. ", name)) if two else name,
        "runs": _runs(row.cells),
        "behind": not row.complete,
        "done": str(row.done) if two else f"{row.done}/{row.of}",
        "rating": row.rating.colour.value if row.rating else None,
    }


def _cut(name: str) -> str:
    """What fits half the width; no name of a commune is longer."""
    return name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"


def _rating(rating: Rating) -> dict[str, str]:
    return {"colour": rating.colour.value, "said": f"{rating.source}, {full_day(rating.day)}"}
