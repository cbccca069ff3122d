"""Telegram's HTML, read as the official server reads it, its error sentences and byte offsets included."""

import re
from dataclasses import dataclass

from sandbox.entities import Formatted, in_order, utf16_length
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


def parse_html(source: str) -> Formatted:
    """Reads Telegram's HTML. Raises ApiError with the server's own sentence."""
    reader = _Reader(source)
    reader.read()
    return Formatted("".join(reader.out), in_order(reader.entities))


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
