"""Sửa: what is other about a proposed task, said in words."""

from dataclasses import replace

from domain.addressees import Addressing
from domain.amending import Amendment, read_amendment, read_due
from domain.proposals import OF_THE_DUE, OF_THE_LEAD, Draft, Proposal, ProposalState
from domain.refusal import Refusal
from domain.text import clean
from handlers.desk import Desk
from handlers.registration import require_secretariat
from handlers.secrecy import require_open_order
from handlers.texts import proposals as texts
from handlers.walking import addressing, card, note, proposal_of, refuse_decided
from storage import proposals, questions
from storage.outbox import Kind
from storage.questions import Question


async def mend(desk: Desk) -> None:
    """Asks what shall be other, in words."""
    require_secretariat(desk)
    proposal = await proposal_of(desk, int(desk.args[0]))
    if proposal.state is not ProposalState.PROPOSED:
        await refuse_decided(desk, proposal)
    await _ask_mending(desk, proposal, "")


async def mended(desk: Desk, asked: Question) -> bool:
    """ "chủ trì: Sở Tài chính; hạn 30/9": whatever is wrong in it, nothing of it is taken."""
    if not desk.actor.secretariat:
        return False
    proposal = await proposal_of(desk, int(asked.payload["proposal_id"]))
    require_open_order(desk.words)
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
        await refuse_decided(desk, proposal)
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
    return replace(draft, coordinating=tuple(name for name in draft.coordinating if name not in draft.leads))


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
