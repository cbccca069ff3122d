"""Giai đoạn: the year or the years that a task or an indicator is of, "2025" or "2025-2045"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from domain.text import clean

_YEARS = re.compile(r"(?:năm |giai đoạn )?((?:19|20)\d\d)(?:\s*[-–—]\s*((?:19|20)\d\d))?", re.IGNORECASE)


@lru_cache(maxsize=256)
def read_years(words: str) -> str | None:
    """As they are kept; "" for nothing, None for what is no span of years."""
    said = clean(words)
    if not said:
        return ""
    found = _YEARS.fullmatch(said)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        return None
    return found[1] if found[2] in (None, found[1]) else f"{found[1]}-{found[2]}"


def in_years(span: str) -> tuple[int, int]:
    """The first and the last year."""
    first, _, last = span.partition("-")
    return int(first), int(last or first)


def covering(spans: Iterable[str]) -> str:
    """The years from the first to the last of them; "" where one says none."""
    found = list(spans)
    if not found or not all(found):
        return ""
    years = [year for span in found for year in in_years(span)]
    return str(min(years)) if min(years) == max(years) else f"{min(years)}-{max(years)}"
