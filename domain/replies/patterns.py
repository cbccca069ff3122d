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

From the same pattern comes what must stand in a text for it to match: words, and pairs of words that follow each other;
a rule is tried only where those do (domain/sieve.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

STOPS = ",;.!?:()\n…"
PLACEHOLDERS = {
    "pct": ("§p",), "count": ("§c",), "date": ("§d", "§s"), "span": ("§s",), "doc": ("§x",), "ref": ("§r",), "num": ("§n",),
}  # fmt: skip
USED = "·"

_GAP_WORD = r" [^\s,;.!?:()…·§]\S*"
_GAPS = {"~": 2, "~~": 4, "~~~": 8}
_LEXEME = re.compile(r"\([^()<>~^$?]+\)\??|\(|\)\??|\||~{1,3}|[\^$]|<[a-z]+>\??|(?:[^\s()|<>~^$?]+|\?)\??")
_BEGINS = rf"(?:\A|(?<=[{re.escape(STOPS)}]))"
_ENDS = rf"(?=\s*(?:\Z|[{re.escape(STOPS)}]))"
_MOST_RUNS = 400
_MOST_PAIRS = 100
_MOST_NEEDS = 3

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready for use.

    `needs`: of each of these sets at least one word, or one pair of words in a row ("a b"), stands in every text it
    matches; the rarest is first. `phrases`: the runs of plain words in it, from which unmarked spelling is restored.
    """

    regex: str
    needs: tuple[Words, ...]
    phrases: tuple[str, ...]


class _Piece(NamedTuple):
    regex: str
    keys: tuple[Words, ...]  # sets of which one word or pair each must be there; none: may match without any
    runs: tuple[str, ...]  # the ways to spell it as plain words; empty: it breaks a run
    firsts: Words | None  # the words it may begin with; None: any
    lasts: Words | None  # the words it may end with; None: any
    maybe: bool = False  # whether it may match without a word


def compile_pattern(pattern: str, classes: Mapping[str, tuple[str, ...]]) -> Compiled:
    """ValueError when the pattern is not well formed or names an unknown class."""
    lexemes = _LEXEME.findall(pattern)
    if "".join("".join(lexemes).split()) != "".join(pattern.split()):
        raise ValueError(f"not understood: {pattern}")
    phrases: list[str] = []
    piece, rest = _alternatives(lexemes, 0, classes, phrases)
    if rest != len(lexemes):
        raise ValueError(f"unbalanced parenthesis: {pattern}")
    if not piece.keys:
        raise ValueError(f"a pattern needs at least one word that must be there: {pattern}")
    needs = tuple(sorted(set(piece.keys), key=_frequency)[:_MOST_NEEDS])
    return Compiled(piece.regex + r"(?=[ \n]|\Z)", needs, tuple(dict.fromkeys(phrases)))


def _frequency(keys: Words) -> tuple[float, list[str]]:
    """How often one of the keys will be met, roughly; pairs of words are rare."""
    return sum(0.05 if " " in key else 1 for key in keys), sorted(keys)


def _alternatives(
    lexemes: list[str], at: int, classes: Mapping[str, tuple[str, ...]], phrases: list[str]
) -> tuple[_Piece, int]:
    options = []
    while True:
        piece, at = _sequence(lexemes, at, classes, phrases)
        options.append(piece)
        if at < len(lexemes) and lexemes[at] == "|":
            at += 1
            continue
        break
    if len(options) == 1:
        return options[0], at
    rarest = [min(option.keys, key=_frequency) for option in options if option.keys]
    runs: tuple[str, ...] = ()
    if all(option.runs for option in options):
        runs = tuple(run for option in options for run in option.runs)
    joined = _Piece(
        "(?:" + "|".join(option.regex for option in options) + ")",
        (frozenset().union(*rarest),) if len(rarest) == len(options) else (),
        runs,
        _any_of(option.firsts for option in options),
        _any_of(option.lasts for option in options),
        any(option.maybe for option in options),
    )
    return joined, at


def _any_of(sets: Iterable[Words | None]) -> Words | None:
    found: set[str] = set()
    for words in sets:
        if words is None:
            return None
        found |= words
    return frozenset(found)


def _sequence(
    lexemes: list[str], at: int, classes: Mapping[str, tuple[str, ...]], phrases: list[str]
) -> tuple[_Piece, int]:
    regex: list[str] = []
    keys: list[Words] = []
    open_runs: list[str] = [""]
    plain = True
    firsts: Words | None = frozenset()
    before: Words | None = frozenset()  # the words that may stand right before the next item
    maybe = True
    while at < len(lexemes):
        if lexemes[at] == "|" or lexemes[at][0] == ")":
            break
        piece, optional, at = _item(lexemes, at, classes, phrases)
        regex.append(f"(?:{piece.regex})?" if optional else piece.regex)
        if not optional:
            keys += piece.keys
            if not maybe and not piece.maybe:
                keys += _pairs(before, piece.firsts)
        if maybe:
            firsts = _any_of((firsts, piece.firsts))
        missing = optional or piece.maybe
        before = _any_of((before, piece.lasts)) if missing else piece.lasts
        maybe = maybe and missing
        if piece.runs:
            longer = _joined(open_runs, piece.runs)
            open_runs = (open_runs + longer)[:_MOST_RUNS] if optional else longer
        else:
            phrases += [run for run in open_runs if " " in run]
            open_runs, plain = [""], False
    phrases += [run for run in open_runs if " " in run]
    runs = tuple(open_runs) if plain and open_runs != [""] else ()
    return _Piece("".join(regex), tuple(keys), runs, firsts, before, maybe), at


def _pairs(before: Words | None, after: Words | None) -> tuple[Words, ...]:
    """One of these stands where one of `before` is followed by one of `after`."""
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        return ()
    return (frozenset(f"{a} {b}" for a in before for b in after),)


def _joined(runs: list[str], more: tuple[str, ...]) -> list[str]:
    """The first of the runs with each of `more` behind it."""
    if runs == [""]:
        return list(more[:_MOST_RUNS])
    enough = runs[: -(-_MOST_RUNS // len(more))]
    return [f"{run} {word}" if run else word for run in enough for word in more][:_MOST_RUNS]


_GAP_PIECES = {
    gap: _Piece(f"(?:{_GAP_WORD}){{0,{most}}}?", (), (), None, None, maybe=True)
    for gap, most in _GAPS.items()
}
_MARK_PIECES = {
    mark: _Piece(regex, (), (), frozenset(), frozenset(), maybe=True)
    for mark, regex in (("^", _BEGINS), ("$", _ENDS))
}


def _item(
    lexemes: list[str], at: int, classes: Mapping[str, tuple[str, ...]], phrases: list[str]
) -> tuple[_Piece, bool, int]:
    lexeme = lexemes[at]
    if lexeme == "(":
        piece, at = _alternatives(lexemes, at + 1, classes, phrases)
        if at >= len(lexemes) or lexemes[at][0] != ")":
            raise ValueError("unbalanced parenthesis")
        return piece._replace(regex=f"(?:{piece.regex})"), lexemes[at] == ")?", at + 1
    if lexeme[0] == "(":
        words = lexeme.rstrip("?")
        piece, spelled = _choice(words)
        phrases += spelled
        return piece, words != lexeme, at + 1
    if lexeme in _GAP_PIECES:
        return _GAP_PIECES[lexeme], False, at + 1
    if lexeme in _MARK_PIECES:
        return _MARK_PIECES[lexeme], False, at + 1
    optional = len(lexeme) > 1 and lexeme[-1] == "?"
    named = lexeme[:-1] if optional else lexeme
    if named[0] == "<":
        name = named[1:-1]
        if name in PLACEHOLDERS:
            return _placeholder(name), optional, at + 1
        if name not in classes:
            raise ValueError(f"no such class: {name}")
        return _class(classes[name]), optional, at + 1
    return _word(named), optional, at + 1


def either(words: Iterable[str]) -> str:
    """One of `words` after a space, tried in their order; told apart by their first letters, as that is soonest done."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(_literal(word[1:]))
    return " (?:" + "|".join(f"{_literal(a)}(?:{'|'.join(rest)})" for a, rest in by_letter.items()) + ")"


def _literal(words: str) -> str:
    return words if words.replace(" ", "").isalnum() else re.escape(words)


@cache
def _word(word: str) -> _Piece:
    alone = frozenset([word])
    return _Piece(" " + _literal(word), (alone,), (word,), alone, alone)


@cache
def _choice(group: str) -> tuple[_Piece, list[str]]:
    """A group of plain words and runs of them, "(a|b c)", and its phrases."""
    options = [option.split() for option in group[1:-1].split("|")]
    if not all(options):
        raise ValueError(f"an alternative without a word: {group}")
    runs = tuple(" ".join(words) for words in options)
    piece = _Piece(
        either(runs),
        (frozenset(" ".join(words[:2]) for words in options),),
        runs,
        frozenset(words[0] for words in options),
        frozenset(words[-1] for words in options),
    )
    return piece, [run for run in runs if " " in run]


@cache
def _placeholder(name: str) -> _Piece:
    marks = frozenset(PLACEHOLDERS[name])
    return _Piece(" (?:" + "|".join(PLACEHOLDERS[name]) + ")", (marks,), (), marks, marks)


@cache
def _class(entries: tuple[str, ...]) -> _Piece:
    words = sorted(entries, key=len, reverse=True)
    said = [word.split() for word in words]
    keys = frozenset(" ".join(word[:2]) for word in said)
    return _Piece(
        either(words),
        (keys,),
        tuple(words),
        frozenset(word[0] for word in said),
        frozenset(word[-1] for word in said),
    )
