"""What a rehearsal calls its receivers, and the words with which its sheet is handed over. Plain text."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers.texts import days
from papers.sheets.rehearsal import KIND, PlannedMessage

GROUP = "Nhóm Ban Chỉ đạo"
SHOWN = 10
BROKE = "Xin lỗi, tôi chưa diễn thử được; sự việc đã ghi lại để kiểm tra. Đồng chí gõ lại /dienthu giúp."


def begun(first: date, last: date, today: date) -> str:
    return f"🎭 Tôi đang diễn thử {_span(first, last, today)}; bảng sẽ đến ngay khi xong. Không tin nào gửi thật."


def ended(first: date, last: date, today: date) -> str:
    """In the place of the words with which it began."""
    return f"🎭 Đã diễn thử xong {_span(first, last, today)}. Không tin nào gửi thật."


def caption(found: Sequence[PlannedMessage], first: date, last: date, today: date) -> str:
    """Under the sheet: how much of what, and on which days."""
    head = f"🎭 Diễn thử {_span(first, last, today)}"
    if not found:
        return f"{head}: không có tin nào phải gửi."
    kinds = Counter(message.kind for message in found)
    counted = ", ".join(f"{kinds[kind]} {word}" for kind, word in KIND.items() if kinds[kind])
    to = len({(message.to, message.units) for message in found})
    by_day = Counter(message.at.date() for message in found)
    lines = [f"• {days.with_weekday(day, today)}: {by_day[day]} tin" for day in sorted(by_day)]
    more = [f"… và {len(lines) - SHOWN} ngày khác"] if len(lines) > SHOWN else []
    what = f"{head}: {len(found)} tin ({counted}) đến {to} nơi nhận, theo tình hình lúc này."
    return "\n".join([what, *lines[:SHOWN], *more])


def sheet_name(first: date, last: date) -> str:
    return f"dien-thu-{first:%Y-%m-%d}-{last:%Y-%m-%d}.xlsx"


def _span(first: date, last: date, today: date) -> str:
    if first == last:
        return f"ngày {days.with_weekday(first, today)}"
    return f"từ {days.with_weekday(first, today)} đến {days.with_weekday(last, today)}"
