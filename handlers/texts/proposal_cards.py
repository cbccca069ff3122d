"""A proposed task on the phone: what it is, what is doubtful about it, and what can be pressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.addressees import Addressee
from domain.proposals import Draft, Proposal, ProposalState
from domain.text import fold
from domain.unit_lists import not_found, number_said
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
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
    parts = [f"<b>Việc {seen.number}/{seen.of}</b> · {esc(named)}"]
    if proposal.state in STATE:
        who = f"Đồng chí {esc(seen.decider)} " if seen.decider else ""
        said = f"{who}{STATE[proposal.state]}" + (f": {esc(proposal.ref)}" if proposal.ref else "")
        parts.append(f"{SIGN[proposal.state]} {said[:1].upper()}{said[1:]}.")
    parts += [
        esc(shorten(draft.text, 700)),
        f"<b>Chủ trì:</b> {_addressees(seen.leads) or '<i>chưa rõ</i>'}",
    ]
    if seen.coordinating:
        parts.append(f"<b>Phối hợp:</b> {'; '.join(_helper(one) for one in seen.coordinating)}")
    parts.append(f"<b>Hạn:</b> {_due(draft)}")
    parts.append(f"<i>{_place(draft)}: “{esc(_excerpt(draft))}”</i>")
    if proposal.state is ProposalState.PROPOSED:
        parts += _doubts(seen)
    return Screen("\n".join(parts), list(_card_buttons(seen)))


def _addressees(found: Sequence[Addressee]) -> str:
    return "; ".join(_addressee(one) for one in found)


def _addressee(one: Addressee) -> str:
    if one.of_list is not None and one.units:
        return f"{esc(shorten(one.words, 120))} ({len(one.units)} đơn vị)"
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
        first = f"từ {days.full(draft.start)} đến " if draft.start and said else ""
        known = f"{first}{days.full(due.deadline)}"
    else:
        known = "thường xuyên" if due.standing else "chưa có ngày"
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
    label = f"Mục {esc(draft.place.label)}, đoạn" if draft.place.label else "Đoạn"
    return f"{label} {draft.place.paragraph}"


def _doubts(seen: Card) -> Iterator[str]:
    said = [DOUBT[doubt] for doubt in seen.doubts if doubt in DOUBT]
    if seen.alike:
        yield f"⚠️ Giống <b>{esc(seen.alike)}</b> đã giao theo văn bản này."
    if said:
        words = "; ".join(said)
        yield f"⚠️ {words[:1].upper()}{words[1:]}."
    for one in seen.leads:
        if one.of_list is not None:
            yield from _list_doubts(one)
        elif not one.units:
            yield f"❓ {unknown(one)} Đồng chí bấm Sửa để ghi đơn vị chủ trì, hoặc nhập thêm đơn vị bằng bảng."
    vague = [one for one in seen.coordinating if not one.known]
    if vague:
        names = ", ".join(f"«{esc(shorten(one.words, 60))}»" for one in vague)
        yield f"⚠️ Phối hợp {names} chưa rõ đơn vị nào nên không giao; cần thì Sửa để ghi tên."


def _list_doubts(one: Addressee) -> Iterator[str]:
    said = number_said(one.words)
    if said is not None and one.units and said != len(one.units):
        yield f"⚠️ Văn bản ghi {said} đơn vị, danh sách có {len(one.units)}."
    missing = not_found(one.words, one.units)
    if missing and one.units:
        yield f"⚠️ Danh sách chưa có: {esc(', '.join(missing))}."
    if one.of_list is not None and one.of_list.id is None:
        name = esc(shorten(one.of_list.name, 100))
        if one.units:
            some = "; ".join(esc(unit.name) for unit in one.units[:6])
            more = f"; … và {len(one.units) - 6} đơn vị khác" if len(one.units) > 6 else ""
            yield f"👥 Danh sách «{name}» ({len(one.units)} đơn vị): {some}{more}. Dùng danh sách này?"
        else:
            yield f"👥 «{name}» gồm những đơn vị nào ạ? Đồng chí bấm «Ghi danh sách»."


def unknown(one: Addressee) -> str:
    near = ", ".join(esc(name) for name in one.near)
    if one.ambiguous:
        return f"«{esc(one.words)}» có thể là: {near}."
    nearest = f"; gần nhất: {near}" if near else ""
    return f"Tôi không tìm thấy đơn vị «{esc(shorten(one.words, 80))}»{nearest}."


def _card_buttons(seen: Card) -> Iterator[list[Button]]:
    proposal = seen.proposal
    number = proposal.id
    if proposal.state is ProposalState.PROPOSED:
        for nth, one in enumerate(seen.leads):
            if one.of_list is not None:
                yield _list_buttons(number, nth, one)
        shown = f"{proposal.revision}:{len({unit.id for one in seen.leads for unit in one.units})}"
        accept = (
            [Button("✅ Nhận", f"accept:{number}:{shown}")]
            if seen.leads and all(one.known for one in seen.leads)
            else []
        )
        yield [*accept, Button("✏️ Sửa", f"mend:{number}"), Button("🚫 Bỏ", f"reject:{number}")]
    elif proposal.state in (ProposalState.ACCEPTED, ProposalState.DROPPED):
        yield [Button("↩️ Xét lại", f"reopen:{number}")]
    before = [Button("‹ Trước", f"card:{seen.before}")] if seen.before is not None else []
    after = [Button("Sau ›", f"card:{seen.after}")] if seen.after is not None else []
    yield [*before, Button("Tất cả", f"paper:{seen.document.directive_id}"), *after]


def _list_buttons(number: int, nth: int, one: Addressee) -> list[Button]:
    if one.of_list is not None and one.of_list.id is not None:
        return [Button("👥 Xem, sửa danh sách", f"fixlist:{number}:{nth}")]
    if not one.units:
        return [Button("👥 Ghi danh sách", f"fixlist:{number}:{nth}")]
    return [
        Button(f"👥 Dùng {len(one.units)} đơn vị", f"uselist:{number}:{nth}"),
        Button("Sửa danh sách", f"fixlist:{number}:{nth}"),
    ]
