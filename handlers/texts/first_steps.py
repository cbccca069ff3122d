"""The first steps of an office: what the Secretariat does next, and what is handed over for it."""

from datetime import date, datetime

from handlers.screens import Button, Screen
from handlers.texts import days
from handlers.texts.language import Sentence, say

SAMPLE_NAME = "bang-mau.xlsx"
SAMPLE_CAPTION = Sentence(
    "Bảng mẫu có hai trang: Đơn vị và Nhiệm vụ. Đồng chí thay các dòng ví dụ, rồi gửi tệp lại cho tôi."
)
LINKS_TITLE, LINKS_HEADER = "Lời mời", ("Đơn vị", "Đường dẫn mời")  # as printed


def import_first() -> Screen:
    return Screen(
        say(
            "<b>Bước 1/3 · Nhập việc</b>\n"
            "Đồng chí gửi vào đây bảng Excel các đơn vị và nhiệm vụ. Tôi cho xem trước, đồng chí bấm mới ghi."
        ),
        [[Button(say("📄 Lấy bảng mẫu"), "samplesheet")]],
    )


def group() -> Screen:
    return Screen(
        say(
            "<b>Bước 3/3 · Nhóm Ban Chỉ đạo</b>\n"
            "Đồng chí thêm tôi vào nhóm rồi gõ /nhom trong nhóm đó. Bản tin tổng hợp sẽ gửi vào đấy."
        )
    )


def invite_all() -> Button:
    return Button(say("✉️ Mời đầu mối"), "inviteall")


def invite(units: int) -> Screen:
    return Screen(
        say(
            "<b>Bước 2/3 · Mời đầu mối</b>\n"
            "Đã có {units} đơn vị, chưa nơi nào có đầu mối. "
            "Bấm nút dưới để lấy phiếu mời (bản in) và bảng đường dẫn (để chuyển tiếp).",
            units=units,
        ),
        [[invite_all()]],
    )


def ready(following: datetime | None, *, group_known: bool) -> Screen:
    """After the last step. `following`: when the next digest leaves."""
    step = say("<b>Bước 3/3 · Nhóm Ban Chỉ đạo</b>: đã chọn từ trước.\n\n") if group_known else ""
    when = (
        say(" Bản tin tới gửi vào nhóm lúc {following}.", following=days.moment(following))
        if following
        else ""
    )
    return Screen(
        say(
            "{step}✅ <b>Đã sẵn sàng</b>, xong cả ba bước.\n"
            "Đầu mối nào vào, tôi báo đồng chí; trước mỗi hạn, tôi nhắc họ trong giờ làm việc.{when}\n"
            "Xem những tin sẽ gửi: /dienthu. Xem tình hình: /tonghop",
            step=step,
            when=when,
        )
    )


def printed(units: int, expires: date, today: date) -> str:
    return say(
        "Phiếu mời của {units} đơn vị, dùng đến hết {expires}. Đồng chí in, cắt rời rồi trao cho từng đơn vị.",
        units=units,
        expires=days.with_weekday(expires, today),
    )


def links(units: int) -> str:
    return say(
        "Đường dẫn mời của {units} đơn vị, giống trên phiếu mời. "
        "Mỗi đường dẫn chỉ một người dùng được, nên gửi riêng từng đơn vị.",
        units=units,
    )


def file_name(today: date, ending: str) -> str:
    return f"phieu-moi-{today:%Y-%m-%d}{ending}"
