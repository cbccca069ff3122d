"""Tasks whose unit and date stand in fields: "Cơ quan chủ trì: …", "(giao Sở X chủ trì; xong trước …)"."""

import re
from dataclasses import dataclass
from datetime import date

from domain.conclusions.dues import find_due
from domain.conclusions.helping import helpers as helpers_of
from domain.conclusions.sentences import Piece, clauses, piece
from domain.conclusions.tables import pattern, rows
from domain.conclusions.units import units_at
from domain.conclusions.values import Due, Unit
from domain.deadlines import read_deadline

_ASIDE = re.compile(r"\((?:giao |do |phân công )?([^()]+)\)\s*[.;]?$")
_TAKES = re.compile(
    r"\s*,?\s*(?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách|là cơ quan chủ trì|tham mưu|làm đầu mối|triển khai)\b"
)


@dataclass(frozen=True, slots=True)
class Fields:
    """`task`: the words before the fields, if they stand in one paragraph. None: a field that is not given."""

    task: str
    lead: tuple[Unit, ...] | None
    coordinating: tuple[Unit, ...] | None
    due: Due | None


def fields_of(body: Piece, today: date) -> Fields | None:
    """The fields that a paragraph gives, in a line of their own or after the work."""
    marks = list(_named_fields().finditer(body.words))
    if not marks:
        return None
    lead = helpers = due = None
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = body.text[mark.end() : following.start() if following else None].strip(" .;,-–()")
        kind = next(
            kind
            for kind in ("coordinating", "lead", "due", "other")
            if pattern("fields", kind).fullmatch(mark["name"].strip())
        )
        if kind == "lead":
            lead = units_in(value)
        elif kind == "coordinating":
            helpers = units_in(value)
        elif kind == "due":
            due = due_of(value, today)
    return Fields(body.text[: marks[0].start()].strip(" .;:,-–("), lead, helpers, due)


def aside_of(sentence: Piece, today: date) -> Fields | None:
    """ "… (giao Sở Nội vụ chủ trì, phối hợp với …; hoàn thành trước ngày …)"."""
    found = _ASIDE.search(sentence.text)
    if found is None or not found.start():
        return None
    inside = sentence.part(found.start(1), found.end(1))
    named = units_at(inside.text, inside.words, 0)
    if named is None or (_TAKES.match(inside.words, named.end) is None and "giao" not in found[0][:6]):
        return None
    helpers: tuple[Unit, ...] = ()
    due = None
    for clause in clauses(inside, lambda _: False):
        helpers += helpers_of(clause)[0]
        at = find_due(clause, today)
        due = at.due if at else due
    return Fields(sentence.text[: found.start()].strip(" .;,"), named.units, helpers, due)


def units_in(value: str) -> tuple[Unit, ...]:
    """The units of a cell or a field, every name of them, whether it is known for one or not."""
    found: list[Unit] = []
    for part in re.split(r"[;\n]", value):
        part = part.strip(" .,-–")
        if not part:
            continue
        whole = piece(part)
        named = units_at(whole.text, whole.words, 0)
        if named is not None and named.end >= len(part):
            found.extend(named.units)
        else:
            found.append(Unit(part, whole.words.startswith(("các ", "toàn "))))
    return tuple(found)


def due_of(value: str, today: date) -> Due | None:
    words = value.strip(" .;")
    if not words:
        return None
    read = read_deadline(words, today)
    return Due(words, read.start, read.end, read.recurrence, read.doubt)


def _named_fields() -> "re.Pattern[str]":
    names = "|".join(f"(?:{row[1]})" for row in rows("fields"))
    return re.compile(rf"(?:^|[.;,(]\s*|\n)[-–+•\s]*(?P<name>{names})\s*:\s*")
