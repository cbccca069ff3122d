"""Between which days a rehearsal is wanted."""

import re
from datetime import date, timedelta

from domain.dates import find_dates
from domain.dates.unreal import unreal_day
from domain.refusal import Refusal
from domain.text import clean

USUAL = timedelta(days=13)  # two weeks with the first day
LONGEST = 62
_YEAR_SAID = re.compile(r"20\d\d")


def period_of(words: str, today: date) -> tuple[date, date]:
    """ "tuần sau", "1/10-15/10", "15/10"; without words two weeks from today. What is past is left out."""
    words = clean(words)
    if not words:
        return today, today + USUAL
    if (unreal := unreal_day(words)) is not None:
        raise Refusal("unreal_day", words=unreal)
    mention = next((m for m in find_dates(words, today) if m.end is not None), None)
    if mention is None or mention.end is None:
        raise Refusal("period_not_seen", words=words)
    first, last = mention.start or mention.end, mention.end
    if mention.rule == "ahead":
        first = today
    elif mention.rule == "week":  # its Saturday may be a working day
        last += timedelta(days=6 - last.weekday())
    if last.year > first.year and (last - first).days >= LONGEST and _YEAR_SAID.search(words) is None:
        raise Refusal("period_backwards", first=first, last=last.replace(year=first.year))
    if last < today:
        raise Refusal("period_past", first=first, last=last)
    first = max(first, today)
    if (last - first).days >= LONGEST:
        raise Refusal("period_too_long", days=LONGEST)
    return first, last
