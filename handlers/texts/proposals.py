"""What a document proposes: the overview, a card each, and what is asked about it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.addressees import Addressee
from domain.conclusions.secrecy import SecretMark
from domain.directives import Directive
from domain.importing import Fault
from domain.importing.planning import due_words
from domain.importing.values import Due
from domain.proposals import Draft, Proposal, ProposalState, doubts_now
from domain.unit_lists import number_said
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, faults
from storage.documents import Document

_QUOTED, _BEFORE = 260, 80
ACCEPTED, DROPPED = "Đã nhận.", "Đã bỏ."
DOUBT = {
    "subject_inherited": "chủ thể suy từ đoạn trước",
    "no_date": "văn bản không ghi hạn",
    "conditional": "hạn phụ thuộc một việc khác",
    "by_plan": "hạn theo kế hoạch, chưa có ngày",
    "standing": "việc thường xuyên, không có hạn",
    "past": "hạn đã qua",
    "no_first_day": "chưa rõ kỳ tính từ ngày nào",
}
COUNTED = {
    "subject_inherited": "suy chủ thể từ đoạn trước",
    "collective": "giao chung nhiều đơn vị",
    "no_date": "không ghi hạn",
    "conditional": "có hạn phụ thuộc việc khác",
    "by_plan": "có hạn theo kế hoạch",
    "past": "đã quá hạn",
    "no_first_day": "chưa rõ kỳ tính từ ngày nào",
}
STATE = {
    ProposalState.ACCEPTED: "đã nhận",
    ProposalState.DROPPED: "đã bỏ",
    ProposalState.ASSIGNED: "đã giao",
    ProposalState.COVERED: "đã nhập từ bảng",
}
SIGN = {
    ProposalState.ACCEPTED: "✅",
    ProposalState.DROPPED: "🚫",
    ProposalState.ASSIGNED: "📌",
    ProposalState.COVERED: "📄",
}
AMENDMENT = "«chủ trì: Sở Tài chính; phối hợp: Sở Nội vụ; hạn 30/9; nội dung: rà soát quy định»"
ASK_NAME = "Đây là văn bản nào ạ? Đồng chí nhắn loại, số và ngày, ví dụ «Kết luận 15-KL/BCĐ ngày 23/9/2025»."


# a file that came in


def unreadable(filename: str, found: Sequence[Fault]) -> str:
    said = " ".join(esc(faults.say(fault)) for fault in found)
    return f"📄 <b>{esc(shorten(filename, 80))}</b>: {said} Tôi chưa ghi gì."


def secret(mark: SecretMark | None) -> str:
    """`mark` None: the name of the file or what was said with it is marked. Neither is repeated."""
    where = f" (đoạn {mark.paragraph} ghi «{mark.level}»)" if mark else ""
    return (
        f"⛔ Văn bản này có nội dung mật{where} nên tôi không nhận và không lưu gì của nó: theo Luật Bảo vệ bí mật "
        "nhà nước, nội dung mật không được lưu trên máy nối mạng.\n"
        "Đồng chí xoá tệp khỏi cuộc trò chuyện này, giao việc mật bằng văn bản giấy; ở đây chỉ ghi tên gọi trung "
        "tính (nhiều nhất 40 ký tự) qua bảng Excel, cột «Mật» đánh x. Phần không mật đồng chí tách ra tệp riêng "
        "rồi gửi lại."
    )


def nothing_proposed(filename: str) -> str:
    return (
        f"📄 <b>{esc(shorten(filename, 80))}</b>: tôi không thấy việc nào được giao trong văn bản này nên chưa ghi "
        "gì. Nếu có, đồng chí giao bằng /giao, hoặc gửi bảng Excel."
    )


def overview(document: Document, found: Sequence[Proposal], today: date, *, again: bool = False) -> Screen:
    counts = Counter(proposal.state for proposal in found)
    waiting, accepted = counts[ProposalState.PROPOSED], counts[ProposalState.ACCEPTED]
    parts = [f"📄 <b>{esc(shorten(document.directive.title, 200))}</b>"]
    if document.subject:
        parts.append(f"<i>{esc(shorten(document.subject, 200))}</i>")
    if again:
        parts.append("Văn bản này đã có, tôi không ghi thêm việc nào.")
    said = [f"{counts[state]} {words}" for state, words in STATE.items() if counts[state]]
    said += [f"{waiting} chưa xem"] if waiting and waiting < len(found) else []
    parts.append(
        f"<b>{len(found)} việc được đề xuất</b>" + (f": {', '.join(said)}." if said else ".")
        if found
        else "Chưa có việc nào được đề xuất."
    )
    doubtful = _doubtful([p for p in found if p.state is ProposalState.PROPOSED], today)
    if doubtful:
        parts.append(f"Cần xem kỹ: {doubtful}.")
    if document.directive.day is None:
        parts.append(f"⚠️ Tôi không thấy ngày của văn bản; hạn được tính từ {days.full(document.day)}.")
    elif document.day > today:
        parts.append(f"⚠️ Ngày {days.full(document.day)} chưa đến, có thể tôi đọc nhầm ngày của văn bản.")
    if waiting + accepted:
        parts.append("Chưa việc nào được giao trước khi đồng chí bấm giao.")
    return Screen("\n".join(parts), list(_overview_buttons(document, found, waiting, accepted)))


def _doubtful(waiting: Sequence[Proposal], today: date) -> str:
    counts = Counter(doubt for p in waiting for doubt in doubts_now(p.draft, today))
    return ", ".join(f"{counts[doubt]} việc {words}" for doubt, words in COUNTED.items() if counts[doubt])


def _overview_buttons(
    document: Document, found: Sequence[Proposal], waiting: int, accepted: int
) -> Iterator[list[Button]]:
    directive = document.directive_id
    if accepted:
        yield [Button(f"📌 Giao {accepted} việc đã nhận", f"giveout:{directive}")]
    if found:
        table = [Button("📄 Tải bảng", f"table:{directive}")] if waiting + accepted else []
        yield [Button("Xem từng việc", f"walk:{directive}"), *table]
    rename = not any(p.state is ProposalState.ASSIGNED for p in found)
    named = [Button("✏️ Sửa số, ngày", f"nameit:{directive}")] if rename else []
    yield [*named, Button("📎 Tệp gốc", f"original:{document.id}")]


# a card


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal as the Secretariat decides on it; `decider`: who did, "" for nobody known."""

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


def card(seen: Card) -> Screen:
    draft, proposal = seen.proposal.draft, seen.proposal
    named = seen.document.directive.number or shorten(seen.document.directive.title, 40)
    parts = [f"<b>Việc {seen.number}/{seen.of}</b> · {esc(named)}"]
    if proposal.state in STATE:
        who = f"Đồng chí {esc(seen.decider)} " if seen.decider else ""
        said = f"{who}{STATE[proposal.state]}"
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
    if one.of_list is not None:
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
    if said:
        yield f"⚠️ {'; '.join(said)}."
    for one in seen.leads:
        if one.of_list is not None:
            yield from _list_doubts(one)
        elif not one.units:
            yield f"❓ {unknown(one)} Đồng chí bấm Sửa để ghi đơn vị chủ trì."
    vague = [one for one in seen.coordinating if not one.known]
    if vague:
        names = ", ".join(f"«{esc(shorten(one.words, 60))}»" for one in vague)
        yield f"⚠️ Phối hợp {names} chưa rõ đơn vị nào nên không giao; cần thì Sửa để ghi tên."


def _list_doubts(one: Addressee) -> Iterator[str]:
    said = number_said(one.words)
    if said is not None and one.units and said != len(one.units):
        yield f"⚠️ Văn bản ghi {said} đơn vị, danh sách có {len(one.units)}."
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
    return f"Tôi không tìm thấy đơn vị «{esc(shorten(one.words, 80))}»." + (
        f" Có phải: {near}?" if near else ""
    )


def _card_buttons(seen: Card) -> Iterator[list[Button]]:
    proposal = seen.proposal
    number = proposal.id
    if proposal.state is ProposalState.PROPOSED:
        for nth, one in enumerate(seen.leads):
            if one.of_list is not None:
                yield _list_buttons(number, nth, one)
        accept = (
            [Button("✅ Nhận", f"accept:{number}")]
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


# Sửa


def ask_mending(proposal: Proposal) -> str:
    return f"Sửa gì ở việc «{esc(shorten(proposal.draft.text, 80))}» ạ? Đồng chí nhắn phần cần sửa, ví dụ:\n{AMENDMENT}"


def ask_past(words: str, question_id: int) -> Screen:
    return Screen(
        f"Hạn «{esc(words)}» đã qua. Đồng chí nhắn hạn khác, hoặc vẫn dùng hạn này?",
        [[Button("Vẫn dùng hạn này", f"pastdue:{question_id}")]],
    )


def differences(before: Draft, after: Draft) -> Iterator[tuple[str, str, str]]:
    """(field, old, new) as people read them."""
    for field, old, new in (
        ("text", before.text, after.text),
        ("leads", "; ".join(before.leads), "; ".join(after.leads)),
        ("coordinating", "; ".join(before.coordinating), "; ".join(after.coordinating)),
        ("deadline", due_words(before.due), due_words(after.due)),
    ):
        if old != new:
            yield field, old, new


# the sheet


def sheet_name(directive: Directive) -> str:
    named = re.sub(r"[^\w.-]+", "-", directive.number or directive.title[:40]).strip("-")
    return f"de-xuat-{named}.xlsx"


def sheet_caption(count: int) -> str:
    return (
        f"{count} việc được đề xuất. Đồng chí sửa, xoá dòng không giao rồi gửi lại cho tôi; việc nào đã nhập thì "
        "không còn chờ ở đây nữa."
    )


# on the command line


def plain_line(number: int, draft: Draft, today: date) -> str:
    """ "3. Sở Tài chính: rà soát … Hạn 30/9/2025 («trong tháng 9»)." """
    leads = "; ".join(draft.leads) or "(chưa rõ chủ trì)"
    others = f" Phối hợp: {'; '.join(draft.coordinating)}." if draft.coordinating else ""
    doubts = [DOUBT[d] for d in doubts_now(draft, today) if d in DOUBT]
    if "collective" in draft.doubts:
        doubts.append("giao chung nhiều đơn vị")
    return f"{number}. {leads}: {draft.text}.{others} Hạn: {_plain_due(draft.due)}." + (
        f" [{'; '.join(doubts)}]" if doubts else ""
    )


def _plain_due(due: Due) -> str:
    words = f" «{due.words}»" if due.words else ""
    if due.recurrence:
        return f"{days.period(due.recurrence)}{words}"
    return f"{days.full(due.deadline)}{words}" if due.deadline else f"chưa có ngày{words}"
