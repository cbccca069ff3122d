"""Tables whose cells stand one below the other, a line each: put together into rows again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from domain.conclusions.grids import column_of
from domain.conclusions.sentences import piece
from domain.conclusions.units import only_named
from domain.conclusions.values import Paragraph
from domain.deadlines import read_deadline

_FEWEST_COLUMNS, _LONGEST_HEADER = 3, 45
_COUNTED = re.compile(r"(?:s?tt|số tt|số thứ tự)\W*")
_ROW = re.compile(r"(\d{1,3}(?:\.\d{1,2})*)\s*[.)]?(?:\s+(?=[^\W\d])(.+))?")
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-E])[.)]?(?:\s+\S.*)?")
_HEAD_OF_COLUMN = re.compile(r"[^\W\d][^\d:;.]*")
_ANY_DAY = date(2000, 1, 1)


def in_rows(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same paragraphs, as many of them; the first line of a row has its cells, the others are empty."""
    lines = ["" if paragraph.cells else " ".join(paragraph.text.split()) for paragraph in paragraphs]
    found = list(paragraphs)
    at = 0
    while at < len(lines):
        header = _header(lines, at)
        if header is None:
            at += 1
            continue
        _put(found, at, header.end, tuple(header.names))
        at = _rows(found, lines, header)
    return found


@dataclass(frozen=True, slots=True)
class _Header:
    names: list[str]
    end: int
    counted: bool


def _header(lines: Sequence[str], at: int) -> _Header | None:
    """Lines one after another that are the heads of columns, the work and the unit among them."""
    end = at
    while end < len(lines) and lines[end] and len(lines[end]) <= _LONGEST_HEADER and _kind(lines[end]):
        end += 1
    if end - at < _FEWEST_COLUMNS:
        return None
    names = [" ".join(group) for _, group in groupby(lines[at:end], _kind)]
    if not {"task", "lead"} <= {_kind(name) for name in names}:
        return None
    return _Header(names, end, _COUNTED.fullmatch(piece(names[0]).words) is not None)


def _kind(line: str) -> str | None:
    return column_of(line) if _HEAD_OF_COLUMN.fullmatch(line) else None


def _rows(found: list[Paragraph], lines: Sequence[str], header: _Header) -> int:
    """Puts the rows below a header together; where the table ends."""
    width = len(header.names)
    at = header.end
    while at < len(lines):
        following = _next_row(lines, at)
        if header.counted and following is None:
            return at
        if following is None or not header.counted:
            cells = tuple(lines[at : at + width])
            if len(cells) < width or not _is_row(cells, header):
                return at
            _put(found, at, at + width, cells)
            at += width
            continue
        if following > at:  # the heading of a part of the table
            _put(found, at, following, tuple(lines[at:following]))
            at = following
        number, same = _ROW.fullmatch(lines[at]).groups()  # type: ignore[union-attr]
        end = _end_of_row(lines, at + 1)
        whole = [*([same] if same else []), *lines[at + 1 : end]]
        if end == len(lines):
            whole = whole[: width - 1]  # what follows the last row is no part of it
        read = _cells(whole, header)
        if read is None:  # the table has ended before
            return at
        cells = (number, *read)
        used = end if len(whole) == len(lines[at + 1 : end]) + bool(same) else at + len(whole) + (not same)
        _put(found, at, used, cells)
        at = used
    return at


def _next_row(lines: Sequence[str], at: int) -> int | None:
    """The next line that begins with a number, behind the heading of a part if one stands there."""
    if _ROW.fullmatch(lines[at]):
        return at
    if _SECTION.fullmatch(lines[at]):
        for number in range(at + 1, min(at + 4, len(lines))):
            if _ROW.fullmatch(lines[number]):
                return number
    return None


def _end_of_row(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and _ROW.fullmatch(lines[at]) is None and _SECTION.fullmatch(lines[at]) is None:
        at += 1
    return at


def _is_row(cells: Sequence[str], header: _Header) -> bool:
    lead = next(n for n, name in enumerate(header.names) if _kind(name) == "lead")
    return bool(cells[lead]) and only_named(cells[lead])


def _cells(lines: Sequence[str], header: _Header) -> tuple[str, ...] | None:
    """The lines of a row in the columns of the header: as they stand, or by what they say; None without a unit."""
    kinds = [_kind(name) for name in header.names[1:]]
    if len(lines) == len(kinds) and _is_row(("", *lines), header):
        return tuple(lines)
    lead = next((n for n, line in enumerate(lines) if n and only_named(line)), None)
    if lead is None:
        return None
    after = lines[lead + 1 :]
    due = next((n for n, line in enumerate(after) if read_deadline(line, _ANY_DAY).rule), len(after))
    held = {
        "task": " ".join(lines[:lead]),
        "lead": lines[lead],
        "coordinating": "; ".join(line for line in after[:due] if only_named(line)),
        "due": after[due] if due < len(after) else "",
    }
    return tuple(held.get(kind or "", "") for kind in kinds)


def _put(found: list[Paragraph], at: int, end: int, cells: tuple[str, ...]) -> None:
    found[at:end] = [Paragraph(" ".join(cells), cells), *(Paragraph("") for _ in range(end - at - 1))]
