"""Paragraphs of a .txt: a line each, or lines broken at a width, put together again."""

from itertools import pairwise

from domain.conclusions import Paragraph
from papers.documents.joining import begins_item, ends_sentence, hangs
from papers.encoding import decoded

_PACKED = (b"PK\x03\x04", b"%PDF")
_WIDEST_BROKEN = 120  # longer lines were not broken by hand or machine
_NARROWEST_BROKEN, _FEWEST_BROKEN = 40, 3
FEWEST_CELLS = 3  # of a row of a table


def read_plain(data: bytes) -> list[Paragraph]:
    """Raises Unreadable: UTF-8, or UTF-16 with its mark; no encoding is guessed."""
    text = decoded(data, _PACKED, not_text="not_text", not_utf8="text_encoding")
    return [_paragraph(line) for line in _joined(text.splitlines())]


def _paragraph(line: str) -> Paragraph:
    cells = tuple(cell.strip() for cell in line.strip("\n").split("\t"))
    return Paragraph(" ".join(cells), cells) if len(cells) >= FEWEST_CELLS else Paragraph(line)


def _joined(lines: list[str]) -> list[str]:
    widest = max((len(line) for line in lines), default=0)
    if widest > _WIDEST_BROKEN:
        return lines
    widest = _edge(lines) or widest
    joined: list[str] = []
    before = ""
    for line in lines:
        if line.strip() and not begins_item(line) and _goes_on(before, line.strip(), widest):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
        before = line
    return joined


def _edge(lines: list[str]) -> int:
    """The width at which lines were broken, by those that surely were; 0 where too few were."""
    broken = [
        len(one)
        for one, two in pairwise(lines)
        if two.strip()[:1].islower() and len(one) >= _NARROWEST_BROKEN and not ends_sentence(one)
    ]
    return max(broken) if len(broken) >= _FEWEST_BROKEN else 0


def _goes_on(before: str, line: str, widest: int) -> bool:
    """Whether a line goes on in the next; a semicolon at the edge is no end where a small letter follows."""
    full = len(before) > 0.85 * widest
    if ends_sentence(before):
        return full and before.rstrip().endswith(";") and line[0].islower()
    if hangs(before):
        return True
    return len(before) >= _NARROWEST_BROKEN and (line[0].islower() or full)
