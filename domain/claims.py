"""Totals that came with an import, each with its source, and where they do not add up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.text import clean, fold


class Measure(StrEnum):
    TOTAL = "total"
    DONE = "done"
    PART = "part"  # any other part of the total: what is being done, what is left, what is standing


@dataclass(frozen=True, slots=True)
class Claim:
    """ "Nhiệm vụ năm 2025 đang thực hiện" is 46, says `source` of `day`; `value` None: taken back."""

    what: str
    value: int | None
    source: str
    day: date | None

    @property
    def key(self) -> tuple[str, str]:
        return fold(self.what), fold(self.source)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim counts, whatever the words around it: equal for claims that belong together."""

    words: frozenset[str]
    measure: Measure


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`parts` do not make `total`: the one that `done` leaves, or all of them together."""

    total: Claim
    parts: tuple[Claim, ...]
    expected: int
    claimed: int

    @property
    def difference(self) -> int:
        return abs(self.expected - self.claimed)


_DONE = r"(?:da )?(?:hoan thanh|xong|dat va vuot|dat|vuot)"
_PART = (
    rf"(?:con lai|chua {_DONE}|(?:dang |duoc )?(?:thuc hien|trien khai|lam)(?: thuong xuyen)?"
    r"(?: trong)?(?: (?:quy|thang) (?:iv|i{1,3}|\d{1,2}))?|thuong xuyen|chua lam|chua bao cao|dang vuong)"
)
_MEASURES = (
    (Measure.PART, re.compile(rf"\b{_PART}\b")),
    (Measure.DONE, re.compile(rf"\b{_DONE}\b")),
    (Measure.TOTAL, re.compile(r"\b(?:tong so|tong cong|tong)\b")),
)
_FILLING = frozenset(["so", "cac", "cua", "trong", "duoc", "la", "da", "co", "nhung", "va"])


def subject_of(what: str) -> Subject | None:
    """None where it is not told whether it is the total, what is done, or another part."""
    folded = fold(clean(what))
    for measure, pattern in _MEASURES:
        if pattern.search(folded):
            words = re.findall(r"\w+", pattern.sub(" ", folded))
            return Subject(frozenset(words) - _FILLING, measure)
    return None


def contradictions(claims: Iterable[Claim]) -> tuple[Contradiction, ...]:
    """Where a source gives a total and what is not done of it, its parts must make the total."""
    held: dict[tuple[str, frozenset[str]], list[tuple[Measure, Claim]]] = {}
    for claim in claims:
        subject = subject_of(claim.what)
        if subject is not None and claim.value is not None:
            held.setdefault((fold(claim.source), subject.words), []).append((subject.measure, claim))
    found = (_contradiction(together) for together in held.values())
    return tuple(one for one in found if one is not None)


def _contradiction(together: list[tuple[Measure, Claim]]) -> Contradiction | None:
    total = next((claim for measure, claim in together if measure is Measure.TOTAL), None)
    parts = [claim for measure, claim in together if measure is not Measure.TOTAL]
    rest = [claim for measure, claim in together if measure is Measure.PART]
    if total is None or not rest:
        return None
    whole, made = total.value or 0, sum(part.value or 0 for part in parts)
    if whole == made:
        return None
    if len(rest) == 1 and len(parts) == 2:
        left = rest[0].value or 0
        return Contradiction(total, tuple(parts), whole - (made - left), left)
    return Contradiction(total, tuple(parts), whole, made)
