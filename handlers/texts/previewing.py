"""A digest as the Secretariat sees it before it goes, and what it may add."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days
from storage.previews import Preview

UNSEEN = "<i>(tự gửi: Tổ giúp việc chưa xem)</i>"


def with_words(screen: Screen, words: str | None, *, unseen: bool) -> Screen:
    """The Secretariat's own words on top; `unseen`: nobody looked at it before it went."""
    above = [part for part in (esc(words) if words else "", UNSEEN if unseen else "") if part]
    return Screen("\n\n".join([*above, screen.text]), screen.rows)


def also_to(screen: Screen, blocks: Sequence[str]) -> Screen:
    """`blocks`: units whose groups get what is their own of it."""
    if not blocks:
        return screen
    names = ", ".join(esc(shorten(name, 60)) for name in blocks)
    return Screen(f"{screen.text}\n\n<i>Cùng lúc gửi bản riêng vào nhóm: {names}.</i>", screen.rows)


def card(screen: Screen, preview_id: int, moment: datetime, leaves: datetime) -> Screen:
    """`leaves`: when it goes by itself."""
    head = (
        f"👀 <b>Bản tin {days.moment(moment)}</b>, xin đồng chí xem trước. "
        f"Nếu không có ý kiến, tôi tự gửi lúc {days.moment(leaves)}."
    )
    rows = [
        [Button("Gửi ngay", f"digestgo:{preview_id}")],
        [
            Button("Sửa lời dẫn", f"digestwords:{preview_id}"),
            Button("Hoãn đến…", f"digestlater:{preview_id}"),
        ],
    ]
    return Screen(f"{head}\n\n{screen.text}", rows)


def until_when(preview_id: int, choices: Sequence[date], today: date) -> Screen:
    offered = [
        Button(f"Sáng {days.with_weekday(day, today)}", f"digeston:{preview_id}:{day:%Y%m%d}")
        for day in choices
    ]
    return Screen(
        "Hoãn bản tin đến ngày nào? Sáng hôm đó tôi gửi, số liệu tính đến lúc gửi.",
        [*in_rows(offered, 2), [Button("‹ Quay lại", f"digestback:{preview_id}")]],
    )


def ask_words(words: str | None) -> str:
    now = f"Lời dẫn hiện nay:\n{esc(words)}\n\n" if words else ""
    return f"{now}Đồng chí nhắn lời dẫn đặt trên đầu bản tin (một hai câu). Nhắn «bỏ» để không có lời dẫn."


def words_kept(words: str | None, moment: datetime) -> str:
    which = f"bản tin {days.moment(moment)}"
    return f"✅ Lời dẫn của {which}:\n{esc(words)}" if words else f"✅ Đã bỏ lời dẫn của {which}."


def gone(moment: datetime, at: datetime, preview: Preview) -> Screen:
    """In the place of the cards."""
    how = "" if preview.seen_by else " (tự gửi)"
    return Screen(f"✅ Bản tin {days.moment(moment)} đã gửi lúc {days.moment(at)}{how}.")
