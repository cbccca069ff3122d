"""/bantin: when digests come, to whom, and what changes about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.cadence import Cadence
from domain.durations import add_duration, parse_duration
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.confirming import buttons
from handlers.texts.language import Sentence, say

SHOWN = 5
LONGEST = 60
SENT = Sentence("Đã gửi.")
WAITS = Sentence("Ngoài giờ làm việc: bản tin đi khi vào giờ.")
HOW = Sentence(
    "Đổi nhịp: <code>/bantin hằng tuần từ 13/10 8h</code>\n"
    "Lời dẫn: <code>/bantin lời dẫn …</code>\n"
    "Nơi nhận thêm: <code>/bantin gửi thêm Văn phòng Tỉnh uỷ</code>, "
    "<code>/bantin thôi gửi …</code>\n"
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
    to = (
        [say("nhóm {group}", group=f"«{esc(group)}»" if group else say("Ban Chỉ đạo"))]
        if group is not None
        else []
    )
    to += [
        say("nhóm {name} (bản riêng, {count} đơn vị)", name=esc(shorten(name, LONGEST)), count=count)
        for name, count in blocks
    ]
    to += [f"{esc(shorten(unit, LONGEST))} ({_reached(mine)})" for unit, mine in copies]
    parts = [
        say("📊 <b>Bản tin</b>\nKỳ tới: <b>{leaves}</b>", leaves=days.moment(leaves)),
        say(
            "Nơi nhận: {to}",
            to="; ".join(to) if to else say("chưa có nhóm nào, gõ /nhom trong nhóm Ban Chỉ đạo"),
        ),
        say("Lời dẫn kỳ tới: {words}", words=esc(shorten(words, 300))) if words else "",
        say("Trước khi gửi, Tổ giúp việc có {preview_hours} giờ để xem.", preview_hours=f"{preview_hours:g}")
        if preview_hours
        else "",
        say("Nhịp:\n") + "\n".join(_line(cadence, names) for cadence in history[-SHOWN:]),
        say("Đã gửi gần đây: ") + ", ".join(days.short(at.date()) for at in sent) if sent else "",
        HOW(),
    ]
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, [[Button(say("👀 Xem trước bản tin tới"), "digestsee")]])


def preview(every: str, start: datetime, before: Sequence[datetime], proposal_id: int) -> Screen:
    """`before`: what still comes by the cadence of now."""
    earlier = say("\nTrước đó, theo nhịp hiện nay: {listed}.", listed=_listed(before)) if before else ""
    return Screen(f"📊 {_said(every, start)}{earlier}", buttons(say("Đổi nhịp"), "cadence", proposal_id))


def done(every: str, start: datetime, ahead: Sequence[datetime]) -> str:
    return say("✅ {said}\nCác kỳ tới: {listed}.", said=_said(every, start), listed=_listed(ahead))


def horizon(start: datetime, every: str) -> datetime:
    """Until when the next ones are named."""
    day = add_duration(start.date(), parse_duration(every), 3)
    return start + timedelta(days=(day - start.date()).days)


def added(unit: str, names: Sequence[str]) -> str:
    return say("✅ Từ nay {unit} nhận mỗi bản tin ({reached}).", unit=esc(unit), reached=_reached(names))


def ended(unit: str) -> str:
    return say("✅ Từ nay {unit} không nhận bản tin nữa.", unit=esc(unit))


def _said(every: str, start: datetime) -> str:
    return say(
        "Từ <b>{start}</b>: bản tin <b>{period}</b>, lúc {time}.",
        start=days.with_weekday(start.date()),
        period=days.period(every),
        time=f"{start:%H:%M}",
    )


def _line(cadence: Cadence, names: Mapping[int, str]) -> str:
    by = (
        say("theo cài đặt") if cadence.set_by is None else esc(names.get(cadence.set_by, say("người đã rời")))
    )
    return say(
        "• từ {start}: {period}, {time} ({by})",
        start=days.full(cadence.start.date()),
        period=days.period(cadence.every),
        time=f"{cadence.start:%H:%M}",
        by=by,
    )


def _listed(moments: Sequence[datetime]) -> str:
    more = say(" và {count} kỳ nữa", count=len(moments) - SHOWN) if len(moments) > SHOWN else ""
    return ", ".join(days.with_weekday(moment.date()) for moment in moments[:SHOWN]) + more


def _reached(names: Sequence[str]) -> str:
    return esc(shorten(", ".join(names), LONGEST)) if names else say("chưa có đầu mối nhận được tin")
