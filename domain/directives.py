"""Documents that assign tasks: number, organ, date. Numbers restart each term, so all three are the key."""

import re
from dataclasses import dataclass
from datetime import date

from domain.text import clean, fold

# party: 3404-QĐ/TU, 02-KH/BCĐTW; state: 98/2025/NĐ-CP, 1683/QĐ-UBND, 2312/CVT-CS
_NUMBER = re.compile(
    r"\b(\d{1,5}(?:-[A-ZĐ]{1,6}/[A-ZĐ]{1,12}(?:-[A-ZĐ]{1,12})?|(?:/\d{4})?/[A-ZĐ]{1,6}\d?(?:-[A-ZĐ]{1,12}\d?)*))(?!\w)"
)
_DAY = re.compile(
    r"\bngay\s+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\bngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})\b"
)


@dataclass(frozen=True, slots=True)
class Directive:
    """`title`: the words as written; the other parts where they could be read in them."""

    title: str
    number: str | None
    organ: str | None
    day: date | None

    @property
    def key(self) -> str:
        """Equal for two mentions of one document, however they are spelled."""
        if self.number is None:
            return fold(self.title)
        return "|".join((fold(self.number), fold(self.organ or ""), self.day.isoformat() if self.day else ""))


def read_directive(words: str) -> Directive:
    """ "Kết luận 15-KL/BCĐ ngày 23/9/2025" in its parts."""
    title = clean(words)
    number = _NUMBER.search(title)
    organ = None
    if number is not None:
        organ = re.split(r"[/-]", number[1])[-1]
    return Directive(title, number[1] if number else None, organ, _day(title))


def _day(title: str) -> date | None:
    found = _DAY.search(fold(title))
    if found is None:
        return None
    numbers = [int(n) for n in found.groups() if n]
    try:
        return date(numbers[2], numbers[1], numbers[0])
    except ValueError:
        return None
