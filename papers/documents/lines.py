"""Putting the lines of a page together into paragraphs, by where they stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from papers.documents.joining import begins_item, ends_sentence, hangs

_LETTER = 0.46  # the width of a letter of a book face, in its height; measured on Times and Liberation Serif
_INDENT = 6.0  # points
_LONG = 0.6  # of it: a line behind which a figure may go on
_FULL = 0.82  # of the widest line: a line that was broken because it was full


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with the place where it begins; y grows upwards."""

    page: int
    x: float
    y: float
    size: float
    text: str

    @property
    def width(self) -> float:
        return len(self.text.rstrip()) * self.size * _LETTER

    def with_text(self, text: str) -> "Segment":
        return replace(self, text=text)

    def continues(self, other: "Segment") -> bool:
        """Whether the other follows in the same line, without the gap between two columns."""
        if other.page != self.page or abs(other.y - self.y) > 0.3 * self.size or other.x < self.x:
            return False
        return other.x - (self.x + self.width) < 1.6 * self.size


def merged(segments: Iterable[Segment]) -> list[Segment]:
    """The runs of a line put together."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].continues(segment):
            found[-1] = found[-1].with_text(found[-1].text + segment.text)
        else:
            found.append(segment)
    return found


def in_lines(segments: Iterable[Segment]) -> list[str]:
    """The lines of a cell."""
    return [segment.text.strip() for segment in merged(segments)]


def paragraphs_of(runs: Iterable[Segment]) -> list[str]:
    """The paragraphs of running text."""
    segments = merged(runs)
    if not segments:
        return []
    pitch = _pitch(segments)
    widest = max(segment.x + segment.width for segment in segments)
    left = min(segment.x for segment in segments)
    found: list[str] = []
    before: Segment | None = None
    for segment in segments:
        if before is not None and _same_paragraph(before, segment, pitch, widest, left):
            found[-1] = f"{found[-1].rstrip()} {segment.text.strip()}"
        else:
            found.append(segment.text.strip())
        before = segment
    return found


def _pitch(segments: list[Segment]) -> float:
    """The usual distance between two lines."""
    steps = Counter(
        round(one.y - two.y)
        for one, two in pairwise(segments)
        if one.page == two.page and 0 < one.y - two.y < 4 * one.size
    )
    if not steps:
        return 18.0
    often = max(steps.values())
    return float(min(step for step, count in steps.items() if count * 3 >= often))


def _same_paragraph(before: Segment, after: Segment, pitch: float, widest: float, left: float) -> bool:
    ended = ends_sentence(before.text)
    full = before.x + before.width >= _FULL * widest
    item = begins_item(after.text)
    if item and (ended or not full or after.x > left + _INDENT or before.x < after.x - 1):
        return False
    same_page = before.page == after.page
    step = before.y - after.y
    if same_page and (step > 1.15 * pitch + 0.6 or step < 0.3 * before.size):
        return False
    if not full and ended:
        return False
    if hangs(before.text) and not item:
        return True
    if after.text.strip()[:1].islower():
        return True
    long = before.x + before.width >= _LONG * widest
    if after.text.strip()[:1].isdigit() and long and not ended and not item:
        return True
    indented = after.x > left + _INDENT and after.x > before.x + 1
    if indented and (ended or not full):
        return False
    if not same_page and ended:
        return (
            after.x <= left + _INDENT and full and before.x <= left + _INDENT and not begins_item(after.text)
        )
    if ended and before.x > left + _INDENT and after.x > left + _INDENT and abs(before.x - after.x) < 1:
        return False
    return full
