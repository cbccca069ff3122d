"""Through what a document proposes, a card at a time: Nhận, Sửa, Bỏ. The store is the only memory of it."""

from collections.abc import Sequence
from typing import NoReturn

from domain.addressees import Addressee, Addressing
from domain.proposals import Proposal, ProposalState, doubts_now, likest
from domain.refusal import Refusal
from handlers.conclusions import overview
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.texts import proposal_cards as cards
from handlers.texts import proposals as texts
from storage import departments, directives, documents, people, proposals, questions, unit_lists
from storage.changes import Change

DECIDABLE = (ProposalState.PROPOSED,)
TAKEN_BACK = (ProposalState.ACCEPTED, ProposalState.DROPPED)


async def addressing(turn: Turn) -> Addressing:
    return Addressing(await departments.every(turn.tx), await unit_lists.every(turn.tx))


async def walk(desk: Desk) -> None:
    """The button "Xem từng việc": the first that waits, or all of them again."""
    require_secretariat(desk)
    found = await proposals.of_directive(desk.tx, int(desk.args[0]))
    if not found:
        raise Refusal("gone")
    await desk.rewrite(await card(desk, _next(found, 0) or found[0]))


async def show(desk: Desk) -> None:
    """Trước, Sau."""
    require_secretariat(desk)
    await desk.rewrite(await card(desk, await proposal_of(desk, int(desk.args[0]))))


async def accept(desk: Desk) -> str:
    """Nhận: the units that the words mean now are written down with it."""
    require_secretariat(desk)
    proposal = await proposal_of(desk, int(desk.args[0]))
    known = await addressing(desk)
    leads = known.read_all(proposal.draft.leads)
    unclear = next((addressee for addressee in leads if not addressee.known), None)
    if proposal.state is ProposalState.PROPOSED and (not leads or unclear is not None):
        raise Refusal("lead_unclear", words=unclear.words if unclear else "")
    lead_ids = _ids(leads)
    if (proposal.revision, len(lead_ids)) != (int(desk.args[1]), int(desk.args[2])):
        await desk.rewrite(
            await card(desk, proposal)
        )  # somebody has corrected it, or its list, since it was shown
        return texts.CORRECTED()
    others = [i for i in _ids(known.read_all(proposal.draft.coordinating)) if i not in lead_ids]
    await _decide(desk, proposal, ProposalState.ACCEPTED, lead_ids, others)
    await _go_on(desk, proposal)
    return texts.ACCEPTED()


async def drop(desk: Desk) -> str:
    """Bỏ: it will not be assigned."""
    require_secretariat(desk)
    proposal = await proposal_of(desk, int(desk.args[0]))
    await _decide(desk, proposal, ProposalState.DROPPED)
    await _go_on(desk, proposal)
    return texts.DROPPED()


async def reopen(desk: Desk) -> None:
    """ "Xét lại", while nothing was given out of it."""
    require_secretariat(desk)
    proposal = await proposal_of(desk, int(desk.args[0]))
    if not await proposals.decide(desk.tx, proposal.id, TAKEN_BACK, ProposalState.PROPOSED, None, desk.now):
        await refuse_decided(desk, proposal)
    await note(desk, proposal, "state", proposal.state, ProposalState.PROPOSED)
    await desk.rewrite(await card(desk, await proposal_of(desk, proposal.id)))


async def _decide(
    desk: Desk,
    proposal: Proposal,
    state: ProposalState,
    lead_ids: Sequence[int] = (),
    coordinating_ids: Sequence[int] = (),
) -> None:
    """The first press counts; who comes second hears who was first."""
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    decided = await proposals.decide(
        desk.tx,
        proposal.id,
        DECIDABLE,
        state,
        desk.actor.person.id,
        desk.now,
        lead_ids=lead_ids,
        coordinating_ids=coordinating_ids,
    )
    if not decided:
        await refuse_decided(desk, proposal)
    await note(desk, proposal, "state", proposal.state, state)


async def refuse_decided(desk: Desk, proposal: Proposal) -> NoReturn:
    """By whom, where it is decided."""
    now = await proposal_of(desk, proposal.id)
    if now.state is ProposalState.PROPOSED:
        raise Refusal("gone")
    names = await people.names(desk.tx)
    raise Refusal("decided_by", name=names.get(now.decided_by or 0, ""), state=str(now.state))


async def _go_on(desk: Desk, proposal: Proposal) -> None:
    """To the next that waits; when none does, to the overview with the last button."""
    document = await documents.get(desk.tx, proposal.document_id)
    if document is None:
        raise Refusal("gone")
    found = await proposals.of_directive(desk.tx, document.directive_id)
    at = next(n for n, one in enumerate(found) if one.id == proposal.id)
    following = _next(found, at)
    await desk.rewrite(
        await card(desk, following) if following else await overview(desk, document.directive_id)
    )


def _next(found: Sequence[Proposal], after: int) -> Proposal | None:
    waiting = [p for p in (*found[after:], *found[:after]) if p.state is ProposalState.PROPOSED]
    return waiting[0] if waiting else None


# the card


async def proposal_of(turn: Turn, proposal_id: int) -> Proposal:
    proposal = await proposals.get(turn.tx, proposal_id)
    if proposal is None:
        raise Refusal("gone")
    return proposal


async def card(turn: Turn, proposal: Proposal) -> Screen:
    document = await documents.get(turn.tx, proposal.document_id)
    if document is None:
        raise Refusal("gone")
    found = await proposals.of_directive(turn.tx, document.directive_id)
    at = next(n for n, one in enumerate(found) if one.id == proposal.id)
    known = await addressing(turn)
    names = await people.names(turn.tx)
    return cards.card(
        cards.Card(
            proposal,
            document,
            at + 1,
            len(found),
            found[at - 1].id if at else None,
            found[at + 1].id if at + 1 < len(found) else None,
            known.read_all(proposal.draft.leads),
            known.read_all(proposal.draft.coordinating),
            doubts_now(proposal.draft, turn.today),
            names.get(proposal.decided_by or 0, ""),
            await _given_already(turn, proposal, document.directive_id),
        )
    )


async def _given_already(turn: Turn, proposal: Proposal, directive_id: int) -> str | None:
    """The code of a task that was given out by hand or by a sheet, and would be given out again."""
    if proposal.state is not ProposalState.PROPOSED:
        return None
    return likest(proposal.draft.text, await directives.task_texts(turn.tx, directive_id))


async def note(desk: Desk, proposal: Proposal, field: str, old: str, new: str) -> None:
    """The trace of every decision and correction."""
    await desk.trace(Change("proposal", proposal.id, field, old, new))


def _ids(addressees: Sequence[Addressee]) -> list[int]:
    """Of those that may be assigned to, each once."""
    return list(dict.fromkeys(u.id for a in addressees if a.known for u in a.units))
