"""What kind of message it is, as a table tried in its order (guide §2); what no row claims is read for its state."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.replies.meanings import DONE, IDLE, STATE
from domain.replies.message import Message
from domain.replies.values import Kind


@dataclass(frozen=True, slots=True)
class KindRule:
    """`why`: what to ask, for a "clarify"."""

    name: str
    kind: Kind
    why: str | None
    holds: Callable[[Message], bool]
    example: str


_OF_NUMBERS = re.compile(
    r"(?: (?:bao nhiêu|mấy) % [^.\n]*"
    r"| có (?:được|bị|cần|phải|nên) (?:tính|coi|phê bình|phạt|trừ|công nhận|xem)[^,.\n]* không[ ?]*"
    r"| (?:là )?(?:tính|lấy|căn cứ|dựa) (?:trên|theo|vào|từ|sao|thế nào|kiểu gì|ở)[^.!\n]* (?:hay|gì|nào|hả|sao|đâu)\b[^.\n]*"
    r"| hay (?:là )?[^,;.\n]{1,60} (?:hả|vậy|nhỉ|thế)[ ?]*"
    r"| (?:là sao|ở đâu ra|lấy đâu ra|nghĩa là sao|là thế nào|đúng không|phải không)[ ?]*)$"
)


def _matches(pattern: str) -> Callable[[Message], bool]:
    compiled = re.compile(pattern)
    return lambda message: compiled.search(message.text) is not None


def _state(message: Message) -> frozenset[str]:
    return message.meanings & STATE


def _starts_if(message: Message) -> bool:
    return message.text.startswith((" nếu ", " giả sử ", " ví dụ "))


def _asks_about_state(message: Message) -> bool:
    """Ends as a question, and says nothing else that only a report would say; "chưa" alone is an answer."""
    told = message.meanings & {"ask", "nonews", "clear", "part", "obstacle"} or message.shares
    bare_no = re.fullmatch(r"(?: §r)?[ ,]*(?: dạ)? (?:chưa|không)[ .!]*", message.text)
    forecast = any(moment.role == "act" for moment in message.moments)
    asks = message.ends_asking or (_starts_if(message) and not forecast)
    return asks and not told and not bare_no and bool(_state(message))


def _only_asks(message: Message) -> bool:
    if not message.meanings & {"question", "hypothetical"} or "ask" in message.meanings or message.shares:
        return False
    weak = {"fine", "doing", "notdone", "recurring", "okdone"} | DONE
    return not _state(message) - weak or "hypothetical" in message.meanings


_SECOND_HAND = frozenset({"guess-after", "ask-that-person", "heard-from", "hearsay", "thinks"})
_READ = frozenset({"news", "printed-news", "at-home"})


def _tells_of_ours(message: Message) -> bool:
    """ "But we" and then something that only a report would say."""
    at = min((s.end for s in message.signals if s.meaning == "ours"), default=len(message.text))
    said = any(s.start >= at and s.meaning in STATE for s in message.signals)
    return said or any(place >= at for place, _ in message.shares) or any(m.at >= at for m in message.moments)


def _asks_of_numbers(message: Message) -> bool:
    """One sentence that asks what a number means."""
    text = message.text.rstrip()
    return _OF_NUMBERS.search(text) is not None


def _of_others(message: Message) -> bool:
    by_code = any(mention.kind == "code" for _, mention in message.mentions)
    own = _tells_of_ours(message) and "notice" not in message.meanings and not message.rules & _READ
    return (
        bool(message.meanings & {"others", "notice"})
        and not by_code
        and not own
        and ("question" not in message.meanings or bool(message.rules & _READ))
    )


def _idle(message: Message) -> bool:
    """Private talk, with nothing of weight said of a task."""
    if not message.meanings & IDLE:
        return False
    return not _state(message) - {
        "obstacle",
        "nature",
        "lack",
        "fine",
        "doing",
        "future",
        "clear",
        "recurring",
    } and (not message.shares or "joke" in message.meanings)


KINDS: tuple[KindRule, ...] = (
    KindRule(
        "wrong-person",
        "clarify",
        "reassign",
        lambda m: bool(m.rules & {"wrong-person", "wrong-person-2", "left-the-job"}) and not m.names_task(),
        "Nhầm người rồi",
    ),
    KindRule("asks-of-numbers", "question", None, _asks_of_numbers, "80% là tính trên gì?"),
    KindRule(
        "asks-how",
        "question",
        None,
        lambda m: "ask" in m.meanings and not m.dated and "ask-word" in m.rules,
        "thủ tục xin lùi hạn thế nào ạ",
    ),
    KindRule("lost-property", "chatter", None, lambda m: "lost-property" in m.rules, "ai cầm nhầm cái ô"),
    KindRule(
        "asks-first",
        "question",
        None,
        _matches(
            r"^ (?:(?:cho |xin )?hỏi|thế nào|làm sao|làm thế nào|ai|vì sao|tại sao|(?:bao giờ|khi nào)(?!.* (?:mới|báo|gửi|nhắn|gọi|trình)\b)) "
        ),
        "cho em hỏi 85% tính trên gì",
    ),
    KindRule(
        "somebody-asks",
        "question",
        None,
        lambda m: " hỏi " in m.text and "question" in m.meanings,
        "Anh Linh hỏi NV85 còn vướng gì không",
    ),
    KindRule(
        "either-or",
        "question",
        None,
        _matches(r" (?:§d|\d{4}|#+) hay (?:năm )?(?:§d|\d{4}|#+)"),
        "hạn 15/11 hay 15/12",
    ),
    KindRule(
        "tell-if",
        "chatter",
        None,
        lambda m: (
            _starts_if(m)
            and re.search(r" (?:báo|nhắn|gọi|cho biết|nói) ", m.text) is not None
            and not m.shares
        ),
        "nếu NV83 được gia hạn thì báo em với nhé",
    ),
    KindRule("is-it-so", "question", None, _matches(r"^ có phải "), "Có phải NV83 dời sang 31/12 không?"),
    KindRule(
        "what-if", "question", None, lambda m: _starts_if(m) and m.ends_asking, "nếu NV12 xong thì sao?"
    ),
    KindRule("how-to", "question", None, lambda m: "how-to" in m.rules, "hướng dẫn cách nhập tiến độ"),
    KindRule(
        "how-many",
        "question",
        None,
        lambda m: m.ends_asking and re.search(r" (?:mấy|bao nhiêu) ", m.text) is not None,
        "hoàn thành thủ tục trong mấy ngày nhỉ",
    ),
    KindRule(
        "what-is-done",
        "question",
        None,
        lambda m: {"done-or-not", "ask-word"} <= m.rules,
        "xong chưa là xong thế nào",
    ),
    KindRule(
        "forwarded",
        "chatter",
        None,
        _matches(r"^(?: \[)? (?:trích|(?:thông báo|tin) ?[\]:]|chuyển tiếp|fwd|forwarded) "),
        'Trích CV 2345: "phải đạt 85%"',
    ),
    KindRule(
        "wishes",
        "chatter",
        None,
        _matches(r"^ (?:chúc|kính chúc|mừng|merry|happy|noel) "),
        "Chúc anh cuối tuần vui",
    ),
    KindRule(
        "if-only", "chatter", None, lambda m: bool(m.rules & {"if-only", "if-only-2"}), "giá mà xong được"
    ),
    KindRule("others-task", "clarify", "reassign", lambda m: "others-task" in m.rules, "là việc của Viettel"),
    KindRule(
        "reassign",
        "clarify",
        "reassign",
        lambda m: "reassign" in m.meanings and "done" not in m.meanings and not m.shares,
        "Việc này của Sở Y tế chứ",
    ),
    KindRule("asks-state", "question", None, _asks_about_state, "NV12 xong chưa em?"),
    KindRule("others", "chatter", None, _of_others, "xã bên cạnh báo cáo 100% rồi"),
    KindRule("idle", "chatter", None, _idle, "em đang lái xe"),
    KindRule(
        "hearsay",
        "clarify",
        "hearsay",
        lambda m: (
            "hedge" in m.meanings
            and not m.shares
            and (bool(m.rules & _SECOND_HAND) or not m.meanings & {"doing", "part", "obstacle", "promise"})
        ),
        "hình như xong rồi",
    ),
    KindRule(
        "said-elsewhere",
        "clarify",
        "bare",
        lambda m: "elsewhere" in m.meanings and not m.shares and not _state(m) - {"sent", "doing", "notdone"},
        "em báo cáo tại CV 2711/SGDĐT rồi",
    ),
    KindRule("only-asks", "question", None, _only_asks, "hạn bao giờ ạ?"),
    KindRule(
        "no-date",
        "clarify",
        "no_date",
        lambda m: "ask" in m.meanings and not m.dated and not _state(m) - {"future"} and not m.shares,
        "xin gia hạn được không ạ",
    ),
    KindRule(
        "promise",
        "chatter",
        None,
        lambda m: "promise" in m.meanings and not _state(m) and not m.shares and not m.moments,
        "em sẽ cố gắng",
    ),
    KindRule(
        "acknowledged",
        "chatter",
        None,
        lambda m: (
            "ack" in m.meanings
            and not _state(m) - {"sent", "fine", "part"}
            and not m.shares
            and not m.moments
        ),
        "đã nhận",
    ),
    KindRule(
        "file",
        "clarify",
        "file",
        lambda m: "file" in m.meanings and not _state(m) and not m.shares,
        "em gửi file ạ",
    ),
)

# for a message in which no state was found
SILENT: tuple[KindRule, ...] = (
    KindRule(
        "bare",
        "clarify",
        "bare",
        lambda m: (
            re.fullmatch(r"(?:rồi|✅|đã|được|được rồi|vâng rồi|dạ rồi)", m.text.strip(" .!\n")) is not None
        ),
        "rồi ạ",
    ),
    KindRule("number", "clarify", "number", _matches(r"^\s*\d{1,3}\s*$"), "80"),
    KindRule(
        "ok",
        "clarify",
        "bare",
        lambda m: "okdone" in m.meanings or ("ok" in m.text.split() and m.names_task()),
        "NV12 ok",
    ),
    KindRule(
        "question",
        "question",
        None,
        lambda m: (
            "question" in m.meanings
            or re.search(r" có .* không[ ?.!]*$", m.text) is not None
            or m.text.rstrip(" .!\n").endswith("?")
        ),
        "là sao?",
    ),
    KindRule("chatter", "chatter", None, lambda _: True, "cảm ơn anh"),
)
