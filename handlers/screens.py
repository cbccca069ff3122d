"""What a person sees: a text and rows of buttons, as the Bot API takes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

LONGEST = 4096
LONGEST_CAPTION = 1024
_TAG = re.compile(r"<[^>]*>")
_MORE = ("… và ", "… and ")


@dataclass(frozen=True, slots=True)
class Button:
    """`data`: what comes back when it is pressed (at most 64 bytes), or `url` to open."""

    label: str
    data: str = ""
    url: str = ""

    def to_json(self) -> dict[str, str]:
        return (
            {"text": self.label, "url": self.url}
            if self.url
            else {"text": self.label, "callback_data": self.data}
        )


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is HTML; what people typed is escaped where it is put in."""

    text: str
    rows: Rows = field(default=())

    def to_body(self) -> dict[str, Any]:
        """The parameters of sendMessage and editMessageText, without the chat."""
        body: dict[str, Any] = {
            "text": shorten_html(self.text, LONGEST),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if self.rows:
            body["reply_markup"] = keyboard(self.rows)
        return body

    def to_caption(self) -> dict[str, Any]:
        """The parameters of what is sent with a file: the text as its caption."""
        body: dict[str, Any] = {"caption": shorten_html(self.text, LONGEST_CAPTION), "parse_mode": "HTML"}
        if self.rows:
            body["reply_markup"] = keyboard(self.rows)
        return body


def keyboard(rows: Rows) -> dict[str, Any]:
    return {"inline_keyboard": [[button.to_json() for button in row] for row in rows if row]}


def in_rows(buttons: Sequence[Button], across: int) -> list[list[Button]]:
    return [list(buttons[i : i + across]) for i in range(0, len(buttons), across)]


def plain(html: str) -> str:
    """The text as it is read on the screen."""
    return unescape(_TAG.sub("", html))


def esc(words: str) -> str:
    return escape(words, quote=False)


def shorten(words: str, longest: int) -> str:
    """Cut at a word, with an ellipsis."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    cut = words[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,;.") + "…"


def shorten_html(html: str, longest: int) -> str:
    """Whole lines up to the limit of Telegram (counted in UTF-16 units, as it does): a last guard.

    Lines that say how much more there is ("… và 12 việc khác") stay, or a list would look whole.
    """
    if units(plain(html)) <= longest:
        return html
    lines = html.split("\n")
    tails = [line for line in lines if _says_more(line)]
    left = longest - 2 - sum(_height(line) for line in tails)
    if left < 0:
        lines, tails, left = [line for line in lines if not _says_more(line)], [], longest - 2
    kept: list[str] = []
    for line in lines:
        if not _says_more(line):
            left -= _height(line)
        if left < 0:
            break
        kept.append(line)
    if not kept:
        return esc(plain(html)[: longest // 2]) + "…"
    return "\n".join([*kept, "…", *tails[sum(_says_more(line) for line in kept) :]])


def _says_more(line: str) -> bool:
    return line.startswith(_MORE)


def _height(line: str) -> int:
    return units(plain(line)) + 1


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
