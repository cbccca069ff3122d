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
from storage.documents import Document

ACCEPTED, DROPPED = "Đã nhận.", "Đã bỏ."
CORRECTED = "Việc này vừa được sửa. Đồng chí xem lại rồi bấm Nhận."
DOUBT = {
    "subject_inherited": "đơn vị chủ trì suy từ đoạn trước",
    "no_date": "văn bản không ghi hạn",
    "conditional": "hạn phụ thuộc một việc khác",
    "by_plan": "hạn theo kế hoạch, chưa có ngày",
    "standing": "việc thường xuyên, không có hạn",
    "past": "hạn đã qua",
    "no_first_day": "chưa rõ kỳ tính từ ngày nào",
}
COUNTED = {
    "subject_inherited": "suy đơn vị chủ trì từ đoạn trước",
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
        f"⛔ Văn bản này có nội dung mật{where} nên tôi không nhận và không lưu gì của nó. Luật Bảo vệ bí mật nhà nước "
        "không cho lưu nội dung mật trên máy nối mạng.\n"
        "Đồng chí xoá tệp khỏi cuộc trò chuyện này và giao việc mật bằng văn bản giấy. Ở đây chỉ ghi tên gọi trung "
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
