"""Several units named at once: one after another, or all of a kind ("các xã, phường")."""

import re
from collections.abc import Sequence

from domain.names import split_names
from domain.office import Department
from domain.text import fold

_ALL = frozenset({"tat ca", "tat ca cac don vi", "cac don vi", "moi don vi", "toan tinh"})
_KINDS = frozenset({"so", "ban", "nganh", "xa", "phuong", "doanh nghiep"})
_COLLECTIVE = re.compile(r"(?:tat ca |toan bo )?(?:cac|moi) (.+)")
_BETWEEN_KINDS = re.compile(r"\s*(?:,|/|&|\bva\b|\bcac\b)\s*|\s+(?=xa\b|phuong\b|ban\b|nganh\b)")


def parts_of(words: str) -> list[str]:
    """What stands between semicolons."""
    return split_names(words)


def of_kind(words: str, units: Sequence[Department]) -> list[Department] | None:
    """The units of the kinds that are named; None where `words` name no kind."""
    folded = fold(words)
    if folded in _ALL:
        return list(units)
    found = _COLLECTIVE.fullmatch(folded)
    if found is None:
        return None
    kinds = {kind for kind in _BETWEEN_KINDS.split(found[1]) if kind}
    if not kinds <= _KINDS:
        return None
    return [unit for unit in units if _kind(unit) in kinds]


def _kind(unit: Department) -> str:
    """As it was imported, else as the name begins."""
    folded = fold(unit.kind or unit.name)
    return next((kind for kind in _KINDS if folded == kind or folded.startswith(kind + " ")), folded)
