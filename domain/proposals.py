"""What a document proposes to assign, until the Secretariat has decided on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.conclusions import Place, ProposedTask
from domain.deadlines import read_deadline
from domain.importing.values import NO_DUE, Due, TaskRow
from domain.names import canonical
from domain.text import fold

OF_THE_DUE = frozenset({"no_date", "conditional", "by_plan", "standing", "past", "no_first_day"})
OF_THE_LEAD = frozenset({"subject_inherited", "collective"})
ALIKE = 75.0  # of 100: a sheet's row with so much of a proposal's text is that proposal, corrected


class ProposalState(StrEnum):
    """COVERED: a sheet brought it in."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    ASSIGNED = "assigned"
    COVERED = "covered"

    @property
    def open(self) -> bool:
        return self in (ProposalState.PROPOSED, ProposalState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed task in the words of the document or of who corrected it; `start` is the first day said."""

    place: Place
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    text: str
    due: Due
    start: date | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`revision`: how often it was corrected. The ids: of the units as they were when it was accepted.

    `ref`: the code of the task that became of it.
    """

    id: int
    document_id: int
    draft: Draft
    revision: int
    state: ProposalState
    decided_by: int | None
    lead_ids: tuple[int, ...]
    coordinating_ids: tuple[int, ...]
    ref: str | None


def draft_of(task: ProposedTask) -> Draft:
    """As it was read."""
    due = task.due
    words = due.words if due else None
    read = Due(due.end, words, due.recurrence, due.doubt == "standing") if due else NO_DUE
    return Draft(
        task.place,
        tuple(unit.name for unit in task.lead),
        tuple(unit.name for unit in task.coordinating),
        task.task[:1].upper() + task.task[1:],
        read,
        due.start if due else None,
        task.doubts,
    )


def fresh(drafts: Sequence[Draft], known: Sequence[Draft]) -> list[Draft]:
    """Those that the directive does not propose yet: the same paper may come as Word and as PDF."""
    held = {_key(draft) for draft in known}
    return [draft for draft in drafts if _key(draft) not in held]


def doubts_now(draft: Draft, today: date) -> tuple[str, ...]:
    """Those that still hold; a deadline may have passed since the document was read."""
    kept = [doubt for doubt in draft.doubts if doubt != "past"]
    late = draft.due.deadline is not None and draft.due.recurrence is None and draft.due.deadline < today
    return (*kept, "past") if late else tuple(kept)


def on_another_day(draft: Draft, day: date) -> Draft:
    """Its deadline read again, as words of a document of that day."""
    read = read_deadline(draft.due.words or "", day)
    if read.end is None and read.start is None:
        return draft
    return replace(draft, due=replace(draft.due, deadline=read.end), start=read.start)


def covered(proposals: Sequence[Proposal], rows: Sequence[TaskRow]) -> list[int]:
    """The ids of open proposals of one directive that a sheet's rows of that directive bring in.

    Who corrects a sheet corrects its texts too, so the likest row counts, each row once.
    """
    from rapidfuzz import fuzz

    left = {number: fold(row.text) for number, row in enumerate(rows)}
    pairs = [
        (fuzz.ratio(fold(proposal.draft.text), text, score_cutoff=ALIKE), proposal.id, row)
        for proposal in proposals
        if proposal.state.open
        for row, text in left.items()
    ]
    found: list[int] = []
    for score, proposal_id, row in sorted(pairs, reverse=True):
        if score >= ALIKE and proposal_id not in found and row in left:
            del left[row]
            found.append(proposal_id)
    return found


def likest(text: str, tasks: Mapping[str, str]) -> str | None:
    """The code of the task whose text is nearly this one; `tasks`: texts by code."""
    from rapidfuzz import fuzz

    scores = {ref: fuzz.ratio(fold(text), fold(other), score_cutoff=ALIKE) for ref, other in tasks.items()}
    best = max(scores, key=lambda ref: scores[ref], default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _key(draft: Draft) -> tuple[str, tuple[str, ...]]:
    return canonical(draft.text), tuple(canonical(name) for name in draft.leads)
