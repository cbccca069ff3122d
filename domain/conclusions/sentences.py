"""Cutting a paragraph into sentences and a sentence into clauses, with their places."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.conclusions.spelling import plain

_STOP = re.compile(r"(?:\./\.|[.!?…])(?=\s+[\"“(]?(?P<next>\w)|\s*$)")
_NOT_A_STOP = re.compile(r"(?:^|[\s(])(?:đ/c|tp|v\.v|ths|ts|gs|pgs|mr|st|q|p|h|x|kt|t/m)$")
_NEXT = re.compile(r"\s*;\s*|\s*,\s+(?=(?:và )?đồng thời\b)")
_COMPLETION = re.compile(
    r"\s*,\s+(?=(?:phải |và )?(?:hoàn thành|xong|kết thúc|thời hạn|thời gian hoàn thành|hạn)\b)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph. `words`: its plain form; `at`: where it begins in the paragraph."""

    text: str
    words: str
    at: int

    def part(self, start: int, end: int | None = None) -> "Piece":
        """A part of it, without blanks around."""
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        return Piece(text, self.words[start + lead : start + lead + len(text)], self.at + start + lead)


def piece(text: str, at: int = 0) -> Piece:
    return Piece(text, plain(text), at)


def sentences(whole: Piece) -> list[Piece]:
    found, start = [], 0
    for stop in _STOP.finditer(whole.text):
        if stop["next"] and not stop["next"].isupper():
            continue
        if _NOT_A_STOP.search(whole.words[max(0, stop.start() - 8) : stop.start()]):
            continue
        if _depth(whole.text[start : stop.start()]) > 0:
            continue
        found.append(whole.part(start, stop.end()))
        start = stop.end()
    found.append(whole.part(start))
    return [sentence for sentence in found if sentence.text]


def clauses(sentence: Piece, is_due: Callable[[Piece], bool]) -> list[Piece]:
    """What semicolons and "đồng thời" separate, outside of brackets and quotation marks; so does a comma before
    nothing but a deadline (`is_due`)."""
    found = [part for clause in _split(sentence, _NEXT) for part in _with_completion(clause, is_due)]
    return [clause for clause in found if clause.text.strip(" .;,:/")]


def _split(sentence: Piece, marks: re.Pattern[str]) -> list[Piece]:
    found, start = [], 0
    for mark in marks.finditer(sentence.words):
        if _depth(sentence.text[start : mark.start()]) == 0:
            found.append(sentence.part(start, mark.start()))
            start = mark.end()
    return [*found, sentence.part(start)]


def _with_completion(clause: Piece, is_due: Callable[[Piece], bool]) -> list[Piece]:
    for mark in _COMPLETION.finditer(clause.words):
        rest = clause.part(mark.end())
        if _depth(clause.text[: mark.start()]) == 0 and is_due(rest):
            return [clause.part(0, mark.start()), rest]
    return [clause]


def _depth(text: str) -> int:
    """How many brackets and quotation marks are open."""
    return max(0, text.count("(") - text.count(")")) + max(0, text.count("“") - text.count("”"))
