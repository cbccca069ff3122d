"""/bantin: when digests come, to whom, and what changes about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.cadence import Cadence
from domain.durations import add_duration, parse_duration
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.confirming import buttons

SHOWN = 5
LONGEST = 60
SENT = "Đã gửi."
WAITS = "Ngoài giờ làm việc: bản tin đi khi vào giờ."
HOW = (
    "Đổi nhịp: <code>/bantin hằng tuần từ 13/10 8h</code>\n"
    "Lời dẫn: <code>/bantin lời dẫn …</code>\n"
    "Nơi nhận thêm: <code>/bantin gửi thêm Văn phòng Tỉnh uỷ</code>, <code>/bantin thôi gửi …</code>\n"
    "Bản tin riêng của một khối: vào nhóm của khối, gõ <code>/nhom khối sở</code>\n"
    "Phát hành lại, kèm thay đổi từ đó: <code>/bantin phát hành lại 6/10</code>"
)


def overview(
    *,
    history: Sequence[Cadence],
    leaves: datetime,
    words: str | None,
    group: str | None,
    blocks: Sequence[tuple[str, int]],
    copies: Sequence[tuple[str, Sequence[str]]],
    sent: Sequence[datetime],
    names: Mapping[int, str],
    preview_hours: float,
) -> Screen:
    """`group` None: there is none. `blocks`: groups with the digest of their own units, and how many these are.

    `copies`: each unit with those whom it reaches.
    """
    to = [f"nhóm {f'«{esc(group)}»' if group else 'Ban Chỉ đạo'}"] if group is not None else []
    to += [f"nhóm {esc(shorten(name, LONGEST))} (bản riêng, {count} đơn vị)" for name, count in blocks]
    to += [f"{esc(shorten(unit, LONGEST))} ({_reached(mine)})" for unit, mine in copies]
    parts = [
        f"📊 <b>Bản tin</b>\nKỳ tới: <b>{days.moment(leaves)}</b>",
        f"Nơi nhận: {'; '.join(to) if to else 'chưa có nhóm nào, gõ /nhom trong nhóm Ban Chỉ đạo'}",
        f"Lời dẫn kỳ tới: {esc(shorten(words, 300))}" if words else "",
        f"Trước khi gửi, Tổ giúp việc có {preview_hours:g} giờ để xem." if preview_hours else "",
        "Nhịp:\n" + "\n".join(_line(cadence, names) for cadence in history[-SHOWN:]),
        "Đã gửi gần đây: " + ", ".join(days.short(at.date()) for at in sent) if sent else "",
        HOW,
    ]
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, [[Button("👀 Xem trước bản tin tới", "digestsee")]])


def preview(every: str, start: datetime, before: Sequence[datetime], proposal_id: int) -> Screen:
    """`before`: what still comes by the cadence of now."""
    earlier = f"\nTrước đó, theo nhịp hiện nay: {_listed(before)}." if before else ""
    return Screen(f"📊 {_said(every, start)}{earlier}", buttons("Đổi nhịp", "cadence", proposal_id))


def done(every: str, start: datetime, ahead: Sequence[datetime]) -> str:
    return f"✅ {_said(every, start)}\nCác kỳ tới: {_listed(ahead)}."


def horizon(start: datetime, every: str) -> datetime:
    """Until when the next ones are named."""
    day = add_duration(start.date(), parse_duration(every), 3)
    return start + timedelta(days=(day - start.date()).days)


def added(unit: str, names: Sequence[str]) -> str:
    return f"✅ Từ nay {esc(unit)} nhận mỗi bản tin ({_reached(names)})."


def ended(unit: str) -> str:
    return f"✅ Từ nay {esc(unit)} không nhận bản tin nữa."


def _said(every: str, start: datetime) -> str:
    return f"Từ <b>{days.with_weekday(start.date())}</b>: bản tin <b>{days.period(every)}</b>, lúc {start:%H:%M}."


def _line(cadence: Cadence, names: Mapping[int, str]) -> str:
    by = "theo cài đặt" if cadence.set_by is None else esc(names.get(cadence.set_by, "người đã rời"))
    return (
        f"• từ {days.full(cadence.start.date())}: {days.period(cadence.every)}, {cadence.start:%H:%M} ({by})"
    )


def _listed(moments: Sequence[datetime]) -> str:
    more = f" và {len(moments) - SHOWN} kỳ nữa" if len(moments) > SHOWN else ""
    return ", ".join(days.with_weekday(moment.date()) for moment in moments[:SHOWN]) + more


def _reached(names: Sequence[str]) -> str:
    return esc(shorten(", ".join(names), LONGEST)) if names else "chưa có đầu mối nhận được tin"
