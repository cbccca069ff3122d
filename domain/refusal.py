"""A "no" and its reason."""

from typing import Any


class Refusal(Exception):
    """We will not, and why.

    Raised where it is found; `handlers/texts` holds the sentence for each `reason`, and the one place
    that catches it (the routing in `bot/app`) says it. `facts` fill the sentence's blanks.
    """

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
