"""What a document proposes: the overview, a card each, and what is asked about it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from domain.conclusions.secrecy import SecretMark
from domain.directives import Directive
from domain.importing import Fault
from domain.importing.planning import due_words
from domain.importing.values import Due
from domain.proposals import Draft, Proposal, ProposalState, doubts_now
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, faults
from handlers.texts.language import Sentence, say
from storage.documents import Document

ACCEPTED, DROPPED = Sentence("Đã nhận."), Sentence("Đã bỏ.")
CORRECTED = Sentence("Việc này vừa được sửa. Đồng chí xem lại rồi bấm Nhận.")
DOUBT = {
    "subject_inherited": Sentence("đơn vị chủ trì suy từ đoạn trước"),
    "no_date": Sentence("văn bản không ghi hạn"),
    "conditional": Sentence("hạn phụ thuộc một việc khác"),
    "by_plan": Sentence("hạn theo kế hoạch, chưa có ngày"),
    "standing": Sentence("việc thường xuyên, không có hạn"),
    "past": Sentence("hạn đã qua"),
    "no_first_day": Sentence("chưa rõ kỳ tính từ ngày nào"),
}
COUNTED = {
    "subject_inherited": Sentence("suy đơn vị chủ trì từ đoạn trước"),
    "collective": Sentence("giao chung nhiều đơn vị"),
    "no_date": Sentence("không ghi hạn"),
    "conditional": Sentence("có hạn phụ thuộc việc khác"),
    "by_plan": Sentence("có hạn theo kế hoạch"),
    "past": Sentence("đã quá hạn"),
    "no_first_day": Sentence("chưa rõ kỳ tính từ ngày nào"),
}
STATE = {
    ProposalState.ACCEPTED: Sentence("đã nhận"),
    ProposalState.DROPPED: Sentence("đã bỏ"),
    ProposalState.ASSIGNED: Sentence("đã giao"),
    ProposalState.COVERED: Sentence("đã nhập từ bảng"),
}
AMENDMENT = Sentence("«chủ trì: Sở Tài chính; phối hợp: Sở Nội vụ; hạn 30/9; nội dung: rà soát quy định»")
ASK_NAME = Sentence(
    "Đây là văn bản nào ạ? Đồng chí nhắn loại, số và ngày, ví dụ «Kết luận 15-KL/BCĐ ngày 23/9/2025»."
)


# a file that came in


def unreadable(filename: str, found: Sequence[Fault]) -> str:
    said = " ".join(esc(faults.say(fault)) for fault in found)
    return say(
        "📄 <b>{filename}</b>: {said} Tôi chưa ghi gì.", filename=esc(shorten(filename, 80)), said=said
    )


def secret(mark: SecretMark | None) -> str:
    """`mark` None: the name of the file or what was said with it is marked. Neither is repeated."""
    where = (
        say(" (đoạn {paragraph} ghi «{level}»)", paragraph=mark.paragraph, level=mark.level) if mark else ""
    )
    return say(
        "⛔ Văn bản này có nội dung mật{where} nên tôi không nhận và không lưu gì của nó. "
        "Luật Bảo vệ bí mật nhà nước không cho lưu nội dung mật trên máy nối mạng.\n"
        "Đồng chí xoá tệp khỏi cuộc trò chuyện này và giao việc mật bằng văn bản giấy. "
        "Ở đây chỉ ghi tên gọi trung tính (nhiều nhất 40 ký tự) qua bảng Excel, cột «Mật» đánh x. "
        "Phần không mật đồng chí tách ra tệp riêng rồi gửi lại.",
        where=where,
    )


def nothing_proposed(filename: str) -> str:
    return say(
        "📄 <b>{filename}</b>: tôi không thấy việc nào được giao trong văn bản này nên chưa ghi gì. "
        "Nếu có, đồng chí giao bằng /giao, hoặc gửi bảng Excel.",
        filename=esc(shorten(filename, 80)),
    )


def overview(document: Document, found: Sequence[Proposal], today: date, *, again: bool = False) -> Screen:
    counts = Counter(proposal.state for proposal in found)
    waiting, accepted = counts[ProposalState.PROPOSED], counts[ProposalState.ACCEPTED]
    parts = [f"📄 <b>{esc(shorten(document.directive.title, 200))}</b>"]
    if document.subject:
        parts.append(f"<i>{esc(shorten(document.subject, 200))}</i>")
    if again:
        parts.append(say("Văn bản này đã có, tôi không ghi thêm việc nào."))
    said = [f"{counts[state]} {words()}" for state, words in STATE.items() if counts[state]]
    said += [say("{waiting} chưa xem", waiting=waiting)] if waiting and waiting < len(found) else []
    parts.append(
        say("<b>{count} việc được đề xuất</b>", count=len(found)) + (f": {', '.join(said)}." if said else ".")
        if found
        else say("Chưa có việc nào được đề xuất.")
    )
    doubtful = _doubtful([p for p in found if p.state is ProposalState.PROPOSED], today)
    if doubtful:
        parts.append(say("Cần xem kỹ: {doubtful}.", doubtful=doubtful))
    if document.directive.day is None:
        parts.append(
            say("⚠️ Tôi không thấy ngày của văn bản; hạn được tính từ {day}.", day=days.full(document.day))
        )
    elif document.day > today:
        parts.append(
            say("⚠️ Ngày {day} chưa đến, có thể tôi đọc nhầm ngày của văn bản.", day=days.full(document.day))
        )
    if waiting + accepted:
        parts.append(say("Chưa việc nào được giao trước khi đồng chí bấm giao."))
    return Screen("\n".join(parts), list(_overview_buttons(document, found, waiting, accepted)))


def _doubtful(waiting: Sequence[Proposal], today: date) -> str:
    counts = Counter(doubt for p in waiting for doubt in doubts_now(p.draft, today))
    return ", ".join(
        say("{count} việc {words}", count=counts[doubt], words=words())
        for doubt, words in COUNTED.items()
        if counts[doubt]
    )


def _overview_buttons(
    document: Document, found: Sequence[Proposal], waiting: int, accepted: int
) -> Iterator[list[Button]]:
    directive = document.directive_id
    if accepted:
        yield [Button(say("📌 Giao {accepted} việc đã nhận", accepted=accepted), f"giveout:{directive}")]
    if found:
        table = [Button(say("📄 Tải bảng"), f"table:{directive}")] if waiting + accepted else []
        yield [Button(say("Xem từng việc"), f"walk:{directive}"), *table]
    rename = not any(p.state is ProposalState.ASSIGNED for p in found)
    named = [Button(say("✏️ Sửa số, ngày"), f"nameit:{directive}")] if rename else []
    yield [*named, Button(say("📎 Tệp gốc"), f"original:{document.id}")]


# Sửa


def ask_mending(proposal: Proposal) -> str:
    return say(
        "Sửa gì ở việc «{text}» ạ? Đồng chí nhắn phần cần sửa, ví dụ:\n{amendment}",
        text=esc(shorten(proposal.draft.text, 80)),
        amendment=AMENDMENT(),
    )


def ask_past(words: str, question_id: int) -> Screen:
    return Screen(
        say("Hạn «{words}» đã qua. Đồng chí nhắn hạn khác, hoặc vẫn dùng hạn này?", words=esc(words)),
        [[Button(say("Vẫn dùng hạn này"), f"pastdue:{question_id}")]],
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
    return say(
        "{count} việc được đề xuất. Đồng chí sửa, xoá dòng không giao rồi gửi lại cho tôi; "
        "việc nào đã nhập thì không còn chờ ở đây nữa.",
        count=count,
    )


# on the command line


def plain_line(number: int, draft: Draft, today: date) -> str:
    """ "3. Sở Tài chính: rà soát … Hạn 30/9/2025 («trong tháng 9»)." """
    leads = "; ".join(draft.leads) or say("(chưa rõ chủ trì)")
    others = (
        say(" Phối hợp: {coordinating}.", coordinating="; ".join(draft.coordinating))
        if draft.coordinating
        else ""
    )
    doubts = [DOUBT[d]() for d in doubts_now(draft, today) if d in DOUBT]
    if "collective" in draft.doubts:
        doubts.append(say("giao chung nhiều đơn vị"))
    return say(
        "{number}. {leads}: {text}.{others} Hạn: {plain_due}.",
        number=number,
        leads=leads,
        text=draft.text,
        others=others,
        plain_due=_plain_due(draft.due),
    ) + (f" [{'; '.join(doubts)}]" if doubts else "")


def _plain_due(due: Due) -> str:
    words = f" «{due.words}»" if due.words else ""
    if due.recurrence:
        return f"{days.period(due.recurrence)}{words}"
    return f"{days.full(due.deadline)}{words}" if due.deadline else say("chưa có ngày{words}", words=words)
