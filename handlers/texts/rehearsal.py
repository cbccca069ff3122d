"""What a rehearsal calls its receivers, and the words with which its sheet is handed over. Plain text."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers.texts import days
from handlers.texts.language import Sentence, say
from papers.sheets.rehearsal import KIND, PlannedMessage

GROUP = Sentence("Nhóm Ban Chỉ đạo")
SHOWN = 10
BROKE = Sentence(
    "Xin lỗi, tôi chưa diễn thử được; sự việc đã ghi lại để kiểm tra. Đồng chí gõ lại /dienthu giúp."
)


def begun(first: date, last: date, today: date) -> str:
    return say(
        "🎭 Tôi đang diễn thử {span}; bảng sẽ đến ngay khi xong. Không tin nào gửi thật.",
        span=_span(first, last, today),
    )


def ended(first: date, last: date, today: date) -> str:
    """In the place of the words with which it began."""
    return say("🎭 Đã diễn thử xong {span}. Không tin nào gửi thật.", span=_span(first, last, today))


def caption(found: Sequence[PlannedMessage], first: date, last: date, today: date) -> str:
    """Under the sheet: how much of what, and on which days."""
    head = say("🎭 Diễn thử {span}", span=_span(first, last, today))
    if not found:
        return say("{head}: không có tin nào phải gửi.", head=head)
    kinds = Counter(message.kind for message in found)
    counted = ", ".join(f"{kinds[kind]} {word}" for kind, word in KIND.items() if kinds[kind])
    to = len({(message.to, message.units) for message in found})
    by_day = Counter(message.at.date() for message in found)
    lines = [
        say("• {day}: {count} tin", day=days.with_weekday(day, today), count=by_day[day])
        for day in sorted(by_day)
    ]
    more = [say("… và {count} ngày khác", count=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    what = say(
        "{head}: {count} tin ({counted}) đến {to} nơi nhận, theo tình hình lúc này.",
        head=head,
        count=len(found),
        counted=counted,
        to=to,
    )
    return "\n".join([what, *lines[:SHOWN], *more])


def sheet_name(first: date, last: date) -> str:
    return f"dien-thu-{first:%Y-%m-%d}-{last:%Y-%m-%d}.xlsx"


def _span(first: date, last: date, today: date) -> str:
    if first == last:
        return say("ngày {first}", first=days.with_weekday(first, today))
    return say(
        "từ {first} đến {last}", first=days.with_weekday(first, today), last=days.with_weekday(last, today)
    )
