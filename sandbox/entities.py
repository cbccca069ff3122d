"""Plain text with entities, counted in UTF-16 code units as Telegram counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.wire import Json

# Entities of one span stand in this order, outermost first; those not named stand in the middle.
_OUTER_FIRST = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")
_INNER_LAST = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")
_RANK = {kind: rank for rank, kind in enumerate((*_OUTER_FIRST, "", *_INNER_LAST))}


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text and its entities, offsets and lengths in UTF-16 code units."""

    text: str
    entities: tuple[Json, ...] = ()

    @property
    def length(self) -> int:
        return utf16_length(self.text)


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def in_order(entities: Iterable[Json]) -> tuple[Json, ...]:
    cleaned = [
        {key: value for key, value in entity.items() if key != "language" or entity["type"] == "pre"}
        for entity in entities
    ]
    return tuple(sorted(cleaned, key=_place))


def _place(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _RANK.get(entity["type"], _RANK[""])
