"""Numbers, days and states as they are written, on the screen and on paper."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from domain.indicators import Mark
from domain.portions import Portion
from domain.shares import share
from domain.work import Role, TaskKind, Timing, Work

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
PERIODS = {
    "P1D": "hằng ngày",
    "P1W": "hằng tuần",
    "P2W": "2 tuần một lần",
    "P1M": "hằng tháng",
    "P3M": "hằng quý",
    "P6M": "6 tháng một lần",
    "P1Y": "hằng năm",
}
WORK = {
    Work.NO_REPORT: "chưa báo cáo",
    Work.NOT_STARTED: "chưa làm",
    Work.IN_PROGRESS: "đang làm",
    Work.BLOCKED: "đang vướng",
    Work.DONE: "xong",
    Work.RECURRING: "thường xuyên",
}
KIND: dict[str, str] = {TaskKind.TASK: "nhiệm vụ", TaskKind.INDICATOR: "chỉ tiêu"}
MARK = {
    Mark.EXCEEDED: "vượt mục tiêu",
    Mark.MET: "đạt mục tiêu",
    Mark.NOT_MET: "chưa đạt mục tiêu",
    Mark.NOT_ASSESSED: "chưa đánh giá được",
    Mark.NO_VALUE: "chưa có số liệu",
}
ROLE: dict[str, str] = {Role.LEAD: "chủ trì", Role.COORDINATING: "phối hợp"}
# what of a task and of a unit can be changed, by the words of the trace
FIELDS = {
    "deadline": "hạn",
    "text": "nội dung",
    "leads": "chủ trì",
    "coordinating": "phối hợp",
    "directive": "văn bản",
    "kind": "loại",
    "secret": "mật",
    "needs_acceptance": "nghiệm thu",
    "period": "giai đoạn",
    "target": "chỉ tiêu giao",
    "unit": "đơn vị tính",
    "direction": "chiều",
    "counting": "cách tính",
    "baseline": "giá trị gốc",
    "unassessed": "chưa đánh giá được",
    "method_by": "đơn vị đề xuất cách tính",
    "method_due": "hạn đề xuất",
    "value": "giá trị",
    "name": "tên",
    "aliases": "tên khác",
}
TIMING = {
    Timing.NO_DEADLINE: "không có hạn",
    Timing.NOT_DUE: "chưa đến hạn",
    Timing.DUE_SOON: "sắp đến hạn",
    Timing.OVERDUE: "quá hạn",
    Timing.DONE_IN_TIME: "xong đúng hạn",
    Timing.DONE_LATE: "xong muộn",
    Timing.MISSED: "không báo cáo kỳ",
}


def number(value: float, decimals: int = 0) -> str:
    """1234.5 is "1.234,5": at most `decimals` digits after the comma, halves up, no idle zeros."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, after = f"{abs(rounded):,.{decimals}f}".partition(".")
    after = after.rstrip("0")
    sign = "−" if rounded < 0 else ""
    return sign + whole.replace(",", ".") + (f",{after}" if after else "")


def measured(value: float, unit: str) -> str:
    """ "85,5%", "12 khu vực"."""
    return f"{number(value, 3)}{unit}" if unit == "%" else f"{number(value, 3)} {unit}".strip()


def size(count: int) -> str:
    """Of a file: "12 KB", "1,5 MB"; never 0."""
    if count < 1000 * 1024:
        return f"{number(max(1, count / 1024))} KB"
    return f"{number(count / 1024 / 1024, 1)} MB"


def percent(part: int, whole: int) -> str:
    return f"{share(part, whole)}%"


def years(span: str) -> str:
    """ "năm 2025", "giai đoạn 2025–2045"."""
    return f"giai đoạn {span.replace('-', '–')}" if "-" in span else f"năm {span}"


def portion(found: Portion) -> str:
    """ "39/65 (60%)"."""
    return f"{number(found.reached)}/{number(found.of)} ({percent(found.reached, found.of)})"


def short_day(day: date) -> str:
    """ "30/9", for the screen."""
    return f"{day.day}/{day.month}"


def full_day(day: date) -> str:
    """ "05/10/2025", "30/9/2025": days below 10 and months below 3 take a zero, as the forms ask."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def moment(local: datetime) -> str:
    """ "08:00 thứ Hai 06/10/2025"."""
    return f"{local:%H:%M} {weekday(local)} {full_day(local)}"


def listed(words: list[str]) -> str:
    """ "a, b và c"."""
    return " và ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
