"""The trade's words and numbers, as the reader's language has them."""

from domain.indicators import Mark
from domain.office import Language
from domain.ratings import Colour
from domain.work import Timing, Work
from handlers.texts.language import reader, say
from papers import vietnamese

_ENGLISH_NUMBER = str.maketrans(",.", ".,")


def work(state: Work) -> str:
    return say(vietnamese.WORK[state])


def timing(when: Timing) -> str:
    return say(vietnamese.TIMING[when])


def mark(reached: Mark) -> str:
    return say(vietnamese.MARK[reached])


def colour(of: Colour) -> str:
    return say(of.value)


def number(value: float, decimals: int = 0) -> str:
    """ "1.234,5"; "1,234.5" in English."""
    written = vietnamese.number(value, decimals)
    return written if reader() is Language.VIETNAMESE else written.translate(_ENGLISH_NUMBER)


def measured(value: float, unit: str) -> str:
    """ "85,5%", "12 khu vực"; the unit as it was given to us."""
    return f"{number(value, 3)}{unit}" if unit == "%" else f"{number(value, 3)} {unit}".strip()


def size(count: int) -> str:
    """Of a file."""
    written = vietnamese.size(count)
    return written if reader() is Language.VIETNAMESE else written.translate(_ENGLISH_NUMBER)


def years(span: str) -> str:
    """ "năm 2025", "giai đoạn 2025–2045"."""
    if "-" in span:
        return say("giai đoạn {years}", years=span.replace("-", "–"))
    return say("năm {year}", year=span)
