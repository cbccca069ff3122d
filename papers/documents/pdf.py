"""Paragraphs and tables of a PDF with text: lines put together, page numbers and running heads left out."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from domain.conclusions import Paragraph
from papers.documents.lines import Segment, paragraphs_of
from papers.documents.rulings import Grid, Point, grids_of
from papers.sheets.limits import refused

MOST_PAGES = 100
_FEWEST_LETTERS = 40  # a scan may carry a stamp or a number as text
_TALLEST_TABLE = 780.0  # points
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–]?\s*", re.IGNORECASE)

# what pypdf finds odd in a file is no matter for our log: it is read or refused in our own words
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class _Page:
    runs: list[Segment]
    grids: list[Grid]


def read_pdf(data: bytes) -> list[Paragraph]:
    """Raises Unreadable."""
    pages = _pages(data)
    if sum(len(run.text.strip()) for page in pages for run in page.runs) < _FEWEST_LETTERS:
        raise refused("no_text")
    found: list[Paragraph] = []
    text: list[Segment] = []
    for page in _without_heads(pages):
        for grid, runs in _parts(page):
            if grid is None:
                text += runs
                continue
            found += [Paragraph(words) for words in paragraphs_of(text)]
            text = []
            found = _with_rows(found, grid.rows(runs))
    return found + [Paragraph(words) for words in paragraphs_of(text)]


def _parts(page: _Page) -> list[tuple[Grid | None, list[Segment]]]:
    """The text between the tables and in them, from the top of the page down."""
    parts: list[tuple[Grid | None, list[Segment]]] = [(None, [])]
    left = page.runs
    for grid in page.grids:
        above = [run for run in left if not grid.holds(run) and run.y > grid.ys[0] - 1]
        inside = [run for run in left if grid.holds(run)]
        left = [run for run in left if run not in above and run not in inside]
        parts += [(None, above), (grid, inside)]
    return [*parts, (None, left)]


def _with_rows(found: list[Paragraph], rows: list[tuple[str, ...]]) -> list[Paragraph]:
    """A row without its first cell, next to another table's row, goes on from the page before."""
    added = [Paragraph(" ".join(cells), cells) for cells in rows]
    if found and added and len(found[-1].cells) == len(added[0].cells) and not added[0].cells[0].strip():
        joined = tuple(
            f"{one} {two}".strip() for one, two in zip(found[-1].cells, added[0].cells, strict=True)
        )
        return [*found[:-1], Paragraph(" ".join(joined), joined), *added[1:]]
    return found + added


def _pages(data: bytes) -> list[_Page]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if not data.lstrip().startswith(b"%PDF"):
        raise refused("not_pdf")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refused("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise refused("too_many_pages", pages=len(reader.pages), most=MOST_PAGES)
        return [_page(page, number) for number, page in enumerate(reader.pages)]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, RecursionError):
        raise refused("not_pdf") from None


def _page(page: Any, number: int) -> _Page:
    """The runs of text of a page, in the order in which they were written, and its ruled lines."""
    runs: list[Segment] = []
    strokes: list[tuple[Point, Point]] = []
    pen: list[Point] = []

    def take(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        words = text.replace("\n", " ")
        if not words.strip():
            if runs and words and not text.startswith("\n"):
                runs[-1] = runs[-1].with_text(runs[-1].text + " ")
            return
        x, y = _at(cm, tm[4], tm[5])
        height = abs(size * (tm[3] or tm[0] or 1) * (cm[3] or 1)) or 12.0
        runs.append(Segment(number, round(x, 1), round(y, 1), min(height, 40.0), words))

    def draw(operator: bytes, operands: Any, cm: Any, _tm: Any) -> None:
        if operator == b"re":
            x, y, width, height = (float(n) for n in operands)
            if abs(height) > _TALLEST_TABLE:
                return  # the ground of the page
            strokes.extend(_edges_of(_at(cm, x, y), _at(cm, x + width, y + height)))
        elif operator == b"m":
            pen[:] = [_at(cm, float(operands[0]), float(operands[1]))]
        elif operator == b"l" and pen:
            pen.append(_at(cm, float(operands[0]), float(operands[1])))
            strokes.append((pen[-2], pen[-1]))

    page.extract_text(visitor_text=take, visitor_operand_before=draw)
    return _Page(runs, grids_of(strokes))


def _at(cm: Any, x: float, y: float) -> Point:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def _edges_of(one: Point, two: Point) -> list[tuple[Point, Point]]:
    """A thin rectangle is a line; of another the four sides."""
    (x1, y1), (x2, y2) = one, two
    if abs(x1 - x2) <= 3 or abs(y1 - y2) <= 3:
        return [(one, two)]
    return [((x1, y1), (x2, y1)), ((x1, y2), (x2, y2)), ((x1, y1), (x1, y2)), ((x2, y1), (x2, y2))]


def _without_heads(pages: list[_Page]) -> list[_Page]:
    """Page numbers, and what stands first or last on several pages alike, are left out."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_edge_key(run) for run in _edge_runs(page)})
    repeated = {key for key, count in edges.items() if count > 1 and count * 2 > len(pages)}

    def without(page: _Page) -> _Page:
        left_out = [
            run for run in _edge_runs(page) if _PAGE_NUMBER.fullmatch(run.text) or _edge_key(run) in repeated
        ]
        return _Page([run for run in page.runs if run not in left_out], page.grids)

    return [without(page) for page in pages]


def _edge_runs(page: _Page) -> list[Segment]:
    if not page.runs:
        return []
    top, bottom = max(run.y for run in page.runs), min(run.y for run in page.runs)
    return [run for run in page.runs if run.y in (top, bottom)]


def _edge_key(run: Segment) -> str:
    return re.sub(r"\d+", "#", run.text.strip())
