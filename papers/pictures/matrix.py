"""Units by tasks as a picture: a strip a task, a cell a unit, and the missing ones by name."""

from typing import Any

from domain.matrix import Matrix, MatrixRow, Verdict
from papers import typesetting
from papers.vietnamese import full_day, listed, moment, number, percent

TEMPLATE = "pictures/matrix.typ"
NAMED = 8


def matrix_picture(matrix: Matrix, *, dark: bool = False) -> bytes:
    """PNG, 1080 pixels wide; at most NAMED units by name, those with the most missing first."""
    return typesetting.png(TEMPLATE, _data(matrix, dark=dark, paper=False))


def matrix_pdf(matrix: Matrix) -> bytes:
    """PDF on A4: every unit by name with all its cells."""
    return typesetting.pdf(TEMPLATE, _data(matrix, dark=False, paper=True))


def _data(matrix: Matrix, *, dark: bool, paper: bool) -> dict[str, Any]:
    ranked = matrix.worst_first()
    behind = [row for row in ranked if not row.complete]
    shown = behind if paper or len(behind) <= NAMED + 1 else behind[:NAMED]
    others = len(behind) - len(shown)
    word = matrix.unit_word
    return {
        "dark": dark,
        "paper": paper,
        "title": matrix.title,
        "as_of": f"Đến {moment(matrix.as_of)}",
        "verdict": _verdict(matrix.verdict) if matrix.verdict else None,
        "complete": number(matrix.complete),
        "units": number(len(matrix.rows)),
        "complete_label": f"{word} đủ {len(matrix.tasks)}/{len(matrix.tasks)} nhiệm vụ",
        "done": number(matrix.done),
        "cells": number(matrix.cells),
        "done_label": f"phần việc xong ({percent(matrix.done, matrix.cells)})",
        "tasks": [
            {
                "number": str(index + 1),
                "name": name,
                "done": number(matrix.done_of(index)),
                "strip": _strip([_cell(row, index) for row in ranked]),
            }
            for index, name in enumerate(matrix.tasks)
        ],
        "unclear": _unclear(matrix),
        "missing_label": f"Các {word} còn thiếu",
        "missing_total": number(len(behind)) if behind else None,
        "missing": [_missing(row) for row in shown],
        "missing_more": f"… và {number(others)} {word} khác" if others else None,
        "all_done": f"Mọi {word} đã xong đủ các nhiệm vụ." if matrix.rows else f"Chưa có {word} nào.",
        "rows": [
            {
                "name": row.unit,
                "cells": [_cell(row, index) for index in range(len(matrix.tasks))],
                "done": str(row.done),
            }
            for row in (sorted(matrix.rows, key=lambda row: row.unit) if paper else ())
        ],
    }


def _unclear(matrix: Matrix) -> str | None:
    """Why the strips add up to less than the number above them."""
    known = sum(matrix.done_of(index) for index in range(len(matrix.tasks)))
    missing = matrix.done - known
    return f"Có {number(missing)} phần việc đã xong mà chưa rõ thuộc mục nào." if missing > 0 else None


def _cell(row: MatrixRow, index: int) -> str:
    """d done, m missing, u unknown."""
    if row.complete or row.cells[index] is True:
        return "d"
    return "m" if row.cells[index] is False else "u"


def _strip(cells: list[str]) -> list[dict[str, Any]]:
    """Runs of equal cells: a picture of a few shapes, not of thousands."""
    runs: list[dict[str, Any]] = []
    for cell in cells:
        if runs and runs[-1]["state"] == cell:
            runs[-1]["count"] += 1
        else:
            runs.append({"state": cell, "count": 1})
    return runs


def _missing(row: MatrixRow) -> dict[str, str]:
    of = len(row.cells)
    if not row.done:
        which = "chưa báo cáo mục nào" if row.said is None and None in row.cells else "chưa xong mục nào"
    elif len(row.missing) == of - row.done:
        numbers = [str(task) for task in row.missing]
        which = (
            f"còn mục {listed(numbers)}"
            if len(numbers) <= 4
            else f"còn {len(numbers)} mục: {', '.join(numbers)}"
        )
    else:
        which = "chưa rõ còn mục nào"
    return {"unit": row.unit, "done": f"{row.done}/{of}", "which": which}


def _verdict(verdict: Verdict) -> dict[str, str]:
    return {
        "colour": verdict.colour.upper(),
        "said": f"{verdict.source}, {full_day(verdict.day)}",
    }
