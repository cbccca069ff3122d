"""The Central's word as the Secretariat types it: "xã Kim Liên VÀNG ngày 15/10 nguồn BCĐTW"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.importing.values import YEARS
from domain.programmes import Programme
from domain.ratings import LONGEST_SOURCE, Colour, Rating, colour_of
from domain.refusal import Refusal
from domain.spans import day_of
from domain.text import clean, fold

_SOURCE = re.compile(r"\b(?:nguon|theo nguon|can cu)\b\s*(?:la\b|tu\b|[:=])?\s*")
_DAY = re.compile(
    r"\b(?:ngay )?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]20\d\d)?|20\d\d-\d{1,2}-\d{1,2})(?![\w/-])"
    r"|\bhom (?:nay|qua)\b"
)
_DAY_AT_THE_END = re.compile(rf"[,;] *(?P<day>{_DAY.pattern})$")
_MARKED = frozenset({"xanh", "vàng", "đỏ"})
# what stands around a unit's name; in small letters, for a name may hold the same word
_AROUND = (
    r"(?:[Tt]rung ương|[Đđ]ánh giá|[Xx]ếp|loại|được|mức|màu|là|cho|ngày|của|đạt|[Gg]hi|xep|loai|duoc|muc|mau)"
)
_AROUND_IT = re.compile(rf"^(?:{_AROUND}\b\s*)+|(?:\s*\b{_AROUND})+$")
_EDGES = ' ,;:.–-()«»"'


@dataclass(frozen=True, slots=True)
class RatingWords:
    """`unit`: the words that are left; `colour` and `day` None, `source` "", where they are not said."""

    unit: str
    colour: Colour | None
    day: date | None
    source: str


def speaks_of_rating(words: str) -> bool:
    """Whether a text that answers nothing means one: a colour in capitals, or one with a day or a source."""
    words, folded = clean(words), fold(words)
    said = [word for word in re.findall(r"\w+", words) if word.lower() in _MARKED]
    if not said or words.endswith("?"):
        return False
    stands_out = any(map(str.isupper, said)) and not words.isupper()
    return stands_out or bool(_SOURCE.search(folded) or _DAY.search(folded))


def read_rating(words: str, programmes: Iterable[Programme], today: date) -> RatingWords:
    """The parts that are said, in any order but the source, which goes to the end.

    The names of `programmes` belong to no unit. A day without a year is this year's. Refusal for a day that
    does not exist, and for several colours.
    """
    words = clean(words)
    said, source = _at_the_source(words)
    day_at = _DAY.search(fold(said))
    day: date | None
    if day_at is not None:
        day = _day(day_at[0], today)
        said = _without(said, [day_at.span()])
    else:
        day, source = _day_of_source(source, today)
    for programme in programmes:
        found = programme.spelling().search(fold(said))
        said = _without(said, [found.span()] if found else [])
    colours = _colours(said)
    if len({colour for colour, _ in colours}) > 1:
        raise Refusal("rating_several_colours", colours=", ".join(colour for colour, _ in colours))
    unit = _trimmed(_without(said, [span for _, span in colours]))
    return RatingWords(unit, colours[0][0] if colours else None, day, source)


def rating_of(said: RatingWords, today: date) -> Rating:
    """The verdict that the words make. Refusal for whatever is missing or cannot be."""
    if said.colour is None:
        raise Refusal("rating_colour")
    if said.day is None:
        raise Refusal("rating_day")
    if said.day > today or said.day.year not in YEARS:
        raise Refusal("rating_future" if said.day > today else "rating_far", day=said.day)
    if not said.source:
        raise Refusal("rating_source")
    if len(said.source) > LONGEST_SOURCE:
        raise Refusal("rating_long_source", longest=LONGEST_SOURCE)
    return Rating(said.colour, said.day, said.source)


def _at_the_source(words: str) -> tuple[str, str]:
    found = _SOURCE.search(fold(words))
    if found is None:
        return words, ""
    return words[: found.start()], words[found.end() :].strip(_EDGES)


def _day_of_source(source: str, today: date) -> tuple[date | None, str]:
    """Of "TB 12-TB/BCĐTW ngày 20/10/2025" that day; after a comma it is no part of the source."""
    found = _DAY_AT_THE_END.search(fold(source))
    if found is not None:
        return _day(found["day"], today), source[: found.start()].strip(_EDGES)
    within = _DAY.search(fold(source))
    return (_day(within[0], today) if within else None), source


def _day(folded: str, today: date) -> date:
    """Never last year's by guess: a verdict under a wrong year is not seen."""
    day = day_of(folded, today, today)
    if day is None:
        raise Refusal("unreal_day", words=folded.removeprefix("ngay "))
    return day


def _colours(said: str) -> list[tuple[Colour, tuple[int, int]]]:
    """Those in capitals, else those with their marks, else any: a unit's name may hold such a word."""
    tokens = [(token[0], token.span()) for token in re.finditer(r"\w+", said)]
    every = [(word, colour, span) for word, span in tokens if (colour := colour_of(word)) is not None]
    for fits in (str.isupper, lambda word: word in _MARKED, lambda word: word.islower()):
        found = [(colour, span) for word, colour, span in every if fits(word)]
        if found:
            return found
    return [(colour, span) for _, colour, span in every][-1:]


def _without(said: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        said = f"{said[:start]} , {said[end:]}"
    return said


def _trimmed(said: str) -> str:
    """The longest run of words between what was taken out, without the words around it."""
    runs = [_AROUND_IT.sub("", part.strip(_EDGES)).strip(_EDGES) for part in said.split(",")]
    return max(runs, key=len, default="")
