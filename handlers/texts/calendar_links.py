"""Deadlines in a calendar."""

from handlers.screens import Button, Screen, esc
from handlers.texts.language import Sentence, say

FILE_NAME = "han-nhiem-vu.ics"
SENT_TO_YOU = Sentence("Tôi đã nhắn riêng tệp lịch cho đồng chí.")


def button() -> Button:
    return Button(say("📅 Lịch hạn"), "calendar")


def revoked() -> Screen:
    return Screen(
        say("Đường dẫn lịch không còn hiệu lực. Cần lại, đồng chí bấm «Lịch hạn» dưới /viec hoặc /tonghop.")
    )


def file(count: int, *, offers_address: bool) -> Screen:
    rows = [[Button(say("🔗 Lịch tự cập nhật"), "calendar-link")]] if offers_address else []
    return Screen(say("{count} hạn đang mở. Mở tệp này để thêm vào lịch trên máy.", count=count), rows)


def address(url: str) -> Screen:
    return Screen(
        say(
            "Thêm đường dẫn này vào ứng dụng lịch («Thêm lịch bằng URL»), lịch sẽ tự cập nhật:\n"
            "<code>{url}</code>\n"
            "Ai có đường dẫn đều xem được, xin đồng chí giữ riêng. "
            "Đường dẫn cấp trước đó không còn dùng được.",
            url=esc(url),
        ),
        [[Button(say("Thu hồi đường dẫn"), "calendar-off")]],
    )
