"""What the assigning side's words say when a result is returned."""

import re
from datetime import date

from domain.dates import find_dates
from domain.text import fold

_NEW_DEADLINE = re.compile(r"\b(?:han(?: moi)?(?: la)?|truoc|cham nhat|den het|xong)\W*(?:ngay\W*)?$")


def read_return(words: str, today: date) -> date | None:
    """The new deadline in "bổ sung phụ lục, hạn 20/10"; any other day in it is none."""
    for mention in find_dates(words, today):
        led_to = words[: mention.span[0]]
        inside = fold(mention.words)
        if mention.end is not None and (
            _NEW_DEADLINE.search(fold(led_to)) or inside.startswith(("truoc", "cham nhat", "den het", "han"))
        ):
            return mention.end
    return None
