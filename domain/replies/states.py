"""What is said of one task, as a table tried in its order (guide §4): done needs positive evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from domain.dates import find_dates
from domain.late import late
from domain.replies.counts import Share
from domain.replies.meanings import DONE, LATER, NOT_YET, PROGRESS, STATE
from domain.replies.message import Message, Stretch
from domain.replies.moments import (
    Moment,
    ahead,
    belongs_to_wish,
    ends_the_task,
    expected_day,
    next_one,
    wished_day,
)
from domain.replies.patterns import either
from domain.replies.rules import Rule, Signal
from domain.replies.tables import classes, entries
from domain.replies.values import OpenTask, Status, Update
from domain.replies.words import standard_words
from domain.text import fold

_SAYS_DONE = DONE | {"object"}
_SAYS_NOTHING_NEW = frozenset({"nonews", "clear"})
_NOT_YET_DONE = NOT_YET | {"ask"}
_NOT_COMPLETE = NOT_YET | {"doing", "obstacle"}
_DONE_OR_ASKED = DONE | {"ask"}
_HAPPENED = re.compile(r" (?:đã|rồi|vừa|được|tốt đẹp|thành công) ")
_CLAUSE_STOPS = (*",;.:!?\n", "§r", " nhưng", " còn", " riêng")
_NOT_BEFORE = late(
    r" (?:chưa|chẳng|chả|chửa|làm gì|gì mà|sao mà|sao|đời nào|nào đã|tưởng|ngỡ|giá mà|phải(?: \S+)?$|(?:không|đâu)(?: (?:hề|phải|thể|được|kịp|có|bao giờ|đã|ngày nào|lúc nào|khi nào|cái nào|ai|việc gì|gì))*$)(?= |$)"
)
_STILL_TO_BE = late(
    r" (?:sẽ|cố gắng|phấn đấu|dự kiến|chuẩn bị|hứa|cam kết|quyết tâm|mong|hy vọng|sắp|gần|để|cần|ráng|đợi|chờ|miễn sao|làm sao|tiến tới|hướng tới|nhằm)(?: (?!đã |rồi )[^\s,;.:§]+){0,5}$"
)
_NOT_AFTER = late(
    r"(?: (?:được|thế|vậy|ngay|nổi))? (?:sao được|sao nổi|thế nào được|gì đâu|đâu|gì nổi|à|hả|nhỉ|chưa)(?= |$)"
)
_LIMITS = re.compile(r" (?:mới|đang|chưa|sẽ)(?= [^\W\d_])| (?:chứ|chớ) (?:đã|có)(?= )")
_LEFT = re.compile(r" còn (?!gì|nữa$)")
_BUT = late(
    r" (?:nhưng|song|tuy|tuy nhiên|có điều|mỗi tội|khổ nỗi|ngặt nỗi|chỉ phải|cơ mà|chỉ là|chỉ chờ|chỉ cần|hiềm nỗi|mà(?! (?:thôi|nhỉ|sao|trật tự|an toàn|vui|gọn|đẹp|êm|ổn|tốt|chất lượng|tiết kiệm|văn minh|ấm cúng|nghiêm túc|nhanh|chắc|,))) (?=[^\s.!?])"
)
_DATE_COMPANY = frozenset(
    {
        "đến", "tới", "hết", "trước", "trong", "để", "khoảng", "tầm", "chậm", "nhất", "gửi", "nộp", "trình", "sang",
        "vào", "dự", "kiến", "phấn", "đấu", "cố", "gắng", "quyết", "tâm", "ráng", "hứa", "đi", "vậy", "thôi", "ngày", "là", "thì", "khi", "deadline", "eta", "chốt", "nghe", "qua", "giúp", "cho",
    }
)  # fmt: skip
_HOLDS = {"obstacle": 0, "nature": 0, "lack": 0, "paused": 0, "condinput": 1, "reason": 2}
_HELD_WITH = frozenset({*_HOLDS, "attempt"})
_OPENS = re.compile(r"[,;.:!?\n](?= )| (?:nhưng|mà|do|vì|tại|bởi|§r)(?= )")
_CLOSES = re.compile(r"(?<=\S) ?[,;.!?\n]")
_REASONS = (" vì ", " do ", " tại ", " bởi ", " tại vì ", " bởi vì ")
_LEAD_IN = late(  # "blocked by funding" is held up by "funding"
    r"(?i:\A(?:(?:is |are )?(?:blocked|stuck|delayed|held up|on hold) (?:by|on|because of|because|due to)|because of|because|due to|(?:tại |bởi )?vì|vi|do)\s+(?=\S))"
)
_COMMON = ("whole", "act", "work", "terminal", "party")
_ASIDE = frozenset({"chat", "unsaid", "clear", "fine"})  # understood, and nothing that was completed
_MOST_COMPLETIONS = 8  # no reply tells more
_UNDER_WAY = frozenset(
    {"doing", "part", "remain", "notdone", "notyet", "approval", "obstacle", "redone", "paused"}
)
_LONGEST_BESIDE = 4  # words
_LONGEST_CLAUSE = 300  # characters on either side of a completion
_QUANTIFIERS = frozenset({"cả", "các", "mọi", "toàn", "đủ", "tất", "những", "hết"})
_GIVEN_TO = frozenset({"cho", "lên", "về", "tới", "đến", "sang", "qua", "tại", "ở"})
_SAID_BY = late(
    r"((?: [^\W\d_]+){1,6}?)"
    r" (?:báo cáo|báo|thông báo|cho biết|xác nhận|cho hay|bảo|nói|khoe|kêu)(?: về| lại| lên| cho| rồi){0,2}(?: là| rằng)?(?= |$)"
)
_BY_PAPER = re.compile(r" (?:theo [^,;.\n]*[\d#]|nv ?$)")  # "theo KH 328 thì"
_DANGERS = frozenset(
    ["bao", "lu", "lut", "ngap", "dich", "chay", "sat", "lo", "mua", "han", "ret", "nang", "tai", "dong"]
)  # what a task may be about
_PLAINLY_DONE = frozenset({"all-done", "verb-already", "topic-done", "ref-then-done"})
_THERE = frozenset({"enough-there", "lit-up", "lit-up-2"})  # done when the title is about just that
_FACTS = frozenset({"act-fact", "act-fact-at"})  # done where a day that is past is said with it
_ENOUGH_OF_A_PART = 2  # words
_GIVES = re.compile(r" (?:gửi|nộp|bàn giao|giao|chuyển|trao|báo cáo)(?= |$)")
_GIVEN = frozenset({"gửi", "nộp", "trình", "giao", "báo", "chuyển"})
_EVENTS = {
    "hội": 1,
    "buổi": 0,
    "lễ": 0,
    "cuộc": 0,
    "đợt": 0,
    "chương": 1,
    "ngày": 0,
    "phần": 0,
}  # words behind it
_EACH_OF = (["nào", "cũng"], ["nào", "đều"])  # "khối nào cũng xong": all of them
_SITES = frozenset(
    {"trạm", "lớp", "khóa", "điểm", "cụm", "tuyến", "lô", "tổ", "khối", "xóm", "thôn", "bản", "phòng", "gói", "kho", "chương",
     "trường", "khu", "tầng", "nhà", "chốt", "mốc", "cầu", "cống", "đập", "hồ", "nhánh", "khoảnh", "đoạn", "chợ", "quầy", "xưởng", "đội", "đường", "cột", "trụ", "module", "hạng", "mục", "phân"}
)  # fmt: skip
_PAPERS = frozenset(
    {"hồ sơ", "danh sách", "tài liệu", "thiết bị", "vật tư", "giấy tờ", "số liệu", "kết quả", "chứng từ", "dữ liệu",
     "phương án", "ý kiến", "báo cáo", "văn bản", "file", "máy", "bản", "bộ", "một", "hai", "ba", "phần", "đợt", "lô"}
)  # fmt: skip
_PERSONS = frozenset(
    {
        "tổ",
        "thường",
        "phó",
        "chánh",
        "chủ",
        "giám",
        "bí",
        "trạm",
        "đoàn",
        "chùa",
        "chợ",
        "thôn",
        "bản",
        "xóm",
        "hiệu",
        "trưởng",
        "đại",
        "quản",
        "kế",
        "thủ",
        "bảo",
        "chi",
        "hội",
    }
)
_BOUNDS = frozenset({"dưới", "trên", "từ"})
_WORD = re.compile(r"\S+")
_CLAUSE_ENDS = re.compile(r"(?<=\S) ?[,;.!?\n]| (?=§r)")
_BESIDE = frozenset({"past", "document", "topic", "deadline", "step"})
_NOT_FORECAST = frozenset({"question", "ack", "promise", "chat", "may"})
_LATER_TODAY = re.compile(r"(?:chiều|tối|trưa|cuối|đêm|chieu|toi|trua|cuoi|dem|hết|het)\b")
_COMPLETING = late(
    r" (?:ký|trình|gửi|nộp|giao|ok|khai trương|khai mạc|bế giảng|tổng kết|dứt điểm|ban hành)\b"
)


@dataclass(slots=True)  # not frozen, as Signal
class Heard:
    """All that was said in the stretches that speak of one task."""

    message: Message
    task: OpenTask
    stretches: Sequence[Stretch]
    signals: tuple[Signal, ...]
    meanings: frozenset[str]
    moments: tuple[Moment, ...]
    percent: float | None
    counted: Share | None
    nearly: bool

    def holds(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.stretches)

    @property
    def complete(self) -> bool:
        """100 %, or x of x."""
        if self.percent is not None:
            return self.percent >= 100
        return self.counted is not None and self.counted.done == self.counted.total

    @property
    def partial(self) -> bool:
        if self.nearly or (self.percent is not None and self.percent < 100):
            return True
        return self.counted is not None and (
            self.counted.total is None or (self.counted.done or 0) < self.counted.total
        )


@dataclass(frozen=True, slots=True)
class StateRule:
    status: Status
    holds: Callable[[Heard], bool]


def _lone_date(heard: Heard) -> bool:
    """A day and next to nothing else: a forecast; in other company it may be of anything."""
    if not heard.moments or heard.message.ends_asking or heard.meanings & _NOT_FORECAST:
        return False
    text = "".join([heard.message.text[s.start : s.end] for s in heard.stretches])
    words = [w for w in re.split(r"[ ,.!:;\-\n]+", text) if w and not w.startswith("§")]
    about = heard.message.names_task() or _COMPLETING.search(text) is not None
    about = about and len(text) == len(heard.message.text)
    return all(word in _DATE_COMPANY for word in words) or (len(words) <= 4 and about)


def _forecast(heard: Heard) -> bool:
    """A day still to come on which the task itself is to be done with."""
    if heard.message.ends_asking or heard.meanings & _NOT_FORECAST:
        return False
    text = heard.message.text
    return any(
        (m.role == "act" or ends_the_task(m, heard.task, text)) and m.mention.end for m in heard.moments
    )


_THEN_FIRST = late(
    r" §[ds](?: (?!thì|là)[^\W\d_]+){0,2}? mới (?!xong|hoàn|gửi|nộp|trình|ký|ban|được|có|biết|rõ|đủ|về|ra|qua|hết|tới|đến|kịp|nghiệm|phê|thông|duyệt|bàn|công)[^\W\d_]+"
)


def _only_then(heard: Heard) -> bool:
    """ "Tháng 12 mới chấm điểm": some act that is to begin on a day to come, and nothing else said."""
    return any(
        m.mention.end is not None
        and m.mention.end > heard.message.today
        and m.role not in ("act", "past", "document", "topic", "deadline")
        and _THEN_FIRST.match(heard.message.text, m.at - 1) is not None
        for m in heard.moments
    )


_BEGAN = late(
    r" (?:khai giảng|khởi công|khai mạc|ra quân|động thổ|mở lớp|mở thầu|bắt đầu|phát động|nhập học|khởi động|vào việc|khai máy|xuất quân|hạ thủy)(?: (?!chưa|không|xong|hết|mới|chậm)[^\W\d_]+){0,3} \Z"
)


_BEGINS = late(
    r"(?:\A|(?<=[,.;\n]))(?: §r)?(?: (?:thì|là))? (?:khởi công|khai giảng|động thổ|mở lớp|nhập học|khai máy)(?: (?!chưa|không|xong|hết|chậm)[^\W\d_]+){0,2} \Z"
)
_BEGUN_WITHIN = 50  # characters before its day


def _began_then(heard: Heard) -> bool:
    """ "Khai giảng hôm 13/10": begun on a day that is over."""
    return _told_before_a_day(heard, _BEGAN, _is_over)


def _begins_then(heard: Heard) -> bool:
    """ "Khởi công tháng 5": what is begun on a day to come, and nothing else said."""
    return _told_before_a_day(heard, _BEGINS, ahead)


def _told_before_a_day(heard: Heard, what: re.Pattern[str], lies: Callable[[Moment, date], bool]) -> bool:
    """Whether `what` is said right before a day that `lies` so, seen from today."""
    message = heard.message
    if message.ends_asking or heard.meanings & _NOT_FORECAST:
        return False
    return any(
        lies(m, message.today) and what.search(message.text, max(0, m.at - _BEGUN_WITHIN), m.at)
        for m in heard.moments
    )


STATES: tuple[StateRule, ...] = (
    StateRule(
        "done",
        lambda h: not h.meanings.isdisjoint(DONE) and h.meanings.isdisjoint(_NOT_YET_DONE) and not h.partial,
    ),
    StateRule("done", lambda h: h.complete and h.meanings.isdisjoint(_NOT_COMPLETE) and not h.nearly),
    StateRule("in_progress", lambda h: bool(h.percent) or h.counted is not None or h.nearly),
    StateRule("not_started", lambda h: h.percent == 0),
    StateRule("blocked", lambda h: "paused" in h.meanings),
    StateRule("in_progress", lambda h: not h.meanings.isdisjoint(PROGRESS)),
    StateRule("blocked", lambda h: "obstacle" in h.meanings),
    StateRule(
        "not_started",
        lambda h: "unstarted" in h.meanings or ("willstart" in h.meanings and "fine" not in h.meanings),
    ),
    StateRule("in_progress", lambda h: not h.meanings.isdisjoint(LATER)),
    StateRule("recurring", lambda h: "recurring" in h.meanings),
    StateRule("in_progress", lambda h: not h.meanings.isdisjoint(_DONE_OR_ASKED)),
    StateRule("not_started", _only_then),
    StateRule("in_progress", _lone_date),
    StateRule("in_progress", _forecast),
    StateRule("in_progress", _began_then),
    StateRule("not_started", _begins_then),
)


def update_of(
    message: Message, stretches: Sequence[Stretch], task: OpenTask, otherwise: Status | None = None
) -> Update | None:
    """What the stretches say of the task: where no rule knows a state, the one it is taken for `otherwise`; None: nothing."""
    heard = hear(message, stretches, task)
    status = _status(heard) or otherwise
    if status is None and heard.meanings.isdisjoint(_SAYS_NOTHING_NEW):
        return None
    blocked = "obstacle" in heard.meanings and status != "done"
    requested, expected = _dates(heard, status, task)
    percent = heard.percent
    if status == "in_progress" and percent == 100:
        percent = None  # that of a part, or to come
    return Update(
        task.ref,
        status,
        percent,
        heard.counted.done if heard.counted else None,
        heard.counted.total if heard.counted else None,
        requested,
        expected,
        blocked,
        _obstacle(heard) if blocked else None,
    )


def _status(heard: Heard) -> Status | None:
    if not (heard.meanings or heard.moments or heard.counted or heard.nearly) and heard.percent is None:
        return None  # nothing is said that a row asks for
    for rule in STATES:
        if rule.holds(heard):
            return rule.status
    return None


def hear(message: Message, stretches: Sequence[Stretch], task: OpenTask) -> Heard:
    signals, moments, shares = message.signals, message.moments, list(message.shares)
    if not _cover(stretches, len(message.text)):

        def inside(at: int) -> bool:
            return any(start <= at < end for start, end in stretches)

        signals = tuple([signal for signal in signals if inside(signal.start)])
        moments = tuple([moment for moment in moments if inside(moment.at)])
        shares = [(at, share) for at, share in shares if inside(at)]
    if (own := _own_act(message, stretches, task)) is not None and not any(
        s.meaning in DONE or (s.meaning in PROGRESS and s.start < own.end and own.start < s.end)
        for s in signals
    ):
        signals = (*signals, own)
    joked = _taken_back(signals) if "fix" in message.meanings else 0
    if "unsaid" in message.meanings:
        joked = max((signal.end for signal in signals if signal.meaning == "unsaid"), default=0)
    if "ours" in message.meanings and not message.meanings.isdisjoint({"others", "notice"}):
        turned = [signal.start for signal in message.signals if signal.meaning == "ours"]
        joked = max(joked, turned[0])  # what was said of others before it
    if joked:
        signals = tuple(signal for signal in signals if signal.start >= joked)
        shares = [(at, share) for at, share in shares if at >= joked]
    if shares:
        shares = [(at, s) for at, s in shares if not s.negated and not _in_title(s, task)]
        shares = [told for told in shares if not _of_what_they_have(message.text, *told, task)]
        shares = [(at, _of_a_group(message.text, at, share, task)) for at, share in shares]
        shares = _of_the_whole(message.text, _corrected(message, shares))
    meanings = frozenset(
        [
            "doing"
            if signal.meaning == "willstart" and _begins_today(message, signal)
            else _meaning(signal, message.text, task)
            for signal in signals
        ]
    )
    if moments and any(moment.mention.recurrence for moment in moments):
        meanings |= {"recurring"}
    percent: float | None = None
    counted: Share | None = None
    nearly = False
    for _, share in reversed(shares):
        if percent is None:
            percent = share.percent
        if share.done is not None:
            counted = share
        nearly = nearly or share.near
    heard = Heard(message, task, stretches, signals, meanings, moments, percent, counted, nearly)
    heard.meanings = _weighed(_sobered(heard))
    return heard


def _taken_back(signals: Sequence[Signal]) -> int:
    """Where what was said before a correction ends: "đang làm, à không, chưa triển khai gì"; 0: nothing was."""
    fixes = [signal.start for signal in signals if signal.rule.name in _CORRECTING]
    if not fixes:
        return 0
    states = [signal.start for signal in signals if signal.meaning in STATE]
    return fixes[-1] if states and min(states) < fixes[-1] < max(states) else 0


_CORRECTING = frozenset({"corrected", "corrected-2"})
_VAGUE_ACTS = frozenset(
    {"triển khai", "thực hiện", "xây dựng", "tăng cường", "đẩy mạnh", "phối hợp", "chủ trì", "nghiên cứu", "tham mưu", "đề xuất",
     "chỉ đạo", "tiếp tục", "duy trì", "chuẩn bị", "vận động", "làm", "thi công", "xử lý", "khắc phục", "hướng dẫn", "đôn đốc", "theo dõi", "mở",
     "ra quân", "phát động", "khởi công", "khởi động"}
)  # fmt: skip
_OWN_ACT = Rule("own-act", "done", "", "đã công khai", (), frozenset())


def _own_act(message: Message, stretches: Sequence[Stretch], task: OpenTask) -> Signal | None:
    """ "Công khai lên cổng chiều thứ 6 rồi" of the task "Công khai ngân sách": its own verb said as past."""
    told = _past_of(task.title)
    if told is None:
        return None
    said, at_a_day, named = told
    for start, end in stretches:
        match = said.search(message.text, start, end)
        if match is not None and (not _OF_ALL.match(match[0]) or _is_of_the_title(message.text, match, task)):
            return Signal(_OWN_ACT, *match.span(), "done")
        for moment in message.moments:
            if start <= moment.at < end and _is_over(moment, message.today):
                begin = max(_clause_start(message.text, moment.at), start)
                match = at_a_day.search(message.text, begin, moment.at - 1)
                if match is not None and _is_plainly_told(message, begin, match, moment, task):
                    return Signal(_OWN_ACT, match.start(), moment.at + 2, "done")
    for at, mention in message.mentions:  # "2G tắt hết rồi", where the title is found in its verb too
        if mention.refs == (task.ref,) and mention.kind == "title":
            behind = _ALL_THERE.match(message.text, at + 2)
            if behind is not None and named.search(message.line, mention.start, mention.end) is not None:
                return Signal(_OWN_ACT, at, behind.end(), "done")
    return None


_ALL_THERE = late(
    r" (?:(?:hết|sạch|xong|đủ|cả|tất)(?: cả)? rồi|(?:hết|xong) (?:cả|sạch|tất))(?= ?(?:[,.;!\n]|\Z))"
)


_OF_ALL = late(r"(?: §r)? (?:toàn bộ|tất cả|mọi) ")


def _is_of_the_title(text: str, told: re.Match[str], task: OpenTask) -> bool:
    """ "Toàn bộ công tơ đã thay": all of what the title names, and not "tất cả đã ký cam kết"."""
    closes = _CLOSES.search(text, told.end())
    clause = fold(text[told.start() : closes.start() if closes else len(text)]).split()
    return bool(set(clause) & _title_words(task.title) - set(fold(task.title).split()[:2]))


def _is_plainly_told(
    message: Message, begin: int, verb: re.Match[str], moment: Moment, task: OpenTask
) -> bool:
    """No rule knows a word from the verb to its day; and a verb of one word has something else of the title beside it."""
    if any(begin <= signal.start < moment.at for signal in message.signals if signal.meaning in STATE):
        return False
    said = fold(verb[0]).split()
    if " ".join(said[:2]) == " ".join(fold(task.title).split()[:2]):
        return True
    beside = fold(message.text[begin : verb.start()]).split()
    return any(word in _title_words(task.title) and word not in said for word in beside)


def _is_over(moment: Moment, today: date) -> bool:
    day = moment.mention.end
    return moment.role == "past" or (day is not None and (day < today or _by_now(moment, today)))


@lru_cache(maxsize=1024)
def _past_of(title: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]] | None:
    """The verb of a title said as past, said with a day behind it, and as the last word of what names the task."""
    words = standard_words(title).words[:2]
    verbs = classes()
    known = {
        *verbs["whole"],
        *verbs["act"],
        *verbs["terminal"],
        *verbs["counting"],
        *verbs["work"],
    } - _VAGUE_ACTS
    both = " ".join(words)
    alone = bool(words) and words[0] in known
    if both not in known and not alone:
        return None
    at_once = not {both, *words[:1]}.isdisjoint(
        {*verbs["act"], *verbs["terminal"], "tập huấn"}
    )  # not by and by
    said = both if both not in known or not alone else f"(?:{both}|{words[0]})"
    if both not in known:
        said = words[0]
    return (
        re.compile(
            (
                rf" (?:đã|vừa) {said}(?= [^\W\d_]|$)(?! (?:được|thử|tới|đến|gần|cơ bản)\b)"
                rf"| {said}(?: (?!chưa|đang|sẽ|mới|gần|được|không|đã|còn|chờ|để)[^\s,;.:!?]+){{0,7}} (?:rồi|xong|hôm qua|chiều qua|sáng qua|tối qua|tuần trước|hôm trước)(?= |$)"
                if both in known
                else r"(?!)"
            )
            + rf"|(?:\A|(?<=[,;.\n]))(?: §r)?(?: toàn bộ| tất cả| mọi)(?: (?!chưa|không|trừ|ngoài|còn|của|mới|một|cơ)[^\s,;.:!?]+){{1,8}}? (?:đã|đều)(?: được)? {said}(?=(?: (?!chưa|đang|còn|gần|nhưng|mà|cơ|được|một|nửa|thử)[^\W\d_]+){{0,6}} ?(?:[,;.!\n]|\Z))"
        ),
        re.compile(
            rf" {said}(?: (?!chưa|đang|sẽ|mới|gần|được|không|còn|chờ|để|thử)[^\s,;.:!?§]+){{0,5}}(?: (?:hôm|ngày|vào|từ|lúc|sáng|chiều|tối|trưa))?\Z"
            if at_once
            else r"(?!)"
        ),
        re.compile(rf" {said}\Z"),
    )


def _cover(stretches: Sequence[Stretch], length: int) -> bool:
    """Whether nothing of the text is left out."""
    at = 0
    for start, end in stretches:
        if start > at:
            return False
        at = max(at, end)
    return at >= length


def _corrected(message: Message, shares: list[tuple[int, Share]]) -> list[tuple[int, Share]]:
    """Of what was said before and after a correction, what was said after."""
    fixes = [signal.start for signal in message.signals if signal.meaning in ("fix", "retract")]
    if not fixes or len(shares) < 2:
        return shares
    return [(at, share) for at, share in shares if at > fixes[-1]] or shares


def _of_the_whole(text: str, shares: list[tuple[int, Share]]) -> list[tuple[int, Share]]:
    """Without what is told of a part or of a past time behind it: "68% kế hoạch, riêng vốn đầu tư 74%", "64%, tháng trước
    51%"."""
    kept = shares[:1]
    for (before, _), (at, share) in pairwise(shares):
        between = text[before:at]
        if " riêng " not in between and " trong đó " not in between and not _AS_BEFORE.search(between):
            kept.append((at, share))
    return kept


_AS_BEFORE = late(r" (?:tháng|tuần|kỳ|quý|đợt|lần) trước(?: (?:mới|chỉ|là|được|đạt|có))*\s*\Z")


def _in_title(share: Share, task: OpenTask) -> bool:
    """ "Phương án bố trí 3%": the number is the task's name."""
    if share.percent is None or share.percent >= 100 or "%" not in task.title:
        return False
    return re.search(rf"(?<!\d){share.percent:g} ?%", task.title) is not None


_OWNERS = late(
    r"§p(?: (?:tổng )?số)?(?: (?!có|dùng|đã|rồi|xong|là|thì)[^\W\d_]+){1,3}? (?:đã |đều )?(?:(?:dùng|sử dụng) (?=smartphone|điện thoại|internet|mạng|zalo|facebook|máy)|(?:có|sở hữu) )((?!thể|lẽ|khi|điều|được|kết|ý|văn|báo|hồ|số)[^\W\d_]+(?: [^\W\d_]+)?)"
)
_GIVING = frozenset(
    {"cap", "trang", "lap", "phat", "mua", "bo", "cung", "ho", "xay", "phu", "thanh", "keo", "dua", "trong", "lam", "mo", "tao", "dang",
     "pho", "cai", "kich", "bao", "van", "giao", "tang", "chuyen", "nang"}
)  # fmt: skip


def _of_what_they_have(text: str, at: int, share: Share, task: OpenTask) -> bool:
    """ "65% hội viên có điện thoại", "100% số trạm có vắc xin": told of those who have a thing, unless to give them that
    is the task."""
    found = _OWNERS.match(text, at) if share.percent is not None else None
    if found is None:
        return False
    title = fold(task.title).split()
    named = any(word in title for word in fold(found[1]).split())
    return not named or (share.percent == 100 and title[:1] != [] and title[0] not in _GIVING)


_GROUPS = (
    "cán bộ|công chức|viên chức|đảng viên|giáo viên|học sinh|sinh viên|đoàn viên|hội viên|cựu chiến binh|phụ nữ|thanh niên"
    "|trẻ em|trẻ|người nghèo|hộ nghèo|hộ cận nghèo|người khuyết tật|công nhân|nông dân|tiểu thương|lãnh đạo|trưởng thôn|chủ hộ"
)
_ALL_OF_A_GROUP = late(rf"§p (?:số )?({_GROUPS})(?= |$)")
_FOR_A_GROUP = late(rf" (?:cho|với) (?:các |toàn bộ |tất cả )?({_GROUPS})(?= |$)")


def _of_a_group(text: str, at: int, share: Share, task: OpenTask) -> Share:
    """ "100% cán bộ" is no whole of a task that is about others."""
    if share.percent != 100:
        return share
    group = _ALL_OF_A_GROUP.match(text, at)
    return share if group is None or _is_titled(group[1], task) else replace(share, percent=None, near=True)


def _is_titled(words: str, task: OpenTask) -> bool:
    return f" {fold(words)} " in f" {fold(task.title)} "


def _weighed(said: frozenset[str]) -> frozenset[str]:
    """A reason holds a task up where something is said to be late, undone or to be put off."""
    if "paused" in said:
        said |= {"obstacle"}
    if "condinput" in said:
        said |= {"cond", "obstacle"}
    if (
        "reason" in said
        and "own" not in said
        and said & {"notdone", "late", "lateby", "ask", "unstarted", "willstart"}
    ):
        said |= {"obstacle"}
    return said


def _meaning(signal: Signal, text: str, task: OpenTask) -> str:
    """ "Xong danh sách" completes the task of that name, and is a part of any other."""
    meaning = signal.rule.meaning
    if signal.rule.name in _BY_WHAT_IS_BESIDE:
        return _BY_WHAT_IS_BESIDE[signal.rule.name](signal, text, task) or meaning
    if meaning == "lack":
        return (
            "notdone"
            if fold(text[signal.start : signal.end]).split()[-1] in fold(task.title).split()
            else "obstacle"
        )
    if signal.rule.name == "step-done":
        alone = " chưa " not in text and _is_all_of(fold(text[signal.start : signal.end]), fold(task.title))
        return "done" if alone else meaning
    if signal.rule.name == "begin-later-3" and _is_the_task(fold(text[signal.start : signal.end]), task):
        return "future"
    if signal.rule.name in _THERE:
        return (
            "done"
            if not set(fold(text[signal.start : signal.end]).split()[:2]).isdisjoint(fold(task.title).split())
            else meaning
        )
    if meaning == "nature":
        return (
            "chat"
            if set(fold(text[signal.start : signal.end]).split()) & set(fold(task.title).split()) & _DANGERS
            else "obstacle"
        )
    if meaning == "file":
        return "sent" if task.title.lower().startswith(("báo cáo", "gửi báo cáo")) else meaning
    if meaning != "object":
        return meaning
    if _last_one().search(f"{text[signal.start : signal.end]} "):
        return "done"
    words = fold(text[signal.start : signal.end]).split()
    title = f" {fold(task.title)} "
    return "done" if any(f" {a} {b} " in title for a, b in pairwise(words)) else "part"


def _of_a_level(signal: Signal, text: str, _task: OpenTask) -> str | None:
    """ "Lãi suất đang 5,2%": nobody is at work."""
    return "chat" if text.startswith((" §p", " §c"), signal.end) else None


def _of_its_own_act(signal: Signal, text: str, task: OpenTask) -> str | None:
    """ "Chưa tiêm", of the task "Tiêm vắc xin": not begun."""
    begun = _first_act(task.title)
    whole = _ONLY_LEADS.fullmatch(text, _clause_start(text, signal.start), signal.start) is not None
    return "unstarted" if whole and begun and begun.match(text, signal.end) else None


def _of_its_own_name(signal: Signal, text: str, task: OpenTask) -> str | None:
    """ "Gửi báo cáo nhanh rồi", of a task that is called so."""
    name = fold(text[signal.start : signal.end]).partition("bao cao ")[2].removesuffix(" roi")
    return "sent" if f"bao cao {name}" in fold(task.title) else None


def _of_its_own_things(signal: Signal, text: str, task: OpenTask) -> str | None:
    """ "Gắn hết xe rồi", of the task "Gắn thiết bị định vị xe": its verb, and nothing that it does not name."""
    said = fold(text[signal.start : signal.end]).split()
    title = _title_words(task.title)
    own = said[:1] == fold(task.title).split()[:1] and all(
        word in title or word in _ALL_OF_IT for word in said
    )
    return "done" if own else "part"


def _of_what_is_made(signal: Signal, text: str, task: OpenTask) -> str | None:
    """ "Mở kênh rồi", of the task "Kênh Zalo của xã"."""
    said = fold(text[signal.start : signal.end]).split()
    first = fold(task.title).split()[:1]  # none while it is not known which task is meant
    return "done" if first and first[0] in said else "part"


def _of_each(signal: Signal, text: str, task: OpenTask) -> str | None:
    """ "Nhà nào cũng có biển số", of the task "Đánh số nhà": each of what the title names, or has what it names; and
    not what only comes before, as an invitation."""
    closes = _CLOSES.search(text, signal.end)
    clause = text[signal.start : closes.start() if closes else len(text)]
    early = _COMES_BEFORE.search(clause)
    if early is not None and not _is_titled(early[1], task):
        return "chat"
    said = set(fold(clause).split())
    return "done" if not _OF_EACH.isdisjoint(said) and _title_words(task.title) & said - _OF_EACH else "chat"


_COMES_BEFORE = late(
    r" cũng (?:[^\s,;.:]+ ){0,3}?(tài liệu|giấy hẹn|giấy mời|lịch|kế hoạch|phương án|đơn|công văn|văn bản|thông báo|danh sách|ý kiến|khó khăn|vướng mắc|nhu cầu|đề xuất|lý do|người|cán bộ|tổ|mời|hẹn|hứa)(?= |$)"
)
_OF_EACH = frozenset({"nao", "ai", "cung", "deu", "da", "co", "duoc", "nguoi", "va", "moi"})
_ALL_OF_IT = frozenset({"het", "sach", "so", "toan", "bo", "dong", "mo", "roi"})
_BY_WHAT_IS_BESIDE: dict[str, Callable[[Signal, str, OpenTask], str | None]] = {
    "all-of-it": _of_its_own_things,
    "each-has": _of_each,
    "everybody-has": _of_each,
    "doing-any": _of_a_level,
    "not-yet": _of_its_own_act,
    "opened-it": _of_what_is_made,
    "quick-report": _of_its_own_name,
}
_ONLY_LEADS = late(r" ?(?:§r)?(?: (?:thì|hiện|nay|giờ|vẫn|cũng|đến|tới|là|hôm|bên|mình))*")


@lru_cache(maxsize=1024)
def _first_act(title: str) -> re.Pattern[str] | None:
    """The verb with which a title begins, behind "chưa" and with nothing that says how far it came."""
    words = standard_words(title).words[:2]
    both = " ".join(words)
    verbs = classes()
    known = {*verbs["whole"], *verbs["work"], *verbs["step"], *verbs["counting"]} - {
        *verbs["act"],
        *verbs["terminal"],
    }
    said = both if both in known else words[0] if words and words[0] in known else None
    if said is None or said in _VAGUE_ACTS:
        return None
    return re.compile(
        rf" {re.escape(said)}(?= |$)(?! (?:xong|hết|đủ|được|kịp|đến|tới|cả|toàn|thêm|lại|nốt|\d|các|mấy|những))"
    )


def _is_all_of(words: str, title: str) -> bool:
    """ "Thẩm định xong" of a task that begins so, and has no second part."""
    step = words.strip().rpartition(" ")[0].removesuffix(" da")
    also = [part.split() for part in re.split(r"[,;]| va ", title)[1:]]
    return title.startswith(f"{step} ") and not any(_is_verb(part) for part in also)


def _is_verb(words: Sequence[str]) -> bool:
    return bool(words) and (words[0] in _verbs() or " ".join(words[:2]) in _verbs())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(
        fold(verb) for name in ("work", "whole", "act", "step", "terminal") for verb in classes()[name]
    )


def _is_the_task(words: str, task: OpenTask) -> bool:
    """ "20/12 mới phát sóng": what is done then is what the title names."""
    title = f" {fold(task.title)} "
    return any(f" {a} {b} " in title for a, b in pairwise(words.partition(" moi ")[2].split()))


def _sobered(heard: Heard) -> frozenset[str]:
    """A completion that is still to come, or only of a part, taken for what it is."""
    if heard.meanings.isdisjoint(DONE):
        return heard.meanings
    done = [signal for signal in heard.signals if signal.meaning in _SAYS_DONE]
    if not done:
        return heard.meanings
    without = heard.meanings - DONE
    if _is_of_others(heard, done):
        return without
    if _goes_on(heard, ([s for s in done if s.rule.name not in _FACTS] or done)[-1]):
        held = {"obstacle"} if "paused" in without else set()
        return (without - {"paused"}) | {"part"} | held
    whole = heard.counted is not None and heard.complete
    if _is_limited(heard) or all(
        (signal.rule.name not in _OF_THE_WHOLE and _of_means(heard, signal))
        or (not whole and (_of_one_part(heard, signal) or _of_so_many(heard, signal)))
        for signal in done
    ):
        return without | {"part"}
    if all(_denied(heard, signal) for signal in done):
        return without if "recurring" in without else without | {"notdone"}
    if not whole and all(s.rule.name in _FACTS for s in done) and not _has_passed(heard):
        if without & {"obstacle", "recurring"}:
            return without
        if all(_of_other_things(heard, signal) for signal in done[-_MOST_COMPLETIONS:]):
            return without | {"future"} if _has_its_day(heard) else without
        return without | {"doing"}
    if not whole and all(_of_other_things(heard, signal) for signal in done[-_MOST_COMPLETIONS:]):
        return without | {"part"}
    planned = " theo kế hoạch" in heard.message.text and " đã " not in heard.message.text
    if planned or _to_come(heard, done[-1]):
        return without | {"future"}
    return heard.meanings


def _is_of_others(heard: Heard, done: Sequence[Signal]) -> bool:
    """What was sent is what others now have to answer; money was given while the task is under way."""
    if "obstacle" in heard.meanings and all(signal.meaning == "sent" for signal in done):
        return True
    return "doing" in heard.meanings and all(_is_money_given(heard, signal) for signal in done)


def _has_its_day(heard: Heard) -> bool:
    """Whether a day to come is told on which it is done."""
    return any(m.role == "act" and ahead(m, heard.message.today) for m in heard.moments)


def _has_passed(heard: Heard) -> bool:
    """Whether a day is told that is over."""
    today = heard.message.today
    return any(
        m.role == "past" or (m.mention.end is not None and (m.mention.end < today or _by_now(m, today)))
        for m in heard.moments
    )


def _is_money_given(heard: Heard, done: Signal) -> bool:
    """ "Đóng được 63 triệu rồi": money in "#" is no whole of anything."""
    return done.rule.name == "given-out" and "#" in heard.message.text[done.start : done.end]


def _begins_today(message: Message, signal: Signal) -> bool:
    """ "Hôm nay mới bắt tay làm" has begun, "chiều nay" and "sẽ" have not."""
    return " sẽ " not in message.text and any(
        signal.start <= m.at < signal.end and _by_now(m, message.today) for m in message.moments
    )


def _by_now(moment: Moment, today: date) -> bool:
    """This morning is over; this afternoon may still be to come."""
    return moment.mention.end == today and not _LATER_TODAY.match(moment.mention.words.strip())


_SO_MANY = late(r" \d+(?= ?[,.;!\n]| (?:rồi|thôi|nữa|cái|chiếc)(?= |$)| ?\Z)")


def _of_so_many(heard: Heard, done: Signal) -> bool:
    """ "Xong 61": so many, of which no total is told."""
    text = heard.message.text
    return (
        not text.endswith((" đủ", " cả", " hết"), 0, done.end) and _SO_MANY.match(text, done.end) is not None
    )


def _of_one_part(heard: Heard, done: Signal) -> bool:
    """ "Bếp bán trú xây xong" of "Dồn ghép điểm trường lẻ, xây bếp bán trú": of what the title joins, one (guide §10)."""
    parts = _title_parts(heard.task.title)
    if len(parts) < 2 or done.rule.name not in _PLAINLY_DONE:
        return False
    text = heard.message.text
    closes = _CLOSES.search(text, done.end)
    said = frozenset(
        fold(text[_clause_start(text, done.start) : closes.start() if closes else len(text)]).split()
    )
    held = [len(part & said) for part in parts]
    return max(held) > _ENOUGH_OF_A_PART and held.count(0) == len(held) - 1


@lru_cache(maxsize=1024)
def _title_parts(title: str) -> tuple[frozenset[str], ...]:
    """The words of what stands between the commas of a title, of each those that no other has."""
    parts = [frozenset(fold(part).split()) for part in re.split(r"[,;]", title)]
    own = [part.difference(*(other for other in parts if other is not part)) for part in parts]
    return tuple(own) if all(len(part) > _ENOUGH_OF_A_PART for part in own) else ()


def _of_means(heard: Heard, done: Signal) -> bool:
    """Said in a clause about something that serves the task and that its title does not name."""
    text = heard.message.text
    begin = _clause_start(text, done.start)
    closes = _CLOSES.search(text, done.end)
    ends = next((stretch.end for stretch in heard.stretches if stretch.holds(done.start)), len(text))
    found = _means().findall(text, begin, min(ends, closes.start() if closes else ends))
    if text.endswith("§r", 0, begin):  # "kịch bản diễn tập đã duyệt"
        found += [m[1] for m in _means().finditer(text, max(0, begin - 32), begin) if m.end() == begin - 3]
    title = f" {fold(heard.task.title)} "
    return bool(found) and not any(_named(fold(word).split(), title) for word in found)


def _of_other_things(heard: Heard, done: Signal) -> bool:
    """Its clause holds a word that is neither of the task's title nor may stand beside any completion: what was
    done is not understood, and less than the whole is the safer reading."""
    text = heard.message.text
    begin = max(_clause_start(text, done.start), done.start - _LONGEST_CLAUSE)
    if _for_another_group(heard, begin, done) or _of_another_period(heard, begin, done):
        return True
    if done.rule.name in _OF_THE_WHOLE:
        return False
    within = _FOR_SOME.match(text, done.end)
    if _only_sent_out(heard, done) or (within and within[1] not in _title_words(heard.task.title)):
        return True
    if (" cuối" in text or " chót" in text) and _last_one().search(text, begin, done.end + 40):
        return False
    closes = _CLAUSE_ENDS.search(text, done.end, done.end + _LONGEST_CLAUSE)
    end = closes.start() if closes else done.end + _LONGEST_CLAUSE
    if _unread(heard, _after_who_says(text, begin, done.end), end, _GIVES.search(text, begin, done.end)):
        return True
    named = begin - len("§r")
    if not text.startswith("§r", named) or done.rule.name not in _PLAINLY_DONE:
        return False
    lead = max(_clause_start(text, named), named - _LONGEST_CLAUSE)  # "phần đầu của NV04 xong"
    if text.endswith("§r", 0, lead) or _BY_PAPER.match(text, lead, named):
        return False
    return _unread(heard, _after_who_says(text, lead, named), named, None)


_OF_THE_WHOLE = frozenset({"each-has", "everybody-has", "last-piece", "last-piece-2"})
_FOR_SOME = late(r" (?:cho|với|ở|tại|trong) §r (\d+)(?= |$)")  # "xong cho trẻ dưới 5 tuổi"
_TO_MANY = late(
    r" (?:(?:cho|về|xuống|tới|đến|lên) )?(?:các|những|mấy) (?:xã|phường|phòng|thôn|xóm|trường|huyện|trạm|bản|hộ|khối|đơn vị|sở|ngành|ban|cơ sở|chi bộ|đảng bộ|doanh nghiệp)(?= |$)"
)
_SENT_BY_TITLE = frozenset(
    {
        "gui",
        "phat",
        "chuyen",
        "thong",
        "huong",
        "pho",
        "ban",
        "cap",
        "trien",
        "quan",
        "tuyen",
        "van",
        "cong",
        "giay",
        "moi",
    }
)


def _only_sent_out(heard: Heard, done: Signal) -> bool:
    """ "Đã gửi các xã": to those who are to do it, and no more is said to be done; unless to send it is the task."""
    sent = done.rule.name.startswith("done-sent") and _TO_MANY.match(heard.message.text, done.end) is not None
    return sent and fold(heard.task.title).split(" ")[0] not in _SENT_BY_TITLE


def _after_who_says(text: str, begin: int, end: int) -> int:
    said_by = _SAID_BY.match(text, begin, end)
    if said_by is not None and _name_length(said_by[1].split()) == len(said_by[1].split()):
        return said_by.end()
    return begin


def _unread(heard: Heard, begin: int, end: int, gives: re.Match[str] | None) -> bool:
    """Whether a word stands there that says what was done and is not known."""
    title = _title_words(heard.task.title)
    aside = [signal for signal in heard.signals if signal.meaning in _ASIDE]
    placed = [
        word
        for word in _WORD.finditer(heard.message.text, begin, end)
        if not any(signal.start <= word.start() < signal.end for signal in aside)
    ]
    words = [place[0] for place in placed]
    known, beside = _beside()
    counted, at = False, 0
    while at < len(words):
        word = words[at]
        size = next((n for n in beside.get(word, ()) if " ".join(words[at : at + n]) in known), 0)
        if word.isdigit() and len(word) > 2 and words[at + 1 : at + 2] and words[at + 1] not in _unit_words():
            return True  # a code that is not known
        if word.isdigit() and at and _another_age(words, at, title):
            return True
        if at and (word.isdigit() or not word.strip("#")) and _one_of_several(words, at, heard.task.title):
            return True
        if not word.isalpha() or word in _QUANTIFIERS:
            counted = True
        elif word in _unit_words() and words[at + 1 : at + 3] in _EACH_OF:
            size = len(_EACH_OF[0]) + 1
        elif gives and word in _GIVEN_TO and words[at + 1 : at + 2] and words[at + 1] in _receivers():
            size = 2 + _name_length(words[at + 2 : at + 8])
        elif at and words[at - 1] in _GIVEN and _is_unknown_party(words, at):
            size = 1 + _name_length(words[at + 1 : at + 7])
        elif word in _EVENTS and _names_the_event(words, at, title):
            size = _EVENTS[word] + 1
        elif (
            not size
            and fold(word) not in title
            and not (counted and word in _unit_words())
            and not heard.message.is_name(placed[at].start())
        ):
            return True
        at += size or 1
    return False


def _for_another_group(heard: Heard, begin: int, done: Signal) -> bool:
    """ "Kích hoạt cho cán bộ xong", where the title names somebody else."""
    title = fold(heard.task.title)
    group = _FOR_A_GROUP.search(heard.message.text, begin, done.end + 40)
    return group is not None and " cho " in title and not _is_titled(group[1], heard.task)


def _of_another_period(heard: Heard, begin: int, done: Signal) -> bool:
    """ "Báo cáo quý III nộp rồi" of the report of the fourth quarter."""
    told = [m.mention for m in heard.moments if begin <= m.at < done.end and m.mention.rule in _PERIODS]
    if not told:
        return False
    titled = _periods_of(heard.task.title, heard.message.today)
    return any(m.rule in titled and m.end != titled[m.rule] for m in told)


@lru_cache(maxsize=1024)
def _periods_of(title: str, today: date) -> dict[str, date | None]:
    return {found.rule: found.end for found in find_dates(title, today) if found.rule in _PERIODS}


_PERIODS = frozenset({"quarter", "month"})


def _another_age(words: Sequence[str], at: int, title: frozenset[str]) -> bool:
    """ "Trẻ dưới 5 tuổi", where the title says another number."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return (after == "tuổi" or words[at - 1] in _BOUNDS) and words[at] not in title


def _is_unknown_party(words: Sequence[str], at: int) -> bool:
    """ "Gửi sở NN": a party of which no entry of data/beside.tsv knows the name."""
    known, beside = _beside()
    name = words[at + 1 : at + 1 + _LONGEST_BESIDE]
    told = name and any(" ".join(name[:n]) in known for n in beside.get(name[0], ()))
    return words[at] in _receivers() and not told and name[:1] != ["cáo"]


def _names_the_event(words: Sequence[str], at: int, title: frozenset[str]) -> bool:
    """ "Hội nghị sơ kết", "buổi tập huấn": the next two words are those of the title."""
    name = words[at + _EVENTS[words[at]] + 1 :][:2]
    return len(name) == 2 and all(fold(word) in title for word in name)


def _one_of_several(words: Sequence[str], at: int, title: str) -> bool:
    """ "Trạm số 1", "lớp 2": one of those that are counted, unless the title names just that."""
    noun = words[at - 2] if words[at - 1] == "số" and at > 1 else words[at - 1]
    counts = words[at + 1 : at + 2] and words[at + 1] in _unit_words()
    titled = f" {title.lower()} "
    named = f" {words[at]} " in titled or f" {noun} số " in titled
    return noun in _SITES and not counts and not named


def _name_length(words: Sequence[str]) -> int:
    """How many of the words may be the name of a party: up to a number, a quantity or a verb of preparing."""
    for n, word in enumerate(words):
        if not word.isalpha() or word in _handed() or " ".join(words[n : n + 2]) in _handed():
            return n
    return len(words)


@cache
def _handed() -> frozenset[str]:
    """What begins something else than a name: quantities, verbs of preparing, what serves a task, papers and goods."""
    verbs = {verb.split()[0] for verb in classes()["preparing"]}
    means = {" ".join(thing.split()[:2]) for thing in entries("means")}
    return frozenset(_QUANTIFIERS | verbs | means | _PAPERS)


@cache
def _receivers() -> frozenset[str]:
    """The first words of parties, and of those to whom things are handed."""
    return frozenset(party.split()[0] for party in classes()["party"]) | _PERSONS


@lru_cache(maxsize=1024)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(fold(title).split()) | frozenset(fold(" ".join(standard_words(title).words)).split())


@cache
def _beside() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """(the entries of data/beside.tsv, and the verbs and parties that rules know; how many words those have that begin
    with a word, the most first)."""
    classed = frozenset(entry for name in _COMMON for entry in classes()[name])
    known = (classed - frozenset(classes()["preparing"])) | frozenset(entries("beside"))
    sizes: dict[str, set[int]] = {}
    for entry in known:
        words = entry.split(" ")
        sizes.setdefault(words[0], set()).add(len(words))
    return known, {
        word: tuple(sorted((n for n in found if n <= _LONGEST_BESIDE), reverse=True))
        for word, found in sizes.items()
    }


@cache
def _last_one() -> re.Pattern[str]:
    units = sorted({*entries("units"), "lớp", "buổi", "đợt", "vòng", "mẻ", "hội nghị"}, key=len, reverse=True)
    return re.compile(either(units) + r" (?:cuối cùng|cuối|chót)(?= )")


@cache
def _unit_words() -> frozenset[str]:
    return frozenset(word for unit in entries("units") for word in unit.split())


def _named(words: list[str], title: str) -> bool:
    pairs = [f"{a} {b}" for a, b in pairwise(words)] or words
    return any(f" {pair} " in title for pair in pairs)


@cache
def _means() -> re.Pattern[str]:
    words = sorted(entries("means"), key=len, reverse=True)
    return re.compile(
        "(?<! từ)(?<! hồi)(?<! hôm)(?<! thông) (" + "|".join(map(re.escape, words)) + r")(?=[ ,.;:!?\n]|$)"
    )


def _clause_start(text: str, at: int) -> int:
    begin = 0
    for stop in _CLAUSE_STOPS:
        if (found := text.rfind(stop, begin, at)) >= 0:
            begin = found + len(stop)
    return begin


def _denied(heard: Heard, done: Signal) -> bool:
    """A "not" before it in its clause, whatever other rule took that word."""
    text = heard.message.text
    begin = _clause_start(text, done.start)
    return (
        _NOT_BEFORE.search(text, begin, done.start) is not None
        or _STILL_TO_BE.search(text[begin : done.start]) is not None
        or _NOT_AFTER.match(text, done.end) is not None
    )


def _goes_on(heard: Heard, done: Signal) -> bool:
    """After "xong" comes something still under way, left over, held up or dated."""
    text, today = heard.message.text, heard.message.today
    for signal in heard.signals:
        if signal.start > done.start and signal.meaning in _UNDER_WAY:
            return True
    for pattern in (_LEFT,) if heard.message.ends_asking else (_LEFT, _BUT):
        for match in pattern.finditer(text, done.end):
            if heard.holds(match.start()) and not _is_forgotten(heard, match.start()):
                return True
    return any(m.at >= done.end and ahead(m, today) for m in heard.moments)


_NO_STATE = frozenset({"forgot-to-tell", "nagged-for-nothing"})


def _is_forgotten(heard: Heard, at: int) -> bool:
    """ "Xong rồi mà em quên báo", "nộp rồi, sao còn nhắc": what comes behind says nothing of the task."""
    return any(signal.rule.name in _NO_STATE and signal.start <= at < signal.end for signal in heard.signals)


def _is_limited(heard: Heard) -> bool:
    """Whether a word that no rule has read limits what is said: "làm xong xóm 1, xóm 2 thì đoàn mới vô"."""
    for match in _LIMITS.finditer(heard.message.text):
        at = match.start()
        if heard.holds(at) and not any(s.start <= at < s.end for s in heard.message.signals):
            return True
    return False


_THAT_DAY = re.compile(r" (?:hôm|ngày|bữa) (?:đó|ấy|nớ)(?= |$)")  # "cắt điện 30/11, xong luôn hôm đó"


def _to_come(heard: Heard, done: Signal) -> bool:
    """A day not yet past in the same clause, and nothing that says it has happened."""
    text, today = heard.message.text, heard.message.today
    if _THAT_DAY.search(text, done.start) is not None and any(ahead(m, today) for m in heard.moments):
        return True
    clause = next((s for s in heard.stretches if s.holds(done.start)), heard.message.whole)
    if _HAPPENED.search(f"{text[done.start : done.end]} ") and not any(
        clause.holds(m.at)
        and m.role not in ("past", "document", "topic", "deadline")
        and next_one(m.mention, today)
        for m in heard.moments
    ):
        return False
    return any(
        clause.holds(m.at)
        and not m.mention.words.lstrip().startswith(("sáng nay", "sang nay"))
        and m.role not in ("past", "document", "topic", "deadline")
        and (
            m.mention.rule == "vague"
            or m.mention.duration is not None
            or (m.mention.end is not None and m.mention.end >= today)
        )
        for m in heard.moments
    )


def _dates(heard: Heard, status: Status | None, task: OpenTask) -> tuple[date | None, date | None]:
    """The wished deadline or the forecast (guide §6): of several forecasts the last; who wishes for one forecasts none."""
    if not heard.moments:
        return None, None
    today, said = heard.message.today, heard.meanings
    wished = _wished(heard, [s for s in heard.signals if s.meaning == "ask"])
    forecasts = status in ("in_progress", "blocked") and not said & {"willstart", "question"}
    requested: date | None = None
    expected: date | None = None
    fixed = max((s.start for s in heard.signals if s.meaning == "fix"), default=len(heard.message.text))
    for moment in heard.moments:
        if moment.at in wished or (requested and moment.at > fixed):
            day = wished_day(moment.mention, task, today)
            requested = day if day and day >= today else requested
        elif forecasts:
            day = expected_day(moment, task, heard.message.text, late="lateby" in said, today=today)
            nearer = expected is not None and day is not None and day < expected
            if day and day >= today and not (nearer and _is_beforehand(moment)):
                expected = day
    return requested, None if requested else expected


_AND_THAT_IS = late(
    r"§[ds] ,(?: (?:tức|là|cụ thể|tới|đến))* §d(?: ?[,;.!\n]|\Z| (?:nhé|nha|ấy|đó|được|vì|do)(?= |\Z))"
)


def _told_anew(heard: Heard, day: Moment, then: Moment) -> bool:
    """ "Xin qua tết dương, mồng 5/1 nha": the same day, told more exactly."""
    told = _AND_THAT_IS.match(heard.message.text, day.at)
    return told is not None and told.start() < then.at < told.end()


def _is_beforehand(moment: Moment) -> bool:
    """ "Mai là xong, tối nay nhập nốt": what is still to be done before the day told."""
    return moment.signal is not None and moment.signal.rule.name == "finish-off"


def _wished(heard: Heard, wishes: Sequence[Signal]) -> frozenset[int]:
    """The places of the dates that wishes name; when they name none, of those that are not another thing's."""
    named = frozenset(m.at for m in heard.moments if any(w.start <= m.at < w.end for w in wishes))
    if named or not wishes:
        return named | {
            then.at for m, then in pairwise(heard.moments) if m.at in named and _told_anew(heard, m, then)
        }
    return frozenset(
        m.at
        for m in heard.moments
        if m.role not in _BESIDE and belongs_to_wish(heard.message.text, wishes, m)
    )


def _obstacle(heard: Heard) -> str:
    """In the sender's words: from the clause of the first thing that holds the task up to the end of the last's."""
    text = heard.message.text
    first = min((s for s in heard.signals if s.meaning in _HOLDS), key=lambda s: (_HOLDS[s.meaning], s.start))
    last = max((s for s in heard.signals if s.meaning in _HELD_WITH), key=lambda s: s.start, default=first)
    reasoned = text.startswith(_REASONS, first.start)
    start = (
        first.start
        if reasoned
        else max((m.end() for m in _OPENS.finditer(text, 0, first.start + 1)), default=0)
    )
    closes = _CLOSES.search(text, max(first.start, last.start) + 1)
    end = closes.start() if closes else len(text)
    return _LEAD_IN.sub("", heard.message.sender_words(start, max(end, first.end)))[:300]
