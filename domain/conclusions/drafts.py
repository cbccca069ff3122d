"""Gathering the clauses of a task and its deadline, until the task is whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from domain.conclusions.addressee import Addressed
from domain.conclusions.addressing import without_role
from domain.conclusions.dues import find_due, is_only_a_due, opens_with, without
from domain.conclusions.fields import Fields
from domain.conclusions.helping import helpers as helpers_of
from domain.conclusions.predicates import predicate_at
from domain.conclusions.sentences import Piece, piece
from domain.conclusions.tables import pattern
from domain.conclusions.values import Due, Place, ProposedTask, Unit

_EMPTY_ASIDE = re.compile(r"\(\s*(?:xong|hoàn thành|hạn|thời hạn)?[\s:,;]*\)")
_ASIDE = re.compile(r"\(([^()]*)\)\W*$")
_COMMA = re.compile(r",\s+|\s+(?:và|đồng thời)\s+")


@dataclass
class Draft:
    """A task in the making. `named`: its unit is named in the clause itself; `apart`: "đồng thời" begins it, so
    that a deadline behind it is its own."""

    lead: tuple[Unit, ...]
    named: bool
    place: Place
    body: Piece
    via: tuple[Unit, ...] = ()
    coordinating: tuple[Unit, ...] = ()
    parts: list[str] = field(default_factory=list)
    due: Due | None = None
    topic: str = ""
    apart: bool = False

    @classmethod
    def of(
        cls, lead: tuple[Unit, ...], via: tuple[Unit, ...], found: Addressed, clause: Piece, place: Place
    ) -> "Draft":
        apart = clause.words.startswith("đồng thời ")
        return cls(lead, bool(found.lead), place, found.body, via, topic=found.topic, apart=apart)

    @classmethod
    def whole(cls, task: str, said: Fields, place: Place) -> "Draft":
        """From a row of a table or from fields, nothing of it to be found in a sentence."""
        words = " ".join(task.split()).strip(" .:;")
        return cls(said.lead or (), True, place, piece(words), (), said.coordinating or (), [words], said.due)


class Drafts:
    """The tasks found so far, and which of them still wait for a deadline said after them."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._all: list[Draft] = []
        self._open = self._paragraph = 0
        self._heading = ""
        self._filled: Draft | None = None

    @property
    def in_paragraph(self) -> bool:
        return len(self._all) > self._paragraph

    def paragraph(self) -> None:
        self._paragraph = len(self._all)

    def sentence(self) -> None:
        self._open = len(self._all)

    def heading(self, body: Piece) -> None:
        self._heading, self._filled = body.text, None

    def put(self, draft: Draft) -> None:
        self._all.append(draft)

    def fill(self, said: Fields, place: Place) -> None:
        """Fields make a task of the words before them or of the heading above, or complete it."""
        if said.lead and (said.task or self._heading):
            self._filled = Draft.whole(said.task or self._heading, said, place)
            self._all.append(self._filled)
        elif self._filled is not None:
            self._filled.coordinating = said.coordinating or self._filled.coordinating
            self._filled.due = said.due or self._filled.due

    def is_due(self, clause: Piece) -> bool:
        """Whether a deadline stands there and nothing else."""
        found = find_due(clause, self.today)
        return found is not None and is_only_a_due(clause, found)

    def only_due(self, clause: Piece) -> bool:
        """A deadline said after the work closes what the same units are to do, if need be in the sentence before."""
        found = find_due(clause, self.today)
        if found is None or not is_only_a_due(clause, found):
            return False
        waiting = self._all[self._open :] or self._all[self._paragraph :][-1:]
        if not waiting or (waiting[-1].due is not None and waiting[-1].due.doubt is None):
            return False
        while len(waiting) > 1 and (waiting[0].lead != waiting[-1].lead or waiting[-1].apart):
            del waiting[0]  # said to somebody else, or of other work
        first, *others = waiting
        del self._all[len(self._all) - len(others) :]
        for other in others:
            first.parts += other.parts
            first.coordinating += other.coordinating
        first.due = found.due
        self._open = len(self._all)
        return True

    def completed(self, clause: Piece) -> None:
        """ "; hội nghị lần thứ nhất xong trước ngày 10/12": part of the work before, and its deadline."""
        found = find_due(clause, self.today)
        before = self._all[-1] if len(self._all) > self._open else None
        if before is None or before.due is not None or found is None or found.due.end is None:
            return
        if pattern("orders", "completed").search(clause.words):
            before.parts.append(_tidy(without(clause, found)))
            before.due = found.due

    def add(self, draft: Draft) -> None:
        time = piece(draft.topic)
        if pattern("orders", "topic_of_time").match(time.words) and find_due(time, self.today) is not None:
            draft = replace(draft, body=piece(f"{draft.topic}, {draft.body.text}", draft.body.at))
        for body in _dated_parts(draft.body, self.today):
            self._add(replace(draft, body=body))
            draft = replace(draft, named=False, topic="")

    def _add(self, draft: Draft) -> None:
        found = find_due(draft.body, self.today)
        due = found.due if found else self._due_of_topic(draft.topic)
        cut = without(draft.body, found) if found and found.due.doubt in (None, "past") else draft.body.text
        helping, text = helpers_of(piece(_tidy(cut)))
        work = without_role(piece(_tidy(text)))
        text = _tidy(work.text)
        before = self._all[-1] if self.in_paragraph else None
        completes = found is not None and opens_with(draft.body, found)
        if before is not None and _goes_on(before, draft, due) and (completes or _hands_in(work.words)):
            before.parts.append(text)
            before.coordinating += helping
            before.due = due
        elif text and (due is not None or not pattern("orders", "exhorts").match(work.words)):
            draft.parts, draft.coordinating, draft.due = [text], helping, due
            self._all.append(draft)
        if due is not None and due.end:
            self._open = len(self._all)

    def _due_of_topic(self, topic: str) -> Due | None:
        """ "Giai đoạn chuẩn bị (đến 15/7/2026): …"."""
        inside = _ASIDE.search(topic)
        found = find_due(piece(inside[1]), self.today) if inside else None
        return found.due if found and inside and is_only_a_due(piece(inside[1]), found) else None

    def finished(self) -> list[Draft]:
        return self._all


def proposed(draft: Draft) -> ProposedTask:
    return ProposedTask(
        draft.lead,
        draft.via,
        tuple(dict.fromkeys(draft.coordinating)),
        "; ".join(part for part in draft.parts if part),
        draft.due,
        tuple(_doubts(draft)),
        draft.place,
    )


def _doubts(draft: Draft) -> Iterator[str]:
    if not draft.named:
        yield "subject_inherited"
    if any(unit.collective for unit in draft.lead):
        yield "collective"
    if draft.due is None:
        yield "no_date"
    elif draft.due.doubt is not None:
        yield draft.due.doubt


def _goes_on(before: Draft, draft: Draft, due: Due | None) -> bool:
    """Whether the draft may belong to the work before it; what returns is work of its own."""
    same = not draft.named and before.lead == draft.lead
    return same and before.due is None and not (due is not None and due.recurrence)


def _hands_in(words: str) -> bool:
    return bool(pattern("orders", "delivers").match(words) or pattern("orders", "said_of_it").match(words))


def _tidy(text: str) -> str:
    """Without what remains around a deadline that was cut out."""
    text = _EMPTY_ASIDE.sub(" ", text)
    text = re.sub(r"\s+([,;.)])", r"\1", " ".join(text.split()))
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", text)
    found = pattern("orders", "trailing").search(piece(text).words)
    return (text[: found.start()] if found else text).strip(" ,;:.-–/")


def _begins_with_work(text: str) -> bool:
    work = piece(_tidy(text))
    verb = predicate_at(work.text, work.words, 0, capital=True)
    return verb is not None and verb.kind == "do"


def _dated_parts(body: Piece, today: date) -> list[Piece]:
    """Two pieces of work with a deadline each, joined by a comma, are two; handing in the same work is one."""
    for comma in _COMMA.finditer(body.words):
        verb = predicate_at(body.text, body.words, comma.end())
        if verb is None or verb.kind not in ("do", "how"):
            continue
        first, second = body.part(0, comma.start()), body.part(comma.end())
        one, two = find_due(first, today), find_due(second, today)
        if one is None or two is None or not (one.due.end or one.due.recurrence) or is_only_a_due(first, one):
            continue
        if not _begins_with_work(without(second, two)) or (one.due.recurrence and _hands_in(second.words)):
            continue
        if one.due.end and two.due.end and _hands_in(second.words):
            return [piece(f"{without(first, one).rstrip(' ,')}, {second.text}", body.at)]
        if two.due.end or two.due.recurrence or two.due.start:
            return [first, *_dated_parts(second, today)]
    return [body]
