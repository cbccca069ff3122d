"""The numbering of paragraphs: which mark a paragraph begins with and how deep it stands."""

import re
from dataclasses import dataclass

from domain.conclusions.sentences import Piece

SECTION, PLAIN = 4, 6  # the deepest mark of a section; a paragraph without a mark
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"(?:phần\s+(?:thứ\s+)?|chương\s+|mục\s+)?([ivx]{1,5})\s*[.\-)/:]\s+")),
    (0, re.compile(r"(?:phần\s+)?([a-e])\s*[.\-)/:]\s+")),
    (1, re.compile(r"điều\s+(\d{1,3})\s*[.:]\s*")),
    (3, re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\s*[.)]?\s+(?!\d)")),
    (3, re.compile(r"(\d{1,2}\.[a-zđ])\s*[.)]?\s+")),
    (2, re.compile(r"\(?(\d{1,2})\s*[.)\-]+\s+(?!\d)")),
    (2, re.compile(r"\(?(\d{1,2})[.)/]\s*(?=[^\W\d])")),
    (2, re.compile(r"(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là\s*[,:]\s*")),
    (2, re.compile(r"thứ (nhất|hai|ba|tư|năm|sáu|bảy|tám)\s*[,:]\s*")),
    (5, re.compile(r"\(?([a-zđ])\s*[.)]\s+")),
    (7, re.compile(r"([-•*▪●–])\s*(?=\S)")),
    (8, re.compile(r"(\+)\s*")),
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """`level`: 0 for "A.", 1 for "I." and "Điều 1.", 2 for "1.", 3 for "1.1.", 5 for "a)", 6 without, 7 for "-", 8 for "+"."""

    mark: str
    level: int
    body: Piece


def numbered(paragraph: Piece) -> Numbered:
    for level, pattern in _MARKS:
        found = pattern.match(paragraph.words)
        if found is not None and not (
            level <= 1 and not paragraph.text[found.start(1)].isupper() and not found[1].isdigit()
        ):
            deeper = found[1].count(".") - 1 if level == 3 else 0
            return Numbered(
                found[1], min(level + deeper, 4) if level == 3 else level, paragraph.part(found.end())
            )
    return Numbered("", PLAIN, paragraph)


class Path:
    """The marks above a paragraph: "II.2.a"."""

    def __init__(self) -> None:
        self._marks: list[tuple[int, str]] = []

    def enter(self, level: int, mark: str) -> str:
        while self._marks and self._marks[-1][0] >= level:
            self._marks.pop()
        if (mark and mark.isalnum()) or "." in mark:
            self._marks.append((level, mark.upper() if level <= 1 else mark))
        shown = [m for at, m in self._marks if at != 2 or not any(a == 3 for a, _ in self._marks)]
        return ".".join(shown)
