"""What is to be done first, the unit after it: "việc … do Sở X chủ trì", "số hóa hồ sơ: Sở Y"."""

import re

from domain.conclusions.addressee import Addressed
from domain.conclusions.sentences import Piece, piece
from domain.conclusions.tables import pattern
from domain.conclusions.units import Named, units_at

_COLON = re.compile(r"\s*:\s+(?:do\s+|giao\s+)?")
_BY = re.compile(r"\s(?:được giao cho|giao cho|giao|do)$")
_WORK_OF = re.compile(r"(?:Việc|việc|nhiệm vụ|Nhiệm vụ)\s")
_HELPED = re.compile(r",?\s*(?:cùng )?phối hợp(?: thực hiện)?[\s.;,]*")
_LONGEST_TOPIC = 160


def passive(clause: Piece, start: int) -> Addressed | None:
    """The unit that stands behind its work; None where the clause is not of this form."""
    return _done_by(clause, start) or _belongs_to(clause, start)


def _done_by(clause: Piece, start: int) -> Addressed | None:
    """ "Việc lập dự toán do Sở X chủ trì thực hiện", "dự án … do Ban Y làm chủ đầu tư phải hoàn tất …"."""
    if pattern("orders", "work_as_subject").match(clause.words[start:]) is None:
        return None
    for mark in pattern("orders", "done_by").finditer(clause.words, start):
        named = units_at(clause.text, clause.words, mark.end(), ordered=True)
        if named is None:
            continue
        cut = _BY.search(clause.words[: mark.end()].rstrip())
        topic = clause.text[start : cut.start() if cut else mark.end()].strip(" ,")
        if must := pattern("orders", "owner_must").match(clause.words, named.end):
            return _about(clause, named, topic, clause.part(must.end()))
        if takes := pattern("orders", "does_it").match(clause.words, named.end):
            return _about(clause, named, topic, clause.part(takes.end()))
    return None


def _belongs_to(clause: Piece, start: int) -> Addressed | None:
    """ "Trách nhiệm di dời thuộc về Công ty X"."""
    opens = pattern("orders", "belongs_to").match(clause.words[start:])
    owned = pattern("orders", "owned").search(clause.words, start + opens.end()) if opens else None
    named = units_at(clause.text, clause.words, owned.end(), ordered=True) if owned else None
    if opens is None or owned is None or named is None:
        return None
    return _about(clause, named, clause.text[start + opens.end() : owned.start()], clause.part(named.end))


def below_topic(clause: Piece, start: int) -> Addressed | None:
    """ "Đối soát dữ liệu: Công an tỉnh chủ trì, Văn phòng X phối hợp": behind the colon only who and when."""
    colon = _COLON.search(clause.words, start)
    if colon is None or colon.start() - start > _LONGEST_TOPIC:
        return None
    named = units_at(clause.text, clause.words, colon.end(), ordered=True)
    takes = pattern("orders", "does_it").match(clause.words, named.end) if named else None
    if (
        named is None
        or takes is None
        or not pattern("orders", "who_and_when").fullmatch(clause.words, takes.end())
    ):
        return None
    return _about(clause, named, clause.text[start : colon.start()], clause.part(takes.end()))


def _about(clause: Piece, named: Named, topic: str, rest: Piece) -> Addressed:
    words = rest.text.strip(" ,")
    helping = units_at(words, piece(words).words, 0)
    if helping is not None and _HELPED.fullmatch(words.lower(), helping.end):
        words = f"phối hợp với {words[: helping.end]}"
    body = _WORK_OF.sub("", topic.strip(), count=1) if _WORK_OF.match(topic.strip()) else topic.strip()
    body = f"{body}, {words}" if words.strip(" .;") else body
    return Addressed(named.units, (), piece(body, clause.at), ordered=False)
