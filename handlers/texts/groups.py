"""Which group gets the digests, and a group that they do not reach."""

from datetime import datetime

from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.digests import LONGEST_NAME

POSTED_AGAIN = Screen("Tôi đang gửi bản tin vào nhóm Ban Chỉ đạo.")
HERE_NO_MORE = "Từ nay nhóm này không nhận bản tin nữa."


def put_out(title: str, by: str) -> Screen:
    return Screen(
        f"⚠️ Đồng chí {esc(by)} vừa đưa tôi ra khỏi nhóm «{esc(title)}». Tôi không gửi bản tin vào "
        "nhóm này được nữa. Đồng chí thêm tôi vào lại, hoặc gõ /nhom trong nhóm khác."
    )


def undelivered(moment: datetime, said: str) -> Screen:
    """`said`: Telegram's own words."""
    return Screen(
        f"⚠️ Bản tin {days.moment(moment)} chưa vào được nhóm Ban Chỉ đạo (Telegram báo: {esc(said)}).\n"
        "Đồng chí kiểm tra giúp tôi còn trong nhóm và được phép gửi tin không, rồi bấm nút dưới.",
        [[Button("📊 Gửi bản tin vào nhóm", "postagain")]],
    )


def here_of_units(name: str, count: int, following: datetime | None) -> str:
    when = f" Bản tin tới: {days.moment(following)}." if following else ""
    return (
        f"Từ nay nhóm này nhận bản tin riêng của {esc(shorten(name, LONGEST_NAME))} ({count} đơn vị).{when} "
        "Xem ngay: /tonghop. Thôi nhận: <code>/nhom bỏ</code>"
    )


def here(following: datetime | None) -> str:
    when = f" Bản tin tới: {days.moment(following)}." if following else ""
    return f"Từ nay bản tin tổng hợp gửi vào nhóm này.{when} Xem ngay: /tonghop"
