"""Counts in standard text (guide §5): "12 xã trên 16 xã", "7 bản đóng điện", "lắp được 40 mắt"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from domain.late import late
from domain.replies.patterns import either
from domain.replies.tables import classes

N = r"\d+(?:[.,]\d+)*"
END = r"(?=\s|$)"
# of whom a number is told that is no progress of a task here
WIDER = late(
    r" (?:cả nước|phía bắc|phía nam|miền bắc|miền nam|miền trung|toàn quốc|bình quân|trung bình|mặt bằng chung|các tỉnh|các nước|thế giới|tỉnh bạn|tỉnh khác|các địa phương khác|xã khác|xã bạn|đơn vị khác|đơn vị bạn|tỷ lệ chung|kpi)(?: [^\s,;.§\d]+){0,4}$"
)
_MOST = 80  # no reply tells more numbers
_THINGS_COUNTED = re.compile(r"\d [^\W\d_]")


@dataclass(slots=True)
class Share:
    """A percent or a count. `near`: only "nearly all" was said; `negated`: a value the sender denies."""

    start: int
    end: int
    percent: float | None = None
    done: int | None = None
    total: int | None = None
    negated: bool = False
    near: bool = False

    @property
    def tells(self) -> bool:
        """Whether it says something of progress."""
        return self.near or self.percent is not None or self.done is not None


def find_counted(text: str, titles: tuple[str, ...] = ()) -> list[Share]:
    """Counts without a total, such as "được 12 xã", then the numbers of things that say no progress by themselves
    ("còn 4 xã"). `titles`: those of the tasks, which may say how many there are ("12 trạm quan trắc")."""
    if _THINGS_COUNTED.search(text) is None:
        return []
    return (
        _of_so_many(text)
        + _counts(text, titles)
        + [
            Share(*match.span("num"))
            for match in islice(_NUMBER.finditer(text), _MOST)
            if _is_quantity(text, match)
        ]
    )


def _of_so_many(text: str) -> list[Share]:
    """ "48 cột, xong 45", "phát 150 phiếu, thu về 104", "500 câu thì soạn được 480"."""
    found = []
    for match in _so_many().finditer(text) if _TWO_PARTS.search(text) is not None else ():
        done, total = whole_number(match["a"]), whole_number(match["b"])
        if done is not None and total and done <= total:
            found.append(Share(match.start(), match.end(), done=done, total=total))
    return found


_TWO_PARTS = re.compile(r" (?:,|thì|xong|được|đạt|hết) ")


@cache
def _so_many() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\A|(?<=[;.\n]))(?: (?!{_NOT_OF_ALL})[^\W\d_]+){{0,4}}? (?P<b>{N})(?: (?!{_NOT_COUNTED})[^\W\d_]+){{1,5}}?"
        rf"(?: (?:,|thì)(?: (?!{_NOT_DONE_OF_THEM})[^\W\d_]+){{1,4}}?| (?:xong|được|đạt|hết)) (?P<a>{N})(?=(?: (?:rồi|thôi|cái|chiếc|nha|nhé))? ?(?:[,.;!\n]|\Z))"
    )


_NOT_COUNTED = r"(?:km|ha|m|tấn|tỷ|triệu|còn|chưa|đã|mới)\b"
_NOT_OF_ALL = r"(?:còn|chưa|thiếu|ngày|mùng|hôm|tháng|lúc|số|đợt|quý|năm|được|rồi|đến|tới|trước|sau|hơn)\b"
_NOT_DONE_OF_THEM = r"(?:chưa|còn|sẽ|thiếu|dự|dư|đề|kiến|thay|phát hiện|loại|mai|hẹn|ngày|mùng|hôm(?! nay)|tháng|đến|tới|trước|sau|thứ|lúc|số|việc|không|hỏng|lỗi|mất|hủy|quý|năm|đợt|kỳ|lần|trang|tầng|giờ|bài|khối|lớp|tỷ|vòng)\b"


def _counts(text: str, titles: tuple[str, ...]) -> list[Share]:
    found: list[Share] = []
    for match in islice(_NUMBER_OF.finditer(text), _MOST):
        start, end = match.span("num")
        number = whole_number(match["num"])
        if number is None or not (
            _is_reached(text, start, end) or _is_of_those(number, text, start, end, titles)
        ):
            continue
        before = near(text, start)
        if (
            _PLANNED.search(before) is None
            and WIDER.search(before.rstrip()) is None
            and not _all_of_them(before, text, end)
        ):
            found.append(Share(start, end, done=number))
    return found


def _is_of_those(number: int, text: str, start: int, end: int, titles: tuple[str, ...]) -> bool:
    """ "5 trạm đẩy số liệu về rồi", of the task "Lắp 12 trạm quan trắc": fewer of the things that the title counts."""
    told = _TELLS_OF_IT.match(text, end)
    if told is None or near(text, start).endswith(_NOT_REACHED):
        return False
    return any(number < many and behind.startswith(told["thing"]) for many, behind in counted_in(titles))


@lru_cache(maxsize=1024)
def counted_in(titles: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """The numbers of things in the titles, each with what stands behind it."""
    lower = [f" {title.lower()}" for title in titles]
    found = [
        (whole_number(m["num"]), title[m.end() :]) for title in lower for m in _NUMBER_OF.finditer(title)
    ]
    return tuple([(many, behind) for many, behind in found if many is not None])


_NOT_REACHED = (" còn ", " chưa ", " thiếu ", " thôn ", " xóm ", " bản ", " tổ ", " chi bộ ", " rà soát ")


def _is_reached(text: str, start: int, end: int) -> bool:
    """Whether so many are said to be done: by what stands before the number, or behind what is counted."""
    before = near(text, start)
    if before.endswith(" nốt "):  # what is left to be done
        return False
    if _CONTRASTED.match(text, end) is not None or _AGAINST_THE_REST.match(text, end) is not None:
        return not before.endswith(_NOT_REACHED)
    unit = followed_by_unit().match(text, end) is not None
    if unit and _NOW.search(before) is not None and _NO_MORE_SAID.match(text, end) is not None:
        return True
    if _GOT.search(before) is not None or (unit and _is_so_far(before)):
        return _NOT_GOT.match(text, end) is None
    thing = unit or (_THING.match(text, end) is not None and not _LONG_NUMBER.fullmatch(text, start, end))
    if thing:
        acted = (_acted() if unit else _acted_upon()).search(before)
        if acted is not None:
            return not (acted[0].startswith(_BESIDE_IT) and _HELD_WELL.search(text, 0, start - len(acted[0])))
    if unit and not before.endswith((" còn ", " chưa ", " ý kiến ", " góp ý ")):
        return _reached().match(text, end) is not None
    return thing and _OPENS.search(before) is not None and _reached().match(text, end) is not None


_NOW = late(r"(?:\A|[,;.\n]) nay \Z")
_NO_MORE_SAID = late(
    r"(?: (?!chưa|không|còn|đang|bị|thiếu|vướng|chờ|mới|hỏng|mất|nữa)[^\W\d_]+){1,3}?(?: (?:rồi|đấy|đó))? ?(?:[,;.!\n]|\Z)"
)
_CONTRASTED = late(  # "62 trụ sở có phương án rồi, 41 trụ sở chưa"
    rf" (?P<thing>[^\W\d_]+(?: [^\W\d_]+)??)(?: (?!chưa|còn|không|thiếu|đang|mới|vướng|chờ)[^\W\d_]+){{1,6}} rồi [,;] {N} (?P=thing)"
    r"(?: (?:nữa|thì|kia|vẫn|còn lại))* (?:chưa|đang|còn|vướng|chờ)(?=\s|$)"
)
_AGAINST_THE_REST = late(  # "22 khoa chạy EMR, 9 khoa vẫn song song giấy", "102 trạm có máy, còn lại tháng sau"
    rf" (?!(?:ha|km|m|kv|kva|xong|thì|rà|đổ|đang|đã|là)\b)(?P<thing>[^\W\d_]+)(?P<told>(?: (?!(?:chưa|còn|không|thiếu|đang|mới|vướng|chờ|đợi|hỏng|lỗi|bị|sẽ|mất|góp|phản|cần|phải|nên|xin|đề)\b)[^\W\d_]+){{1,7}})?(?: rồi)? [,;](?: (?:riêng|thì))?"
    rf" (?:(?(told)(?:còn )?|còn ){N} (?P=thing)|mấy (?P=thing)|còn {N}|(?:còn|số|phần) còn lại|còn lại|còn (?:mấy|đâu|vài))(?=\s|$)"
)
_PLANNED = late(
    r" (?:sẽ|mai|ngày mai|(?:tuần|tháng|quý|năm|kỳ) (?:sau|tới)|dự kiến|phấn đấu|chuẩn bị|sắp|dự định|chờ|đợi)(?: (?!đã |rồi )[^\s,;.:§]+){0,6} $"
)
_BESIDE_IT = (" ký", " trao", " tặng", " thu")
_HELD_WELL = re.compile(r" (?:xong|thành công|tốt đẹp|kết thúc|bế mạc)(?= )[^,]* ,\Z")
_ALL_BEFORE = late(
    r" (?:toàn bộ|tất cả|cả|đủ|đủ cho|hết cho|mỗi [^,;.]{1,20}|trừ|thiếu|hằng [^,;.]{1,20})\s*$"
)
_ALL_AFTER = late(
    r"(?: (?!rồi|thì hết|mà hết|nhưng)[^\W\d_]+){1,5} (?:xong|rồi)? ?(?:cả|hết|đủ|toàn bộ|sạch)(?=\s|$)"
)


def _all_of_them(before: str, text: str, end: int) -> bool:
    """ "Xong toàn bộ 21 xóm", "22 xóm xong cả" report the whole, "mỗi tháng mở 1 lớp" a habit, "trừ 2 trạm" a rest."""
    all_before = _ALL_BEFORE.search(before) is not None and _ONLY_SO_MANY.search(before) is None
    return all_before or _ALL_AFTER.match(text, end) is not None


_ONLY_SO_MANY = late(r" mới(?: [^\s,;.:§]+){1,4} (?:đủ|đủ cho|hết cho) \Z")  # "mới bố trí đủ 97 xã"


_NUMBER = late(rf"(?P<num> {N})(?= [^\W\d_])")
_LEFT = late(
    r"(?<= còn \d) [^\W\d_]|(?<= còn \d\d) (?!ngày|tuần|tháng|năm|hôm|giờ|quý|phần|bước|khâu)[^\W\d_]"
)


def _is_quantity(text: str, number: re.Match[str]) -> bool:
    end = number.end()
    if _LEFT.match(text, end) is not None:
        return True
    return not text.startswith(" trong ", end) and followed_by_unit().match(text, end) is not None


_COUNT_OF = late(
    rf" (?P<a>{N}) (?P<w>(?!(?:km|ha|m|mét|gb|mb|giga|terabyte|diện|khối|phần|triệu|tỷ|tỉ)\b)[^\W\d_]+)(?: [^\W\d_]+){{0,5}}?(?: trên| trong| /| so với| (?:[,;:(] )?(?:trong |trên )?tổng|(?P<aim> [,;(] (?:mục tiêu|chỉ tiêu)))(?: tổng| kế hoạch| chỉ tiêu| tổng cộng| cộng| dự kiến| toàn bộ)?(?: số)?(?: (?:là|có))? (?P<b>{N})(?P<same> (?P=w))?(?! ?[%/]| (?!(?P=w)\b)(?:ngày|tuần|tháng|năm|buổi|giờ|hôm|đợt|lần|phút|phần)\b)(?(aim)(?= ?(?:[,;.)!\n]|\Z)))"
    + END
)


@cache
def _of_these() -> re.Pattern[str]:
    return re.compile(
        rf" (?:có |tổng |tổng số )?(?P<b>{N})(?: (?!thì)[^\W\d_]+){{1,3}} thì(?: (?:mới|đã|có|được|mới có|đã có|mới được))?"
        rf" (?P<a>{N})(?={_units()}| (?:xong|đã|rồi|làm|có)" + END + ")"
    )


@cache
def _out_of() -> re.Pattern[str]:
    unit = _units()
    return re.compile(
        rf" (?P<b>{N})(?P<of>{unit})(?: (?!còn|chưa|xong|rồi|và)[^\W\d_]+){{0,3}}? (?:đã|được|mới|hết|xong)(?: (?!còn|chưa)[^\W\d_]+){{0,4}}? (?P<a>{N})(?:(?P=of)| cái| chiếc)"
        + END
    )


def counts_of_a_whole(text: str) -> list[Share]:
    """ "12 đơn vị góp ý trên tổng số 35 đơn vị", "19 sở thì 17 sở góp ý"."""
    found = []
    if " thì" in text:
        for match in _of_these().finditer(text):
            done, total = whole_number(match["a"]), whole_number(match["b"])
            if (
                done is not None
                and total
                and done <= total
                and followed_by_unit().match(text, match.end("b"))
            ):
                found.append(Share(match.start(), match.end(), done=done, total=total))
    for match in _out_of().finditer(text) if " /" not in text else ():
        done, total = whole_number(match["a"]), whole_number(match["b"])
        if done is not None and total and done < total:
            found.append(Share(match.start(), match.end(), done=done, total=total))
    for match in _COUNT_OF.finditer(text):
        done, total = whole_number(match["a"]), whole_number(match["b"])
        counted = match["same"] or followed_by_unit().match(text, match.end("a"))
        if done is not None and total and done <= total and counted:
            left = text.endswith((" còn", " còn lại", " thiếu", " sót"), 0, match.start())
            found.append(Share(match.start(), match.end(), done=total - done if left else done, total=total))
    return found


@cache
def _units() -> str:
    """A space and one of the things that are counted."""
    return either(sorted(classes()["unit"], key=len, reverse=True))


@cache
def followed_by_unit() -> re.Pattern[str]:
    return re.compile(rf"(?: trong)?{_units()}" + END)


# what follows a number and is not counted: times, measures, money, and what only says more of the number
_NO_THING = (
    r"(?:tháng|tuần|ngày|năm|hôm|bữa|giờ|phút|giây|quý|kỳ|đợt|lần|lượt|phần|bước|khâu|giai|vòng|triệu|tỷ|tỉ|nghìn|ngàn|đồng|km|km2|m|m2|m3|ha|kg|tạ|cân|mét|độ|tuổi|%"
    r"|và|với|là|thì|mà|rồi|xong|hay|hoặc|trên|trong|nữa|thôi|mới|cũ|trở|đã|chưa|còn|đến|tới|này|kia|đó|vẫn|đang|cũng|đều|không|được|bị|so|phẩy|rưỡi|chục|trăm|vạn|hơn|nhưng|em|anh|chị|sếp|done|ok|đầu|cuối|mấy|của|cho|sang|từ|theo|ở|tại|lên|về|ra|vào|do|vì|nên|phải|cần|sẽ|mai|qua|bây|nay|sau|trước)"
)


_TELLS_OF_IT = late(
    rf"(?P<thing> (?!{_NO_THING}\b)[^\W\d_]+)(?: (?!(?:chưa|còn|không|thiếu|đang|mới|vướng|chờ|đợi|hỏng|lỗi|bị|sẽ|mất|cần|phải|xin)\b)[^\W\d_]+){{1,7}} ?(?:[,.;!\n]|\Z)"
)
_NUMBER_OF = re.compile(rf" (?P<num>{N})(?= [^\W\d_])")
_GOT = late(
    r" (?:được|mới có|mới được|mới|đã có|hiện có|hiện|xong|hết)(?: (?:hơn|khoảng|tầm|độ|thêm|toàn bộ|cho|ở|tại))? $"
    r"| (?:nhầm|lộn|đính chính|sửa lại|chính xác|nói lại)(?: (?:rồi|phải|là|thành|,|:)){0,3} $"
)


def _is_so_far(before: str) -> bool:
    """ "Đến nay 31.200 hộ": all that were done until now."""
    return any(word in before for word in _UNTIL_NOW) and _SO_FAR.search(before) is not None


_UNTIL_NOW = (" nay", " giờ", " lũy kế", " cộng dồn", " này")
_SO_FAR = late(
    r" (?:(?:tính |cho )?(?:đến|tới) (?:nay|giờ|thời điểm này|hôm nay)|lũy kế|cộng dồn)(?: (?:thì|là|có|đã có|tổng|toàn xã|toàn huyện|cả xã|cả tỉnh|,|:)){0,2} $"
)
_NOT_GOT = late(
    r" (?:(?:mà|là|thì|đó|này|và)\b|tháng|tuần|ngày|năm|hôm|giờ|quý|lần|phần|bước|khâu|triệu|tỷ|tỉ|km|(?:ha|m|m2|m3|mét|kg|tạ)\b)| [^\W\d_]+ (?:không|chưa|bị)\b"
)
_LONG_NUMBER = late(r"\d{4,}")  # rather that of a paper
_THING = late(rf" (?!{_NO_THING}\b)[^\W\d_]{{2,}}" + END)
_OPENS = late(
    r"(?:^|[,;:.\n]| thì| có| được| hiện| nay)(?: (?:khoảng|hơn|gần|tầm|chừng|đã có|có|trên|đâu|ngót)){0,2} $"
)


@cache
def _verbs() -> str:
    verbs = sorted({*classes()["counting"], *classes()["terminal"]}, key=len, reverse=True)
    return rf"(?<! chưa)(?<! đang){either(verbs)}"


@cache
def _acted() -> re.Pattern[str]:
    return re.compile(
        rf"{_verbs()}(?: (?!chưa|thì|thêm|danh sách|ds|còn|gãy|đổ|hỏng|hư|sập|trôi|ngập|mất|cháy|chết|ý|gửi|vì|do|trừ|thiếu|nên|nhưng|mà|dùng|hợp)[^\W\d_]+){{0,3}} $"
    )


@cache
def _acted_upon() -> re.Pattern[str]:
    return re.compile(
        rf"{_verbs()}(?: (?:được|đủ|hết|xong|cho|tại|ở|với|tới|đến|lên|về|vào|khoảng|hơn|gần|tầm|chừng|tổng cộng)){{0,2}} $"
    )


@cache
def _reached() -> re.Pattern[str]:
    reached = either(sorted(classes()["reached"], key=len, reverse=True))
    return re.compile(
        rf"(?:{_units()}| [^\W\d_]+)(?: (?!chưa|đang|mới|chờ|đợi|thiếu|vướng|hỏng|sẽ|mai|phải|cần|không)[^\W\d_]+){{0,3}}?{reached}"
        + END
    )


def near(text: str, at: int) -> str:
    """What stands before `at`, as far back as any pattern looks."""
    return text[max(0, at - 90) : at]


def whole_number(number: str) -> int | None:
    """1.020 and 1,020 are one thousand and twenty; 2,1 is not a count."""
    if number.isdigit():
        return int(number) if len(number) < 10 else None
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return int(re.sub(r"[.,]", "", number))
    return None
