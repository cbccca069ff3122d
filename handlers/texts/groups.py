"""Which group gets the digests, and a group that they do not reach."""

from datetime import datetime

from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.digests import LONGEST_NAME
from handlers.texts.language import Sentence, say

HERE_NO_MORE = Sentence("Từ nay nhóm này không nhận bản tin nữa.")


def posted_again() -> Screen:
    return Screen(say("Tôi đang gửi bản tin vào nhóm Ban Chỉ đạo."))


def put_out(title: str, by: str) -> Screen:
    return Screen(
        say(
            "⚠️ Đồng chí {by} vừa đưa tôi ra khỏi nhóm «{title}». "
            "Tôi không gửi bản tin vào nhóm này được nữa. "
            "Đồng chí thêm tôi vào lại, hoặc gõ /nhom trong nhóm khác.",
            by=esc(by),
            title=esc(title),
        )
    )


def undelivered(moment: datetime, said: str) -> Screen:
    """`said`: Telegram's own words."""
    return Screen(
        say(
            "⚠️ Bản tin {moment} chưa vào được nhóm Ban Chỉ đạo (Telegram báo: {said}).\n"
            "Đồng chí kiểm tra giúp tôi còn trong nhóm và được phép gửi tin không, rồi bấm nút dưới.",
            moment=days.moment(moment),
            said=esc(said),
        ),
        [[Button(say("📊 Gửi bản tin vào nhóm"), "postagain")]],
    )


def here_of_units(name: str, count: int, following: datetime | None) -> str:
    when = say(" Bản tin tới: {following}.", following=days.moment(following)) if following else ""
    return say(
        "Từ nay nhóm này nhận bản tin riêng của {name} ({count} đơn vị).{when} Xem ngay: /tonghop. "
        "Thôi nhận: <code>/nhom bỏ</code>",
        name=esc(shorten(name, LONGEST_NAME)),
        count=count,
        when=when,
    )


def here(following: datetime | None) -> str:
    when = say(" Bản tin tới: {following}.", following=days.moment(following)) if following else ""
    return say("Từ nay bản tin tổng hợp gửi vào nhóm này.{when} Xem ngay: /tonghop", when=when)
