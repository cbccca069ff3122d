"""What would go out, as a sheet: message by message, and how many each person gets on which day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papers.sheets.cells import Row
from papers.sheets.writing import write_book
from papers.vietnamese import short_day, weekday

KIND = {"reminder": "lời nhắc", "digest": "bản tin", "notice": "thông báo"}
HEADER = ("Ngày", "Thứ", "Giờ", "Người nhận", "Đơn vị", "Loại", "Mã việc", "Nội dung")
WIDTHS = (12, 10, 8, 28, 34, 12, 18, 90)
TOTAL = "Cộng"


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """`at`: local. `kind`: reminder, digest, notice."""

    at: datetime
    to: str
    units: tuple[str, ...]
    kind: str
    refs: tuple[str, ...]
    text: str


def write_rehearsal_xlsx(messages: Sequence[PlannedMessage]) -> bytes:
    days = sorted({message.at.date() for message in messages})
    return write_book(
        [
            ("Theo ngày", HEADER, WIDTHS, _by_day(messages)),
            ("Theo người", ("Người nhận", "Đơn vị", *map(_day, days), TOTAL), (28, 34, *(9 for _ in days), 8),
             _by_person(messages, days)),
        ]
    )  # fmt: skip


def _by_day(messages: Sequence[PlannedMessage]) -> Iterable[Row]:
    for message in messages:
        yield (
            message.at.date(),
            weekday(message.at),
            f"{message.at:%H:%M}",
            message.to,
            "; ".join(message.units),
            KIND[message.kind],
            ", ".join(message.refs),
            message.text,
        )


def _by_person(messages: Sequence[PlannedMessage], days: Sequence[date]) -> Iterable[Row]:
    """A row each, a column a day, both with their sums."""
    counts = Counter((message.to, message.units, message.at.date()) for message in messages)
    for to, units in dict.fromkeys((message.to, message.units) for message in messages):
        mine = [counts[to, units, day] for day in days]
        yield (to, "; ".join(units), *(count or None for count in mine), sum(mine))
    of_day = Counter(message.at.date() for message in messages)
    yield (TOTAL, None, *(of_day[day] for day in days), len(messages))


def _day(day: date) -> str:
    return f"{short_day(day)}\n{weekday(day)}"
