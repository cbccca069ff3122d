"""The language in which rules are written, so that a colleague who does not program can add one.

    chưa xong           these words, one after the other
    (xong|hoàn thành)   one of these; alternatives may be several words and may nest
    rồi?  (đã|mới)?     may be missing
    ~   ~~   ~~~        up to 2, 4, 8 other words, within the clause
    <unit>              a word of the class "unit" (data/classes.tsv, data/units.tsv)
    <pct> <count> <doc> <ref>   a percent, a count, a document number, a task
    <date> <span>       a date or a length of time ("2 tuần"), a length of time alone
    ^   $               beginning, end of a clause

Words are matched whole. Every gap is bounded, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

STOPS = ",;.!?:()\n…"
PLACEHOLDERS = {
    "pct": ("§p",), "count": ("§c",), "date": ("§d", "§s"), "span": ("§s",), "doc": ("§x",), "ref": ("§r",), "num": ("§n",),
}  # fmt: skip
USED = "·"

_GAP_WORD = r" [^\s,;.!?:()…·§]\S*"
_GAPS = {"~": 2, "~~": 4, "~~~": 8}
_LEXEME = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\)\??)|(?P<bar>\|)|(?P<gap>~{1,3})|(?P<mark>[\^$])|"
    r"<(?P<cls>[a-z]+)>(?P<clsopt>\??)|(?P<word>[^\s()|<>~^$?]+|\?)(?P<wordopt>\??))"
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready for use.

    `needs`: of each of these sets at least one word stands in every text it matches; the smallest is first.
    `phrases`: the runs of plain words in it, from which unmarked spelling is restored.
    """

    regex: str
    needs: tuple[frozenset[str], ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    regex: str
    keys: tuple[frozenset[str], ...]  # sets of which one word each must be there; none: may match without any
    runs: tuple[str, ...]  # the ways to spell it as plain words; empty: it breaks a run


def compile_pattern(pattern: str, classes: Mapping[str, tuple[str, ...]]) -> Compiled:
    """ValueError when the pattern is not well formed or names an unknown class."""
    lexemes = list(_lex(pattern))
    phrases: list[str] = []
    piece, rest = _alternatives(lexemes, 0, classes, phrases)
    if rest != len(lexemes):
        raise ValueError(f"unbalanced parenthesis: {pattern}")
    if not piece.keys:
        raise ValueError(f"a pattern needs at least one word that must be there: {pattern}")
    needs = tuple(sorted(piece.keys, key=len))
    return Compiled(piece.regex + r"(?=[ \n]|\Z)", needs, tuple(phrases))


def _lex(pattern: str) -> Iterator[re.Match[str]]:
    position, pattern = 0, pattern.strip()
    while position < len(pattern):
        match = _LEXEME.match(pattern, position)
        if match is None:
            raise ValueError(f"not understood at {position}: {pattern}")
        yield match
        position = match.end()


def _alternatives(
    lexemes: list[re.Match[str]], at: int, classes: Mapping[str, tuple[str, ...]], phrases: list[str]
) -> tuple[_Piece, int]:
    options = []
    while True:
        piece, at = _sequence(lexemes, at, classes, phrases)
        options.append(piece)
        if at < len(lexemes) and lexemes[at]["bar"]:
            at += 1
            continue
        break
    if len(options) == 1:
        return options[0], at
    smallest = [min(option.keys, key=len) for option in options if option.keys]
    keys = (frozenset().union(*smallest),) if len(smallest) == len(options) else ()
    runs = tuple(run for option in options for run in option.runs)
    if any(not option.runs for option in options):
        runs = ()
    return _Piece("(?:" + "|".join(option.regex for option in options) + ")", keys, runs), at


def _sequence(
    lexemes: list[re.Match[str]], at: int, classes: Mapping[str, tuple[str, ...]], phrases: list[str]
) -> tuple[_Piece, int]:
    regex = ""
    keys: tuple[frozenset[str], ...] = ()
    whole: list[str] = [""]
    open_runs: list[str] = [""]
    plain = True
    while at < len(lexemes):
        lexeme = lexemes[at]
        if lexeme["close"] or lexeme["bar"]:
            break
        piece, optional, at = _item(lexemes, at, classes, phrases)
        regex += f"(?:{piece.regex})?" if optional else piece.regex
        if not optional:
            keys += piece.keys
        if piece.runs:
            longer = _joined(open_runs, piece.runs)
            open_runs = (open_runs + longer if optional else longer)[:400]
            whole = (whole + _joined(whole, piece.runs) if optional else _joined(whole, piece.runs))[:400]
        else:
            phrases += [run for run in open_runs if " " in run]
            open_runs, plain = [""], False
    phrases += [run for run in open_runs if " " in run]
    return _Piece(regex, keys, tuple(whole) if plain and whole != [""] else ()), at


def _joined(runs: list[str], more: tuple[str, ...]) -> list[str]:
    return [f"{run} {word}".strip() for run in runs for word in more]


def _item(
    lexemes: list[re.Match[str]], at: int, classes: Mapping[str, tuple[str, ...]], phrases: list[str]
) -> tuple[_Piece, bool, int]:
    lexeme = lexemes[at]
    if lexeme["open"]:
        piece, at = _alternatives(lexemes, at + 1, classes, phrases)
        if at >= len(lexemes) or not lexemes[at]["close"]:
            raise ValueError("unbalanced parenthesis")
        optional = lexemes[at]["close"].endswith("?")
        return _Piece(f"(?:{piece.regex})", piece.keys, piece.runs), optional, at + 1
    if lexeme["gap"]:
        return _Piece(f"(?:{_GAP_WORD}){{0,{_GAPS[lexeme['gap']]}}}?", (), ()), False, at + 1
    if lexeme["mark"]:
        regex = (
            rf"(?:\A|(?<=[{re.escape(STOPS)}]))"
            if lexeme["mark"] == "^"
            else rf"(?=\s*(?:\Z|[{re.escape(STOPS)}]))"
        )
        return _Piece(regex, (), ()), False, at + 1
    if lexeme["cls"]:
        return _class(lexeme["cls"], classes), bool(lexeme["clsopt"]), at + 1
    word = lexeme["word"]
    return _Piece(" " + re.escape(word), (frozenset([word]),), (word,)), bool(lexeme["wordopt"]), at + 1


def _class(name: str, classes: Mapping[str, tuple[str, ...]]) -> _Piece:
    if name in PLACEHOLDERS:
        marks = PLACEHOLDERS[name]
        return _Piece(" (?:" + "|".join(marks) + ")", (frozenset(marks),), ())
    if name not in classes:
        raise ValueError(f"no such class: {name}")
    words = sorted(classes[name], key=len, reverse=True)
    regex = "(?:" + "|".join(" " + re.escape(word) for word in words) + ")"
    return _Piece(regex, (frozenset(word.split()[0] for word in words),), tuple(words))
