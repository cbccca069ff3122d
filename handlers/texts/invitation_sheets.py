"""Invitations on paper, for the Secretariat."""

from datetime import date

from handlers.screens import Button, Screen
from handlers.texts import days
from handlers.texts.language import Sentence, say

ISSUER = "Ban Chỉ đạo"  # as printed
NOBODY_TO_INVITE = Sentence("Đơn vị nào cũng đã có đầu mối, nên không có phiếu nào để in.")


def button() -> Button:
    return Button(say("🖨 In phiếu mời"), "printinvites")


def caption(count: int, expires: date) -> Screen:
    return Screen(
        say(
            "🖨 <b>{count} phiếu mời</b>, mỗi đơn vị chưa có đầu mối một mã QR, dùng một lần, "
            "hạn đến hết {expires}.\n"
            "In trên khổ A4, cắt theo đường kẻ rồi phát cho từng đơn vị. "
            "Bấm in lần nữa là mã mới; mã cũ vẫn dùng được.",
            count=count,
            expires=days.with_weekday(expires),
        )
    )


def file_name(today: date) -> str:
    return f"phieu-moi-{today:%Y-%m-%d}.pdf"
