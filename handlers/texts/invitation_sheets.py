"""Invitations on paper, for the Secretariat."""

from datetime import date

from handlers.screens import Button, Screen
from handlers.texts import days

ISSUER = "Ban Chỉ đạo"
BUTTON = Button("🖨 In phiếu mời", "printinvites")
NOBODY_TO_INVITE = "Đơn vị nào cũng đã có đầu mối, nên không có phiếu nào để in."


def caption(count: int, expires: date) -> Screen:
    return Screen(
        f"🖨 <b>{count} phiếu mời</b>, mỗi đơn vị chưa có đầu mối một mã QR, dùng một lần, "
        f"hạn đến hết {days.with_weekday(expires)}.\n"
        "In trên khổ A4, cắt theo đường kẻ rồi phát cho từng đơn vị. Bấm in lần nữa là mã mới; mã cũ vẫn dùng được."
    )


def file_name(today: date) -> str:
    return f"phieu-moi-{today:%Y-%m-%d}.pdf"
