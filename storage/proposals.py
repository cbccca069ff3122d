"""What documents propose, and what was decided about it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, insert, select, update

from domain.conclusions import Place
from domain.importing.values import Due
from domain.proposals import Draft, Proposal, ProposalState
from storage.database import Tx
from storage.tables import documents, proposals, tasks

OPEN = [state for state in ProposalState if state.open]


async def add_many(tx: Tx, document_id: int, drafts: Sequence[Draft]) -> None:
    if drafts:
        fresh = {
            "document_id": document_id,
            "state": ProposalState.PROPOSED,
            "lead_ids": [],
            "coordinating_ids": [],
        }
        await tx.execute(insert(proposals), [_values(draft) | fresh for draft in drafts])


async def get(tx: Tx, proposal_id: int) -> Proposal | None:
    found = await _some(tx, proposals.c.id == proposal_id)
    return found[0] if found else None


async def of_directive(tx: Tx, directive_id: int) -> list[Proposal]:
    """In the order in which they stand in its documents."""
    held = select(documents.c.id).where(documents.c.directive_id == directive_id)
    return await _some(tx, proposals.c.document_id.in_(held))


async def open_by_directive(tx: Tx) -> dict[int, int]:
    """How many wait, to be decided or to be given out."""
    query = (
        select(documents.c.directive_id, func.count())
        .join(proposals, proposals.c.document_id == documents.c.id)
        .where(proposals.c.state.in_(OPEN))
        .group_by(documents.c.directive_id)
    )
    return {row[0]: row[1] for row in await tx.execute(query)}


async def amend(tx: Tx, proposal_id: int, draft: Draft) -> bool:
    """False when it was decided on meanwhile."""
    waiting = (proposals.c.id == proposal_id) & (proposals.c.state == ProposalState.PROPOSED)
    changed = await tx.execute(
        update(proposals).where(waiting).values(**_values(draft), revision=proposals.c.revision + 1)
    )
    return bool(changed.rowcount)


async def decide(
    tx: Tx,
    proposal_id: int,
    was: Collection[ProposalState],
    state: ProposalState,
    person_id: int | None,
    now: datetime,
    *,
    lead_ids: Sequence[int] = (),
    coordinating_ids: Sequence[int] = (),
) -> bool:
    """False when it was in another state than one of `was`: somebody else came first."""
    changed = await tx.execute(
        update(proposals)
        .where(proposals.c.id == proposal_id, proposals.c.state.in_(list(was)))
        .values(
            state=state,
            decided_by=person_id,
            decided_at=now,
            lead_ids=list(lead_ids),
            coordinating_ids=list(coordinating_ids),
        )
    )
    return bool(changed.rowcount)


async def claim(tx: Tx, ids: Collection[int], person_id: int | None, now: datetime) -> bool:
    """Marks the accepted ones as assigned; False when one of them no longer waits for it."""
    accepted = proposals.c.id.in_(list(ids)) & (proposals.c.state == ProposalState.ACCEPTED)
    assigned = {"state": ProposalState.ASSIGNED, "decided_by": person_id, "decided_at": now}
    changed = await tx.execute(update(proposals).where(accepted).values(**assigned))
    return changed.rowcount == len(ids)


async def became(tx: Tx, task_ids: dict[int, int]) -> None:
    """The tasks that became of them, by proposal, in one statement."""
    if task_ids:
        statement = update(proposals).where(proposals.c.id == bindparam("which"))
        statement = statement.values(task_id=bindparam("task"))
        await tx.execute(statement, [{"which": i, "task": task} for i, task in task_ids.items()])


async def cover(tx: Tx, ids: Collection[int], person_id: int | None, now: datetime) -> None:
    which = proposals.c.id.in_(list(ids)) & proposals.c.state.in_(OPEN)
    covered = update(proposals).where(which)
    await tx.execute(covered.values(state=ProposalState.COVERED, decided_by=person_id, decided_at=now))


async def _some(tx: Tx, which: ColumnElement[bool]) -> list[Proposal]:
    query = select(proposals, tasks.c.ref).outerjoin(tasks, tasks.c.id == proposals.c.task_id)
    return [_proposal(row) for row in await tx.execute(query.where(which).order_by(proposals.c.id))]


def _values(draft: Draft) -> dict[str, Any]:
    return {
        "paragraph": draft.place.paragraph,
        "label": draft.place.label,
        "quote": draft.place.quote,
        "leads": list(draft.leads),
        "coordinating": list(draft.coordinating),
        "text": draft.text,
        "deadline": draft.due.deadline,
        "deadline_text": draft.due.words,
        "start_day": draft.start,
        "recurrence": draft.due.recurrence,
        "standing": draft.due.standing,
        "doubts": list(draft.doubts),
    }


def _proposal(row: Row[Any]) -> Proposal:
    draft = Draft(
        Place(row.paragraph, row.label, row.quote),
        tuple(row.leads),
        tuple(row.coordinating),
        row.text,
        Due(row.deadline, row.deadline_text, row.recurrence, bool(row.standing)),
        row.start_day,
        tuple(row.doubts),
    )
    return Proposal(
        row.id,
        row.document_id,
        draft,
        row.revision,
        ProposalState(row.state),
        row.decided_by,
        tuple(row.lead_ids),
        tuple(row.coordinating_ids),
        row.ref,
    )
