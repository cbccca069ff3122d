"""Text as Telegram keeps it: plain characters and entities counted in UTF-16 code units.

Follows the parser of the official server, its error sentences and their byte offsets included.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.wire import Json, bad_request

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
    "pre": "pre",
    "code": "code",
    "a": "text_link",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9.\-]+)))?"""
)
_FOUND = re.compile(
    r"(?P<url>(?:https?://|(?<![\w@./-])(?:[\w-]+\.)+(?:vn|com|org|net|me|io|info)\b(?!@))[^\s<>\"]*)"
    r"|(?P<email>(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/<>]))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)
# Entities of one span stand in this order, outermost first; those not named stand in the middle.
_OUTER_FIRST = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")
_INNER_LAST = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")
_RANK = {kind: rank for rank, kind in enumerate((*_OUTER_FIRST, "", *_INNER_LAST))}
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})


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
    return Formatted(cleaned.text, _in_order([*cleaned.entities, *_found(cleaned)]))


def parse_html(source: str) -> Formatted:
    """Reads Telegram's HTML. Raises ApiError with the server's own sentence."""
    reader = _Reader(source)
    reader.read()
    return Formatted("".join(reader.out), _in_order(reader.entities))


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.length = 0
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> None:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<" and self.source.startswith("</", self.at):
                self._end_tag()
            elif character == "<":
                self._start_tag()
            else:
                self._character(character)
        if self.open:
            raise self._fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _fault(self, what: str, at: int | None = None) -> Exception:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad_request(f"can't parse entities: {what}{where}")

    def _character(self, character: str) -> None:
        step = 1
        if character == "&" and (match := _REFERENCE.match(self.source, self.at)):
            decoded = _decoded(match)
            if decoded:
                character, step = decoded, len(match.group())
        self.out.append(character)
        self.length += utf16_length(character)
        self.at += step

    def _start_tag(self) -> None:
        begin = self.at
        name = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        tag = name.group().lower() if name else ""
        at = begin + 1 + len(tag)
        if at >= len(self.source):
            raise self._fault("Unclosed start tag", begin)
        if tag not in _STYLES:
            raise self._fault(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while True:
            at = _skip_space(self.source, at)
            if at >= len(self.source):
                raise self._fault("Unclosed start tag", begin)
            if self.source[at] == ">":
                break
            name_given, value, at = self._attribute(tag, begin, at)
            argument = _argument(tag, name_given, value) or argument
        if tag == "span" and argument != "spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, argument, self.length, len(self.out)))
        self.at = at + 1

    def _attribute(self, tag: str, begin: int, at: int) -> tuple[str, str, int]:
        if self.source[at] == "=":
            raise self._fault(f'Empty attribute name in the tag "{tag}"', begin)
        match = _ATTRIBUTE.match(self.source, at)
        if match is None:
            raise self._fault("Unclosed start tag", begin)
        name = match["name"].lower()
        values = (match["double"], match["single"], match["bare"])
        value = next((value for value in values if value is not None), None)
        after = _skip_space(self.source, match.end())
        if value is None:
            if after < len(self.source) and self.source[after] == "=":
                raise self._fault("Unclosed start tag", begin)
            if name != "expandable":
                raise self._fault(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin
                )
            return name, name, match.end()
        if match["bare"] is not None and self.source[match.end() : match.end() + 1] not in (
            " ",
            "\n",
            "\t",
            ">",
        ):
            raise self._fault("Unexpected end of name token", match.start("bare"))
        return name, _REFERENCE.sub(lambda found: _decoded(found) or found.group(), value), match.end()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fault("Unexpected end tag", begin)
        close = self.source.find(">", begin)
        name = self.source[begin + 2 : close if close >= 0 else None].strip().lower()
        if close < 0 or re.search(r"\s", name):
            raise self._fault("Unclosed end tag", begin)
        opened = self.open.pop()
        if name and name != opened.tag:
            where = len(self.source[:begin].encode())
            both = f'expected "</{opened.tag}>", found "</{name}>"'
            raise self._fault(f"Unmatched end tag at byte offset {where}, {both}")
        self.at = close + 1
        if self.length > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        entity: Json = {
            "offset": opened.offset,
            "length": self.length - opened.offset,
            "type": _STYLES[opened.tag],
        }
        last = self.entities[-1] if self.entities else {}
        same_span = last.get("offset") == entity["offset"] and last.get("length") == entity["length"]
        if opened.tag == "a":
            url = opened.argument or "".join(self.out[opened.piece :])
            if not _link(entity, url):
                return
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and same_span and last.get("type") == "code":
            last["type"] = "pre"
            return
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)


def _decoded(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code)


def _argument(tag: str, name: str, value: str) -> str:
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    wanted = {("a", "href"), ("tg-emoji", "emoji-id"), ("blockquote", "expandable")}
    return value if (tag, name) in wanted else ""


def _link(entity: Json, url: str) -> bool:
    """Completes `entity` with the link; False for an address that Telegram would not make clickable."""
    person = re.fullmatch(r"tg:(?://)?user\?id=(\d+)", url)
    if person:
        entity |= {"type": "text_mention", "user": {"id": int(person[1])}}
        return True
    if not re.fullmatch(r"(?:(?:https?|tg|ton|mailto|tel):\S+|[\w.-]+\.\w{2,}\S*)", url):
        return False
    entity["url"] = url if ":" in url.split("/")[0] else f"http://{url}"
    if url.startswith(("http://", "https://")) and "/" not in url.split("://", 1)[1]:
        entity["url"] = f"{url}/"
    return True


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _in_order(entities: Iterable[Json]) -> tuple[Json, ...]:
    cleaned = [
        {key: value for key, value in entity.items() if key != "language" or entity["type"] == "pre"}
        for entity in entities
    ]
    return tuple(sorted(cleaned, key=_place))


def _place(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _RANK.get(entity["type"], _RANK[""])


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
