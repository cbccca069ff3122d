"""What kind of message it is, as a table tried in its order (guide §2); what no row claims is read for its state."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.late import late
from domain.replies.meanings import DONE, IDLE, STATE
from domain.replies.message import Message
from domain.replies.values import Kind


@dataclass(frozen=True, slots=True)
class KindRule:
    """`why`: what to ask, for a "clarify"; `on`: meanings, rules and words of which one is there where it holds (none: it
    may always hold)."""

    name: str
    kind: Kind
    why: str | None
    holds: Callable[[Message], bool]
    example: str
    on: frozenset[str] = frozenset()


class Kinds:
    """A table of kinds, of which only the rows are tried that may hold."""

    def __init__(self, rules: tuple[KindRule, ...]) -> None:
        self._rules = rules
        self._always = sum(1 << place for place, rule in enumerate(rules) if not rule.on)
        self._bits: dict[str, int] = {}  # of each sign the places of the rows that it stands for
        for place, rule in enumerate(rules):
            for sign in rule.on:
                self._bits[sign] = self._bits.get(sign, 0) | 1 << place
        self._signs = frozenset(self._bits)

    def first(self, message: Message) -> KindRule | None:
        """The first row that holds of the message."""
        bits, left = self._bits, self._always
        for sign in self._signs & message.there:
            left |= bits[sign]
        while left:
            lowest = left & -left
            left ^= lowest
            rule = self._rules[lowest.bit_length() - 1]
            if rule.holds(message):
                return rule
        return None


def _on(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OF_NUMBERS = late(
    r"(?: (?:bao nhiêu|mấy) (?:%|phần trăm) [^.\n]*"
    r"| có (?:được|bị|cần|phải|nên) (?:tính|coi|phê bình|phạt|trừ|công nhận|xem)[^,.\n]* không[ ?]*"
    r"| (?:là )?(?:tính|lấy|căn cứ|dựa) (?:trên|theo|vào|từ|sao|thế nào|kiểu gì|ở)[^.!\n]* (?:hay|gì|nào|hả|sao|đâu)\b[^.\n]*"
    r"| hay (?:là )?[^,;.\n]{1,60} (?:hả|vậy|nhỉ|thế)[ ?]*"
    r"| (?:là sao|ở đâu ra|lấy đâu ra|nghĩa là sao|là thế nào|đúng không|phải không)[ ?]*)$"
)


def _matches(pattern: str) -> Callable[[Message], bool]:
    compiled = late(pattern)
    return lambda message: compiled.search(message.text) is not None


def _asks_first(pattern: str) -> Callable[[Message], bool]:
    """Begins with a question word that begins no condition ("bao giờ Bộ ra mẫu thì làm")."""
    begins = _matches(pattern)
    return lambda message: (
        begins(message) and message.rules.isdisjoint(("when-party", "asked-and-told", "everybody-has"))
    )


_THEN_WHAT = re.compile(r" thì (?:sao|làm sao|thế nào|mần răng)[ ?.!]*$")
_OF_LAST_YEAR = late(r" (?:năm ngoái|năm trước|nhiệm kỳ trước|khóa trước)(?= )(?! (?:giao|chuyển))[^,;.\n]*$")


def _starts_if(message: Message) -> bool:
    return message.text.startswith((" nếu ", " giả sử ", " ví dụ "))


def _asks_about_state(message: Message) -> bool:
    """Ends as a question, and says nothing else that only a report would say; "chưa" alone is an answer."""
    forecast = any(moment.role == "act" for moment in message.moments)
    asks = message.ends_asking or (_starts_if(message) and not forecast)
    if not asks or _asks_beside(message):
        return False
    told = message.meanings & {"ask", "nonews", "clear", "part", "obstacle", "condinput"} or message.shares
    bare_no = re.fullmatch(r"(?: §r)?[ ,]*(?: dạ)? (?:chưa|không)[ .!]*", message.text)
    return not told and not bare_no and bool(message.state)


_ASKED_OF_ALL = (
    " đúng không",
    " phải không",
    " được không",
    " có đúng không",
    " được chưa",
    " đủ chưa",
    " chưa",
)
_ASKS_ALREADY = late(r" (?:hả|à|ư|nhỉ|sao|hay|nếu|chưa|không|gì|nào|đâu|ai|mấy|thì|\?)(?= |$)")


def _asks_beside(message: Message) -> bool:
    """ "Xong rồi, anh cần ảnh không ạ?": reports in a clause of its own, and asks for something else in the last."""
    text = message.text.rstrip(" ?.!\n")
    stop = max(text.rfind(mark) for mark in ",.;\n")
    last = text[stop + 1 :]
    if stop < 0 or len(last.split()) < _OF_ITS_OWN or last.endswith(_ASKED_OF_ALL):
        return False
    told = [signal for signal in message.signals if signal.meaning in STATE]
    done = any(
        signal.rule.name == "all-done" and " rồi" in text[signal.start : signal.end] for signal in told
    )
    return done and all(signal.end <= stop + 1 for signal in told) and not _ASKS_ALREADY.search(text, 0, stop)


def _only_asks(message: Message) -> bool:
    if not message.meanings & {"question", "hypothetical"} or "ask" in message.meanings or message.shares:
        return False
    weak = {"fine", "doing", "notdone", "recurring", "okdone"} | DONE
    return not message.state - weak or "hypothetical" in message.meanings


_SECOND_HAND = frozenset(
    {
        "looked-wrong",
        "contradicts",
        "guess-thus",
        "not-on-top",
        "whether",
        "whether-2",
        "something-or-other",
        "guess-after",
        "ask-that-person",
        "heard-from",
        "hearsay",
        "thinks",
        "guess-end",
    }
)
_TAKEN_OFF = frozenset({"take-off", "drop-this", "no-longer-mine"})
_BEGUN = frozenset({"begun-plainly", "begun-past", "begun-today"})
_READ = frozenset({"news", "at-home"})


def _tells_of_ours(message: Message) -> bool:
    """ "But we" and then something that only a report would say."""
    at = min((s.end for s in message.signals if s.meaning == "ours"), default=len(message.text))
    said = any(s.start >= at and s.meaning in STATE for s in message.signals)
    return said or any(place >= at for place, _ in message.shares) or any(m.at >= at for m in message.moments)


def _asks_of_numbers(message: Message) -> bool:
    """One sentence that asks what a number means."""
    text = message.text.rstrip()
    return _OF_NUMBERS.search(text) is not None


_OF_ITS_OWN = 3  # words
_ASKS_AT_END = re.compile(r" (?:à|hả|ư|nhỉ|hử|hở|sao|chăng|phải không|đúng không|\?)[ ?.!]*$")


def _doubts_a_share(message: Message) -> bool:
    """ "Phải đạt 100 % à": the number stands in the very clause that asks."""
    if not message.shares or message.meanings & STATE:
        return False
    at = message.shares[-1][0]
    rest = message.text[at:]
    return _ASKS_AT_END.search(rest.rstrip("\n")) is not None and not any(
        stop in rest for stop in (" ,", " .", " ;", "\n")
    )


def _of_others(message: Message) -> bool:
    by_code = any(mention.kind == "code" for _, mention in message.mentions)
    own = _tells_of_ours(message) and "notice" not in message.meanings and not message.rules & _READ
    return (
        bool(message.meanings & {"others", "notice"})
        and not by_code
        and not own
        and ("question" not in message.meanings or bool(message.rules & _READ))
    )


def _of_a_report(message: Message) -> bool:
    """Whether the task spoken of is itself a report: what is sent with such words is it."""
    return any(
        task.title.lower().startswith(("báo cáo", "tổng hợp báo cáo", "gửi báo cáo"))
        for task in message.context.tasks
        if task.ref == message.context.reply_to or len(message.context.tasks) == 1
    )


def _titled(message: Message) -> bool:
    """ "Lương hưu 61 %": what would be private is what an open task is about."""
    said = [s for s in message.signals if s.meaning in IDLE]
    titles = [f" {task.title.lower()} " for task in message.context.tasks]
    spoken = [message.text[s.start : s.end].strip().removeprefix("lễ ") for s in said]
    return all(any(f" {words} " in title for title in titles) for words in spoken)


def _promises_elsewhere(message: Message) -> bool:
    """ "Thứ hai em nộp, cuối tuần em về quê ăn cưới": a day of handing in, in another clause than what is private."""
    text = message.text
    private = [s.start for s in message.signals if s.meaning in IDLE]
    for moment in message.moments:
        if moment.role == "act" and moment.mention.end is not None:
            stop = min(
                (at for at in (text.find(mark, moment.at) for mark in ",.;\n") if at >= 0), default=len(text)
            )
            begin = max(text.rfind(mark, 0, moment.at) for mark in ",.;\n")
            if (stop < len(text) or begin > 0) and not any(begin <= at < stop for at in private):
                return True
    return False


def _idle(message: Message) -> bool:
    """Private talk, with nothing of weight said of a task."""
    if message.names_task() and "obstacle" in message.meanings:
        return False
    if _promises_elsewhere(message) or message.rules & _BEGUN:
        return False
    if (
        not message.meanings & IDLE
        or _titled(message)
        or ("ask" in message.meanings and message.dated and "leave" not in message.rules)
    ):
        return False
    return not message.state - {
        "obstacle",
        "nature",
        "lack",
        "fine",
        "doing",
        "future",
        "clear",
        "recurring",
        *(
            {"notdone"}
            if message.text.rstrip(" .!?\n").endswith((" chưa", " chưa mọi người", " chưa cả nhà"))
            else ()
        ),
    } and (all(share.negated for _, share in message.shares) or "joke" in message.meanings)


def _of_several(message: Message) -> bool:
    """Whether more than one task is named, or none while several are open."""
    named = {ref for _, mention in message.mentions for ref in mention.refs}
    unsaid = message.context.reply_to is None and len(message.context.tasks) > 1
    return len(named) > 1 or (not named and unsaid)


def _asks_of_duty(message: Message) -> bool:
    """ "Làm cho cả đoàn viên nghỉ hưu hả": asks, and refuses nothing."""
    return message.text.rstrip(" ?.!\n").endswith(" hả")


KINDS: tuple[KindRule, ...] = (
    KindRule(
        "wrong-person",
        "clarify",
        "reassign",
        lambda m: (
            bool(m.rules & {"wrong-person", "wrong-person-2", "left-the-job"})
            and not m.names_task()
            and not _asks_of_duty(m)
        ),
        "Nhầm người rồi",
        _on("wrong-person wrong-person-2 left-the-job"),
    ),
    KindRule(
        "asks-of-numbers",
        "question",
        None,
        _asks_of_numbers,
        "80% là tính trên gì?",
        _on("mấy bao có tính lấy căn dựa hay sao đâu thế đúng phải"),
    ),
    KindRule(
        "doubts-a-share",
        "question",
        None,
        _doubts_a_share,
        "phải đạt 100% à",
        _on("à hả ư nhỉ hử hở sao chăng không ?"),
    ),
    KindRule(
        "this-or-that",
        "question",
        None,
        lambda m: (
            " hay " in m.text
            and m.text.rstrip().endswith("?")
            and not m.shares
            and not m.meanings & {"hedge", "joke"}
        ),
        "biển làm bằng tôn hay bê tông cho hợp mẫu quy định?",
        _on("hay"),
    ),
    KindRule(
        "asks-how",
        "question",
        None,
        lambda m: "ask" in m.meanings and not m.dated and "ask-word" in m.rules,
        "thủ tục xin lùi hạn thế nào ạ",
        _on("ask-word"),
    ),
    KindRule(
        "asks-first",
        "question",
        None,
        _asks_first(
            r"^(?: (?:ủa|ơ|ớ|ô|ôi|ủa ,|ơ ,|ô hay))? sao(?! (?:mà|được) )(?=[^.!\n]* (?:vậy|thế|nhỉ|hả|ta)(?: ?[,.!?\n]|\Z))|^(?: (?:mình|mọi người|cả nhà|các bác|bạn|tổ|bot)(?= cho hỏi ))? (?:(?:cho |xin )?hỏi|thế nào|làm sao(?! mà )|làm thế nào|mấy giờ|ai(?! (?:nói|bảo|kêu|đồn|mà|đào) )|vì sao|tại sao|(?:bao giờ|khi nào)(?! xong (?:thì|hay|là) )(?!.* (?:mới|báo|gửi|nhắn|gọi|trình)\b)) "
        ),
        "cho em hỏi 85% tính trên gì",
        _on("hỏi thế làm mấy ai vì tại bao khi sao"),
    ),
    KindRule(
        "somebody-asks",
        "question",
        None,
        lambda m: (
            " hỏi " in m.text
            and "question" in m.meanings
            and m.meanings.isdisjoint(("hedge", "reassign"))
            and ("obstacle" not in m.meanings or m.ends_asking)
        ),
        "Anh Linh hỏi NV85 còn vướng gì không",
        _on("hỏi"),
    ),
    KindRule(
        "either-or",
        "question",
        None,
        _matches(r" (?:§d|\d{4}|#+) hay (?:năm )?(?:§d|\d{4}|#+)"),
        "hạn 15/11 hay 15/12",
        _on("hay"),
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
        _on("nếu giả ví"),
    ),
    KindRule(
        "is-it-so",
        "question",
        None,
        _matches(r"^ có phải "),
        "Có phải NV83 dời sang 31/12 không?",
        _on("phải"),
    ),
    KindRule(
        "then-what",
        "question",
        None,
        lambda m: _THEN_WHAT.search(m.text) is not None and not m.shares,
        "lắp camera mà dân phản đối thì sao",
        _on("sao"),
    ),
    KindRule(
        "of-last-year",
        "chatter",
        None,
        lambda m: _OF_LAST_YEAR.match(m.text) is not None and not m.names_task(),
        "năm ngoái lắp được 30 cái",
        _on("ngoái trước"),
    ),
    KindRule(
        "what-if",
        "question",
        None,
        lambda m: _starts_if(m) and m.ends_asking,
        "nếu NV12 xong thì sao?",
        _on("nếu giả ví"),
    ),
    KindRule(
        "how-many",
        "question",
        None,
        lambda m: m.ends_asking and re.search(r" (?:mấy|bao nhiêu) ", m.text) is not None,
        "hoàn thành thủ tục trong mấy ngày nhỉ",
        _on("mấy bao"),
    ),
    KindRule(
        "what-is-done",
        "question",
        None,
        lambda m: {"done-or-not", "ask-word"} <= m.rules,
        "xong chưa là xong thế nào",
        _on("done-or-not"),
    ),
    KindRule(
        "forwarded",
        "chatter",
        None,
        _matches(
            r"^(?: \[)? (?:trích(?! (?:lục|đo|xuất))|(?:thông báo|tin) ?[\]:]|chuyển tiếp|§r tiếp|fwd|forwarded) "
        ),
        'Trích CV 2345: "phải đạt 85%"',
        _on("trích thông tin chuyển tiếp fwd forwarded"),
    ),
    KindRule(
        "wishes",
        "chatter",
        None,
        _matches(r"^ (?:chúc|kính chúc|mừng|merry|happy|noel) "),
        "Chúc anh cuối tuần vui",
        _on("chúc kính mừng merry happy noel"),
    ),
    KindRule(
        "if-only",
        "chatter",
        None,
        lambda m: bool(m.rules & {"if-only", "if-only-2"}),
        "giá mà xong được",
        _on("if-only if-only-2"),
    ),
    KindRule(
        "reassign",
        "clarify",
        "reassign",
        lambda m: (
            "reassign" in m.meanings
            and ("done" not in m.meanings or bool(m.rules & _TAKEN_OFF))
            and not m.shares
            and not _asks_of_duty(m)
            and not ("ask" in m.meanings and m.dated)
        ),
        "Việc này của Sở Y tế chứ",
        _on("reassign"),
    ),
    KindRule(
        "some-of-several",
        "clarify",
        "which_task",
        lambda m: "some-yes-some-no" in m.rules and _of_several(m) and not m.shares,
        "NV02 và NV43: cái xong cái chưa",
        _on("some-yes-some-no"),
    ),
    KindRule("asks-state", "question", None, _asks_about_state, "NV12 xong chưa em?", STATE),
    KindRule("others", "chatter", None, _of_others, "xã bên cạnh báo cáo 100% rồi", _on("others notice")),
    KindRule("idle", "chatter", None, _idle, "em đang lái xe", IDLE),
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
        _on("hedge"),
    ),
    KindRule(
        "said-elsewhere",
        "clarify",
        "bare",
        lambda m: "elsewhere" in m.meanings and not m.shares and not m.state - {"sent", "doing", "notdone"},
        "em báo cáo tại CV 2711/SGDĐT rồi",
        _on("elsewhere"),
    ),
    KindRule("only-asks", "question", None, _only_asks, "hạn bao giờ ạ?", _on("question hypothetical")),
    KindRule(
        "no-date",
        "clarify",
        "no_date",
        lambda m: (
            "ask" in m.meanings
            and not m.dated
            and not m.state - ({"future", "obstacle", "lack"} if "can-it-move" in m.rules else {"future"})
            and not m.shares
        ),
        "xin gia hạn được không ạ",
        _on("ask"),
    ),
    KindRule(
        "promise",
        "chatter",
        None,
        lambda m: "promise" in m.meanings and not m.state and not m.shares and not m.moments,
        "em sẽ cố gắng",
        _on("promise"),
    ),
    KindRule(
        "acknowledged",
        "chatter",
        None,
        lambda m: (
            "ack" in m.meanings
            and not m.state - {"sent", "fine", "part"}
            and not m.shares
            and all(moment.role == "deadline" for moment in m.moments)
            and not m.text.rstrip().endswith("?")
        ),
        "đã nhận",
        _on("ack"),
    ),
    KindRule(
        "file",
        "clarify",
        "file",
        lambda m: "file" in m.meanings and not m.state and not m.shares and not _of_a_report(m),
        "em gửi file ạ",
        _on("file"),
    ),
)

_ASKED_WITHIN = 160  # characters from the end
_MEASURES = (
    r"cân|kg|tạ|tấn|đồng|triệu|nghìn|suất|người|ngày|giờ|tháng|xã|hộ|bản|bộ|cái|lần|phần|lớp|buổi|%|phần trăm|việc|điểm|tiền"
    r"|khẩu|sào|mét|km|năm|bóng|cột|máy|loa|chỗ|nơi|đơn vị|trường|trạm|kỳ|đợt|tuần"
)
_LOOKS_ASKED = late(
    r"(?: (?:do|thì|tên|cho|với|của|giao|để) ai(?: [^\W\d_]+)?"  # đèn do ai mua
    r"| hay (?:là )?(?!quá|lắm|ghê|thật|ho|đó|nhỉ|bị|có|quên)\S+ [^,.;]+"  # mẫu năm ngoái hay mẫu mới
    r"| có .* không(?: hay .*)?"  # có chung một mã không hay tách ra
    rf"| (?:mấy|bao nhiêu) (?:{_MEASURES})"  # mỗi khẩu mấy cân
    r"| (?:mấy|bao nhiêu|nào|gì|ai|đâu|sao|bao giờ) .* (?:vậy|thế|hả|nhỉ|hè|hỉ|hở)"  # hỗ trợ mấy cân một sào rứa
    r"| (?:hả|à|ư|nhỉ|chăng|hử|hở))[ ?.!]*$"
    r"| có .* không(?= ,)"
    r"|^(?: (?:nhờ|đề nghị|phiền|mong|xin|kính đề nghị))?(?: (?:đ/c|đồng chí|văn phòng|sở|ban|tổ|bộ phận|chuyên viên))?(?: [^\W\d_]+){0,2}?"
    r" (?:(?:gửi|cho|cấp|chuyển|mở) lại|(?:check|kiểm tra|xem|tra|coi|rà|đối chiếu|xác nhận)(?: lại)?(?: (?:giúp|hộ|giùm|dùm))) [^,;.\n]*$"  # anh xem giúp số tài khoản
)

# for a message in which no state was found
SILENT: tuple[KindRule, ...] = (
    KindRule(
        "bare",
        "clarify",
        "bare",
        lambda m: (
            re.fullmatch(
                r"(?:rồi(?: ?, ?rồi)*|[✅✔☑✓](?: ?[✅✔☑✓])*|đã|được|được rồi|vâng rồi|dạ rồi)",
                m.text.strip(" .!\n"),
            )
            is not None
        ),
        "rồi ạ",
        _on("rồi ✅ ✔ ☑ ✓ đã được"),
    ),
    KindRule(
        "number",
        "clarify",
        "number",
        _matches(
            r"^(?: (?:được|khoảng|tầm|chắc|mới|hơn|cỡ))?\s*\d{1,3}(?: ?(?:-|đến|tới|hoặc|hay)? ?\d{1,3})?(?: (?:rồi|thôi|hơn|gì đó|gì đấy))?[ .!]*$"
        ),
        "80",
    ),
    KindRule(
        "ok",
        "clarify",
        "bare",
        lambda m: "okdone" in m.meanings or ("ok" in m.text.split() and m.names_task()),
        "NV12 ok",
        _on("okdone ok"),
    ),
    KindRule(
        "question",
        "question",
        None,
        lambda m: (
            "question" in m.meanings
            or _LOOKS_ASKED.search(m.text[-_ASKED_WITHIN:]) is not None
            or m.text.rstrip(" .!\n").endswith("?")
        ),
        "là sao?",
        _on("question hay có ai mấy bao ? hả à ư nhỉ chăng hử hở vậy thế hè hỉ lại giúp hộ giùm dùm"),
    ),
    KindRule("chatter", "chatter", None, lambda _: True, "cảm ơn anh"),
)
