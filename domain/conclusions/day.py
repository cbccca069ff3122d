"""The day of a document, against which its dates are read."""

import re
from collections.abc import Sequence
from datetime import date

from domain.conclusions.sentences import piece
from domain.conclusions.values import Paragraph
from domain.dates import periods

_IN_WORDS = re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(20\d\d)\b")
_IN_FIGURES = re.compile(
    r"(?:\bngày|\bsáng|\bchiều|\btối|\bhôm)\s+(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(20\d\d)\b"
)
_ISO = re.compile(r"^(?:date\s+)?(20\d\d)-(\d{2})-(\d{2})\b")
_CITED = re.compile(r"(?:số\s+\S+|căn cứ [^,;]+|theo [^,;]+),?\s*$")
_HEAD = 14  # paragraphs in which a paper or an article says its day
_LINE_OF_PLACE = 80


def document_day(paragraphs: Sequence[Paragraph]) -> date | None:
    """ "Nghệ An, ngày 07 tháng 10 năm 2025"; else the first whole date that is no other paper's."""
    heads = [piece(" ".join(paragraph.text.split())).words for paragraph in paragraphs[:_HEAD]]
    for words in heads:
        if (
            len(words) <= _LINE_OF_PLACE
            and (found := _IN_WORDS.search(words))
            and (day := _day(found[3], found[2], found[1]))
        ):
            return day
    for words in heads:
        if (found := _ISO.search(words)) and (day := _day(*found.groups())):
            return day
        for found in sorted(
            (*_IN_FIGURES.finditer(words), *_IN_WORDS.finditer(words)), key=lambda match: match.start()
        ):
            if _CITED.search(words[: found.start()]) is None and (day := _day(found[3], found[2], found[1])):
                return day
    return None


def _day(year: str, month: str, number: str) -> date | None:
    return periods.day(int(year), int(month), int(number))
