"""To whom a clause is said: the unit it names, the unit carried over, or nobody."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.conclusions.addressee import Addressed
from domain.conclusions.passives import below_topic, passive
from domain.conclusions.predicates import predicate_at
from domain.conclusions.sentences import Piece, piece
from domain.conclusions.tables import pattern
from domain.conclusions.units import Named, units_at
from domain.conclusions.values import Unit

_BETWEEN = re.compile(r"\s*(?:\([^()]*\)|- cơ quan [^,;:-]{3,60}(?:-|,))?\s*,?\s*")
_COLON = re.compile(r"\s*(?:\([^()]*\))?\s*:\s*")
_COMMA = re.compile(r"\s*[,:]\s*")
_GAP = re.compile(r"\s*:?\s+")
_BREAK = re.compile(r"[,:]\s+")
_LEADS = re.compile(r"\s*\((?:cơ quan |đơn vị )?chủ trì[^()]*\)\s*[,;]?\s*(?:và\s)?")
_HELPS = re.compile(r"\s*\((?:cơ quan |đơn vị )?phối hợp[^()]*\)\s*:?\s*")
_CAPITALS = r"(?:[A-ZÀ-ỴĐ][^\W\d_]*\s?){1,4}"
_SUCH_AS = re.compile(
    rf",?\s(?:như|gồm|trong đó có)(?:\s?:)?\s{_CAPITALS}(?:(?:,\s|\s?và\s){_CAPITALS})*(?:…|\.\.\.)?"
)
_TOPIC = re.compile(r":\s+")
_MOST_COMMAS, _FEW_COMMAS, _TIME_REACHES = 6, 1, 50


def addressed(clause: Piece, *, bare: bool, leaders: bool = True) -> Addressed | None:
    """To whom the clause is said; None where it asks nothing of anybody.

    `bare`: work is being assigned here, so that a unit and a verb are enough; else an order must be spoken.
    `leaders`: a leader alone may be meant, as in a list; in running text it is the one who speaks.
    """
    start = _after_lead_in(clause.words)
    if bare and (told := below_topic(clause, start)) is not None:
        return told
    spoken = _ordered(clause)
    for at in (start, *_after_commas(clause, start)):
        if at > start and spoken is not None and spoken.at < at:
            return spoken
        if not leaders and pattern("orders", "leader_alone").match(clause.words, at):
            return spoken or _as_for(clause)
        found = _said_to(clause, at, start, bare=bare)
        if found is not None:
            return found
        if _only_told(clause, at):
            return spoken or _as_for(clause) or (_passing_an_order(clause, at) if bare else None)
    spoken = spoken or _as_for(clause)
    if spoken is not None or not bare:
        return spoken
    return _behind_its_work(clause, start) or _unnamed(clause, start)


def _said_to(clause: Piece, at: int, start: int, *, bare: bool) -> Addressed | None:
    """A unit named at `at` with its work; what stands before it is the topic."""
    if bare and (those := _those(clause, at)) is not None:
        return those
    found = _named(clause, at, ordered=False)
    if found is None:
        return None
    given = pattern("orders", "was_given").match(found.body.words) is not None
    return replace(found, topic=clause.text[start:at].strip(" ,:"), ordered=given) if given or bare else None


def _behind_its_work(clause: Piece, start: int) -> Addressed | None:
    places = (start, *_after_commas(clause, start))
    return next((found for at in places if (found := passive(clause, at)) is not None), None)


def _those(clause: Piece, at: int) -> Addressed | None:
    """ "hai đơn vị này phải …": who was named before."""
    found = pattern("orders", "those").match(clause.words, at)
    gap = _GAP.match(clause.words, found.end()) if found else None
    verb = predicate_at(clause.text, clause.words, gap.end()) if gap else None
    if gap is None or verb is None or verb.kind not in ("do", "how"):
        return None
    return Addressed((), (), clause.part(gap.end()), ordered=False)


def heading(line: Piece) -> Addressed | None:
    """ "1. Sở Tài chính", "2. Đối với các sở, ngành": a line that only names units."""
    opening = pattern("orders", "as_for").match(line.words) or pattern("orders", "ordered_heading").match(
        line.words
    )
    at = opening.end() if opening else 0
    named = units_at(line.text, line.words, at, opens=opening is None)
    if named is None or named.end < len(line.text.rstrip(" .:;")):
        return None
    return Addressed(named.units, (), line.part(len(line.text)), ordered=False, heading=True)


def only_units(clause: Piece) -> bool:
    """Whether a clause names units, with or without an order, and says nothing of them."""
    found = pattern("orders", "order").match(clause.words)
    at = found.end() + 1 if found else 0
    named = units_at(clause.text, clause.words, at, opens=True)
    return named is not None and named.end >= len(clause.text.rstrip())


def without_role(body: Piece) -> Piece:
    """Without "chủ trì", "có trách nhiệm", "chịu trách nhiệm về việc" before the work itself."""
    found = pattern("orders", "role").match(body.words)
    if found is None or found.end() >= len(body.text):
        return body
    return without_role(body.part(found.end()))


def _after_lead_in(words: str) -> int:
    said = pattern("orders", "says_that").match(words)
    at = said.end() if said and said.end() < len(words) else 0
    while found := pattern("orders", "lead_in").match(words, at):
        at = found.end()
    return at


def _after_commas(clause: Piece, start: int) -> list[int]:
    """Where a unit may follow what leads in ("Về nguồn điện, Sở X …")."""
    long = pattern("orders", "lead_in_long").match(clause.words, start) is not None
    commas = [comma.end() for comma in _BREAK.finditer(clause.words) if comma.end() > start]
    if long:
        return commas[:_MOST_COMMAS]
    if ":" in clause.words:
        return [colon.end() for colon in _TOPIC.finditer(clause.words, start)][:1]
    return commas[:_FEW_COMMAS]


def _ordered(clause: Piece) -> Addressed | None:
    """ "giao Sở X …", "Chủ tịch UBND tỉnh yêu cầu các Sở …"."""
    for found in pattern("orders", "order").finditer(clause.words):
        gap = _GAP.match(clause.words, found.end())
        if gap is None or (found.start() and clause.words[found.start() - 1].isalnum()):
            continue
        *topic, speaker = re.split(r"[,:(]", clause.words[: found.start()])
        concludes = pattern("orders", "starts").search(",".join(topic)) is not None
        if pattern("orders", "not_authority").search(speaker.strip()) and not concludes:
            continue
        if pattern("orders", "leaders_only").fullmatch(found[0]) and not _leads(speaker.strip()):
            continue
        named = _named(clause, gap.end(), ordered=True) or _named_meanwhile(clause, found.end())
        if named is not None:
            return replace(named, topic=named.topic or ",".join(topic).strip(), at=found.start())
    return None


def _named_meanwhile(clause: Piece, at: int) -> Addressed | None:
    """ "đề nghị trong thời gian tới, các sở, ngành tập trung …"."""
    between = pattern("orders", "meanwhile").match(clause.words, at)
    named = _named(clause, between.end(), ordered=True) if between else None
    if named is None or between is None:
        return None
    return replace(named, topic=clause.text[between.start() : between.end()].strip(" ,:"))


def _leads(speaker: str) -> bool:
    return pattern("orders", "leader").match(speaker) is not None


def _as_for(clause: Piece) -> Addressed | None:
    """ "Với Sở Y tế, đồng chí yêu cầu lựa chọn …": the unit stands before, the order without one after it."""
    opening = pattern("orders", "as_for").match(clause.words)
    speaker = _speaker_after(clause, opening.end()) if opening else None
    named = (
        units_at(clause.text[:speaker], clause.words[:speaker], opening.end(), ordered=True)
        if opening
        else None
    )
    comma = _COMMA.match(clause.words, named.end) if named else None
    if named is None or comma is None or comma.end() >= len(clause.words):
        return None
    spoken = pattern("orders", "order_to_do").match(clause.words, comma.end())
    at = spoken.end() if spoken else comma.end()
    verb = predicate_at(clause.text, clause.words, at)
    if verb is None or verb.kind not in ("do", "how"):
        return None
    return Addressed(named.units, (), clause.part(at), ordered=spoken is not None)


def _speaker_after(clause: Piece, at: int) -> int | None:
    """The comma behind which a leader speaks, who is no unit more in the list before it."""
    commas = (comma for comma in _COMMA.finditer(clause.words, at))
    return next((c.start() for c in commas if pattern("orders", "leader").match(clause.words, c.end())), None)


def _named(clause: Piece, at: int, *, ordered: bool) -> Addressed | None:
    """A unit at `at` with what it is to do; handed on from one to the next ("lãnh đạo …", "chỉ đạo …")."""
    named = units_at(clause.text, clause.words, at, opens=not ordered, ordered=ordered)
    via: list[Unit] = []
    if named is not None and (roles := _with_roles(clause, named, ordered=ordered)) is not None:
        return roles
    while named is not None:
        colon = _COLON.match(clause.words, named.end)
        if colon is not None:
            rest = clause.part(colon.end())
            alone = not rest.text or pattern("orders", "follows").search(rest.words) is not None
            body = clause.part(len(clause.text)) if alone else rest
            return Addressed(named.units, tuple(via), body, ordered, heading=alone)
        begins = _after(clause, named)
        following = _passed_on(clause, begins)
        if following is None:
            return _with_predicate(clause, named, begins, tuple(via), ordered=ordered)
        if not _leads(clause.words[at : named.end]):
            via.extend(named.units)
        named = following
    return None


def _with_roles(clause: Piece, named: Named, *, ordered: bool) -> Addressed | None:
    """ "Sở A (chủ trì), Sở B (phối hợp): rà soát …"."""
    leads = _LEADS.match(clause.words, named.end)
    helping = units_at(clause.text, clause.words, leads.end()) if leads else None
    helps = _HELPS.match(clause.words, helping.end) if helping else None
    if leads is None or helping is None or helps is None or helps.end() >= len(clause.text):
        return None
    work = f"phối hợp với {clause.text[leads.end() : helping.end]} {clause.text[helps.end() :]}"
    return Addressed(named.units, (), piece(work, clause.at), ordered)


def _after(clause: Piece, named: Named) -> int:
    such = _SUCH_AS.match(clause.text, named.end)
    gap = _BETWEEN.match(clause.words, such.end() if such else named.end)
    return gap.end() if gap else named.end


def _passed_on(clause: Piece, at: int) -> Named | None:
    """ "lãnh đạo UBND tỉnh", "chỉ đạo Sở X": the next in the chain, if it is to do something itself."""
    found = pattern("orders", "passes_on").match(clause.words, at)
    named = units_at(clause.text, clause.words, found.end()) if found else None
    if named is None:
        return None
    verb = predicate_at(clause.text, clause.words, _after(clause, named))
    return named if verb is not None and verb.kind != "not" else None


def _with_predicate(
    clause: Piece, named: Named, at: int, via: tuple[Unit, ...], *, ordered: bool
) -> Addressed | None:
    body = clause.part(at)
    if not body.text.rstrip(" .:;"):
        return None
    verb = predicate_at(clause.text, clause.words, at)
    if verb is not None and verb.kind in ("not", "order"):
        return None
    if verb is None:  # after an order or a whole name any other word is a verb we do not know
        sure = ordered or named.known
        if not sure or not clause.text[at].islower() or pattern("orders", "no_verb").match(clause.words, at):
            return None
    if pattern("orders", "follows").search(body.words):
        return Addressed(named.units, via, clause.part(len(clause.text)), ordered, heading=True)
    return Addressed(named.units, via, body, ordered)


def _only_told(clause: Piece, at: int) -> bool:
    """Whether a unit is named of which something is only told ("Sở X đã …"), or which gives an order itself."""
    named = units_at(clause.text, clause.words, at, opens=True)
    if named is None:
        return False
    verb = predicate_at(clause.text, clause.words, _after(clause, named))
    return verb is not None and verb.kind in ("not", "order")


def _passing_an_order(clause: Piece, at: int) -> Addressed | None:
    """ "UBND xã X yêu cầu chủ trang trại …": what a unit that does not conclude is to order."""
    named = units_at(clause.text, clause.words, at, opens=True)
    if named is None or _leads(clause.words[at:]) or pattern("orders", "concludes").match(clause.words, at):
        return None
    begins = _after(clause, named)
    verb = predicate_at(clause.text, clause.words, begins)
    if verb is None or verb.kind != "order" or not clause.text[verb.end :].strip(" .:;"):
        return None
    return Addressed(named.units, (), clause.part(begins), ordered=False)


def _unnamed(clause: Piece, start: int) -> Addressed | None:
    """What begins with a verb is said to whoever was addressed before."""
    if pattern("orders", "said_of_it").match(clause.words, start):
        return Addressed((), (), clause.part(start), ordered=False)
    if again := pattern("orders", "again").match(clause.words, start):
        return Addressed((), (), clause.part(again.end()), ordered=False)
    for place in _verb_places(clause, start):
        verb = predicate_at(clause.text, clause.words, place, capital=True)
        if verb is not None and verb.kind == "not":
            return None
        if verb is not None and (verb.kind == "do" or (verb.kind == "how" and place == start)):
            return Addressed((), (), clause.part(start), ordered=False)
    return None


def _verb_places(clause: Piece, start: int) -> Iterator[int]:
    """At the beginning, after what leads in, or behind a time ("chiều thứ Năm hằng tuần tổng hợp …")."""
    yield start
    if pattern("orders", "inherits_after").match(clause.words, start):
        yield from (comma.end() for comma in re.finditer(r",\s+", clause.words))
    if time := pattern("orders", "time_first").match(clause.words, start):
        reach = clause.words[: time.end() + _TIME_REACHES]
        yield from (space.end() for space in re.finditer(r"\s", reach) if space.end() > start)
