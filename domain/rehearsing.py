"""Between which days a rehearsal is wanted."""

from datetime import date, timedelta

from domain.dates import find_dates
from domain.refusal import Refusal
from domain.text import clean

USUAL = timedelta(days=13)  # two weeks with the first day
LONGEST = 62


def period_of(words: str, today: date) -> tuple[date, date]:
    """ "tuần sau", "1/10-15/10", "15/10"; without words two weeks from today. What is past is left out."""
    words = clean(words)
    if not words:
        return today, today + USUAL
    mention = next((m for m in find_dates(words, today) if m.end is not None), None)
    if mention is None or mention.end is None:
        raise Refusal("period_not_seen", words=words)
    first, last = mention.start or mention.end, mention.end
    if mention.rule == "ahead":
        first = today
    elif mention.rule == "week":  # its Saturday may be a working day
        last += timedelta(days=6 - last.weekday())
    if last < today:
        raise Refusal("period_past", first=first, last=last)
    first = max(first, today)
    if (last - first).days >= LONGEST:
        raise Refusal("period_too_long", days=LONGEST)
    return first, last
