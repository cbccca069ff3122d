"""What a text becomes once it is sent: markup read, ends cut, links and commands found."""

import re
from collections.abc import Iterable

from sandbox.entities import Formatted, in_order, utf16_length
from sandbox.html import parse_html
from sandbox.wire import Json, bad_request

_FOUND = re.compile(
    r"(?P<url>(?:https?://|(?<![\w@./-])(?:[\w-]+\.)+(?:vn|com|org|net|me|io|info)\b(?!@))[^\s<>\"]*)"
    r"|(?P<email>(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/<>]))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})


def formatted(source: str, parse_mode: str, given: Iterable[Json] = ()) -> Formatted:
    """What `source` becomes once sent: markup read, white space at the ends cut, links and commands found.

    Knows `HTML` and plain text; Markdown is refused as unsupported. Raises ApiError.
    """
    mode = parse_mode.lower()
    if mode == "html":
        read = parse_html(source)
    elif mode in ("", "none"):
        read = Formatted(source, tuple(given))
    else:
        raise bad_request("unsupported parse_mode")
    cleaned = _trimmed(Formatted(read.text.replace("\r", ""), read.entities))
    return Formatted(cleaned.text, in_order([*cleaned.entities, *_found(cleaned)]))


def _trimmed(value: Formatted) -> Formatted:
    left = len(value.text) - len(value.text.lstrip())
    cut = utf16_length(value.text[:left])
    text = value.text.strip()
    total = utf16_length(text)
    kept = []
    for entity in value.entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return Formatted(text, tuple(kept))


def _found(value: Formatted) -> list[Json]:
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in value.entities
        if entity["type"] in _OPAQUE
    ]
    found = []
    for match in _FOUND.finditer(value.text):
        text = match.group()
        if match.lastgroup == "url":
            text = text.rstrip(".,;:!?)»”'")
        start = utf16_length(value.text[: match.start()])
        length = utf16_length(text)
        if all(start >= end or start + length <= begin for begin, end in taken):
            found.append({"offset": start, "length": length, "type": match.lastgroup or ""})
    return found
