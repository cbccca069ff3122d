"""Long lists a page at a time: which part is shown, how its head says so, and the buttons to turn it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.screens import Button
from handlers.texts.language import say

Entry = TypeVar("Entry")
SIZE = 10
WITH_BUTTONS = 8


@dataclass(frozen=True, slots=True)
class Page(Generic[Entry]):
    """`number` counts from 0; `total`: entries on all pages together."""

    entries: Sequence[Entry]
    number: int
    pages: int
    total: int

    @property
    def where(self) -> str:
        """For the head of a list: " · trang 2/13"; nothing where there is one page only."""
        return (
            say(" · trang {number}/{pages}", number=self.number + 1, pages=self.pages)
            if self.pages > 1
            else ""
        )

    def turning(self, prefix: str, suffix: str = "") -> list[Button]:
        """‹ Trước and Sau ›, as far as there is something to turn to; their data is prefix, page, suffix."""
        found = []
        if self.number > 0:
            found.append(Button(say("‹ Trước"), f"{prefix}:{self.number - 1}{suffix}"))
        if self.number < self.pages - 1:
            found.append(Button(say("Sau ›"), f"{prefix}:{self.number + 1}{suffix}"))
        return found


def page_of(entries: Sequence[Entry], wanted: int, size: int = SIZE) -> Page[Entry]:
    """The page `wanted`, or the nearest there is: lists shrink between two presses."""
    pages = max(1, -(-len(entries) // size))
    number = min(max(wanted, 0), pages - 1)
    return Page(entries[number * size : (number + 1) * size], number, pages, len(entries))
