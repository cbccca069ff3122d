"""Documents that assign tasks: number, organ, date. Numbers restart each term, so all three are the key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.text import clean, fold

_L = r"[^\W\d_]"  # a letter, Vietnamese ones included
_NUMBER = re.compile(
    rf"(?<![\w/.-])(\d{{1,5}}(?:"
    rf"-{_L}{{1,8}}/{_L}{{1,14}}\d{{0,3}}(?:-{_L}{{1,14}})?"  # party: 3404-QĐ/TU, 02-KH/BCĐTW
    rf"|(?:/\d{{4}})?/{_L}{{1,8}}(?:-{_L}{{1,14}}\d{{0,3}})+"  # state: 98/2025/NĐ-CP, 1683/QĐ-UBND
    rf"|/\d{{4}}/{_L}{{1,8}}\d{{0,2}}"  # laws: 41/2024/QH15
    r"|/[A-ZĐ]{2,8}))(?![\w/])",
    re.IGNORECASE,
)
_LOOSE = re.compile(rf"(?<=\d)\s*[-–]\s*(?={_L}{{1,8}}\s*/)|\s*/\s*")
_IN_WORDS = re.compile(r"\bngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})\b")
_IN_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_LEAST_OF_A_TITLE = 6  # letters


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


@lru_cache(maxsize=4096)
def read_directive(words: str) -> Directive:
    """ "Kết luận 15-KL/BCĐ ngày 23/9/2025" in its parts."""
    title = clean(words)
    tight = _LOOSE.sub(lambda found: "/" if "/" in found[0] else "-", title)
    found = _NUMBER.search(tight)
    if found is None:
        return Directive(title, None, None, _day(title))
    number = found[1]
    party = "-" in number.split("/")[0]
    organ = number.split("/", 1)[1] if party else re.split(r"[/-]", number)[-1]
    return Directive(title, number, organ, _day(title))


def meant_by(words: str, known: Sequence[Directive]) -> list[Directive]:
    """Those of `known` that the words name: by number and, where said, by day; else by a part of a title."""
    wanted = read_directive(words)
    if wanted.number is None:
        folded = fold(words)
        return [d for d in known if len(folded) >= _LEAST_OF_A_TITLE and folded in fold(d.title)]
    alike = [d for d in known if d.number is not None and fold(d.number) == fold(wanted.number)]
    return [d for d in alike if wanted.day is None or d.day == wanted.day]


def _day(title: str) -> date | None:
    folded = fold(title)
    for pattern in (_IN_WORDS, _IN_FIGURES, _ISO):
        for found in pattern.finditer(folded):
            numbers = [int(n) for n in found.groups()]
            year, month, day = numbers if pattern is _ISO else reversed(numbers)
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None
