"""Percents, shares and counts in standard text (guide §5), and the numbers that are none of these.

Standard text is words, each after one space; all spans are in its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

from domain.late import late
from domain.replies.counts import (
    END,
    WIDER,
    N,
    Share,
    counted_in,
    counts_of_a_whole,
    followed_by_unit,
    near,
    whole_number,
)
from domain.replies.tables import classes

_DIGIT = re.compile(r"\d")
_OF_WHOLES = re.compile(
    r"/|(?= [pto])(?: phần | trên| trong| tổng| of )"
)  # what stands between the numbers of _SHARE
_COUNTS_TWICE = re.compile(r"\d [^\W\d][^\d\n]*+\d")
_MOST = 80  # no reply tells more shares
_ABOUT = r"(?: (?:khoảng|tầm|độ|chừng|hơn|trên|ngót|gần|cỡ|~|≈|những|đúng|mới|đạt|được))*"

_NO_PAPERS = (
    rf"(?P<money> {N}(?: ?/ ?{N}(?= (?:tỷ|tỉ|triệu|tr)(?= |$)))?(?: (?:triệu|tỷ|tỉ|nghìn|ngàn))? (?:đồng(?! (?:chí|bộ|loạt|ý|hồ|thời|đều|thuận))|tỷ|tỉ|triệu|vnđ|usd|tr|người dân)(?: đồng)?)" + END
    + r"|(?P<phone> 0\d{8,10}|(?<!ngày)(?<!hôm)(?<!đến)(?<!tới)(?<!trước)(?<!từ) 24/7|(?<=trực) 24/24)" + END + r"|(?P<year> (?:19|20)\d\d)" + END
)  # fmt: skip
# Numbers of documents, storms, rooms, money, phones, years: guide §5, last point.
_FOREIGN = late(
    r"(?= )(?: (?:(?<!vụ )(?<!việc )(?<!cái )(?<!nv )(?<!tổng )(?<!trong )(?<!trên )số(?: hiệu)?|nghị định|nghị quyết|quyết định|công văn|thông báo|chỉ thị|thông tư|luật|tờ trình|đề án"
    r"|(?<!/ )kế hoạch(?: số)?|hướng dẫn(?= 0\d| \d+ (?:ký|ban|ra|đã|phát|ngày|hôm|của))|văn bản|kết luận|quốc lộ|ql|bão(?: số)?|lần(?: thứ)?|mức(?: độ)?|phòng|giai đoạn|cấp(?: độ)?"
    r"|tầng|phiên bản|version|đợt|trung ương|khóa|điều|khoản|mẫu(?: số)?|nhóm|chợ|phụ lục)"
    r"(?P<doc>(?: và)? \d[\d./,-]*)(?! ?[%/]| phần trăm)" + END + "|" + _NO_PAPERS + ")"
)  # fmt: skip
_FOREIGN_BUT_PAPERS = late(rf"(?= \d)(?:{_NO_PAPERS})")
_OF_PAPERS = frozenset(
    {"số", "nghị", "quyết", "hướng", "công", "thông", "chỉ", "luật", "tờ", "đề", "kế", "văn", "kết", "quốc", "ql", "bão", "lần",
     "mức", "phòng", "giai", "cấp", "tầng", "phiên", "version", "đợt", "trung", "khóa", "điều", "khoản", "mẫu", "nhóm", "chợ", "phụ"}
)  # fmt: skip
_DAY_MONTH = late(r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])(?:[/.-](?:20)?\d\d)?$")
_PERCENT = late(
    rf"(?= )(?P<not> (?:không phải|chứ không phải|không phải là))?"
    rf"(?P<lead> (?:gần như|gần|còn lại|còn thiếu|còn|thiếu|từ {N}(?: ?%)? lên|tăng từ {N}(?: ?%)? (?:lên|đến|tới)|(?P<low>từ {N})(?: ?%)? (?:đến|tới|-)))?{_ABOUT}"
    rf" (?P<num>{N})(?:-{N})?(?: %)?(?: (?:-|đến|đèn|tới|hay|hoặc|~) {N})?(?: mấy)?(?: ?%| phần trăm| pt)(?P<left> nữa)?"
    + END
)
_SHARE = late(
    rf"(?= )(?P<lead> còn(?: lại)?(?: thiếu)?)?(?P<about>{_ABOUT}) (?P<a>{N})(?: (?P<of_a>km2|km|héc ta|hecta|ha|cây số|m3|m2|mét|m))?"
    rf"(?P<of> ?/ ?| phần | trên(?: tổng)?(?: số)? | trong(?: tổng)?(?: số)? | tổng(?: số)? | of )(?P<b>{N})"
    rf"(?P<unit> (?:km|km2|ha|héc ta|hecta|cây số|m3|mét|m2|m|gb|giga|mb|terabyte|diện tích|đoạn đường|chiều dài|sản lượng|khối lượng|công việc|chặng|phần việc|phần(?! trăm| mềm)|quãng đường|tiến độ))?(?P<more> nữa)?"
    + END
)
_HALF = late(
    r" (?:(?:được|khoảng|tầm|độ|chừng|hơn|mới|quá|non|ngót|gần) nửa|một nửa|1 nửa|1/2(?= việc| khối lượng| công việc| chặng)|phân nửa|nửa chặng đường|nửa chặng|nửa đường|nửa việc|nửa khối lượng|nửa công việc|nửa quãng đường"
    r"|50-50|50/50|50 50)(?! (?:ngày|tháng|năm|buổi))" + END
)
_BARE_PERCENT = late(
    rf" (?:tiến độ|tđ)(?: (?:thì|là|đang|đạt|được|khoảng|tầm|hiện|nay|chung|:))* (?P<num>{N})(?! ?[%/]| [^\W\d_])"
    + END
)
_FIXED = late(  # "65% à không 69"
    rf" ?,?(?: (?:à|ấy|ủa|quên|xin lỗi|em)){{0,2}} (?:không|nhầm|lộn)(?: (?:là|phải|,)){{0,2}} (?P<num>{N})[ .!]*\Z"
)
_NOT_OWN = late(
    r"(?:trả lời đúng|độ chính xác|accuracy|thấp nhất|cao nhất|cố lên|phủ(?: [^\s;.]+){0,5}|(?:tăng|giảm|nâng|hạ) (?:phí|giá|thuế|lãi|cước|chi phí|mức)(?: [^\s,;.]+)?|(?:phí|giá|thuế|lãi|lãi suất|cước|chi phí)(?: [^\s,;.]+)? (?:tăng|giảm|lên|xuống)|lãi suất|lạm phát|thuế suất|chiết khấu|giải ngân|(?<!chương trình )mục tiêu|phải đạt|so với|chỉ tiêu(?: [^\s,;.]+){0,3}|yêu cầu|target|trong đó|kế hoạch giao|theo kế hoạch|giảm(?: được)?|rút ngắn(?: được)?|tỷ lệ(?! (?:hoàn thành|đạt|chung|đồng bộ|làm sạch|chuẩn hóa|lắp đặt|lắp|cài đặt|cài|kích hoạt|triển khai|thi công|xử lý|rà soát|khảo sát|tiêm|tiêm chủng|khám|thu|thu nhận|chi trả|liên thông|tích hợp|khớp|đối chiếu|đối khớp|quét|cập nhật|kê khai|đăng ký|thẩm định|giao|bàn giao|đo đạc|đo|trồng|gieo cấy|phát|niêm yết|xác thực|định danh|tham gia|nộp|gửi|báo cáo|ban hành|nghiệm thu|hoàn thiện|số xã|xã|đơn vị|là|giải ngân|số hóa|thực hiện|xong|tiến độ|bao phủ|cấp|nhập|ký|toàn trình|trực tuyến|hồ sơ|thanh toán|đúng hạn|kết nối|phủ sóng|phủ|có|được|giải quyết))(?: [^\s,;.\d]+){1,3})(?: [^\s,;.]+){0,4}$"
)
_OPENS_A_SHARE = late(r"(?:^|[^\w\s]|§r)(?: (?:được|đạt|mới|đã|hiện|nay|giờ|rồi|khoảng|tầm|chừng|hơn))*$")
_TARGET = late(
    r" (?:phấn đấu|dự kiến|mục tiêu|sẽ|cố gắng|ráng|kế hoạch là|theo kế hoạch|phải|mong|hứa|cam kết|quyết tâm|yêu cầu|(?:tỉnh|trên|huyện|cấp trên|trung ương|sở|bộ) giao|chưa|chưa được|chưa đạt|chưa tới|chưa đến)"
    r"(?: (?!đã|hiện|mới|được rồi)[^\s,;.§%]+){0,4}$"
)
_ANOTHER_AFTER = late(
    r" (?:giữ lại|để lại|dự phòng|vi phạm|so với định mức|so với cùng kỳ|cùng kỳ|là nữ|nữ|quân số|khách(?! hàng)|ý kiến|dân số(?= (?:có|đã có|dùng|đã dùng|sử dụng))|điểm|đồng thuận|hài lòng|(?:[^\W\d_]+ ){1,2}(?:đồng thuận|đồng ý|ủng hộ|nhất trí|tán thành|hài lòng))"
    + END
)
_NOT_OWN_AFTER = late(
    r" (?:bản giấy|bản cứng|hồ sơ giấy|chỉ tiêu|trường công lập|(?:khối|bậc|cấp) (?:tiểu học|mầm non|trung học|thcs|thpt|cơ quan|doanh nghiệp)|đảng ủy|công tác chuẩn bị|chuẩn bị|khâu|phần|bước|giai đoạn|vốn|kinh phí|nguồn vốn|tiền"
    r"|mặt bằng|vật tư|thiết bị|nhân lực|nhân sự|móng|(?:đợt|lô|gói|kỳ|lần|vòng|lớp|khối|khóa) (?:\d+|#+|đầu)|phần thô|hồ sơ thiết kế|thiết kế|khảo sát|dự thảo|giáo trình|tài liệu)"
    + END
)
_OF_OTHERS_AFTER = late(r" (?!(?:tiến|khối|công|phần) )(?:[^\W\d_]+ ){1,3}?là (?!xong|đạt|hoàn)")
_OF_A_PART = late(
    r" (?:phần|khâu|bước|giai đoạn|hạng mục|móng|thô|đủ|bố trí|chuẩn bị|giải phóng mặt bằng)(?: [^\s,;.§]+){0,3}$"
)
_ABSENT_AFTER = late(
    r"(?: (?!(?:thì|mà|nhưng|và)\b)[^\W\d_]+){1,4}? (?:nghỉ|ốm|hỏng|hư|vắng|bận|đi vắng|đi học|đi họp|xin nghỉ|bỏ(?! (?:hẳn |hoàn toàn |hết )?giấy)|không đạt|không chịu|không làm|từ chối|phản đối|mất|sập|gãy|ngập)(?! phiếu)"
    + END
)
_OF_A_WHILE = late(
    r" (?:kế hoạch|chỉ tiêu|mục tiêu)(?: của)? (?:tháng|quý|tuần|ngày|đợt|kỳ|giai đoạn)(?= |$)"
)
_AT_SOME = re.compile(r" (?:ở|tại) \d+ [^\W\d_]")  # "100% ở 3 xã"
_LESS_ELSEWHERE = late(r" [^\W\d_]+[^,;.\n]* ,(?: [^\W\d_]+){1,5} (?:mới|còn|chỉ|chưa|đang)\b")
_DATE_BEFORE = late(
    r" (?:ngày|mùng|mồng|đến|tới|trước|sang|hết|qua|hôm|lùi|xin|dời|tháng|hạn|từ|sau|vào|dự kiến|mốc|hẹn)$"
)


def mask_foreign(text: str, words: Iterable[str]) -> str:
    """`text`, which the `words` make, with the numbers that are no progress and no date blanked out as "#"."""
    if _DIGIT.search(text) is None:
        return text
    foreign = _FOREIGN_BUT_PAPERS if _OF_PAPERS.isdisjoint(words) else _FOREIGN
    for match in reversed(list(foreign.finditer(text))):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        number = text[start + 1 : end].split(" ")[-1]
        if kind == "doc" and (
            _DAY_MONTH.match(number) or ("/" in number and followed_by_unit().match(text, end))
        ):
            continue
        if (kind == "year" and text[:start].endswith((" năm", " tháng", " quý", "/"))) or (
            kind == "year" and number[:2] == "20" and _year_of_date(text[:start])
        ):
            continue
        if kind == "doc" and match.group().startswith(" cấp") and len(number) > 1:
            continue
        if kind == "money" and number == "dân":
            continue
        text = (
            text[: start + 1]
            + "".join("#" if ch != " " else " " for ch in text[start + 1 : end])
            + text[end:]
        )
    return text


def _year_of_date(before: str) -> bool:
    return bool(re.search(r"(?:tháng|quý|năm|sang|đầu|cuối|giữa|/|hết) ?(?:\d+|[ivx]+)?(?: /)?$", before))


def find_shares(text: str, *, disbursing: bool = False, titles: tuple[str, ...] = ()) -> list[Share]:
    """Percents and shares of the whole in the order of the text; dates are not among them. `disbursing`: whether giải
    ngân is what a task is about; `titles`: those of the tasks, which may be about what else is only a part."""
    found: list[Share] = []
    if _DIGIT.search(text) is None:
        return _halves(text) if " nửa" in text else found
    if "%" in text or " phần trăm" in text or " pt" in text:
        found += [
            _percent(match, text, disbursing=disbursing, titles=titles) for match in _PERCENT.finditer(text)
        ]
    if found and (fixed := _FIXED.match(text, found[-1].end)):
        found.append(Share(*fixed.span("num"), percent=_percent_value(fixed["num"])))
    if " tiến độ" in text:
        found += [Share(*m.span(), percent=_percent_value(m["num"])) for m in _BARE_PERCENT.finditer(text)]
    if " nửa" in text or "50" in text:
        found += _halves(text)
    since = " đã " in text or " được " in text or " mới " in text
    if (
        (since and _COUNTS_TWICE.search(text))
        or " trên" in text
        or " trong" in text
        or " thì" in text
        or " /" in text
        or " tổng" in text
        or " tiêu" in text
    ):
        found += [share for share in counts_of_a_whole(text) if not _overlaps(share, found)]
    if _OF_WHOLES.search(text) is not None:
        for match in islice(_SHARE.finditer(text), _MOST):
            share = _share(match, text, titles)
            if share and not _overlaps(share, found):
                found.append(share)
    found.sort(key=lambda share: share.start)
    return [share for share in found if not (share.percent is not None and _risen_from(share, found, text))]


def _risen_from(share: Share, found: list[Share], text: str) -> bool:
    """The 48 of "lên 62% từ 48%"."""
    return text.endswith(" từ", 0, share.start) and any(
        other.end < share.start and other.percent is not None for other in found
    )


def _halves(text: str) -> list[Share]:
    return [
        Share(*m.span(), percent=50.0, negated=text.endswith(_NOT_HALF, 0, m.start()))
        for m in _HALF.finditer(text)
        if not (m[0].endswith("50/50") and followed_by_unit().match(text, m.end()))
    ]


_NOT_HALF = (
    " chưa",
    " chưa được",
    " chưa đến",
    " chưa tới",
    " chưa đầy",
    " chưa nổi",
    " không nổi",
    " không được",
)
_BESIDE = late(
    r"(?: (?:thì|là|được|đạt|khoảng|tầm|mới|hiện|nay|giờ|lên|chắc|:|-|=|~))*"
    r" (?P<num>\d{1,3}(?:[.,]\d)?)(?=(?: (?:rồi|thôi|nhé|hơn|thôi nhé))?(?: ?[,;.\n+](?!\d)|\s*$| và| còn| §| nv ?\d| \d{2,3} (?:chưa|xong|đang|\d)))"
)


def percent_beside(text: str, at: int) -> Share | None:
    """The bare number said of a task named just before `at` ("nv2 80, nv3 75")."""
    match = _BESIDE.match(text, at)
    if match is None or not 0 < float(match["num"].replace(",", ".")) <= 100:
        return None
    return Share(*match.span(), percent=_percent_value(match["num"]))


_WHOLE_AFTER = late(
    r" (?:khối|công|kế|tiến|chỉ|nhiệm|diện|phần việc|yêu cầu|rồi|xong|luôn|hết|nhé|nha|mà|nhưng|và|còn|trước|vào|từ|từ hôm|trong|hôm|chiều|sáng|theo|so|của|ở|tại|cho|thôi|là|thì|do|vì|đúng|sớm|đã|được|cả|đấy|đó|on|done|ngày|quý|năm|tháng|tuần|xã|phường)"
    + END
)


def _of_things(text: str, at: int) -> bool:
    """ "100% bản giấy": all of something, which need not be the task."""
    word = re.match(r" [^\W\d_]+", text[at : at + 20])
    return word is not None and not _WHOLE_AFTER.match(text, at) and not followed_by_unit().match(text, at)


_DISBURSED = (" vốn", " kinh phí", " nguồn vốn", " kế hoạch vốn", " tiền")


def _percent(match: re.Match[str], text: str, *, disbursing: bool, titles: tuple[str, ...]) -> Share:
    value = _percent_value(match["num"])
    lead = (match["lead"] or "").strip()
    if match["low"]:
        value = _percent_value(match["low"].split()[-1])
    if lead in ("còn", "còn lại", "thiếu", "còn thiếu") or match["left"]:
        value = 100 - value
    start, end = match.span()
    nearly = lead in ("gần", "gần như") or text.endswith(" gán", 0, start)  # "gan" by who writes no marks
    if nearly and value >= 100:
        return Share(start, end, near=True)
    if _ANOTHER_AFTER.match(text, end) or _is_covered(text, start, end):
        return Share(start, end, negated=True)
    aimed = match.group().startswith(" đạt") or text.endswith((" hoàn thành", " xong", " vượt"), 0, start)
    alone = value < 100 and _OPENS_A_SHARE.search(near(text, start)) is not None
    reached = (aimed or alone) and text.startswith(" chỉ tiêu", end)
    paid = disbursing and text.startswith(_DISBURSED, end)
    part = _NOT_OWN_AFTER.match(text, end)
    if (part and not (reached or paid or any(part[0] in title.lower() for title in titles))) or (
        value >= 100
        and (
            _is_of_a_part(near(text, start))
            or _of_things(text, end)
            or _LESS_ELSEWHERE.match(text, end)
            or _AT_SOME.match(text, end)
            or _OF_A_WHILE.match(text, end)
        )
    ):
        return Share(start, end, near=True)
    if (
        _OF_OTHERS_AFTER.match(text, end)
        or (text.endswith(" tăng", 0, start) and not text.endswith(" tiến độ tăng", 0, start))
        or (
            (found := _NOT_OWN.search(near(text, start)))
            and not (disbursing and found[0].startswith("giải ngân"))
        )
        or WIDER.search(near(text, start))
        or _TARGET.search(near(text, start))
    ):
        return Share(start, end, negated=True)
    return Share(start, end, percent=value, negated=bool(match["not"]))


def _is_covered(text: str, start: int, end: int) -> bool:
    """ "5G đã phủ 27% diện tích": of the land, while "cấy được 90% diện tích" is of the work."""
    return text.startswith(" diện tích", end) and _COVERS.search(near(text, start)) is not None


_COVERS = late(r" (?:phủ|che phủ|sóng|[45]g|bts)(?= )")


def _is_of_a_part(before: str) -> bool:
    """ "Máy tính đủ 100%" is a part, "quét đủ 100%" is the work."""
    found = _OF_A_PART.search(before)
    if found is None or not found[0].startswith(" đủ"):
        return found is not None
    return not _ends_doing(before[: found.start()])


def _ends_doing(before: str) -> bool:
    done = before.split()[-2:]
    return bool(done) and (done[-1] in _doings() or " ".join(done) in _doings())


@cache
def _doings() -> frozenset[str]:
    """The verbs of work that is done on things."""
    return frozenset(verb for name in ("whole", "work", "terminal", "counting") for verb in classes()[name])


def _percent_value(number: str) -> float:
    if re.fullmatch(r"\d+[.,]\d+", number):
        return min(float(number.replace(",", ".")), 100.0)
    return min(float(re.sub(r"[.,]", "", number)[:6]), 100.0)


_OF_ALL = late(r" (?:tổng )?số (?:xã|phường|trường|hộ|thôn|bản|hồ sơ|đơn vị|cán bộ|máy|điểm|lớp|việc)\b")


_MASS_BEFORE = (
    " khối lượng",
    " công việc",
    " tiến độ",
    " chặng đường",
    " quãng đường",
    " khối lượng được",
    " khối lượng đạt",
    " công việc được",
)


_METRES = ("m", "mét")
_KILOMETRES = ("km", "cây số")


_NOT_THINGS = (" ban hành", " tổ chức")  # "3/12 tổ chức" is a day
_ON = (" ngày", " mùng", " hôm", " sáng", " chiều")


_LENGTHS = (" tháng", " tuần", " ngày", " năm")


def _counts_so_many(titles: tuple[str, ...], number: str) -> bool:
    """The 12 of "12 chợ hạng 2"."""
    return any(str(many) == number and not behind.startswith(_LENGTHS) for many, behind in counted_in(titles))


def _share(match: re.Match[str], text: str, titles: tuple[str, ...]) -> Share | None:
    left, right = match["a"], match["b"]
    start, end = match.span()
    a, b = _decimal(left), _decimal(right)
    if match["of_a"] in _METRES and (match["unit"] or "").strip() in _KILOMETRES:
        a /= 1000
    if b <= 0 or a > b:
        return None
    slash = match["of"].strip() == "/"
    unit = followed_by_unit().match(text, end)
    if slash and text[end : end + 2] == " /":
        return None
    of_all = slash and b <= 10 and _OF_ALL.match(text, end) is not None
    mass = slash and text.endswith(_MASS_BEFORE, 0, start)
    if match["unit"] or match["of"] == " phần " or of_all or mass:
        return _part_of_mass(match, a, b)
    whole_a, whole_b = whole_number(left), whole_number(right)
    date_like = slash and " " not in match["of"] and b <= 12 and a <= 31
    if date_like and (a > b or text.startswith(_NOT_THINGS, end) or (unit and text.endswith(_ON, 0, start))):
        return None
    if date_like and not unit and not _counts_so_many(titles, right):
        alone = text[:start].strip(" ,.") == "" and text[end:].strip(" ,.!") in ("", "rồi", "thôi")
        hinted = b <= 10 and (
            match["about"]
            or match["lead"]
            or match["more"]
            or (b <= 5 and text[:start].endswith((" thì", " :")))
        )
        if _DATE_BEFORE.search(near(text, start)) or not (alone or hinted) or " dự kiến" in text[:start][-9:]:
            return None
        return _part_of_mass(match, a, b)
    if whole_a is None or whole_b is None:
        return None
    if _ABSENT_AFTER.match(text, end):
        return Share(start, end, negated=True)
    if unit and not match["lead"] and _not_yet_so_many(text, start, unit.end()):
        return Share(start, end, near=True)
    if match["lead"] or match["more"]:
        whole_a = whole_b - whole_a
    return Share(start, end, done=whole_a, total=whole_b)


def _not_yet_so_many(text: str, start: int, end: int) -> bool:
    """ "Visa 2/6 người chưa được cấp": so many are left, unless it is said before how many are done."""
    return _NOT_YET.match(text, end) is not None and _DONE_BEFORE.search(near(text, start)) is None


_NOT_YET = re.compile(r" (?:vẫn |còn |hiện |vẫn còn )?chưa(?! tính| kể)(?= )")
_DONE_BEFORE = late(r" (?:được|đã|xong|mới|đạt|còn|thiếu|có)(?: [^\s,;.]+){0,4}\Z")


def _part_of_mass(match: re.Match[str], a: float, b: float) -> Share:
    value = int(100 * a / b + 0.5)
    if match["lead"] or match["more"]:
        value = 100 - value
    return Share(*match.span(), percent=float(value))


def _decimal(number: str) -> float:
    if re.fullmatch(r"\d+[.,]\d{1,2}", number):
        return float(number.replace(",", "."))
    return float(re.sub(r"[.,]", "", number)[:12])


def _overlaps(share: Share, others: list[Share]) -> bool:
    return any(share.start < other.end and other.start < share.end for other in others)
