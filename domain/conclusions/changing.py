"""Where in one clause the work of one unit ends and that of the next begins."""

import re
from datetime import date

from domain.conclusions.addressing import without_role
from domain.conclusions.dues import find_due, is_only_a_due
from domain.conclusions.helping import helpers as helpers_of
from domain.conclusions.predicates import predicate_at
from domain.conclusions.sentences import Piece, piece
from domain.conclusions.units import Named, units_at

_CHANGE = re.compile(r"(,\s+(?:còn |và |rồi |để |sau đó )?|\s+(?:để|còn)\s+)")
_COLON = re.compile(r":\s+")
_LIST = re.compile(r"\bcác (?:sở|bộ|ban|phòng|xã|phường|ngành|đơn vị|cơ quan)$")
_GAP = re.compile(r"\s*,?\s*")
_WORD_BEFORE = re.compile(r"(?:^|\s)(?=\S)")
_LOOK_BACK, _LONGEST = 90, 1500


def by_unit(clause: Piece, today: date) -> list[Piece]:
    """ "Sở A gửi Sở B trước 30/9 để Sở B trình trước 10/10", "Sở A lập tổ tuần tra, Sở C cấp kinh phí": a piece for
    each; "các phòng hỗ trợ bệnh viện: Phòng A thẩm định …" is what stands behind the colon."""
    if len(clause.words) > _LONGEST:
        return [clause]
    for colon in _COLON.finditer(clause.words):
        listed = _LIST.search(clause.words[: colon.start()])
        if not listed and _works(clause, colon.end()) is not None and _works(clause, 0) is not None:
            return by_unit(clause.part(colon.end()), today)
    for mark in _CHANGE.finditer(clause.words):
        named = _works(clause, mark.end())
        if named is None:
            continue
        first, second = clause.part(0, mark.start()), clause.part(mark.end())
        if _each_dated(first, second, today) or (
            "," in mark[0] and named.known and _has_work(first) and not _ends_in_a_unit(first)
        ):
            return [first, *by_unit(second, today)]
    return [clause]


def _works(clause: Piece, at: int) -> Named | None:
    """The units named there, where what they are to do follows."""
    named = units_at(clause.text, clause.words, at, opens=at == 0)
    gap = _GAP.match(clause.words, named.end) if named else None
    verb = predicate_at(clause.text, clause.words, gap.end()) if gap else None
    return named if verb is not None and verb.kind in ("do", "how") else None


def _has_work(first: Piece) -> bool:
    """Whether more is said of its units than who takes part."""
    named = _works(first, 0)
    if named is None:
        return False
    words = without_role(piece(helpers_of(first.part(named.end))[1])).words
    return words.strip(" ,") not in ("", "chủ trì")


def _each_dated(first: Piece, second: Piece, today: date) -> bool:
    one, two = find_due(first, today), find_due(second, today)
    if one is None or two is None or is_only_a_due(first, one):
        return False
    return all(found.due.end or found.due.recurrence for found in (one, two))


def _ends_in_a_unit(first: Piece) -> bool:
    """The unit behind the comma is then one more in a list ("hướng dẫn các xã, Sở Y tế …")."""
    end = len(first.text)
    for before in _WORD_BEFORE.finditer(first.words, max(0, end - _LOOK_BACK)):
        named = units_at(first.text, first.words, before.end())
        if named is not None and named.end >= end:
            return True
    return False
