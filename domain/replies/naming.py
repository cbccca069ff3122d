"""Which task a reply speaks of (guide §3): codes, words of titles, ordinals, "all", "the others"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from domain.late import late
from domain.numerals import DIGITS
from domain.replies.counts import followed_by_unit
from domain.replies.sought import Sought
from domain.replies.tables import entries
from domain.replies.titles import title_mentions
from domain.replies.values import Context, OpenTask
from domain.replies.words import Words

_CODE = late(
    r" (?:nv|nhiệm vụ(?: số)?|việc số|việc|đầu việc|task|#|mã)(?: ?[-#.:])? ?(?P<first>\d{1,3})(?![\d/%.]|,\d| ?%| phần)"
    r"(?P<more>(?:(?: ?, ?| ?\+ ?| ?& ?| và | với | / | (?=0\d(?:\s|$))| (?=\d{1,3} (?:chưa|xong|đang|thì|đều|cũng|vẫn|ok|ổn|kịp|done)(?:\s|$)))(?:nv)? ?-?\d{1,3}(?![\d/%]|,\d| ?%| phần| [^\W\d_]{0,3}/))*)(?=\s|$)"
)
_GLUED = late(
    r" nv-?(?P<first>\d{1,3}(?:,\d{1,3})*)(?P<more>(?: ?(?:,|\+|&|và|với) ?(?:nv)?-?\d{1,3}(?![\d/%]| ?%))*)(?=\s|$)"
)
_BARE_CODE = re.compile(
    r" (?=\d)(?:(?<=\A )|(?<=[,;:.\n&+] )|(?<= xong )|(?<= làm )|(?<= rồi )|(?<= chưa )|(?<= và )|(?<= còn )|(?<= với )|(?<= nhưng )"
    r"|(?<= riêng )|(?<= trừ )|(?<= cả )|(?<= dời )|(?<= lùi )|(?<= hoãn )|(?<= mà )|(?<= của )|(?<= ok )|(?<= done )|(?<= \d\d\d )|(?P<run>(?<=[\d%] ))|(?P<far>(?<=[^\W\d_] )))0?(?P<num>\d{1,3})"
    r"(?= (?!%|phần trăm|/|ngày(?! mai)|tuần(?! (?:sau|này|tới))|tháng(?! (?:sau|này|tới))|năm|hôm(?! (?:qua|nay|kia))|giờ|phút|\d)| \d+(?:[.,]\d+)? ?(?:%|phần)| \d{3} |(?P<beside> \d{1,3}(?= ?[,;.\n](?!\d)|\s*\Z| \d{2,3} ))|:| ?:|\s*\Z)"
)
_CODE_RUN = re.compile(
    r" (?=\d{1,3} \d)(?:(?<=\A )|(?<=[,;.\n] )|(?<= xong )|(?<= rồi )|(?<= còn )|(?<= và )|(?<= riêng )|(?<= nhưng ))\d{1,3}(?: \d{1,3}){1,6}"
    r"(?= (?:thì |đều |cũng |vẫn |đã )?(?:chưa|xong|đang|ok|done|hoàn thành|làm xong)(?: |$))"
)
_CODES_BY_COMMA = late(
    r" (?=\d{1,3},)(?:(?<=\A )|(?<=[,;.\n] )|(?<= còn )|(?<= và )|(?<= riêng )|(?<= nhưng )|(?<= việc ))\d{1,3}(?:,\d{1,3}){1,6}(?= (?!ha|km|triệu|tỷ|phần)[^\W\d_])"
)
_BEFORE_CODES = (" nv", " #", " mã", " task", "việc", "nhiệm vụ")
_DIGITS = re.compile(r"\d+")
_LAST_DIGITS = re.compile(r"\d+$")
_NUM = r"(?:\d{1,2}|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)"
_THING = r"(?:việc|nhiệm vụ|cái|đề án|nội dung|nv|đầu việc|mục|phần việc|kế hoạch|con|task)"
_THINGS = frozenset(
    {"việc", "nhiệm", "cái", "đề", "nội", "nv", "đầu", "mục", "phần", "kế", "con", "task"}
)  # begin _THING
_ORDINAL = Sought(
    rf" (?:(?:{_THING}|ý) (?:thứ )?(?P<word>đầu tiên|đầu|thứ nhất|nhất|cuối cùng|cuối|sau cùng|trên cùng|dưới cùng|trước|sau)(?! (?:năm|tháng|tuần|quý|ngày|kỳ|mùa|đợt))"
    rf"|{_THING} (?:thứ|số) (?P<num>{_NUM})(?P<more>(?: (?:với|và|,)(?: {_THING})? thứ {_NUM})*))(?=\s|$)",
    {*_THINGS, "ý"},
    {"đầu", "nhất", "cuối", "trên", "dưới", "trước", "sau", "thứ", "số"},
)
_SEVERAL = Sought(
    rf" (?P<num>{_NUM}) {_THING}(?: đề án)? (?P<where>trên|dưới|đầu|cuối|sau|kia|còn lại|khác)(?=\s|$)",
    _THINGS,
    {"trên", "dưới", "đầu", "cuối", "sau", "kia", "còn", "khác"},
)
_COUNTED_THINGS = (
    r"(?:xã|phường|thôn|xóm|bản|khối|hộ|trường|trạm|điểm|sở|đơn vị|lớp|hồ sơ|người|ngành|huyện|máy|bộ|tuyến|cột|mắt|camera|cơ sở|nhà|căn"
    r"|đội|tổ|chi bộ|đảng bộ|hợp tác xã|cán bộ|học viên|phòng|khu|cụm|đợt|buổi|ngày|tháng|tuần)(?= )"
)
_ALL = Sought(
    rf" (?:(?:hết )?(?:cả|tất cả)(?: (?P<num>{_NUM}))(?: {_THING}| nhiệm vụ|(?! {_COUNTED_THINGS}))|(?P<pair>{_NUM}) {_THING}(?: [^\W\d_]+){{0,3}}? (?:đều|này|đó|ấy|trên|vẫn như)|(?<! hỏng )(?<! thiếu )(?<! mất )(?<! hư )(?<! vỡ )(?<! gãy )(?P<lead>hai|ba|bốn|2|3|4) (?:việc|nhiệm vụ|đề án|cái|nv)(?= (?:xong|đã|đang|chưa|vẫn|cùng|rồi|đều|cũng|ok|ổn|hoàn thành|(?:làm|nộp|gửi) (?:xong|hết|cả|rồi))|[ .!]*$)"
    rf"|(?:tất cả|toàn bộ|hết cả|các|mọi) (?:các )?{_THING}(?! (?:chu đáo|suôn sẻ|tốt đẹp|êm xuôi|thuận lợi))|(?<! cho )(?<! của )(?<! ở )tất cả(?! các| học sinh| bà con| hộ| người| dân| trường| xã| phường| thôn| xóm| bản| đơn vị| cán bộ| công chức| giáo viên)|hết cả(?! \d| người| hồn| vía| hơi| ruột| nhà| tiền| ngày| buổi)|cả lũ|mọi thứ|(?<= xong )hết(?= (?:trừ|ngoại trừ|chỉ trừ)))(?=\s|$)",
    {
        "cả",
        "tất",
        "toàn",
        "hết",
        "các",
        "mọi",
        "đều",
        "này",
        "đó",
        "ấy",
        "trên",
        "hai",
        "ba",
        "bốn",
        "2",
        "3",
        "4",
    },
)
_SOME_OF = late(rf" {_NUM}(?: {_THING})? (?:trong|trên)(?: số| tổng số)?\Z")
_SOME_WITHIN = 30  # characters
_REST = Sought(
    rf" (?:(?:những |các |mấy )?{_THING} (?:còn lại|khác|kia)|(?:những|các|mấy) {_THING} đó|còn lại|số còn lại)(?=\s|$)(?! \d| là| phần|  <)",
    {"lại", "khác", "kia", "đó"},
)
_ALL_BUT = late(
    r" (?:trừ|ngoại trừ|ngoài) (?:[^\s,;.!?\n]+ ){1,8}?ra(?: ,)?(?P<rest>(?: (?:thì|là|còn lại|còn|tất cả|mọi thứ|đều|cũng|đã)){0,3})(?= (?:xong|hoàn thành|ok|ổn|làm xong)(?: rồi)? (?:hết|cả|tất|sạch|rồi))"
)
_OF_QUANTITIES = frozenset({"trừ", "ngoài"}).union(_SEVERAL.needs[-1], _ALL.needs[-1], _REST.needs[-1])
_THIS = late(rf" (?:{_THING}|nhiệm vụ) (?:này|nêu trên)(?=\s|$)")
_SPOKEN_ITEM = late(r" (?:(?<=\A )|(?<=[,;:.\n] ))(?:thứ|việc) (?P<num>nhất|hai|ba|tư|bốn|năm|2|3|4|5)(?= )")
_LIST_ITEM = late(
    r" (?=\d)(?:(?:(?<=\A )|(?<=[\n.;,] )|(?<=[^\d\s] ))(?P<num>\d{1,2}) ?[.):]|(?:(?<=\A )|(?<=\n ))(?P<at>\d{1,2}) ?/)(?= )"
)


@dataclass(slots=True)
class Mention:
    """Tasks named at a place of the standard text.

    `refs` is empty when the words name no open task (`unknown`) or fit several equally (`candidates`);
    `weight`: how sure title words are; `told`: the number said with "all" or "the others".
    """

    start: int
    end: int
    refs: tuple[str, ...]
    kind: str
    unknown: bool = False
    candidates: tuple[str, ...] = ()
    weight: float = 9.0
    told: int = 0


def find_mentions(text: str, words: Words, context: Context) -> list[Mention]:
    """Every naming of tasks, in the order of the text, without overlaps."""
    tasks = context.tasks
    several = len(tasks) > 1
    spoken_of = context.reply_to if several else tasks[0].ref if tasks else None  # what "việc này" is
    said = frozenset(text.split() if several else ())
    found: list[Mention] = []
    if any_digit := _DIGITS.search(text) is not None:
        numbers = _by_number(tuple([task.ref for task in tasks]))
        _codes(text, tasks, numbers, found)
        if several:
            _bare_codes(text, numbers, found)
    if several:
        if not said.isdisjoint(_OF_QUANTITIES):
            _quantities(text, said, tasks, found)
        _ordinals(text, said, tasks, found, any_digit=any_digit)
    if (" này" in text or " nêu" in text) and spoken_of in [task.ref for task in tasks]:
        for match in _THIS.finditer(text):
            _add(found, Mention(*match.span(), (str(spoken_of),), "this"))
    if several:
        for told in title_mentions(words, tasks):
            refs, fits = (told.refs, ()) if told.meant else ((), told.refs)
            _add(found, Mention(told.start, told.end, refs, "title", candidates=fits, weight=told.weight))
    if len(found) > 1:
        found.sort(key=_start)
    return found


def _start(mention: Mention) -> int:
    return mention.start


@lru_cache(maxsize=1024)
def _by_number(refs: tuple[str, ...]) -> Mapping[int, str]:
    return {int(digits.group()): ref for ref in refs if (digits := _LAST_DIGITS.search(ref)) is not None}


_MOST = 60  # no reply names more


def _add(found: list[Mention], mention: Mention) -> None:
    if len(found) >= _MOST:
        return
    start, end = mention.start, mention.end
    for other in found:
        if start < other.end and other.start < end:
            return
    found.append(mention)


def _codes(text: str, tasks: tuple[OpenTask, ...], numbers: Mapping[int, str], found: list[Mention]) -> None:
    for before in _BEFORE_CODES:
        if before in text:
            break
    else:
        return
    for pattern in (_GLUED, _CODE):
        for match in pattern.finditer(text):
            sure = pattern is _GLUED or match.group().startswith((" nv", " #", " nhiệm vụ số", " mã"))
            codes = [int(n) for n in _DIGITS.findall(match["first"] + " " + match["more"])]
            refs = tuple(dict.fromkeys(numbers[n] for n in codes if n in numbers))
            if refs:
                _add(found, Mention(*match.span(), refs, "code"))
            elif sure and not (" số" in match.group() and 0 < codes[0] <= len(tasks)):
                _add(found, Mention(*match.span(), (), "code", unknown=True))
            elif 0 < codes[0] <= len(tasks) and "việc" in match.group():
                places = tuple(dict.fromkeys(tasks[n - 1].ref for n in codes if 0 < n <= len(tasks)))
                _add(found, Mention(*match.span(), places, "ordinal"))


@cache
def _unit_words() -> frozenset[str]:
    return frozenset(unit.split()[0] for unit in entries("units"))


_COUNTED = late(
    r" (?:được|mới|xong|đã|đạt|cấp|lên|tới|đến|hơn|khoảng|tầm|trên|số|tổng|nhập|quét|lắp|làm|có|#|thêm|thiếu|ngày|từ)\Z"
)


_IS_BROKEN = late(
    r" [^\W\d_]+(?: [^\W\d_]+)? (?:hỏng|hư|lỗi|chưa|không|thiếu|hết|mất|chậm|đang|bị|vẫn)(?= |$)"
)  # "202 máy in hỏng"


def _runs_of_codes(text: str, numbers: Mapping[int, str], found: list[Mention]) -> None:
    for run in _CODE_RUN.finditer(text):
        named = tuple(numbers[n] for digits in run.group().split() if (n := int(digits)) in numbers)
        if len(named) == len(run.group().split()):
            _add(found, Mention(*run.span(), named, "code"))
    for run in _CODES_BY_COMMA.finditer(text) if "," in text else ():
        named = tuple(numbers[n] for digits in run.group().split(",") if (n := int(digits)) in numbers)
        if len(named) == run.group().count(",") + 1:
            _add(found, Mention(*run.span(), named, "code"))


_HEAD = late(
    r" (?=\d|việc |cái |còn |và |riêng )(?:(?<=\A )|(?<=[,;.\n✅☑✔👍👌🆗❌⏳] ))(?:(?:việc|cái|còn|và|riêng) ){0,2}(?P<num>\d{1,3})(?= (?![/%:]|phần trăm|tháng|ngày|giờ|h\b))"
    r"| (?P<told>\d{1,3})(?= ?: )| (?P<amid>\d{2,3})(?= (?:xong|đang|chưa|done|ok|thì|vẫn|hoàn thành|cũng)(?: |\Z))"
)


_NO_CHANCE = 2


def _heads(text: str, numbers: Mapping[int, str], found: list[Mention]) -> None:
    """ "71 demo được, 72 17%, 73 nằm chỗ phó giám đốc": two codes at the heads of clauses are no chance. What counts things
    ("12 xã xong, 15 xã chưa") is none, but beside its neighbour: "95 nhà cung cấp chưa kích hoạt, 96 xong"."""
    heads = [(m, int(m["num"] or m["told"] or m["amid"])) for m in islice(_HEAD.finditer(text), _MOST)]
    named = [(match, number) for match, number in heads if number in numbers]
    if not (named and named[0][0].start() == 0):
        named = [(match, number) for match, number in named if match["amid"] is None]
    if len(named) < _NO_CHANCE:
        return
    plain = {number for match, number in named if not followed_by_unit().match(text, match.end())}
    codes = [(m, n) for m, n in named if n in plain or not plain.isdisjoint((n - 1, n + 1))]
    if len({number for _, number in codes}) < _NO_CHANCE:
        return
    for match, number in codes:
        start = match.start(match.lastgroup or 0)
        _add(found, Mention(start - 1, match.end(), (numbers[number],), "code"))


def _bare_codes(text: str, numbers: Mapping[int, str], found: list[Mention]) -> None:
    _runs_of_codes(text, numbers, found)
    _heads(text, numbers, found)
    hits = [m for m in islice(_BARE_CODE.finditer(text), _MOST) if int(m["num"]) in numbers]
    if not hits:
        return
    led = int(hits[0]["num"]) in numbers and not text[: hits[0].start()].strip()
    listed = len({m["num"] for m in hits if m["far"] is None}) > 1
    units = _unit_words()
    items = list(_LIST_ITEM.finditer(text))
    if len(items) > 1 and [int(m["num"] or m["at"]) for m in items] == list(range(1, len(items) + 1)):
        return
    for match in hits:
        number, before = int(match["num"]), text[max(0, match.start() - 9) : match.start()]
        if match["far"] is not None and (number < 100 or _COUNTED.search(before)):
            continue  # a low number inside a sentence counts things
        if (match["run"] is not None or match["beside"] is not None) and not (led and listed):
            continue  # "307 xong, 308 70": one of a list of codes
        if number == len(numbers) and before.endswith((" cả", " hết")):
            continue  # all of them
        after = text[match.end() :].split(maxsplit=1)
        moved = before.endswith((" dời", " lùi", " hoãn"))
        held = bool(after) and (
            after[0] not in units or after[-1].startswith("chức ")
        )  # "91 tổ chức hôm 27/3"
        broken = number >= 100 and listed and match["far"] is None
        if broken and _IS_BROKEN.match(text, match.end()):
            held = True
        joined = any(text[m.end : match.start()] in (" với", " và") for m in found)
        if (after or number >= 100) and (not after or moved or held or joined):
            _add(found, Mention(*match.span(), (numbers[number],), "code"))


def _ordinals(
    text: str, said: Set[str], tasks: tuple[OpenTask, ...], found: list[Mention], *, any_digit: bool
) -> None:
    items = list(_LIST_ITEM.finditer(text)) if any_digit else []
    if (
        len(items) > 1
        and [int(m["num"] or m["at"]) for m in items] == list(range(1, len(items) + 1))
        and len(items) <= len(tasks)
    ):
        for match in items:
            _add(found, Mention(*match.span(), (tasks[int(match["num"] or match["at"]) - 1].ref,), "ordinal"))
    if any_digit and not found and not items:
        _places(text, tasks, found)
    if " thứ nhất" in text or " việc đầu " in text:
        for match in _SPOKEN_ITEM.finditer(text):
            number = 1 if match["num"] == "nhất" else _number(match["num"]) or 0
            if number <= len(tasks):
                _add(found, Mention(*match.span(), (tasks[number - 1].ref,), "ordinal"))
    if any_digit and not said.isdisjoint(_NUMBERED_THINGS):
        _numbered(text, tasks, found)
    for match in _ORDINAL.within(text, said):
        if match["word"]:
            if match["word"] in ("trước", "sau") and not _of_two(text, said, tasks):
                continue
            last = match["word"] in ("cuối", "cuối cùng", "sau cùng", "dưới cùng", "sau")
            _add(found, Mention(*match.span(), (tasks[-1 if last else 0].ref,), "ordinal"))
            continue
        positions = [
            n for word in re.findall(_NUM, match["num"] + (match["more"] or "")) if (n := _number(word))
        ]
        numbers = _by_number(tuple([task.ref for task in tasks]))
        refs = [
            numbers[n] if n in numbers else tasks[n - 1].ref
            for n in positions
            if n in numbers or 0 < n <= len(tasks)
        ]
        if refs:
            _add(found, Mention(*match.span(), tuple(dict.fromkeys(refs)), "ordinal"))


_PLACE = late(
    r" (?=\d )(?:(?<=\A )|(?<=[,;.\n] ))(?P<num>[1-9])(?= (?:thì |là |đã |vẫn |còn |mới )?(?:xong|đang|chưa|rồi|ok|hoàn thành|làm|vướng|chờ|đợi|gửi|nộp|trình)(?: |$))"
)


def _places(text: str, tasks: tuple[OpenTask, ...], found: list[Mention]) -> None:
    """ "2 xong. 1 thì đang lắp. 3 chưa làm": each place of the list, at the head of a clause, once."""
    heads = list(_PLACE.finditer(text))
    if sorted(int(m["num"]) for m in heads) == list(range(1, len(tasks) + 1)):
        for match in heads:
            _add(found, Mention(*match.span(), (tasks[int(match["num"]) - 1].ref,), "ordinal"))


_NUMBERED_THINGS = frozenset({"cái", "mục", "ý", "vụ"})
_NUMBERED = late(
    r" (?=[cmýv])(?:(?<=\A )|(?<=[,;.\n] )|(?<= còn )|(?<= và )|(?<= với ))(?:cái|mục|ý|vụ) (?:số )?(?P<num>[1-9])(?= (?:(?![\d/%])|\d{1,3}(?: ?%| phần trăm| ?[,.;]|\s*\Z)))"
)


def _numbered(text: str, tasks: tuple[OpenTask, ...], found: list[Mention]) -> None:
    """ "Cái 1 mới 41/62 bản. Cái 2 xong": by their places in the list."""
    units = _unit_words()
    for match in _NUMBERED.finditer(text):
        number, after = int(match["num"]), text[match.end() :].split(maxsplit=1)
        if number <= len(tasks) and (not after or after[0] not in units):
            _add(found, Mention(*match.span(), (tasks[number - 1].ref,), "ordinal"))


def _of_two(text: str, said: Set[str], tasks: tuple[OpenTask, ...]) -> bool:
    """ "Cái đầu … cái sau": both of two are told."""
    return len(tasks) == 2 and sum(m["word"] is not None for m in _ORDINAL.within(text, said)) == 2


def _quantities(text: str, said: Set[str], tasks: tuple[OpenTask, ...], found: list[Mention]) -> None:
    refs = tuple([task.ref for task in tasks])
    if "trừ" in said or "ngoài" in said:
        for match in _ALL_BUT.finditer(text):
            _add(found, Mention(match.start("rest"), match.end(), (), "rest"))
    for match in _SEVERAL.within(text, said):
        count, where = _number(match["num"]) or 0, match["where"]
        if where in ("kia", "còn lại", "khác"):
            _add(found, Mention(*match.span(), (), "rest", told=count))
        elif count <= len(refs):
            _add(
                found,
                Mention(
                    *match.span(), refs[:count] if where in ("trên", "đầu") else refs[-count:], "ordinal"
                ),
            )
    for match in _REST.within(text, said):
        explicit = not match.group().strip().startswith(("còn lại", "số còn lại"))
        _add(found, Mention(*match.span(), (), "rest", weight=9.0 if explicit else 1.0))
    for match in _ALL.within(text, said):
        number = match["num"] or match["pair"] or match["lead"]
        total = _number(number) if number else None
        bare = number is not None and match[0].endswith(number)  # no task is said behind it
        if match[0].endswith(" cả năm"):
            continue  # all the year
        if number and _SOME_OF.search(text, max(0, match.start() - _SOME_WITHIN), match.start()):
            _add(found, Mention(*match.span(), (), "all", candidates=refs))  # which of them is not said
        elif total is None or total == len(refs):
            _add(found, Mention(*match.span(), refs, "all", told=total or 0))
        elif match["lead"] is None and not (bare and total > len(refs)):  # "hết cả 142" counts things
            _add(found, Mention(*match.span(), (), "all", candidates=refs))


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else 10 if word == "mười" else DIGITS.get(word)
