"""Days that are written like days and do not exist."""

import re
from datetime import date

_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?(?![\d/%])")
_LEAP_YEAR = 2024


def unreal_day(words: str) -> str | None:
    """ "31/2" as it stands in `words`; None where every day exists. "16/16 xã" is no day at all."""
    for found in _DAY.finditer(words):
        day, month = int(found[1]), int(found[2])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        try:
            date(int(found[3] or _LEAP_YEAR), month, day)
        except ValueError:
            return found[0]
    return None
