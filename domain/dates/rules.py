"""The table of date expressions: name, pattern on folded text, production. At each place the longest wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from domain.dates import periods
from domain.dates.values import Read
from domain.durations import Duration, add_duration
from domain.numerals import UNMARKED_DIGITS

Produce = Callable[["re.Match[str]", date], Read | None]

WORD_NUMBERS = {
    **{word: digit for word, digit in UNMARKED_DIGITS.items() if word not in ("khong", "lam", "nham")},
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14, "muoi lam": 15, "hai muoi": 20,
    "hai muoi lam": 25, "ba muoi": 30, "bon lam": 45, "bon muoi lam": 45, "sau muoi": 60, "chin muoi": 90,
}  # fmt: skip
ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
}
WEEKDAYS = {
    "2": 0,
    "hai": 0,
    "3": 1,
    "ba": 1,
    "4": 2,
    "tu": 2,
    "5": 3,
    "nam": 3,
    "6": 4,
    "sau": 4,
    "7": 5,
    "bay": 5,
}

_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(WORD_NUMBERS, key=len, reverse=True)) + ")"
_D = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_Y = r"(?P<y>20\d\d)"
_SEP = r"\s?[/.\-]\s?"
_DAY = r"(?:ngay|mung|mong|hom|ng)"
_PART = r"(?:(?P<part>dau|giua|cuoi|het|trong|nua dau|nua cuoi|nua sau|thuong tuan|trung tuan|ha tuan)\s)?"
_NEXT_YEAR = r"\s(?P<next>sang\snam)\b(?!\s(?:sau|toi|nay|\d|moi\b(?!\s[a-z])))"  # "quý 1 sang năm"
_IN_YEAR = rf"(?:(?:\s?[/.\-]\s?|\s(?:nam\s)?){_Y}|\snam\s(?P<yr>nay|sau|toi)|{_NEXT_YEAR})"
_UNIT = r"(?P<unit>ngay lam viec|ngay lv|ngay|hom|bua|tuan|thang|quy|nam)"
_EVERY = r"(?:hang|hằng|moi|theo)"


@dataclass(frozen=True)
class Rule:
    name: str
    pattern: str
    produce: Produce

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """One of these stands in every text the pattern matches."""
        return _LITERALS.get(self.name, ("",))

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        """As PartSieve wants it: of each set one stands within a word of every text the pattern matches."""
        parts = [re.sub(r"\d+", "0", literal).split() for literal in self.literals]
        first = [frozenset(max(words, key=len) for words in parts)] if all(parts) else []
        return (*first, *map(frozenset, _BESIDES.get(self.name, ())))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Made at first need."""
        return re.compile(rf"(?<![\w/]){self.pattern}")


def number(words: str) -> int:
    return int(words) if words.isdigit() else WORD_NUMBERS[words]


def duration(n: int, unit: str) -> Duration:
    if unit in ("ngay lam viec", "ngay lv"):
        return Duration(days=n, working=True)
    if unit in ("ngay", "hom", "bua"):
        return Duration(days=n)
    return {
        "tuan": Duration(weeks=n),
        "thang": Duration(months=n),
        "quy": Duration(months=3 * n),
        "nam": Duration(years=n),
    }[unit]


def _year_of(m: "re.Match[str]", today: date) -> int | None:
    found = m.groupdict()
    if found.get("y"):
        return periods.full_year(found["y"])
    if found.get("yr"):
        return today.year + (found["yr"] != "nay")
    if found.get("next"):
        return today.year + 1
    return None


def _one(found: date | None) -> Read | None:
    return Read(end=found) if found else None


def _day_month(m: "re.Match[str]", today: date) -> Read | None:
    year = _year_of(m, today)
    d, month = int(m["d"]), int(m["m"])
    return _one(periods.day(year, month, d) if year else periods.next_day_month(d, month, today))


def _iso(m: "re.Match[str]", _: date) -> Read | None:
    return _one(periods.day(int(m["y"]), int(m["m"]), int(m["d"])))


def _day_of_month(m: "re.Match[str]", today: date) -> Read | None:
    d, which = int(m["d"]), m.groupdict().get("which")
    if which is None:
        return _one(periods.next_day(d, today))
    year, month = periods.months_from(today, 0 if which == "nay" else 1)
    return _one(periods.day(year, month, d))


def _day_just_past(m: "re.Match[str]", today: date) -> Read | None:
    """Hôm 19: the last such day."""
    coming = periods.next_day(int(m["d"]), today)
    if coming is None or coming == today:
        return _one(coming)
    back = periods.months_from(today, 0 if int(m["d"]) <= today.day else -1)
    return _one(periods.day(*back, int(m["d"])))


def _range(m: "re.Match[str]", today: date) -> Read | None:
    end = _day_month(m, today)
    if end is None or end.end is None:
        return None
    d1, m1, y1 = int(m["d1"]), m["m1"], m.groupdict().get("y1")
    start = periods.day(int(y1) if y1 else end.end.year, int(m1) if m1 else end.end.month, d1)
    if start is not None and start > end.end:
        start = periods.day(start.year - 1, start.month, d1)
    return Read(start, end.end) if start else end


def _range_in_month(m: "re.Match[str]", today: date) -> Read | None:
    return _day_month(m, today) if m["m"] else _day_of_month(m, today)


def _month(m: "re.Match[str]", today: date) -> Read | None:
    n = int(m["m"])
    return periods.month(_year_of(m, today) or periods.next_month(n, today), n, m["part"] or "")


def _months(m: "re.Match[str]", today: date) -> Read | None:
    first, last = int(m["m1"]), int(m["m"])
    if last < first:
        return None
    given = _year_of(m, today)
    year = given or (today.year if last >= today.month or "/" in m[0] else today.year + 1)
    return Read(date(year, first, 1), periods.month_end(year, last))


def _this_month(m: "re.Match[str]", today: date) -> Read | None:
    which = m.groupdict().get("which") or "nay"
    return periods.month(*periods.months_from(today, 0 if which == "nay" else 1), m["part"] or "")


def _quarter(m: "re.Match[str]", today: date) -> Read | None:
    n = ROMAN[m["q"]]
    year = _year_of(m, today)
    if year is None:
        year = today.year if 3 * n >= today.month else today.year + 1
    return periods.quarter(year, n, m["part"] or "")


def _quarters(m: "re.Match[str]", today: date) -> Read | None:
    first, last = ROMAN[m["q1"]], ROMAN[m["q"]]
    if last <= first:
        return None
    year = _year_of(m, today) or (today.year if 3 * last >= today.month else today.year + 1)
    return Read(periods.quarter(year, first, "").start, periods.quarter(year, last, "").end)


def _this_quarter(m: "re.Match[str]", today: date) -> Read | None:
    n = (today.month - 1) // 3 + (m["which"] != "nay")
    return periods.quarter(today.year + n // 4, n % 4 + 1, m["part"] or "")


def _year(m: "re.Match[str]", today: date) -> Read | None:
    which = m.groupdict().get("which")
    year = int(m["y"]) if m.groupdict().get("y") else today.year + (which not in ("nay", "nay nay"))
    return periods.year(year, m["part"] or "")


def _bare_year_part(m: "re.Match[str]", today: date) -> Read | None:
    read = periods.year(today.year, m["part"])
    return read if read.end and read.end >= today else periods.year(today.year + 1, m["part"])


def _months_of_year(m: "re.Match[str]", today: date) -> Read | None:
    n = number(m["n"])
    if not 1 <= n <= 12:
        return None
    year = _year_of(m, today) or today.year
    if m["side"] == "dau":
        last = periods.month_end(year, n)
        if _year_of(m, today) is None and last < today:
            year, last = year + 1, periods.month_end(year + 1, n)
        return Read(date(year, 1, 1), last)
    return Read(date(year, 13 - n, 1), date(year, 12, 31))


def _week(m: "re.Match[str]", today: date) -> Read | None:
    weeks = {"nay": 0, "sau": 1, "toi": 1, "sau nua": 2}[m.groupdict().get("which") or "nay"]
    return periods.week(periods.monday_of(today, weeks), m["part"] or "")


def _week_of_month(m: "re.Match[str]", today: date) -> Read | None:
    n = int(m["m"])
    year = _year_of(m, today) or periods.next_month(n, today)
    if m["nth"] == "cuoi":
        last = periods.month_end(year, n)
        return periods.week(periods.monday_of(last), "")
    nth = {"dau": 1, "dau tien": 1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4}.get(m["nth"]) or int(m["nth"])
    first = date(year, n, 1)
    monday = periods.monday_of(first, 0 if first.weekday() <= 4 else 1)
    return periods.week(monday + timedelta(weeks=nth - 1), "")


def _weekday(m: "re.Match[str]", today: date) -> Read | None:
    name = m["w"]
    n = WEEKDAYS.get(name, 6)
    which = m.groupdict().get("which")
    if which in ("tuan nay", "nay"):
        return Read(end=periods.monday_of(today) + timedelta(days=n))
    if which in ("tuan sau", "tuan toi", "tuan sau nua"):
        return Read(end=periods.monday_of(today, 2 if which == "tuan sau nua" else 1) + timedelta(days=n))
    return Read(end=today + timedelta(days=(n - today.weekday() - 1) % 7 + 1))


NEAR = {
    "hom nay": 0, "bua ni": 0, "chieu nay": 0, "toi nay": 0, "sang nay": 0, "cuoi ngay": 0, "trong ngay": 0,
    "het ngay hom nay": 0, "ngay hom nay": 0, "hnay": 0, "bua nay": 0, "dem nay": 0, "trua nay": 0,
    "ngay mai": 1, "cuoi ngay mai": 1, "het ngay mai": 1, "mai": 1, "hom sau": 1, "sang mai": 1, "chieu mai": 1, "bua mai": 1, "toi mai": 1,
    "ngay kia": 2, "ngay mot": 2, "mot": 2, "bua mot": 2, "bua kia": 2,
}  # fmt: skip


def _near(m: "re.Match[str]", today: date) -> Read | None:
    return Read(end=today + timedelta(days=NEAR[re.sub(r"\s+", " ", m["near"])]))


def _span_from(m: "re.Match[str]", today: date) -> Read | None:
    """Trong vòng N … (kể từ ngày X)."""
    long = duration(number(m["n"]), m["unit"])
    start = today
    if m.groupdict().get("d"):
        given = _day_month(m, today)
        year = _year_of(m, today)
        if given is None or given.end is None:
            return None
        # a day that has just passed is the one meant: "kể từ ngày 23/9" said on the 25th
        start = given.end
        if year is None and start > today:
            past = periods.day(start.year - 1, start.month, start.day)
            if past is not None and (today - past).days < 60:
                start = past
    return Read(start, add_duration(start, long), long)


def _after(m: "re.Match[str]", today: date) -> Read | None:
    long = duration(number(m["n"]), m["unit"])
    return Read(None, add_duration(today, long), long)


def _bare(m: "re.Match[str]", _: date) -> Read | None:
    return Read(duration=duration(number(m["n"]), m["unit"]))


def _half_month(m: "re.Match[str]", today: date) -> Read | None:
    long = Duration(days=15)
    return Read(None, today + timedelta(days=15), long) if m["more"] else Read(duration=long)


UNIT_PERIOD = {"ngay": "D", "hom": "D", "tuan": "W", "thang": "M", "nam": "Y"}


def period_of(n: int, unit: str) -> str:
    if unit == "quy":
        return f"P{3 * n}M"
    return f"P{n}{UNIT_PERIOD[unit]}"


def _every(m: "re.Match[str]", _today: date) -> Read | None:
    found = m.groupdict()
    n = number(found["n"]) if found.get("n") else 1
    return Read(recurrence=period_of(n, m["unit"]))


def _times(m: "re.Match[str]", today: date) -> Read | None:
    """Mỗi tháng 2 lần: half a month is a fortnight, half a quarter six weeks."""
    times, unit = number(m["times"]), m["unit"]
    if times == 1:
        return Read(recurrence=period_of(1, unit))
    split = {("thang", 2): "P2W", ("tuan", 2): "P3D", ("nam", 2): "P6M", ("nam", 4): "P3M", ("quy", 3): "P1M"}
    found = split.get((unit, times))
    return Read(recurrence=found) if found else None


def _fixed(recurrence: str) -> Produce:
    return lambda _m, _today: Read(recurrence=recurrence)


def _vague(_m: "re.Match[str]", _today: date) -> Read | None:
    return Read()


def _whole_years(m: "re.Match[str]", _today: date) -> Read | None:
    first, last = int(m["y1"]), int(m["y"])
    return Read(date(first, 1, 1), date(last, 12, 31)) if first < last <= first + 30 else None


def _last_working_day(m: "re.Match[str]", today: date) -> Read | None:
    read = _month(m, today) if m.groupdict().get("m") else _this_month(m, today)
    if read is None or read.end is None:
        return None
    end = read.end
    while end.weekday() > 4:
        end -= timedelta(days=1)
    return Read(end=end)


def _to_year_end(_m: "re.Match[str]", today: date) -> Read | None:
    return Read(today, date(today.year, 12, 31))


RULES: tuple[Rule, ...] = (
    # what returns
    Rule("every-n", rf"(?P<n>{_NUMBER})\s?(?P<unit>ngay|tuan|thang|quy|nam)\s?(?:/\s?(?:1|mot)?|mot|1|bao cao(?: mot| 1))\s?lan\b", _every),
    Rule("every-n-before", rf"{_EVERY}\s(?P<n>{_NUMBER})\s(?P<unit>ngay|tuan|thang|quy|nam)\b(?:\s(?:mot|1)\slan)?", _every),
    Rule("times-a", rf"(?:{_EVERY}\s)?(?P<unit>ngay|tuan|thang|quy|nam)\s(?P<times>{_NUMBER})\slan\b", _times),
    Rule("times-per", rf"(?P<times>{_NUMBER})\slan\s?(?:/|moi|mot|trong|tren)\s?(?:mot\s)?(?P<unit>ngay|tuan|thang|quy|nam)\b", _times),
    Rule("every-unit", r"(?:hang|moi)\s(?P<unit>ngay|tuan|thang|quy(?!\s(?:hop|chau|iv|i{1,3}|[1-4])\b)|nam)\b(?:\s(?:mot|1)\slan\b)?", _every),
    Rule("unit-each", r"(?P<unit>ngay|tuan|thang|quy|nam)\s?/\s?lan\b", _every),
    Rule("by-unit", r"dinh ky\s(?:theo\s)?(?P<unit>ngay|tuan|thang|quy|nam)\b", _every),
    Rule("reported-by", r"(?:bao cao|gui|nop|cap nhat|hop|thong ke|giao ban|ra soat)\s(?:theo|tung)\s(?P<unit>ngay|tuan|thang|quy|nam)\b(?!\s?(?:\d|i|nay|sau|toi|dinh|che|trinh|hoach|uoc|luat|chuan|tac|mo))", _every),
    Rule("day-of-each-month", rf"(?:{_DAY}\s)?{_D}\s(?:hang|moi)\sthang\b", _fixed("P1M")),
    Rule("weekday-of-each-week", r"(?:thu\s(?P<w>[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|t[2-7])\s(?:hang|moi)\stuan\b", _fixed("P1W")),
    Rule("day-of-each-quarter", r"(?:thang\s)?(?:cuoi|dau|giua)\s(?:moi|hang)\squy\b", _fixed("P3M")),
    Rule("end-of-each-month", r"(?:cuoi|dau|giua)\s(?:moi|hang)\sthang\b", _fixed("P1M")),
    Rule("end-of-each-week", r"(?:cuoi|dau|giua)\s(?:moi|hang)\stuan\b", _fixed("P1W")),
    Rule("every-half-year", r"(?:6 thang|sau thang|nua nam)\s(?:mot|1)\slan\b", _fixed("P6M")),
    # days
    Rule("iso", rf"{_Y}-(?P<m>1[0-2]|0[1-9])-(?P<d>3[01]|[12]\d|0[1-9])(?:t[\d:+.]+)?", _iso),
    Rule("day-range", rf"(?:tu\s)?(?:{_DAY}\s)?(?P<d1>3[01]|[12]\d|0?[1-9])(?:{_SEP}(?P<m1>1[0-2]|0?[1-9])(?:{_SEP}(?P<y1>20\d\d))?)?\s?(?:-|–|den het|den|toi)\s?(?:{_DAY}\s)?{_D}{_SEP}{_M}(?:{_SEP}{_Y})?(?![\d/%])", _range),
    Rule("day-month-year", rf"(?:{_DAY}\s)?{_D}{_SEP}{_M}{_SEP}(?P<y>20\d\d|\d\d)(?![\d/%])", _day_month),
    Rule("day-month", rf"(?:{_DAY}\s)?{_D}\s?[/.\-]\s?{_M}(?:\snam\s(?:{_Y}|(?P<yr>nay|sau|toi))|{_NEXT_YEAR})?(?![\d/%.,]\d|[\d/%])", _day_month),
    Rule("day-month-words", rf"(?:{_DAY}\s)?{_D}\s(?:thang|thg|t)\s?{_M}\b(?:{_IN_YEAR}|\s(?P<yr2>nay))?", _day_month),
    Rule("day-range-in-month", rf"(?:tu\s)?(?:{_DAY}\s)?(?P<d1>3[01]|[12]\d|0?[1-9])\s?(?:-|–|den|toi|hoac|hay)\s?(?:{_DAY}\s)?{_D}\sthang\s(?:{_M}|(?P<which>nay|sau|toi))\b", _range_in_month),
    Rule("day-solar", rf"(?:{_DAY}\s)?{_D}\s(?:tay|duong lich|duong)\b(?:\sthang\s(?P<which>nay|sau|toi)\b)?", _day_of_month),
    Rule("day-until", rf"(?:(?:(?<=lui )|(?<=xin )|(?<=doi )|(?<=hoan )|(?<=cho )|(?<=han ))(?:den|toi|sang|qua)|den het|toi het|cham nhat)\s{_D}(?=\s?[,.;!?)](?!\s?\d)|\s?$)", _day_of_month),
    Rule("day-of-this-month", rf"(?:{_DAY}\s)?{_D}\sthang\s(?P<which>nay|sau|toi)\b", _day_of_month),
    Rule("day", rf"(?:ngay|mung|mong)\s{_D}\b(?![/.\-]\d|\s?(?:%|xa|nhiem vu|ngay|thang \d))", _day_of_month),
    Rule("day-soon", r"(?<![\d/.,-])(?<!ca )(?<!so )(?<!nv )(?<!thu )(?<!viec )(?P<d>3[01]|[12]\d)\s(?:nay|toi)\b(?!\s(?:xong|da|dang|chua|roi|thi))", _day_of_month),
    Rule("day-past", rf"(?:hom|bua)\s{_D}\b(?![/.\-]\d|\s?(?:%|\d|[/h-]|nay|toi|sau|xa|thang|gio|nguoi|viec))", _day_just_past),
    Rule("day-in-part", rf"(?:sang|chieu|toi|trua|ngay)\s{_D}(?:\s(?:nay|toi))?(?=\s(?:la|thi|se)\b|\s(?:em\s|minh\s|ben em\s|so\s)?(?:gui|nop|trinh|ban giao|nghiem thu)\b|\s?[,;.!]|\s?$)", _day_of_month),
    Rule("month-day", rf"thang\s{_M}\s{_D}(?=\s?[,.;!?)]|\s?$)", _day_month),
    Rule("near", r"(?P<near>" + "|".join(sorted(NEAR, key=len, reverse=True)) + r")\b(?!\s(?:mot|la\b(?! xong| hoan thanh| nop| gui| trinh| co | ky| gon| tron| het| du| kin| ok| on | dut diem| ve dich| ket thuc| chot| phat hanh| ban hanh| be mac| be giang| khai truong| khanh thanh| thong | chay | sach| day du| ban giao| nghiem thu)|sau\b|moc\b|kia\b|(?<=cuoi ngay )\d))", _near),
    Rule("part-of-day", r"(?<!doi )(?<!trinh )(?<!tham )(?<!phim )(?:chieu|trua|toi)(?=\s(?:em |anh |chi |thi |la |se |bao |co |gui\b|nop\b|trinh\b|ky\b|xong|phat hanh|ban hanh|hoan thanh|lam (?:not|tiep|xong)))", lambda _m, today: Read(end=today)),
    Rule("weekday", r"(?:(?<!lan )(?<!nghiem )(?<!thang )(?<!buoi )(?<!dot )(?<!lop )(?<!nam )(?<!khoa )(?<!phien )(?<!ngay )thu\s?(?P<w>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<cn>chu nhat|cn))\b(?:\s(?P<which>tuan nay|tuan sau nua|tuan sau|tuan toi|nay|toi))?", _weekday),
    Rule("weekday-day", rf"(?:thu\s?(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn|t[2-7])\s?[,(]?\s?(?:{_DAY}\s)?{_D}{_SEP}{_M}(?:{_SEP}(?P<y>20\d\d))?(?![\d/%])", _day_month),
    Rule("weekday-short", r"t(?P<w>[2-7])\s(?P<which>tuan nay|tuan sau nua|tuan sau|tuan toi|nay|toi)\b", _weekday),
    # periods
    Rule("week-of-month", rf"tuan\s(?:thu\s)?(?P<nth>[1-4]|nhat|hai|ba|tu|dau tien|dau|cuoi)\s(?:cua\s)?thang\s{_M}\b(?:{_IN_YEAR})?", _week_of_month),
    Rule("week", rf"{_PART}tuan\s(?P<which>sau nua|nay|sau|toi)\b", _week),
    Rule("next-week", r"(?P<part>)sang tuan\b(?!\s(?:nay|sau|toi|dau|cuoi|thu|\d))", lambda m, today: periods.week(periods.monday_of(today, 1), "")),
    Rule("week-part", r"(?P<part>dau|giua|cuoi|het|trong)\stuan\b(?!\s?\d)", _week),
    Rule("last-working-day", rf"ngay lam viec cuoi cung (?:cua )?(?P<part>)(?:thang\s{_M}\b(?:{_IN_YEAR})?|thang\s(?P<which>nay|sau|toi))", _last_working_day),
    Rule("months-list", rf"(?:trong\s)?thang\s(?P<m1>1[0-2]|0?[1-9])\s?(?:,|va|-|–|den|den thang|va thang|den het thang|toi thang|- thang)\s?(?:thang\s)?{_M}\b(?:{_IN_YEAR})?(?!{_SEP}\d)", _months),
    Rule("month", rf"{_PART}(?:thang|thg)\s?{_M}\b(?:{_IN_YEAR})?(?!\s?[/]\s?\d)", _month),
    Rule("month-short", rf"{_PART}t{_M}(?:\s?[/.\-]\s?(?P<y>20\d\d|2[4-9]|3\d))?\b(?!\s(?:tuan|hang|nay|toi))", _month),
    Rule("this-month", rf"{_PART}thang\s(?P<which>nay|sau|toi)\b", _this_month),
    Rule("next-month-start", r"(?:de\s)?(?P<part>)sang\s(?P<which>thang)\b(?!\s?\d)", lambda m, today: periods.month(*periods.months_from(today, 1), "")),
    Rule("month-part", r"(?P<part>dau|giua|cuoi|het|trong|thuong tuan|trung tuan|ha tuan)\sthang\b(?!\s?\d)", _this_month),
    Rule("quarter", rf"{_PART}q(?:uy)?\s?(?P<q>iv|iii|ii|i|[1-4]|mot|hai|ba|tu|bon)\b(?:{_IN_YEAR})?", _quarter),
    Rule("quarters", rf"(?:tu\s)?q(?:uy)?\s?(?P<q1>iv|iii|ii|i|[1-4])\s?(?:,|va|-|–|den|den het|toi)\s?(?:q(?:uy)?\s?)?(?P<q>iv|iii|ii|i|[2-4])\b(?:{_IN_YEAR})?(?![/\d])", _quarters),
    Rule("this-quarter", rf"{_PART}quy\s(?P<which>nay|sau|toi)\b", _this_quarter),
    Rule("quarter-part", r"(?P<part>dau|giua|cuoi|het|trong)\s(?P<which>)quy\b(?!\s(?:iv|i{1,3}|[1-4])\b)", lambda m, today: periods.quarter(today.year, (today.month - 1) // 3 + 1, m["part"])),
    Rule("months-of-year", rf"(?P<n>{_NUMBER})\sthang\s(?P<side>dau|cuoi)\snam(?:\s{_Y}|\s(?P<yr>nay|sau|toi))?\b", _months_of_year),
    Rule("year", rf"{_PART}nam\s(?:{_Y}|(?P<which>nay|sau|toi))\b(?!\s?[-–]\s?20)", _year),
    Rule("new-year", r"(?:truoc\s)?(?:tet duong(?: lich)?|nam moi duong lich)\b", lambda _m, today: Read(end=date(today.year + 1, 1, 1))),
    Rule("next-year", r"(?P<part>)sang (?P<which>nam)(?=\s(?:moi|lam|xong|bat dau|trien khai|nhe|se|thi)|$)", lambda _m, today: Read(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31))),
    Rule("year-part", r"(?P<part>dau|giua|cuoi|het|trong)\snam\b(?!\s?\d)", _bare_year_part),
    Rule("years", rf"giai doan\s(?P<y1>20\d\d)\s?[-–]\s?{_Y}", _whole_years),
    Rule("to-year-end", r"(?:tu nay|tu gio)\s(?:den|toi)\s(?:het|cuoi)\snam\b(?!\s\d)", _to_year_end),
    # spans
    Rule("span-from-day", rf"(?:(?:trong(?:\s(?:vong|thoi han))?|cham nhat|muon nhat|toi da|khong qua)\s(?:la\s)?)?(?P<n>{_NUMBER})\s{_UNIT}\s?,?\s(?:ke\s)?tu\s(?:ngay\s)?{_D}{_SEP}{_M}(?:{_SEP}{_Y})?", _span_from),
    Rule("span", rf"(?:trong\s(?:vong|thoi han)|trong|cham nhat|toi da|khong qua)\s(?:la\s)?(?P<n>{_NUMBER})\s{_UNIT}\b(?!\s(?:dau|cuoi)\snam)(?:\stoi\b|\snua\b)?", _span_from),
    Rule("spans-ahead", rf"{_NUMBER}\s?[-–]\s?(?P<n>{_NUMBER})\s{_UNIT}(?:\s(?:nua|toi))?\b", _after),
    Rule("ahead", rf"(?:sau\s)?(?P<n>{_NUMBER})\s{_UNIT}\s(?:nua|toi|nựa)\b", _after),
    Rule("after", rf"sau\s(?P<n>{_NUMBER})\s{_UNIT}\b", _after),
    Rule("half-month", r"nua thang(?P<more>\snua)?\b", _half_month),
    Rule("span-bare", rf"(?P<n>{_NUMBER})\s{_UNIT}\b(?!\s(?:dau|cuoi)\snam)", _bare),
    Rule("vague", r"(?:vai|may|it)\s(?:hom|ngay|bua|tuan|thang)\s(?:nua|toi)\b|som nhat|mai mot\b", _vague),
)  # fmt: skip

# what must stand in a text for the rule to be tried; a rule not named here is always tried
_LITERALS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("every-n", "times-a", "times-per", "unit-each", "every-half-year"), (" lan", "/lan", "/ lan")),
    "every-n-before": ("hang ", "moi ", "theo "), "every-unit": ("hang ", "moi "), "by-unit": ("dinh ky",), "reported-by": ("theo ", "tung "), "quarters": ("q",),
    "day-of-each-month": (" thang",), "weekday-of-each-week": ("hang tuan", "moi tuan"),
    "day-of-each-quarter": (" quy",), "end-of-each-month": (" thang",), "end-of-each-week": (" tuan",),
    "iso": ("-",), "day-range": ("-", "–", "den", "toi"),
    "day-month-year": ("/", ".", "-"), "day-month": ("/", ".", "-"),
    "day-month-words": ("thang", "thg", " t"), "day-of-this-month": ("thang nay", "thang sau", "thang toi"),
    "day-range-in-month": (" thang",), "day-solar": (" tay", " duong"), "day-until": ("den ", "toi ", "sang ", "qua ", "cham nhat"),
    "day": ("ngay", "mung", "mong"), "day-past": ("hom", "bua"), "day-soon": (" nay", " toi"), "day-in-part": ("sang", "chieu", "toi", "trua", "ngay"), "month-day": ("thang",), "part-of-day": ("chieu", "trua", "toi "),
    "weekday": ("thu", "chu nhat", "cn"), "weekday-day": ("thu", "chu nhat", "cn", "t2", "t3", "t4", "t5", "t6", "t7"),
    "weekday-short": ("t2", "t3", "t4", "t5", "t6", "t7"),
    **dict.fromkeys(("week-of-month", "week", "next-week", "week-part"), ("tuan",)),
    "last-working-day": ("cuoi cung",),
    **dict.fromkeys(("months-list", "this-month", "next-month-start", "month-part", "months-of-year"), ("thang",)),
    "month": ("thang", "thg"), "month-short": ("t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9"),
    "quarter": ("q",), "this-quarter": ("quy",), "quarter-part": ("quy",),
    **dict.fromkeys(("year", "year-part", "next-year", "to-year-end"), ("nam",)),
    "years": ("giai doan",), "new-year": ("duong",), "span-from-day": ("tu ",),
    "span": ("trong", "nhat", "da ", "qua"), "spans-ahead": ("-", "–"), "ahead": ("nua", "toi"), "after": ("sau",),
    "half-month": ("nua thang",), "vague": ("vai", "may", "it ", "som nhat", "mai mot"),
}  # fmt: skip

# and what else must, within words; "0" is any number
_NUMBERS = ("0", *(word for word in WORD_NUMBERS if " " not in word))
_UNITS = ("ngay", "hom", "bua", "tuan", "thang", "quy", "nam")
_SEPARATORS = ("/", ".", "-")
_WHICH = ("nay", "sau", "toi")
_PARTS = ("dau", "giua", "cuoi", "het", "trong", "tuan")
_EACH = ("hang", "moi")
_TO = (",", "va", "-", "–", "den", "toi")
_BESIDES: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("every-n", "every-n-before", "times-a", "times-per"), (_NUMBERS, _UNITS)),
    **dict.fromkeys(("every-unit", "unit-each", "by-unit", "reported-by"), (_UNITS,)),
    **dict.fromkeys(("day-of-each-quarter", "end-of-each-month", "end-of-each-week"), (_EACH,)), "day-of-each-month": (_EACH, ("0",)),
    **dict.fromkeys(("iso", "day-range-in-month", "day-solar", "day-until", "day-of-this-month", "day", "day-past", "day-soon", "day-in-part", "month-day", "month", "years"), (("0",),)),
    **dict.fromkeys(("day-range", "day-month-year", "day-month", "weekday-day"), (_SEPARATORS, ("0",))),
    "day-month-words": (("0",), ("thang", "thg", " t0", " t ")), "weekday-of-each-week": (_EACH,),
    "part-of-day": (("em", "anh", "chi", "thi", "la", "se", "bao", "co", "gui", "nop", "trinh", "ky", "xong", "phat", "ban", "hoan", "lam"),),
    "near": (("nay", "ngay", "ni", "mai", "sau", "mot", "kia"),), "weekday-short": (_WHICH,),
    "week-of-month": (("thang",), ("0",)), "next-week": (("sang",),), "week": (_WHICH,), "week-part": (_PARTS,),
    "months-list": (_TO, ("0",)), "this-month": (_WHICH,), "next-month-start": (("sang",),), "month-part": (_PARTS,),
    "months-of-year": (("nam",), _NUMBERS), "quarters": (_TO,), "this-quarter": (_WHICH,), "quarter-part": (_PARTS,),
    "year": (("0", *_WHICH),), "next-year": (("sang",),), "year-part": (_PARTS,), "to-year-end": (("tu",),),
    "span-from-day": (_NUMBERS, _UNITS, ("0",), _SEPARATORS),
    **dict.fromkeys(("span", "spans-ahead", "ahead", "after", "span-bare"), (_NUMBERS, _UNITS)),
}  # fmt: skip
