"""Units under one name: "các Sở, ban, ngành", "UBND cấp xã", "130 xã, phường"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.names import canonical
from domain.office import Department
from domain.text import clean, fold

_SEVERAL = (
    r"(?:toan the |tat ca |toan bo )?(?:cac|nhung|moi|tung)|\d{1,3}|hai|ba|bon|nam|sau|bay|tam|chin|muoi"
)
_QUANTIFIER = re.compile(rf"^(?:{_SEVERAL})\s+")
_COLLECTIVE = re.compile(rf"^(?:{_SEVERAL})\s|\scac\s|\bcap xa\b")
_OF_THE_PROVINCE = re.compile(r"\s+(?:cap tinh|cua tinh|trong tinh|tren dia ban tinh|trong toan tinh|tinh)$")
_NUMBER = re.compile(r"^\D{0,20}?(\d{1,3})\s")
# names that mean one list
_SAME = {
    "xa phuong": "ubnd cap xa",
    "ubnd xa phuong": "ubnd cap xa",
    "uy ban nhan dan xa phuong": "ubnd cap xa",
    "uy ban nhan dan cap xa": "ubnd cap xa",
    "dia phuong": "ubnd cap xa",
    "cap xa": "ubnd cap xa",
    "xa phuong dac khu": "ubnd cap xa",
    "so nganh": "so ban nganh",
    "so ban nganh cap tinh": "so ban nganh",
}
NAMES = {
    "ubnd cap xa": "UBND cấp xã",
    "so ban nganh": "Các sở, ban, ngành",
    "co quan dang": "Các cơ quan Đảng",
}
_KINDS = (
    (re.compile(r"\bso\b"), ("sở",)),
    (re.compile(r"\bban\b(?! nhan dan| chi dao| thuong vu| chap hanh)"), ("ban",)),
    (re.compile(r"\bnganh\b"), ("ngành",)),
    (re.compile(r"\bdang\b(?! vien)"), ("đảng",)),
    (re.compile(r"\bmat tran\b|\bdoan the\b|\bto chuc chinh tri\b|\bhoi\b"), ("mặt trận",)),
    (re.compile(r"\bdia phuong\b|\bcap xa\b"), ("xã", "phường")),
    (re.compile(r"\bxa\b(?! hoi)"), ("xã",)),
    (re.compile(r"(?<!dia )\bphuong\b(?! tien| an| phap)"), ("phường",)),
    (re.compile(r"\bdoanh nghiep\b|\bcong ty\b"), ("doanh nghiệp",)),
)
_KIND_WORDS = re.compile(r"^(?:uy ban nhan dan |ubnd )?(?:xa|phuong|so|ban|dac khu|thi tran) ")


@dataclass(frozen=True, slots=True)
class UnitList:
    """`key`: what its name comes down to. `id` None: proposed by the units' kinds, kept by nobody yet."""

    id: int | None
    key: str
    name: str
    unit_ids: tuple[int, ...]


def list_key(words: str) -> str:
    """Equal for names that mean one list: "130 xã, phường" and "UBND cấp xã"."""
    plain = " ".join(re.findall(r"\w+", _QUANTIFIER.sub("", fold(words))))
    plain = re.sub(r"\bcac (?=\w)", "", _OF_THE_PROVINCE.sub("", plain))
    return _SAME.get(plain, plain)


def is_collective(words: str) -> bool:
    return _COLLECTIVE.search(fold(words)) is not None


def number_said(words: str) -> int | None:
    """ "130 xã, phường" says 130."""
    found = _NUMBER.match(fold(words))
    return int(found[1]) if found else None


def kinds_named(words: str) -> frozenset[str]:
    """Kinds of units: "khối sở" names one, "các xã, phường" two."""
    folded = fold(words)
    return frozenset(kind for pattern, named in _KINDS if pattern.search(folded) for kind in named)


@dataclass(frozen=True, slots=True)
class Block:
    """Units that have a group of their own: those of some kinds, or of a list that is kept."""

    name: str
    kinds: frozenset[str]
    list_id: int | None

    def members(self, units: Sequence[Department], lists: Sequence[UnitList]) -> frozenset[int]:
        """As they are now: a new unit of the kind belongs to it."""
        if self.list_id is not None:
            return frozenset(i for kept in lists if kept.id == self.list_id for i in kept.unit_ids)
        return frozenset(unit.id for unit in units if unit.kind in self.kinds)


def block_named(words: str, lists: Sequence[UnitList]) -> Block:
    """By the list of that name, else by the kinds the words name (there may be none)."""
    name = clean(words)
    key = list_key(re.sub(r"^(?:khối|khoi)\s+", "", name, flags=re.IGNORECASE))
    kept = next((one for one in lists if one.key in (key, list_key(name))), None)
    return Block(name, frozenset() if kept else kinds_named(words), kept.id if kept else None)


def proposed_list(words: str, units: Sequence[Department]) -> UnitList:
    """Of the kinds of units that the words name; where single ones are named behind a colon, of these."""
    kinds = kinds_named(words)
    named = words.partition(":")[2]
    chosen = [u for u in units if u.kind in kinds and (not named or _stands_in(u.name, named))]
    key = list_key(words)
    shown = clean(words)
    return UnitList(None, key, NAMES.get(key, shown[:1].upper() + shown[1:]), tuple(u.id for u in chosen))


def not_found(words: str, units: Sequence[Department]) -> tuple[str, ...]:
    """Of single ones named behind a colon those that are not among `units`."""
    named = words.partition(":")[2]
    own = {_own_name(unit.name) for unit in units}
    parts = (clean(part) for part in re.split(r",|;|\s+và\s+", named))
    return tuple(part for part in parts if part and _own_name(part) not in own)


def _stands_in(name: str, words: str) -> bool:
    own = _own_name(name)
    return bool(own) and f" {own} " in f" {canonical(words)} "


def _own_name(name: str) -> str:
    """ "Xã Quỳnh Lưu" is "quynh luu" here."""
    return _KIND_WORDS.sub("", canonical(name))
