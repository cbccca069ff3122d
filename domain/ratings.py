"""XANH, VÀNG, ĐỎ: how the Central rates a programme, in a unit or as a whole; entered, never computed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.text import fold

WHOLE = "Toàn tỉnh"
LONGEST_SOURCE = 200
_WHOLE = frozenset({"toan tinh", "ca tinh", "tinh", "tinh nghe an"})


class Colour(StrEnum):
    GREEN = "XANH"
    YELLOW = "VÀNG"
    RED = "ĐỎ"


@dataclass(frozen=True, slots=True)
class Rating:
    """`day` and `source`: whose word it is, and of when."""

    colour: Colour
    day: date
    source: str


@dataclass(frozen=True, slots=True)
class RatingOf:
    """`programme`: its key; `department_id` None: the province as a whole."""

    programme: str
    department_id: int | None
    rating: Rating


def colour_of(words: str) -> Colour | None:
    """However it is written: "xanh", "Do"."""
    return next((colour for colour in Colour if fold(colour) == fold(words)), None)


def is_whole(words: str) -> bool:
    return fold(words) in _WHOLE
