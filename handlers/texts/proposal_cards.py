"""A proposed task on the phone: what it is, what is doubtful about it, and what can be pressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.addressees import Addressee
from domain.proposals import Draft, Proposal, ProposalState
from domain.text import fold
from domain.unit_lists import not_found, number_said
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.language import say
from handlers.texts.proposals import DOUBT, STATE
from storage.documents import Document

_QUOTED, _BEFORE = 260, 80
SIGN = {
    ProposalState.ACCEPTED: "✅",
    ProposalState.DROPPED: "🚫",
    ProposalState.ASSIGNED: "📌",
    ProposalState.COVERED: "📄",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal as the Secretariat decides on it; `decider`: who did, "" for nobody known.

    `alike`: the code of a task of the same directive that says nearly the same.
    """

    proposal: Proposal
    document: Document
    number: int
    of: int
    before: int | None
    after: int | None
    leads: Sequence[Addressee]
    coordinating: Sequence[Addressee]
    doubts: Sequence[str]
    decider: str
    alike: str | None


def card(seen: Card) -> Screen:
    draft, proposal = seen.proposal.draft, seen.proposal
    named = seen.document.directive.number or shorten(seen.document.directive.title, 40)
    parts = [say("<b>Việc {number}/{of}</b> · {named}", number=seen.number, of=seen.of, named=esc(named))]
    if proposal.state in STATE:
        who = say("Đồng chí {decider} ", decider=esc(seen.decider)) if seen.decider else ""
        said = f"{who}{STATE[proposal.state]()}" + (f": {esc(proposal.ref)}" if proposal.ref else "")
        parts.append(f"{SIGN[proposal.state]} {said[:1].upper()}{said[1:]}.")
    parts += [
        esc(shorten(draft.text, 700)),
        say("<b>Chủ trì:</b> {addressees}", addressees=_addressees(seen.leads) or say("<i>chưa rõ</i>")),
    ]
    if seen.coordinating:
        parts.append(
            say(
                "<b>Phối hợp:</b> {coordinating}",
                coordinating="; ".join(_helper(one) for one in seen.coordinating),
            )
        )
    parts.append(say("<b>Hạn:</b> {due}", due=_due(draft)))
    parts.append(f"<i>{_place(draft)}: “{esc(_excerpt(draft))}”</i>")
    if proposal.state is ProposalState.PROPOSED:
        parts += _doubts(seen)
    return Screen("\n".join(parts), list(_card_buttons(seen)))


def _addressees(found: Sequence[Addressee]) -> str:
    return "; ".join(_addressee(one) for one in found)


def _addressee(one: Addressee) -> str:
    if one.of_list is not None and one.units:
        return say("{words} ({count} đơn vị)", words=esc(shorten(one.words, 120)), count=len(one.units))
    if one.units:
        return esc(one.units[0].name)
    return f"{esc(shorten(one.words, 120))} ❓"


def _helper(one: Addressee) -> str:
    return _addressee(one) if one.known else f"{esc(shorten(one.words, 120))} ❓"


def _due(draft: Draft) -> str:
    due = draft.due
    if due.recurrence:
        known = days.period(due.recurrence)
    elif due.deadline:
        said = draft.start is not None and " từ " in f" {(due.words or '').lower()}"
        first = say("từ {start} đến ", start=days.full(draft.start)) if draft.start and said else ""
        known = f"{first}{days.full(due.deadline)}"
    else:
        known = say("thường xuyên") if due.standing else say("chưa có ngày")
    if fold(due.words or "") == fold(known):
        return known
    return known + (f" («{esc(shorten(due.words, 120))}»)" if due.words else "")


def _excerpt(draft: Draft) -> str:
    """Of a long paragraph the part in which the work begins."""
    quote = draft.place.quote
    at = quote.lower().find(draft.text[:16].lower())
    begun = quote.rfind(" ", 0, max(0, at - _BEFORE)) + 1 if at > _BEFORE else 0
    return ("…" if begun else "") + shorten(quote[begun:], _QUOTED)


def _place(draft: Draft) -> str:
    label = say("Mục {label}, đoạn", label=esc(draft.place.label)) if draft.place.label else say("Đoạn")
    return f"{label} {draft.place.paragraph}"


def _doubts(seen: Card) -> Iterator[str]:
    said = [DOUBT[doubt]() for doubt in seen.doubts if doubt in DOUBT]
    if seen.alike:
        yield say("⚠️ Giống <b>{alike}</b> đã giao theo văn bản này.", alike=esc(seen.alike))
    if said:
        words = "; ".join(said)
        yield f"⚠️ {words[:1].upper()}{words[1:]}."
    for one in seen.leads:
        if one.of_list is not None:
            yield from _list_doubts(one)
        elif not one.units:
            yield say(
                "❓ {unknown} Đồng chí bấm Sửa để ghi đơn vị chủ trì, hoặc nhập thêm đơn vị bằng bảng.",
                unknown=unknown(one),
            )
    vague = [one for one in seen.coordinating if not one.known]
    if vague:
        names = ", ".join(f"«{esc(shorten(one.words, 60))}»" for one in vague)
        yield say(
            "⚠️ Phối hợp {names} chưa rõ đơn vị nào nên không giao; cần thì Sửa để ghi tên.", names=names
        )


def _list_doubts(one: Addressee) -> Iterator[str]:
    said = number_said(one.words)
    if said is not None and one.units and said != len(one.units):
        yield say("⚠️ Văn bản ghi {said} đơn vị, danh sách có {count}.", said=said, count=len(one.units))
    missing = not_found(one.words, one.units)
    if missing and one.units:
        yield say("⚠️ Danh sách chưa có: {missing}.", missing=esc(", ".join(missing)))
    if one.of_list is not None and one.of_list.id is None:
        name = esc(shorten(one.of_list.name, 100))
        if one.units:
            some = "; ".join(esc(unit.name) for unit in one.units[:6])
            more = say("; … và {count} đơn vị khác", count=len(one.units) - 6) if len(one.units) > 6 else ""
            yield say(
                "👥 Danh sách «{name}» ({count} đơn vị): {some}{more}. Dùng danh sách này?",
                name=name,
                count=len(one.units),
                some=some,
                more=more,
            )
        else:
            yield say("👥 «{name}» gồm những đơn vị nào ạ? Đồng chí bấm «Ghi danh sách».", name=name)


def unknown(one: Addressee) -> str:
    near = ", ".join(esc(name) for name in one.near)
    if one.ambiguous:
        return say("«{words}» có thể là: {near}.", words=esc(one.words), near=near)
    nearest = say("; gần nhất: {near}", near=near) if near else ""
    return say(
        "Tôi không tìm thấy đơn vị «{words}»{nearest}.", words=esc(shorten(one.words, 80)), nearest=nearest
    )


def _card_buttons(seen: Card) -> Iterator[list[Button]]:
    proposal = seen.proposal
    number = proposal.id
    if proposal.state is ProposalState.PROPOSED:
        for nth, one in enumerate(seen.leads):
            if one.of_list is not None:
                yield _list_buttons(number, nth, one)
        shown = f"{proposal.revision}:{len({unit.id for one in seen.leads for unit in one.units})}"
        accept = (
            [Button(say("✅ Nhận"), f"accept:{number}:{shown}")]
            if seen.leads and all(one.known for one in seen.leads)
            else []
        )
        yield [*accept, Button(say("✏️ Sửa"), f"mend:{number}"), Button(say("🚫 Bỏ"), f"reject:{number}")]
    elif proposal.state in (ProposalState.ACCEPTED, ProposalState.DROPPED):
        yield [Button(say("↩️ Xét lại"), f"reopen:{number}")]
    before = [Button(say("‹ Trước"), f"card:{seen.before}")] if seen.before is not None else []
    after = [Button(say("Sau ›"), f"card:{seen.after}")] if seen.after is not None else []
    yield [*before, Button(say("Tất cả"), f"paper:{seen.document.directive_id}"), *after]


def _list_buttons(number: int, nth: int, one: Addressee) -> list[Button]:
    if one.of_list is not None and one.of_list.id is not None:
        return [Button(say("👥 Xem, sửa danh sách"), f"fixlist:{number}:{nth}")]
    if not one.units:
        return [Button(say("👥 Ghi danh sách"), f"fixlist:{number}:{nth}")]
    return [
        Button(say("👥 Dùng {count} đơn vị", count=len(one.units)), f"uselist:{number}:{nth}"),
        Button(say("Sửa danh sách"), f"fixlist:{number}:{nth}"),
    ]
