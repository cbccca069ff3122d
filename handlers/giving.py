"""What the Secretariat has accepted becomes tasks and assignments: everything or nothing."""

from datetime import date
from typing import Any

from domain.importing.cycles import anchor_of
from domain.importing.refs import FreeRefs
from domain.proposals import Proposal, ProposalState
from domain.refusal import Refusal
from domain.text import fold
from domain.work import Basis, Role, TaskKind, play
from handlers import tracing
from handlers.desk import Desk
from handlers.registration import require_secretariat
from handlers.texts import giving as texts
from storage import assignments, departments, documents, proposals, tasks
from storage.changes import Change
from storage.documents import Document


async def give_out(desk: Desk) -> str:
    """ "Giao n việc đã nhận". The clock tells each focal point what is new, in one message."""
    require_secretariat(desk)
    directive_id = int(desk.args[0])
    held = {document.id: document for document in await documents.of_directive(desk.tx, directive_id)}
    if not held:
        raise Refusal("gone")
    found = await proposals.of_directive(desk.tx, directive_id)
    accepted = [proposal for proposal in found if proposal.state is ProposalState.ACCEPTED]
    if not accepted or not await proposals.claim(
        desk.tx, [proposal.id for proposal in accepted], desk.actor.person.id, desk.now
    ):
        raise Refusal("nothing_accepted")
    before = await tracing.standing(desk.tx)
    refs = await _add_tasks(desk, accepted, held)
    ids = await tasks.ids(desk.tx)
    task_ids = {proposal.id: ids[fold(refs[proposal.id])] for proposal in accepted}
    rows = [row for p in accepted for row in _rows(desk, p, task_ids[p.id], held[p.document_id])]
    await assignments.add_many(desk.tx, rows)
    await proposals.became(desk.tx, task_ids)
    made = [Change("task", task_ids[p.id], "created", None, refs[p.id]) for p in accepted]
    became = [
        Change("proposal", p.id, "state", ProposalState.ACCEPTED, ProposalState.ASSIGNED) for p in accepted
    ]
    await desk.trace(*made, *tracing.since(before, await tracing.standing(desk.tx)), *became)
    lost = {unit.id for unit in await departments.without_reachable(desk.tx, desk.today)}
    units = {row["department_id"] for row in rows}
    waiting = sum(proposal.state is ProposalState.PROPOSED for proposal in found)
    title = held[accepted[0].document_id].directive.title
    given = texts.Given(
        title, [refs[p.id] for p in accepted], len(rows), len(units), len(units & lost), waiting
    )
    await desk.rewrite(texts.given(given, directive_id))
    return texts.GIVEN()


async def _add_tasks(desk: Desk, accepted: list[Proposal], held: dict[int, Document]) -> dict[int, str]:
    """The codes by proposal; one statement, however many there are."""
    free = FreeRefs(await tasks.refs(desk.tx))
    refs = {proposal.id: free.take() for proposal in accepted}
    rows = [
        {
            "ref": refs[p.id],
            "text": p.draft.text,
            "directive_id": held[p.document_id].directive_id,
            "paragraph": texts.place(p.draft.place),
            "kind": TaskKind.TASK,
            "secret": False,
            "needs_acceptance": False,
            "deadline": _deadline(p),
            "deadline_text": p.draft.due.words,
            "recurrence": p.draft.due.recurrence,
            "anchor": _anchor(p, held[p.document_id]),
            "standing": p.draft.due.standing,
        }
        for p in accepted
    ]
    await tasks.add_many(desk.tx, rows, desk.now, desk.actor.person.id)
    return refs


def _rows(desk: Desk, proposal: Proposal, task_id: int, document: Document) -> list[dict[str, Any]]:
    due = proposal.draft.due
    basis = Basis(_deadline(proposal), due.recurrence, _anchor(proposal, document), due.standing, False)
    present = play(basis, (), desk.today, desk.office.zone)
    roles = [(unit_id, Role.LEAD) for unit_id in proposal.lead_ids]
    roles += [(unit_id, Role.COORDINATING) for unit_id in proposal.coordinating_ids]
    return [
        assignments.new_row(
            task_id=task_id,
            department_id=unit_id,
            role=role,
            first_deadline=basis.first_deadline,
            present=present,
            now=desk.now,
        )
        for unit_id, role in roles
    ]


def _deadline(proposal: Proposal) -> date | None:
    """Of what returns, each period has its own."""
    return None if proposal.draft.due.recurrence else proposal.draft.due.deadline


def _anchor(proposal: Proposal, document: Document) -> date | None:
    due = proposal.draft.due
    return anchor_of(due.words, due.recurrence, document.day) if due.recurrence else None
