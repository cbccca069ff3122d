"""Deadlines in a calendar."""

from handlers.screens import Button, Screen, esc

FILE_NAME = "han-nhiem-vu.ics"
BUTTON = Button("📅 Lịch hạn", "calendar")
SENT_TO_YOU = "Tôi đã nhắn riêng tệp lịch cho đồng chí."
REVOKED = Screen(
    "Đường dẫn lịch không còn hiệu lực. Cần lại, đồng chí bấm «Lịch hạn» dưới /viec hoặc /tonghop."
)


def file(count: int, *, offers_address: bool) -> Screen:
    rows = [[Button("🔗 Lịch tự cập nhật", "calendar-link")]] if offers_address else []
    return Screen(f"{count} hạn đang mở. Mở tệp này để thêm vào lịch trên máy.", rows)


def address(url: str) -> Screen:
    return Screen(
        "Thêm đường dẫn này vào ứng dụng lịch («Thêm lịch bằng URL»), lịch sẽ tự cập nhật:\n"
        f"<code>{esc(url)}</code>\n"
        "Ai có đường dẫn đều xem được, xin đồng chí giữ riêng. Đường dẫn cấp trước đó không còn dùng được.",
        [[Button("Thu hồi đường dẫn", "calendar-off")]],
    )
