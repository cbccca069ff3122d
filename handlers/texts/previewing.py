"""A digest as the Secretariat sees it before it goes, and what it may add."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days
from handlers.texts.language import Sentence, say
from storage.previews import Preview

UNSEEN = Sentence("<i>(tự gửi: Tổ giúp việc chưa xem)</i>")


def with_words(screen: Screen, words: str | None, *, unseen: bool) -> Screen:
    """The Secretariat's own words on top; `unseen`: nobody looked at it before it went."""
    above = [part for part in (esc(words) if words else "", UNSEEN() if unseen else "") if part]
    return Screen("\n\n".join([*above, screen.text]), screen.rows)


def also_to(screen: Screen, blocks: Sequence[str]) -> Screen:
    """`blocks`: units whose groups get what is their own of it."""
    if not blocks:
        return screen
    names = ", ".join(esc(shorten(name, 60)) for name in blocks)
    return Screen(
        say("{text}\n\n<i>Cùng lúc gửi bản riêng vào nhóm: {names}.</i>", text=screen.text, names=names),
        screen.rows,
    )


def card(screen: Screen, preview_id: int, moment: datetime, leaves: datetime) -> Screen:
    """`leaves`: when it goes by itself."""
    head = say(
        "👀 <b>Bản tin {moment}</b>, xin đồng chí xem trước. Nếu không có ý kiến, tôi tự gửi lúc {leaves}.",
        moment=days.moment(moment),
        leaves=days.moment(leaves),
    )
    rows = [
        [Button(say("Gửi ngay"), f"digestgo:{preview_id}")],
        [
            Button(say("Sửa lời dẫn"), f"digestwords:{preview_id}"),
            Button(say("Hoãn đến…"), f"digestlater:{preview_id}"),
        ],
    ]
    return Screen(f"{head}\n\n{screen.text}", rows)


def until_when(preview_id: int, choices: Sequence[date], today: date) -> Screen:
    offered = [
        Button(say("Sáng {day}", day=days.with_weekday(day, today)), f"digeston:{preview_id}:{day:%Y%m%d}")
        for day in choices
    ]
    return Screen(
        say("Hoãn bản tin đến ngày nào? Sáng hôm đó tôi gửi, số liệu tính đến lúc gửi."),
        [*in_rows(offered, 2), [Button(say("‹ Quay lại"), f"digestback:{preview_id}")]],
    )


def ask_words(words: str | None) -> str:
    now = say("Lời dẫn hiện nay:\n{words}\n\n", words=esc(words)) if words else ""
    return say(
        "{now}Đồng chí nhắn lời dẫn đặt trên đầu bản tin (một hai câu). Nhắn «bỏ» để không có lời dẫn.",
        now=now,
    )


def words_kept(words: str | None, moment: datetime) -> str:
    which = say("bản tin {moment}", moment=days.moment(moment))
    return (
        say("✅ Lời dẫn của {which}:\n{words}", which=which, words=esc(words))
        if words
        else say("✅ Đã bỏ lời dẫn của {which}.", which=which)
    )


def gone(moment: datetime, at: datetime, preview: Preview) -> Screen:
    """In the place of the cards."""
    how = "" if preview.seen_by else say(" (tự gửi)")
    return Screen(
        say(
            "✅ Bản tin {moment} đã gửi lúc {at}{how}.",
            moment=days.moment(moment),
            at=days.moment(at),
            how=how,
        )
    )
