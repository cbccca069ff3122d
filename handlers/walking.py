"""Through what a document proposes, a card at a time: Nhận, Sửa, Bỏ. The store is the only memory of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from domain.addressees import Addressee, Addressing
from domain.amending import Amendment, read_amendment, read_due
from domain.proposals import OF_THE_DUE, OF_THE_LEAD, Draft, Proposal, ProposalState, doubts_now
from domain.refusal import Refusal
from domain.text import clean
from handlers.conclusions import overview
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.texts import proposals as texts
from storage import changes, departments, documents, people, proposals, questions, unit_lists
from storage.changes import Change
from storage.outbox import Kind
from storage.questions import Question

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
    others = [i for i in _ids(known.read_all(proposal.draft.coordinating)) if i not in lead_ids]
    await _decide(desk, proposal, ProposalState.ACCEPTED, lead_ids, others)
    await _go_on(desk, proposal)
    return texts.ACCEPTED


async def drop(desk: Desk) -> str:
    """Bỏ: it will not be assigned."""
    require_secretariat(desk)
    proposal = await proposal_of(desk, int(desk.args[0]))
    await _decide(desk, proposal, ProposalState.DROPPED)
    await _go_on(desk, proposal)
    return texts.DROPPED


async def reopen(desk: Desk) -> None:
    """ "Xét lại", while nothing was given out of it."""
    require_secretariat(desk)
    proposal = await proposal_of(desk, int(desk.args[0]))
    if not await proposals.decide(desk.tx, proposal.id, TAKEN_BACK, ProposalState.PROPOSED, None, desk.now):
        await _refuse_decided(desk, proposal)
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
        await _refuse_decided(desk, proposal)
    await note(desk, proposal, "state", proposal.state, state)


async def _refuse_decided(desk: Desk, proposal: Proposal) -> NoReturn:
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
    return texts.card(
        texts.Card(
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
        )
    )


# Sửa


async def mend(desk: Desk) -> None:
    """Asks what shall be other, in words."""
    require_secretariat(desk)
    proposal = await proposal_of(desk, int(desk.args[0]))
    if proposal.state is not ProposalState.PROPOSED:
        await _refuse_decided(desk, proposal)
    await _ask_mending(desk, proposal, "")


async def mended(desk: Desk, asked: Question) -> bool:
    """ "chủ trì: Sở Tài chính; hạn 30/9": whatever is wrong in it, nothing of it is taken."""
    if not desk.actor.secretariat:
        return False
    proposal = await proposal_of(desk, int(asked.payload["proposal_id"]))
    said = read_amendment(desk.words, desk.today)
    if said is None and desk.actor.department_ids:
        return False  # what a focal point says of their own tasks
    if said is None:
        raise Refusal("amendment_unread")
    await _amend(desk, asked, proposal, said, past=str(asked.payload.get("past", "")))
    return True


async def past_anyway(desk: Desk) -> None:
    """The button "Vẫn dùng hạn này"."""
    require_secretariat(desk)
    asked = await questions.get(desk.tx, int(desk.args[0]), desk.actor.person.id)
    if asked is None or asked.kind != "mend" or not asked.payload.get("past"):
        raise Refusal("gone")
    proposal = await proposal_of(desk, int(asked.payload["proposal_id"]))
    words = str(asked.payload["past"])
    said = read_amendment(words, desk.today)
    if said is None:
        raise Refusal("gone")
    await _amend(desk, asked, proposal, said, past=words)


async def _amend(desk: Desk, asked: Question, proposal: Proposal, said: Amendment, *, past: str) -> None:
    """`past`: the words that were asked about for their past date; said again they are meant."""
    known = await addressing(desk)
    draft = _with_units(proposal.draft, said, known)
    if said.text:
        draft = replace(draft, text=said.text)
    if said.deadline is not None:
        read = read_due(said.deadline, desk.today)
        if read.fault is not None:
            raise Refusal(f"due_{read.fault}", words=said.deadline)
        if read.doubt == "past" and read_amendment(past, desk.today) != said:
            await _ask_mending(desk, proposal, desk.words, said.deadline)
            return
        kept = tuple(doubt for doubt in draft.doubts if doubt not in OF_THE_DUE)
        new = (read.doubt,) if read.doubt not in (None, "past") else ()
        draft = replace(draft, due=read.due, start=read.start, doubts=(*kept, *new))
    if not await proposals.amend(desk.tx, proposal.id, draft):
        await _refuse_decided(desk, proposal)
    for field, old, new_words in texts.differences(proposal.draft, draft):
        await note(desk, proposal, field, old, new_words)
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.say(await card(desk, await proposal_of(desk, proposal.id)), Kind.QUESTION)


def _with_units(draft: Draft, said: Amendment, known: Addressing) -> Draft:
    """Every name that was typed must mean somebody, once."""
    if said.leads is not None:
        leads = _clear(known, said.leads)
        if not leads:
            raise Refusal("lead_unclear", words="")
        doubts = tuple(doubt for doubt in draft.doubts if doubt not in OF_THE_LEAD)
        draft = replace(draft, leads=leads, doubts=doubts)
    if said.coordinating is not None:
        draft = replace(draft, coordinating=_clear(known, said.coordinating))
    return draft


def _clear(known: Addressing, words: str) -> tuple[str, ...]:
    """The names as the store has them."""
    if clean(words).casefold() in ("", "không", "không có", "bỏ"):
        return ()
    names: list[str] = []
    for addressee in known.read_all(known.split(words)):
        if addressee.of_list is None and not addressee.units:
            reason = "unit_ambiguous" if addressee.ambiguous else "unit_unknown"
            raise Refusal(reason, words=addressee.words, names=list(addressee.near))
        name = addressee.words if addressee.of_list else addressee.units[0].name
        if name in names:
            raise Refusal("unit_twice", name=name)
        names.append(name)
    return tuple(names)


async def _ask_mending(desk: Desk, proposal: Proposal, words: str, past: str = "") -> None:
    """`past`: the deadline asked about, `words` the whole reply that said it."""
    payload = {"proposal_id": proposal.id, "past": words}
    question_id = await questions.ask(desk.tx, desk.actor.person.id, "mend", payload, desk.now)
    screen = texts.ask_past(past, question_id) if past else texts.ask_mending(proposal)
    await desk.say(screen, Kind.QUESTION)


async def note(desk: Desk, proposal: Proposal, field: str, old: str, new: str) -> None:
    """The trace of every decision and correction."""
    await changes.keep(
        desk.tx,
        [Change("proposal", proposal.id, field, old, new)],
        at=desk.now,
        person_id=desk.actor.person.id,
        source="telegram",
        inbox_seq=desk.inbox_seq,
    )


def _ids(addressees: Sequence[Addressee]) -> list[int]:
    """Of those that may be assigned to, each once."""
    return list(dict.fromkeys(u.id for a in addressees if a.known for u in a.units))
